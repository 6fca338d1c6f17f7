import { z } from 'zod';
import { type Node, scope, unqualified } from '../../messages/definition.ts';
import { channels } from '../../messages/head-g2g.ts';
import { day, din, mark } from '../../messages/text-types.ts';
import { calendarDate } from '../common-data.ts';
import { familyNameElement, familyNameMembers, givenNamesElement, givenNamesMembers } from './names.ts';

/** Who orders certificates: a person or an organisation (XPersonenstand 26.11, Urkundenanforderung.Antragsteller.Papier). */

const address = z.strictObject({
  street: z.string().describe('Street with house number'),
  postalCode: z.string().describe('Postleitzahl; five digits in Germany'),
  city: z.string(),
  district: z.string().optional().describe('Ortsteil'),
  country: z.string().optional().describe('Name of the country; only for an address abroad'),
});

const contact = z.strictObject({
  channel: z
    .string()
    .describe('Code of urn:de:xoev:codeliste:erreichbarkeit: 01 e-mail, 02 telephone, 03 mobile, 04 fax, 09 web'),
  id: z.string().describe('Address or number in that channel'),
  note: z.string().optional().describe('For example when somebody is there'),
});

const identified = z
  .literal(true)
  .optional()
  .describe('true when the portal vouches that name, address and date of birth come from an electronic identification');

const person = z.strictObject({
  salutation: z.string().describe('Anrede: "Frau", "Herr" or what the applicant wishes'),
  ...familyNameMembers,
  ...givenNamesMembers,
  birthDate: calendarDate,
  address,
  contacts: z.array(contact).min(1),
  relationship: z.string().describe('Relationship to the person on record: "selbst", "Tochter", "Urenkel" …'),
  interest: z
    .string()
    .optional()
    .describe('Legal or legitimate interest, where the relationship is no right (§ 62 PStG)'),
  identified,
});

const organisation = z.strictObject({
  name: z.string(),
  address,
  contacts: z.array(contact).min(1),
  contactPerson: z.string(),
  interest: z.string().describe('Legal interest (§ 62 PStG), or of a public body the purpose (§ 65 PStG)'),
  identified,
});

export const applicant = z
  .strictObject({ person: person.optional(), organisation: organisation.optional() })
  .describe('Either a person or an organisation');

type Applicant = z.output<typeof applicant>;

const from = scope<Applicant>();
const ofPerson = scope<z.output<typeof person>>();
const ofOrganisation = scope<z.output<typeof organisation>>();
const ofAddress = scope<z.output<typeof address>>();
const ofContact = scope<z.output<typeof contact>>();

const addressElements = [
  ofAddress.text('strasse', 'street', din('C')),
  ofAddress.text('plz', 'postalCode', din('C')),
  ofAddress.text('ort', 'city', din('C')),
  ofAddress.text('ortsteil', 'district', din('C'), { optional: true }),
  ofAddress.text('staat', 'country', din('C'), { optional: true }),
];

const contactElements = unqualified([
  ofContact.code('kanal', 'channel', channels),
  ofContact.text('kennung', 'id', din('C')),
  ofContact.text('zusatz', 'note', din('C'), { optional: true }),
]);

export const applicantElements: Node<Applicant>[] = [
  from.choice([
    from.inside('juristischePerson', 'organisation', [
      ofOrganisation.text('name', 'name', din('C')),
      ofOrganisation.inside('anschrift', 'address', addressElements),
      ofOrganisation.each('kommunikation', 'contacts', contactElements),
      ofOrganisation.text('ansprechpartner', 'contactPerson', din('C')),
      ofOrganisation.text('berechtigtesInteresse', 'interest', din('C')),
      ofOrganisation.text('gesicherteIdentifikationErfolgt', 'identified', mark(), { optional: true }),
    ]),
    from.inside('natuerlichePerson', 'person', [
      ofPerson.text('anrede', 'salutation', din('C')),
      familyNameElement,
      givenNamesElement('vorname'),
      ofPerson.each('kommunikation', 'contacts', contactElements),
      ofPerson.inside('anschrift', 'address', addressElements),
      ofPerson.text('gesicherteIdentifikationErfolgt', 'identified', mark(), { optional: true }),
      ofPerson.text('geburtsdatum', 'birthDate', day),
      ofPerson.text('verwandtschaftsverhaeltnis', 'relationship', din('C')),
      ofPerson.text('berechtigtesInteresse', 'interest', din('C'), { optional: true }),
    ]),
  ]),
];
