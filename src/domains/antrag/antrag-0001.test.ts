import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import { checkContent } from '../../messages/check.ts';
import type { Head } from '../../messages/head-g2g.ts';
import { checkRules } from '../../messages/message-rule.ts';
import { putAt } from '../../messages/paths.ts';
import { readMessage } from '../../messages/read.ts';
import { loadSchemas, type Schemas } from '../../messages/schemas.ts';
import { validate } from '../../messages/validate.ts';
import { readXml } from '../../messages/xml-read.ts';
import { antrag0001 } from './antrag-0001.ts';
import type { Antrag } from './antrag-data.ts';

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const head: Head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: { kennung: 'dbs:03457013', name: 'Stadt Leer' },
  author: { kennung: 'kop:sample', name: 'Portal' },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
};

const party = {
  organisation: {
    name: 'Muster & Söhne GmbH',
    legalForm: 'GmbH',
    registerCourt: 'Aurich',
    registerNumber: 'HRB 1',
    contactPerson: 'Max Muster',
  },
  address: {
    street: 'Musterstraße',
    houseNumber: '1',
    extra: 'Hof',
    postalCode: 'SW1A 1AA',
    city: 'London',
    district: 'W',
    country: '168',
  },
  contacts: [{ channel: '01', id: 'muster@example.org' }],
};
const person = {
  person: {
    familyName: 'Muster',
    givenNames: 'Max',
    doctorate: 'Dr.',
    birthName: 'M',
    birthDate: '1990-01-31',
    birthPlace: 'Leer',
  },
};
const placed = { id: 'a', label: 'A' };

/** Everything that the message can carry. */
const full: Antrag = {
  service: {
    id: 'baugenehmigung',
    act: 'apply',
    name: 'Baugenehmigung',
    leikaIds: ['99012008001000', '99012008001001'],
  },
  form: { title: 'Antrag', version: '1', schema: 'urn:zustellwerk:formular:baugenehmigung:1' },
  municipalityKey: '03457013',
  relation: {
    kind: 'nachreichung',
    messageUuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
    fileNumber: 'HS 17',
    replyUuid: '5d0c9a52-7e1d-4b7e-9a61-0d5a5f0e2c12',
  },
  applicant: party,
  representatives: [person, party],
  parties: [{ role: 'bauherr', label: 'Bauherr', ...person }],
  fields: [
    {
      ...placed,
      groups: [
        { id: 'g', label: 'G', index: 1 },
        { id: 'h', label: 'H' },
      ],
      index: 100_000,
      text: 'a\n\tб „Ω“',
    },
    { ...placed, number: -12.5 },
    { ...placed, number: 1e20 },
    { ...placed, number: 0.000001 },
    { ...placed, date: '2024-02-29' },
    { ...placed, dateTime: '2026-11-25T10:15:30+01:00' },
    { ...placed, time: '23:59:59' },
    { ...placed, flag: false },
    { ...placed, code: { value: '01', label: 'eins', listUri: 'urn:example', listVersion: '1' } },
    { ...placed, code: { value: 'x y', listUri: 'urn:example', listVersion: '2026-01-01' } },
    { ...placed, file: 'file-1' },
  ],
  attachments: [
    {
      id: 'file-1',
      label: 'Plan',
      fileName: 'plan.pdf',
      mediaType: 'application/pdf',
      size: 3,
      sha512: 'a'.repeat(128),
      content: 'AQID',
    },
    {
      id: 'file-2',
      label: 'Modell',
      fileName: 'modell.ifc',
      mediaType: 'application/x-step',
      size: 200_000_000,
      sha512: 'b'.repeat(128),
    },
  ],
  authentication: { level: 'substantiell', method: 'eID', at: '2026-11-25T10:10:00+01:00' },
  payment: {
    transactionId: 'T-1',
    transactionReference: 'R-1',
    amount: 12.5,
    currency: 'EUR',
    method: 'PAYPAL',
    at: '2026-11-25T10:12:00+01:00',
    status: 'PAYED',
    treasuryReference: '01.2',
  },
};

const faultsOf = (data: Antrag) => {
  const content = { head, data };
  const faults = checkContent(antrag0001.root, content);
  return [...faults, ...checkRules(antrag0001, content, faults.length === 0).map(({ finding }) => finding)];
};
const judge = async (data: Antrag) => (await validate(buildMessage(antrag0001, { head, data }), schemas)).kind;

