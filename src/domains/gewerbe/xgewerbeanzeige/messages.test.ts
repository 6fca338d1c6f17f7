import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage } from '../../../messages/build.ts';
import { checkContent } from '../../../messages/check.ts';
import { checkRules } from '../../../messages/message-rule.ts';
import { readMessage } from '../../../messages/read.ts';
import { loadSchemas, type Schemas } from '../../../messages/schemas.ts';
import { validate } from '../../../messages/validate.ts';
import { readXml, type XmlElement } from '../../../messages/xml-read.ts';
import { dropEach } from '../../../testing/drop-each.ts';
import type { Anmeldung, Gewerbemeldung, Meldung, Satz } from './content.ts';
import { gewerbemeldung, type MessageNumber, messageNames } from './messages.ts';
import { type Version, version20, version21, version22 } from './versions.ts';

const numbers = Object.keys(messageNames) as MessageNumber[];

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const author = {
  prefix: { code: 'MELDID', version: '51' },
  id: { code: '09162000', list: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags', version: '2026-04-30' },
  reachability: [{ channel: '01', id: 'amt@example.org' }],
  address: { street: 'Am Markt', houseNumber: '1', city: 'Musterau', postalCode: '80331' },
  name: 'Gewerbeamt Musterau',
};
const yes = { code: '1' };
const no = { code: '0' };
const address = {
  street: 'Töpfergasse',
  streetKey: '0000000815',
  houseNumber: '3',
  houseNumberTo: '5b',
  extra: 'Hof',
  city: 'Musterau',
  district: 'West',
  postalCode: '80331',
  country: { code: '276', version: '2' },
};
const contacts = [{ channel: '09', id: 'https://example.org' }];

/** A notice with everything there is. */
const notice: Meldung = {
  createdAt: '2026-11-26T10:11:12.345+01:00',
  eventAt: '2026-11-26T10:00:00.000+01:00',
  author,
  correction: no,
  municipality: { code: '09162000', version: '2026-04-30' },
  municipalitySuffix: '0001',
  noticeNumber: '2026 17',
  businessId: '0c9003a6-5b4f-4a99-98ae-b2b915708c1d',
  id: '5687cf4a-5c7b-43f1-933e-e5a7f69f7967',
  business: {
    firm: {
      number: '1',
      registeredName: 'Krug GmbH',
      tradeName: 'Zum Krug',
      registerNumber: 'HRB 4711',
      registerCity: 'Musterau',
      registerPostalCode: '80331',
      registerType: { code: 'B' },
      registerCourt: { code: 'D2601', version: '7' },
      legalForm: { code: '350' },
    },
    partners: 1,
    fullTimeEmployees: 0,
    partTimeEmployees: 3,
    kinds: { industry: no, craft: yes, trade: no, other: no },
    branch: { code: '2' },
    itinerant: no,
    secondaryOccupation: yes,
    craftCard: {
      state: yes,
      issuedOn: '2019-01-02',
      issuedByPostalCode: '80331',
      issuedByCity: 'Musterau',
      issuedByKey: { code: '00007' },
    },
    address,
    contacts,
    mainPlace: { address, contacts },
    persons: [
      {
        role: { code: '3' },
        doctorate: 'Dr.',
        familyName: 'Łączyńska',
        givenNames: 'Zoë',
        sex: { code: '2', version: '3' },
        birthName: 'O’Neill',
        birthDate: '1980-02-29',
        birthPlace: 'Poznań',
        birthCountry: 'Polen',
        nationalities: [
          { code: '000', version: '2024-08-01' },
          { code: '152', version: '2024-08-01' },
        ],
        address,
        contacts,
        residencePermit: {
          state: yes,
          issuedOn: '2018-01-02',
          issuedBy: 'Stadt',
          issuedByPostalCode: '80331',
          issuedByCity: 'Musterau',
        },
      },
    ],
    publicShare: no,
  },
  validFrom: '2026-12-01',
  reportedOn: '2026-11-25',
  activity: {
    main: { text: 'Töpferei\nund Verkauf', key: '23410', keyword: 'Keramik' },
    further: { summary: 'Kurse|Ausschank', items: [{ text: 'Kurse', key: '85529', keyword: 'Kunstkurse' }] },
  },
};
const registration: Anmeldung = { ...notice, reason: { code: '01' } };
const records: Satz[] = [
  { registration },
  {
    change: {
      ...notice,
      activity: { main: { ...notice.activity.main, newlyPursued: yes } },
      accidentInsurance: { carrier: { code: '03' }, membershipNumber: '12.3' },
      reasons: [{ code: '02' }, { code: '03' }],
    },
  },
  {
    deregistration: {
      ...notice,
      futureBusiness: { name: 'Nachfolge OHG', address },
      reason: { code: '02' },
      cause: { code: '17' },
    },
  },
];
const content: Gewerbemeldung = {
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk', version: '1' },
  test: 'ja',
  head: { uuid: notice.id, createdAt: notice.createdAt, reader: author, author },
  period: '2026-11',
  records,
};

describe.each(numbers)('message %s', (number) => {
  const definition = gewerbemeldung(number);

  it('is valid with every element, and reads back into what it was built from', async () => {
    expect(checkContent(definition.root, content)).toEqual([]);
    const xml = buildMessage(definition, content);
    expect(await validate(xml, schemas)).toMatchObject({ kind: 'valid', root: messageNames[number].root });
    expect(readMessage(definition, readXml(xml))).toEqual(content);
  });
});

it.each(['anmeldung', 'ummeldung', 'abmeldung'])(
  '%s needs the same elements by its schema and by its definition',
  async (kind) => {
    const definition = gewerbemeldung('0300');
    const dropped = dropEach(buildMessage(definition, content), kind);
    expect(dropped.length).toBeGreaterThan(90);
    for (const { path, bytes } of dropped) {
      const faults = checkContent(definition.root, readMessage(definition, readXml(bytes)));
      expect(faults.length === 0, path).toBe((await validate(bytes, schemas)).kind === 'valid');
    }
  },
);

it('says a date of birth as TTMMJJJJ', () => {
  expect(Buffer.from(buildMessage(gewerbemeldung('0300'), content)).toString()).toContain(
    '<xga:geburtsdatum>29021980</xga:geburtsdatum>',
  );
});

it('finds what is missing at its place in the content', () => {
  const { registerCourt: _, legalForm: __, ...firm } = notice.business.firm;
  const broken = {
    ...content,
    records: [{ registration: { ...registration, business: { ...notice.business, firm } } }],
  };
  const found = checkContent(gewerbemeldung('0300').root, broken);
  expect(found.map(({ path, rule }) => `${path.join('.')} ${rule}`)).toEqual([
    'records.0.registration.business.firm.legalForm.code required',
  ]);
});

it('demands the kind of business of a registration (SCH-0036)', () => {
  const definition = gewerbemeldung('0290');
  const { kinds: _, ...business } = notice.business;
  const broken = { ...content, records: [{ registration: { ...registration, business } }] };
  expect(checkRules(definition, content, true)).toEqual([]);
  expect(checkRules(definition, broken, true).map(({ finding }) => finding.path.join('.'))).toEqual([
    'records.0.registration.business.kinds',
  ]);
});

const samples = process.env.ZUSTELLWERK_SAMPLES;
if (samples === undefined) {
  console.info('ZUSTELLWERK_SAMPLES is not set: reading and rebuilding official example messages is skipped.');
}

/** A document without what means nothing: prefixes, comments, the order of attributes, white space between elements. */
function canonical({ namespace, name, attributes, children, text }: XmlElement): unknown {
  return {
    name: `{${namespace}}${name}`,
    attributes: [...attributes].toSorted(([one], [other]) => one.localeCompare(other)),
    content: children.length > 0 ? children.map(canonical) : text,
  };
}

describe.skipIf(samples === undefined)('official example messages', () => {
  const read = (file: string) => readFileSync(join(samples ?? '', 'xoev-samples', 'xgewerbeanzeige', file), 'utf8');

  it.each<[string, MessageNumber, Version, [RegExp, string]?]>([
    ['xgwa2.2-valid.xml', '0500', version22],
    ['xgwa2.0-valid.xml', '0300', version20],
    // White space around the code of the court; the schema type (xs:token) says that it means nothing.
    ['xgwa2.0-invalid-sch.xml', '0300', version20, [/<code>\s*(\S*)\s*<\/code>/g, '<code>$1</code>']],
    // An Anmeldung without satzErstellung, which is why it is invalid, and the only Ummeldung among the examples.
    ['xgwa2.1-invalid-xsd.xml', '0300', version21],
  ])(
    '%s is read, and what is built from it is canonically the same',
    (file, number, version, [from, to] = [/^/, '']) => {
      const definition = gewerbemeldung(number, version);
      const xml = read(file);
      const found = readMessage(definition, readXml(Buffer.from(xml)));
      const built = readXml(buildMessage(definition, found));
      expect(canonical(built)).toEqual(canonical(readXml(Buffer.from(xml.replace(from, to)))));
      expect(readMessage(definition, built)).toEqual(found);
    },
  );

  it('xgwa2.2-valid.xml has nothing wrong by our own checks', () => {
    const definition = gewerbemeldung('0500');
    const found = readMessage(definition, readXml(Buffer.from(read('xgwa2.2-valid.xml'))));
    expect(checkContent(definition.root, found)).toEqual([]);
    expect(checkRules(definition, found, true)).toEqual([]);
  });
});
