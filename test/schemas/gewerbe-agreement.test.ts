import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { empfangsbescheinigung } from '../../src/domains/gewerbe/empfangsbescheinigung.ts';
import { gewerbeanmeldung0001 } from '../../src/domains/gewerbe/gewerbe-0001.ts';
import { gewerbeummeldung0002 } from '../../src/domains/gewerbe/gewerbe-0002.ts';
import { gewerbeabmeldung0003 } from '../../src/domains/gewerbe/gewerbe-0003.ts';
import { buildMessage } from '../../src/messages/build.ts';
import { checkContent } from '../../src/messages/check.ts';
import type { Head } from '../../src/messages/head-g2g.ts';
import type { MessageDefinition } from '../../src/messages/message.ts';
import { readMessage } from '../../src/messages/read.ts';
import { loadSchemas, type Schemas } from '../../src/messages/schemas.ts';
import { validate } from '../../src/messages/validate.ts';
import { readXml } from '../../src/messages/xml-read.ts';
import { dropEach } from '../../src/testing/drop-each.ts';

/** Schema and definition come from different hands: they must agree on what a message cannot do without. */

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const party = { kennung: 'kop:sample', name: 'Stelle' };
const head: Head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: party,
  author: party,
  product: { name: 'P', manufacturer: 'M' },
};
const address = {
  street: 'Töpfergasse',
  streetKey: '0000000815',
  houseNumber: '3',
  houseNumberTo: '5b',
  extra: 'Hof',
  city: 'Leer',
  district: 'Au',
  postalCode: '26789',
  country: '276',
};
const contacts = [{ channel: '01', id: 'krug@example.org' }];
const file = Buffer.from('%PDF-1.7');
const pdf = {
  fileName: 'Datei.pdf',
  mediaType: 'application/pdf',
  sha512: createHash('sha512').update(file).digest('hex'),
  content: file.toString('base64'),
};
const notice = {
  municipalityKey: '03457013',
  business: {
    registeredName: 'Krug „Söhne“ GmbH',
    tradeName: 'Zum Krug',
    register: { number: 'HRB 1', city: 'Aurich', postalCode: '26603', type: 'B', court: 'P0000' },
    legalForm: '350',
    partners: 1,
    fullTimeEmployees: 1,
    partTimeEmployees: 0,
    kinds: { industry: false, craft: true, trade: false, other: false },
    branch: '2',
    itinerant: false,
    secondaryOccupation: false,
    craftCard: {
      state: '1',
      issuedOn: '2019-01-02',
      issuedByPostalCode: '26603',
      issuedByCity: 'Aurich',
      issuedByKey: '00007',
    },
    address,
    contacts,
    mainPlace: { address, contacts },
    publicShare: '0',
  },
  persons: [
    {
      role: '3',
      doctorate: 'Dr.',
      familyName: 'Łączyńska',
      givenNames: 'Zoë',
      sex: '2',
      birthName: 'O’Neill',
      birthDate: '1980-02-29',
      birthPlace: 'Poznań',
      birthCountry: 'Polen',
      // Two: an optional group without its only element is no data at all.
      nationalities: ['000', '152'],
      address,
      contacts,
      residencePermit: {
        state: '1',
        issuedOn: '2018-01-02',
        issuedBy: 'Stadt',
        issuedByPostalCode: '26789',
        issuedByCity: 'Leer',
      },
    },
  ],
  validFrom: '2026-12-01',
  activity: {
    main: { text: 'Töpferei', key: '23410', keyword: 'Keramik' },
    further: { summary: 'Kurse', items: [{ text: 'Kurse', key: '85529', keyword: 'Kunstkurse' }] },
  },
  attachments: [{ id: 'a1', label: 'Vollmacht', ...pdf }],
};

const changed = { ...notice.activity, main: { ...notice.activity.main, newlyPursued: true } };

const messages: [string, MessageDefinition<unknown>, object, number][] = [
  ['anmeldung', gewerbeanmeldung0001.definition as MessageDefinition<unknown>, { ...notice, reason: '01' }, 80],
  [
    'ummeldung',
    gewerbeummeldung0002.definition as MessageDefinition<unknown>,
    {
      ...notice,
      activity: changed,
      accidentInsurance: { carrier: '03', membershipNumber: '12.3' },
      reasons: ['02'],
    },
    85,
  ],
  [
    'abmeldung',
    gewerbeabmeldung0003.definition as MessageDefinition<unknown>,
    { ...notice, futureBusiness: { name: 'Nachfolge OHG', address }, reason: '02', cause: '17' },
    90,
  ],
  [
    'empfangsbescheinigung',
    empfangsbescheinigung as MessageDefinition<unknown>,
    {
      messageUuid: head.uuid,
      noticeNumber: '2026 17',
      receivedOn: '2026-11-25',
      issuedOn: '2026-11-26',
      businessId: head.uuid,
      mainActivity: { key: '23410', keyword: 'Keramik' },
      certificate: pdf,
    },
    12,
  ],
];

describe.each(messages)('%s', (name, definition, data, atLeast) => {
  const bytes = buildMessage(definition, { head, data });

  it('is valid with every element, and says the same when it is read', async () => {
    expect(checkContent(definition.root, { head, data })).toEqual([]);
    expect(await validate(bytes, schemas)).toMatchObject({ kind: 'valid' });
    expect(readMessage(definition, readXml(bytes))).toEqual({ head, data });
  });

  it('needs the same elements by its schema and by its definition', async () => {
    const dropped = dropEach(bytes, name);
    expect(dropped.length).toBeGreaterThan(atLeast);
    for (const { path, bytes: rest } of dropped) {
      const faults = checkContent(definition.root, readMessage(definition, readXml(rest)));
      const verdict = await validate(rest, schemas);
      expect(faults.length === 0, path).toBe(verdict.kind === 'valid');
    }
  });

  it('refuses what belongs to another message', async () => {
    const strangers = ['gemeindeMeldungNr', 'neuAusgeuebt', 'grundAnmeldungSchluessel', 'kuenftigesGewerbe'];
    for (const stranger of strangers) {
      const xml = Buffer.from(bytes).toString('utf8');
      const other = xml.replace(`<gew:${name}>`, `<gew:${name}><gew:${stranger}>1</gew:${stranger}>`);
      expect(await validate(Buffer.from(other), schemas), stranger).toMatchObject({ kind: 'invalid' });
    }
  });
});