it('carries everything, validly, and back again', async () => {
  expect(faultsOf(full)).toEqual([]);
  const xml = buildMessage(antrag0001, { head, data: full });
  expect(await validate(xml, schemas)).toMatchObject({ kind: 'valid' });
  expect(readMessage(antrag0001, readXml(xml))).toEqual({ head, data: full });
});

it('carries an application of nothing but its service', async () => {
  const { service, form, municipalityKey } = full;
  const least: Antrag = { service: { ...service, leikaIds: [] }, form, municipalityKey, fields: [] };
  expect(faultsOf(least)).toEqual([]);
  expect(await judge(least)).toBe('valid');
});

/** The schema is the proof: what it refuses, our checks must have found. */
describe.each<[string, string[], unknown]>([
  ['a text of blanks', ['fields', '0', 'text'], '  '],
  ['a character outside of type E', ['fields', '0', 'text'], 'a🐶'],
  ['a text that is too long', ['fields', '0', 'text'], 'x'.repeat(10_001)],
  ['a label that is too long', ['fields', '0', 'label'], 'x'.repeat(251)],
  ['an id with a blank', ['fields', '0', 'id'], 'a b'],
  ['a number with an exponent', ['fields', '1', 'number'], 1e21],
  ['a number so small that it has one', ['fields', '1', 'number'], 1e-7],
  ['a number that is none', ['fields', '1', 'number'], Number.NaN],
  ['a day that is not in the calendar', ['fields', '4', 'date'], '2026-02-29'],
  ['a moment without zone in words', ['fields', '5', 'dateTime'], 'yesterday'],
  ['an hour that the day has not', ['fields', '6', 'time'], '24:30:00'],
  ['a code of blanks', ['fields', '8', 'code', 'value'], ' '],
  ['a number of an entry that begins at 0', ['fields', '0', 'index'], 0],
  ['a file id of blanks', ['fields', '10', 'file'], ' '],
  ['a name with digits', ['representatives', '0', 'person', 'givenNames'], 'Max 2'],
  ['a postal code of signs', ['applicant', 'address', 'postalCode'], '!'],
  ['a state in letters', ['applicant', 'address', 'country'], 'GB'],
  ['a channel that is none', ['applicant', 'contacts', '0', 'channel'], 'mail'],
  ['a role in capitals', ['parties', '0', 'role'], 'Bauherr'],
  ['a file name with a folder', ['attachments', '0', 'fileName'], 'a/b.pdf'],
  ['a media type without a slash', ['attachments', '0', 'mediaType'], 'pdf'],
  ['a size below nothing', ['attachments', '0', 'size'], -1],
  ['a hash that is too short', ['attachments', '0', 'sha512'], 'abc'],
  ['a LeiKa key that is too short', ['service', 'leikaIds', '0'], '9901'],
  ['an AGS of 12 digits', ['municipalityKey'], '034570013013'],
  ['a trust level that is none', ['authentication', 'level'], 'high'],
  ['a payment in thousandths', ['payment', 'amount'], 12.345],
  ['another currency', ['payment', 'currency'], 'USD'],
  ['PAID for PAYED', ['payment', 'status'], 'PAID'],
])('%s', (_, path, value) => {
  it('is found by our checks, and by the schema', async () => {
    const data = structuredClone(full);
    putAt(data as unknown as Record<string, unknown>, path, value);
    const found = faultsOf(data).map((fault) => fault.path.join('.'));
    expect(found).toContain(['data', ...path].join('.'));
    expect(await judge(data)).toBe('invalid');
  });
});

it('a file that is not there, and a German postal code that is none, are rules above the schema', () => {
  const data: Antrag = {
    ...full,
    fields: [{ ...placed, file: 'file-3' }],
    applicant: { ...person, address: { street: 'A', postalCode: '00123', city: 'B' } },
  };
  expect(faultsOf(data).map(({ path, params }) => [path.join('.'), params?.id])).toEqual([
    ['data.fields.0.file', 'zustellwerk-antrag-0001-datei'],
    ['data.applicant.address.postalCode', 'zustellwerk-antrag-0001-plz'],
  ]);
});

it('a person that is two, or nobody', () => {
  const both = { ...full, applicant: { ...person, organisation: { name: 'Muster' } } };
  expect(faultsOf(both).map(({ path, rule }) => `${path.join('.')} ${rule}`)).toEqual([
    'data.applicant.person conflict',
    'data.applicant.organisation conflict',
  ]);
  expect(faultsOf({ ...full, applicant: {} }).map(({ path, rule }) => `${path.join('.')} ${rule}`)).toEqual([
    'data.applicant.person choice',
  ]);
});
