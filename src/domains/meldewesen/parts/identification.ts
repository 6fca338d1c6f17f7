import { z } from 'zod';
import { bare, type Node, scope } from '../../../messages/definition.ts';
import { din } from '../../../messages/text-types.ts';
import { germanPostalCode, partialDate } from '../../common-data.ts';
import { municipalityKeys } from '../../service.ts';
import { addressTexts } from './addresses.ts';
import { nameElement, nameOrNone } from './names.ts';
import { birthElement } from './partial-dates.ts';

/** By what an authority finds a person in its register: name, date of birth, current main or only dwelling. */
export const identification = z.strictObject({
  person: z.strictObject({
    familyName: nameOrNone.describe('Familienname; a person with one name only has it here'),
    givenNames: nameOrNone.describe('All Vornamen as registered; false for a person who has none'),
    birthDate: partialDate,
  }),
  address: z
    .strictObject({
      street: z.string().optional().describe('Street without house number'),
      houseNumber: z.string().optional().describe('Digits only, at most four'),
      houseNumberSuffix: z.string().optional().describe('What follows the digits: "a", "1/2"'),
      houseNumberPart: z.string().optional().describe('Teilnummer der Hausnummer'),
      streetLine: z.string().optional().describe('Street and house number in one, instead of the members above'),
      postalCode: germanPostalCode,
      municipalityKey: z.string().optional().describe('AGS; left out, the municipality of the region'),
    })
    .describe('Current main or only dwelling'),
});

export type Identification = z.output<typeof identification>;

const who = scope<Identification>();
const address = scope<Identification['address']>();
const optional = { optional: true } as const;

/** The children of `identifikation`: `type.Onlinedienste.Identifikation`. */
export const identificationElements: Node<Identification>[] = [
  who.within('person', [
    nameElement('familienname.unstrukturiert', 'familyName'),
    nameElement('vornamen', 'givenNames'),
    birthElement('birthDate'),
  ]),
  who.inside('anschrift', 'address', [
    address.code('gemeindeschluessel', 'municipalityKey', municipalityKeys, {
      doc: 'AGS of the current main or only dwelling',
    }),
    address.text('postleitzahl', 'postalCode', addressTexts.postalCode),
    address.group('strasseUndHausnummer', [
      address.choice([
        address.group('strukturiert', [
          bare(address.text('hausnummer', 'houseNumber', addressTexts.houseNumber, optional)),
          bare(
            address.text(
              'hausnummerBuchstabeZusatzziffer',
              'houseNumberSuffix',
              addressTexts.houseNumberSuffix,
              optional,
            ),
          ),
          bare(address.text('strasse', 'street', addressTexts.street)),
          bare(address.text('teilnummerDerHausnummer', 'houseNumberPart', din('C'), optional)),
        ]),
        address.text('konkateniert', 'streetLine', din('C')),
      ]),
    ]),
  ]),
];
