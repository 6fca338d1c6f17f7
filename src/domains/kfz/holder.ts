import { z } from 'zod';
import { type Node, scope } from '../../messages/definition.ts';
import type { At } from '../../messages/paths.ts';
import { day, din, mark, year, yearMonth } from '../../messages/text-types.ts';
import { germanPostalCode } from '../common-data.ts';
import { sexes, states } from './code-lists.ts';

export const address = z.strictObject({
  street: z.string(),
  houseNumber: z.string().optional().describe('With its addition: "12", "12a"'),
  extra: z.string().optional().describe('Anschriftzusatz'),
  postalCode: germanPostalCode,
  city: z.string(),
});

/** Halter (FZV § 6): a person or an organisation, with the address where the vehicle is registered. */
export const holder = z.strictObject({
  person: z
    .strictObject({
      familyName: z.string(),
      birthName: z.string().optional(),
      givenNames: z.string().optional().describe('All Vornamen'),
      withoutGivenNames: z.literal(true).optional().describe('true for a person who has no Vornamen'),
      religiousOrArtistName: z.string().optional().describe('Ordens- oder Künstlername'),
      birthDate: z.string().describe('YYYY-MM-DD, or YYYY-MM or YYYY where the rest is not known'),
      birthPlace: z.string().optional(),
      birthState: z.string().optional().describe('DESTATIS key, three digits, where the place is not known'),
      sex: z.string().describe('m, w, d, or x (not stated)'),
    })
    .optional(),
  organisation: z.strictObject({ name: z.string() }).optional().describe('Instead of a person'),
  address,
});

export type Holder = z.output<typeof holder>;
type Person = At<Holder, 'person'>;
type Address = Holder['address'];

const fields = scope<Holder>();
const person = scope<Person>();
const organisation = scope<At<Holder, 'organisation'>>();
const place = scope<Address>();
const optional = { optional: true } as const;

export const personName = din('A', { max: 200 });
const text = din('C', { max: 250 });

export const addressElements: Node<Address>[] = [
  place.text('strasse', 'street', text),
  place.text('hausNr', 'houseNumber', din('C', { max: 20 }), optional),
  place.text('anschriftZusatz', 'extra', text, optional),
  place.text('plz', 'postalCode', din('C', { max: 5, pattern: /^\d{5}$/, rule: 'postal-code' })),
  place.text('ort', 'city', text),
];

const personElements: Node<Person>[] = [
  person.text('familienname', 'familyName', personName),
  person.text('geburtsname', 'birthName', personName, optional),
  person.choice([
    person.text('vornamen', 'givenNames', personName),
    person.text('ohneVornamen', 'withoutGivenNames', mark(), {
      doc: { de: 'Person ohne Vornamen', en: 'person without Vornamen' },
    }),
  ]),
  person.text('ordensKuenstlername', 'religiousOrArtistName', personName, optional),
  person.group('geburtsdatum', [
    person.choice([
      person.text('jahrMonatTag', 'birthDate', day),
      person.text('jahrMonat', 'birthDate', yearMonth),
      person.text('jahr', 'birthDate', year),
    ]),
  ]),
  person.choice([
    person.text('geburtsort', 'birthPlace', text),
    person.code('geburtsstaat', 'birthState', states, {
      doc: { de: 'wo der Ort nicht bekannt ist', en: 'where the place is not known' },
    }),
  ]),
  person.code('geschlecht', 'sex', sexes),
];

export const holderElements: Node<Holder>[] = [
  fields.choice([
    fields.inside('natuerlichePerson', 'person', personElements),
    fields.inside('organisation', 'organisation', [organisation.text('name', 'name', din('D', { max: 500 }))]),
  ]),
  fields.inside('anschrift', 'address', addressElements),
];
