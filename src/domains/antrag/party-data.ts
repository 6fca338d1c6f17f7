import { z } from 'zod';
import { calendarDate } from '../common-data.ts';

/** A natural or legal person with address and contact, as envelope and forms hold it: the applicant, a representative … */

const person = z.strictObject({
  familyName: z.string(),
  givenNames: z.string(),
  doctorate: z.string().optional(),
  birthName: z.string().optional(),
  birthDate: calendarDate.optional(),
  birthPlace: z.string().optional(),
});

const organisation = z.strictObject({
  name: z.string(),
  legalForm: z.string().optional().describe('Rechtsform in words'),
  registerCourt: z.string().optional(),
  registerNumber: z.string().optional(),
  contactPerson: z.string().optional(),
});

const address = z.strictObject({
  street: z.string(),
  houseNumber: z.string().optional().describe('House number with its addition: "12", "12a"'),
  extra: z.string().optional().describe('Zusatz'),
  postalCode: z.string().describe('Postleitzahl; five digits in Germany'),
  city: z.string(),
  district: z.string().optional().describe('Ortsteil'),
  country: z.string().optional().describe('DESTATIS key, three digits: "000" is Germany; left out: Germany'),
});

const contact = z.strictObject({
  channel: z
    .string()
    .describe('Code of urn:de:xoev:codeliste:erreichbarkeit: 01 e-mail, 02 telephone, 03 mobile, 04 fax, 09 web'),
  id: z.string().describe('Address or number in that channel'),
});

export const partySchema = z.strictObject({
  person: person.optional().describe('A natural person; either this or organisation'),
  organisation: organisation.optional(),
  address: address.optional(),
  contacts: z.array(contact).optional(),
});

export type Party = Readonly<z.output<typeof partySchema>>;
