import { z } from 'zod';
import { birthDateRules, germanPostalCode, partialDate } from '../common-data.ts';
import { zodData } from '../data-schema.ts';

/**
 * Who asks, and where that person lives: what nearly every message of the online services begins with (XMeld 26.11,
 * type.Onlinedienste.Identifikation). The members stand at the top of the data of each service.
 */
export const identificationMembers = {
  person: z.strictObject({
    familyName: z.string().describe('Familienname; a person with one name only has it here'),
    givenNames: z.string().optional().describe('All Vornamen as registered'),
    withoutGivenNames: z.literal(true).optional().describe('true for a person who has no Vornamen'),
    birthDate: partialDate,
  }),
  address: z
    .strictObject({
      street: z.string(),
      houseNumber: z.string().optional().describe('Digits only, at most four'),
      houseNumberSuffix: z.string().optional().describe('What follows the digits: "a", "1/2"'),
      postalCode: germanPostalCode,
      municipalityKey: z.string().optional().describe('AGS; left out, the municipality of the region'),
    })
    .describe('Current main or sole residence'),
};

const identification = z.strictObject(identificationMembers);

export type Identification = z.output<typeof identification>;

/** Plain sense of the members above. */
export const identificationRules = birthDateRules('person.birthDate');

/** The data of the acts that need nothing else. */
export const identificationData = zodData(identification, identificationRules);
