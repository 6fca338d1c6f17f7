import { z } from 'zod';
import { type Node, scope, unqualified } from '../../../messages/definition.ts';
import { din, mark } from '../../../messages/text-types.ts';
import { germanPostalCode } from '../../common-data.ts';
import { municipalityKeys } from '../../service.ts';
import { unknownAddressCases } from './register-code-lists.ts';
import { territories } from './state-code-lists.ts';

const municipalityKey = z.string().describe('Amtlicher Gemeindeschlüssel (AGS), eight digits');

/** What an address in Germany consists of; which of it is mandatory depends on the place. */
const partsOfAddress = {
  houseNumber: z.string().optional().describe('Digits only, at most four; of a range the first'),
  houseNumberSuffix: z.string().optional().describe('What follows the digits: "a", "1/2"'),
  houseNumberPart: z.string().optional().describe('Teilnummer der Hausnummer'),
  flat: z.string().optional().describe('Floor or number of the flat, at most four characters: "3.OG"'),
  formerMunicipality: z.string().optional().describe('Former name of the municipality, where it tells places apart'),
  occupant: z.string().optional().describe('Wohnungsinhaber, of a subtenant'),
  extra: z.string().optional().describe('Zusatzangaben: "Hinterhaus"'),
};

/** Address of a registered dwelling. */
export const registeredAddress = z.strictObject({
  municipalityKey,
  street: z
    .string()
    .describe('"Hausnummer" where there is a house number and no street, "ohne Hausnummer" where there is neither'),
  ...partsOfAddress,
  postalCode: germanPostalCode,
  city: z.string(),
});

export type RegisteredAddress = z.output<typeof registeredAddress>;

/** Address in Germany as far as it is known, of a relative. */
const knownAddress = z.strictObject({
  municipalityKey: municipalityKey.optional(),
  street: z.string().optional(),
  ...partsOfAddress,
  postalCode: germanPostalCode.optional(),
  city: z.string().optional(),
});

type KnownAddress = z.output<typeof knownAddress>;

const unknownAddress = z.strictObject({
  case: z.string().optional().describe('Code of anschrift.unbekannt: 0 by the authority, 1 in Germany, 2 abroad'),
});

export type UnknownAddress = z.output<typeof unknownAddress>;

const abroad = z.strictObject({
  country: z.string().optional().describe('DESTATIS key of the state, three digits'),
  withheld: z.literal(true).optional().describe('true where the state is rightly not told'),
});

export type Abroad = z.output<typeof abroad>;

/** Address of a relative: exactly one of the three. */
export const relativeAddress = z.strictObject({
  inGermany: knownAddress.optional(),
  abroad: abroad.optional(),
  unknown: unknownAddress.optional(),
});

export type RelativeAddress = z.output<typeof relativeAddress>;

/** Address of a child that is in the register of the same authority: in Germany, or not known. */
export const childAddress = relativeAddress.omit({ abroad: true });

export type ChildAddress = z.output<typeof childAddress>;

/** The texts of XInneres `Meldeanschrift`. 55 and 40 characters are limits of its documentation, not of the schema. */
export const addressTexts = {
  houseNumber: din('C', {
    max: 4,
    pattern: /^[0-9 ]*$/,
    rule: 'house-number',
    expected: { de: 'höchstens vier Ziffern', en: 'at most four digits' },
  }),
  houseNumberSuffix: din('C', {
    max: 4,
    pattern: /^[\p{L}0-9./ ]*$/u,
    expected: { de: 'Buchstaben, Ziffern, . / und Leerzeichen', en: 'letters, digits, . / and blank' },
  }),
  postalCode: din('C', { max: 5, pattern: /^[0-9 ]*$/, rule: 'postal-code' }),
  flat: din('C', {
    max: 4,
    pattern: /^[\p{L}0-9 .]*$/u,
    expected: { de: 'Buchstaben, Ziffern, Punkt und Leerzeichen', en: 'letters, digits, full stop and blank' },
  }),
  street: din('C', { max: 55 }),
  city: din('C', { max: 40 }),
};

/** The children of `Meldeanschrift`: its order is binding. */
function meldeanschrift<S extends KnownAddress>(needed: { optional?: true }): Node<S>[] {
  const address = scope<KnownAddress>();
  const optional = { optional: true } as const;
  return unqualified<KnownAddress>([
    address.code('gemeindeschluessel', 'municipalityKey', municipalityKeys, needed),
    address.text('hausnummer', 'houseNumber', addressTexts.houseNumber, optional),
    address.text('hausnummerBuchstabeZusatzziffer', 'houseNumberSuffix', addressTexts.houseNumberSuffix, optional),
    address.text('postleitzahl', 'postalCode', addressTexts.postalCode, needed),
    address.text('stockwerkswohnungsnummer', 'flat', addressTexts.flat, optional),
    address.text('strasse', 'street', addressTexts.street, needed),
    address.text('teilnummerDerHausnummer', 'houseNumberPart', din('C'), optional),
    address.text('wohnort', 'city', addressTexts.city, needed),
    address.text('wohnortFruehererGemeindename', 'formerMunicipality', addressTexts.city, optional),
    address.text('wohnungsinhaber', 'occupant', din('C'), optional),
    address.text('zusatzangaben', 'extra', din('C'), optional),
  ]);
}

/** `type.AnschriftMelderecht.Inland`: municipality, postal code, street and place are mandatory. */
export const registeredAddressElements: Node<RegisteredAddress>[] = meldeanschrift<RegisteredAddress>({});

const place = scope<RelativeAddress>();
const foreign = scope<Abroad>();
const nowhere = scope<UnknownAddress>();

/** `type.AnschriftMelderecht.Unbekannt`. */
export const unknownElements: Node<UnknownAddress>[] = [
  nowhere.constant('anschriftUnbekannt', 'true', mark()),
  nowhere.code('sachverhalt', 'case', unknownAddressCases, { optional: true }),
];

const inGermanyElement = place.inside('anschrift.inland', 'inGermany', meldeanschrift({ optional: true }));
const unknownElement = place.inside('anschrift.unbekannt', 'unknown', unknownElements);

/** `type.AnschriftMelderecht.Ausland`. */
export const abroadElements: Node<Abroad>[] = [
  foreign.choice([
    foreign.code('staat', 'country', territories),
    foreign.text('zurechtnichtuebermittelt', 'withheld', mark()),
  ]),
];

/** `type.AnschriftMelderechtMeldeanschrift`. */
export const relativeAddressElements: Node<RelativeAddress>[] = [
  place.choice([inGermanyElement, place.inside('anschrift.ausland', 'abroad', abroadElements), unknownElement]),
];

/** `type.Onlinedienste.Kind.Anschrift`. */
export const childAddressElements: Node<ChildAddress>[] = [place.choice([inGermanyElement, unknownElement])];
