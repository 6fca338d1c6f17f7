import { z } from 'zod';
import type { DataPath } from '../../findings.ts';
import { valueAt } from '../../messages/paths.ts';
import { birthDateRules, calendarDate } from '../common-data.ts';
import type { DataRule } from '../data-schema.ts';
import type { EmbeddedAttachment } from '../service.ts';

/**
 * What the three notices of a business have in common (§ 14 GewO, forms GewA 1 to 3), without what only the trade office
 * knows.
 */

export const address = z.strictObject({
  street: z.string(),
  streetKey: z.string().optional().describe('Straßenschlüssel, where the portal knows it'),
  houseNumber: z.string().optional().describe('First house number with its addition: "12", "12a"'),
  houseNumberTo: z.string().optional().describe('Last house number of a range'),
  extra: z.string().optional().describe('Anschriftzusatz'),
  city: z.string(),
  district: z.string().optional().describe('Ortsteil'),
  postalCode: z.string().describe('Postleitzahl; five digits in Germany'),
  country: z.string().describe('ISO 3166 numeric, three digits: "276" is Germany'),
});

const contact = z.strictObject({
  channel: z
    .string()
    .describe('Code of urn:de:xoev:codeliste:erreichbarkeit: 01 e-mail, 02 telephone, 03 mobile, 04 fax, 09 web'),
  id: z.string().describe('Address or number in that channel'),
});

const person = z.strictObject({
  role: z.string().describe('Funktion: "1" sole trader, "3" person behind a legal person'),
  doctorate: z.string().optional(),
  familyName: z.string(),
  givenNames: z.string(),
  sex: z.string().describe('Geschlecht, one digit, code list of XGewerbeanzeige'),
  birthName: z.string().optional(),
  birthDate: calendarDate.optional(),
  birthPlace: z.string().optional(),
  birthCountry: z.string().optional(),
  nationalities: z.array(z.string()).optional().describe('DESTATIS keys, three digits: "000" is German'),
  address: address.optional(),
  contacts: z.array(contact).optional(),
  residencePermit: z
    .strictObject({
      state: z.string().describe('"1": exists'),
      issuedOn: calendarDate.optional(),
      issuedBy: z.string().optional(),
      issuedByPostalCode: z.string().optional(),
      issuedByCity: z.string().optional(),
    })
    .optional(),
});

const business = z.strictObject({
  registeredName: z.string().optional().describe('Name in the register; for a legal person or a registered merchant'),
  tradeName: z.string().optional().describe('Geschäftsbezeichnung'),
  register: z
    .strictObject({
      number: z.string(),
      city: z.string(),
      postalCode: z.string().optional(),
      type: z.string().describe('Eintragungsart: A or B Handelsregister, V Vereinsregister'),
      court: z.string().optional().describe('Key of the register court, for example G1103'),
    })
    .optional(),
  legalForm: z.string().describe('Rechtsform, three digits of XGewerbeanzeige: 350 is a GmbH'),
  partners: z.number().optional().describe('Number of partners'),
  fullTimeEmployees: z.number(),
  partTimeEmployees: z.number(),
  kinds: z.strictObject({ industry: z.boolean(), craft: z.boolean(), trade: z.boolean(), other: z.boolean() }),
  branch: z.string().describe('Niederlassungsart: "1" main place of business; "2" and "3" have a main place elsewhere'),
  itinerant: z.boolean().describe('Reisegewerbe'),
  secondaryOccupation: z.boolean().describe('Nebenerwerb'),
  craftCard: z
    .strictObject({
      state: z.string().describe('"1": exists'),
      issuedOn: calendarDate.optional(),
      issuedByPostalCode: z.string().optional(),
      issuedByCity: z.string().optional(),
      issuedByKey: z.string().optional(),
    })
    .optional(),
  address: address.optional().describe('Place of business'),
  contacts: z.array(contact).optional(),
  mainPlace: z.strictObject({ address, contacts: z.array(contact).optional() }).optional(),
  publicShare: z.string().optional().describe('Beteiligung der öffentlichen Hand, one digit'),
});

const mainActivity = z.strictObject({
  text: z.string().describe('Schwerpunkt of the activity in plain words'),
  key: z.string().optional().describe('WZ 2008, five digits without dots'),
  keyword: z.string().optional(),
});

const furtherActivities = z.strictObject({
  summary: z.string(),
  items: z
    .array(z.strictObject({ text: z.string(), key: z.string().optional(), keyword: z.string().optional() }))
    .optional(),
});

const activity = z.strictObject({ main: mainActivity, further: furtherActivities.optional() });

/** In a change it can be told whether the main activity is a new one. */
export const changedActivity = activity.extend({
  main: mainActivity.extend({
    newlyPursued: z.boolean().optional().describe('Whether the main activity is pursued from now on'),
  }),
});

/** The members of every notice. */
export const noticeMembers = {
  municipalityKey: z
    .string()
    .optional()
    .describe('AGS of the place of business; left out, the municipality of the region'),
  business,
  persons: z.array(person).min(1).describe('The trader, or the persons behind a legal person'),
  activity,
};

const tradeNotice = z.strictObject({ ...noticeMembers, validFrom: calendarDate });

/** What is known of every notice, whichever it is. */
export type TradeNotice = z.output<typeof tradeNotice> & WithAttachments;

export interface WithAttachments {
  /** The submission's files, put in by the gateway. */
  readonly attachments?: readonly EmbeddedAttachment[];
}

/** The rules on single values; `furtherAddresses` are the paths of addresses that only this notice has. */
export function noticeDataRules(...furtherAddresses: string[]): DataRule[] {
  const addresses = ['business.address', 'business.mainPlace.address', 'persons.*.address', ...furtherAddresses];
  return [
    ...birthDateRules('persons.*.birthDate'),
    ...addresses.map((at) => ({
      at: `${at}.postalCode`,
      rule: 'postal-code' as const,
      holds: (code: string, { data, path }: { data: unknown; path: DataPath }) =>
        !isGerman(data, path) || /^(?!00)\d{5}$/.test(code),
    })),
  ];
}

/** Whether the address around a postal code is in Germany: codes of other countries have other forms. */
function isGerman(data: unknown, postalCode: DataPath): boolean {
  return valueAt(data, [...postalCode.slice(0, -1), 'country']) === '276';
}
