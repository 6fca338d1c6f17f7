import { z } from 'zod';
import { birthDateRules, germanPostalCode, partialDate } from '../common-data.ts';
import { zodData } from '../data-schema.ts';

/** What a citizen says to get a Meldebescheinigung (§ 18 BMG): who, where, and what the certificate is to contain. */
const meldebescheinigung = z.strictObject({
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
  certificate: z.strictObject({
    delivery: z
      .string()
      .describe('Code of meldebescheinigung.zustellvariante: 01 post, 02 data, 03 electronic document'),
    extraElements: z
      .array(z.string())
      .optional()
      .describe('Codes of meldebescheinigung.anforderungselement; left out: the minimum (§ 18 (1) BMG)'),
  }),
});

export type Meldebescheinigung = z.output<typeof meldebescheinigung>;

export const meldebescheinigungData = zodData(meldebescheinigung, birthDateRules('person.birthDate'));
