import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { isVehicleRegistration } from '../../config/vehicle-checks.ts';
import { wordIn } from '../../findings.ts';
import type { Head } from '../../messages/head-g2g.ts';
import { checkRules } from '../../messages/message-rule.ts';
import { putAt, splitPath } from '../../messages/paths.ts';
import { serviceActs } from '../index.ts';
import { kfzActs } from './acts.ts';

const head: Head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: { kennung: 'dbs:1', name: 'Zulassung' },
  author: { kennung: 'kop:1', name: 'Portal' },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
};

const samples: Readonly<Record<string, string>> = {
  neuzulassung: 'neuzulassung',
  umschreibung: 'umschreibung-new-plate',
  wiederzulassung: 'wiederzulassung',
  ausserbetriebsetzung: 'ausserbetriebsetzung',
  adressaenderung: 'adressaenderung',
  tageszulassung: 'tageszulassung',
};

/** The data of the act's good fixture, with some members changed; undefined takes a member away. */
function dataOf(act: string, change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const file = new URL(`../../../fixtures/kfz-zulassung/${samples[act]}.json`, import.meta.url);
  const { data } = JSON.parse(readFileSync(file, 'utf8')).request;
  for (const [path, value] of Object.entries(change)) putAt(data, splitPath(path), value);
  return JSON.parse(JSON.stringify(data));
}

/** `rule path` of each breach. */
function breachesOf(act: string, change: Readonly<Record<string, unknown>> = {}): string[] {
  const definition = kfzActs.find((each) => each.act === act)?.messages[0]?.definition;
  if (!definition) throw new Error(`no act ${act}`);
  return checkRules(definition, { head, data: dataOf(act, change) }, true).map(
    ({ finding: { path, params } }) => `${params?.id} ${path.slice(1).join('.')}`,
  );
}

it.each(Object.keys(samples))('%s: the good fixture breaks no rule', (act) => expect(breachesOf(act)).toEqual([]));

const reservation = { district: 'LER', letters: 'AB', digits: '123', pin: '4821' };
const tax = { accountHolder: 'Muster', iban: 'DE89370400440532013000', taxBenefit: false };
const zb2 = { number: 'AB123456', securityCode: 'aB3dE5fG7hK9' };

/** Each rule of each act: what breaks it, what holds it, and where the breach is told. */
const cases: [
  rule: string,
  at: string,
  act: string,
  breaking: Record<string, unknown>,
  holding: Record<string, unknown>,
][] = [
  ...['neuzulassung', 'umschreibung', 'wiederzulassung', 'adressaenderung', 'tageszulassung'].map(
    (act): (typeof cases)[number] => [
      'kfz-fin-pruefziffer',
      'vehicle.finCheckDigit',
      act,
      { 'vehicle.fin': 'A1BS31Z0430336179', 'vehicle.finCheckDigit': '5' },
      { 'vehicle.fin': 'A1BS31Z0430336179', 'vehicle.finCheckDigit': '4' },
    ],
  ),
  ...['neuzulassung', 'tageszulassung'].flatMap((act): typeof cases => [
    [
      'kfz-fin-neufahrzeug',
      'vehicle.fin',
      act,
      { vehicle: { fin: 'W1234567' } },
      { vehicle: { fin: 'A1BS31Z0430336179', finCheckDigit: '-' } },
    ],
    [
      'kfz-wunsch-beibehaltung',
      'plateWish.assignment',
      act,
      { plateWish: { assignment: 'RETAINMENT', kind: 'REGULAR' } },
      { plateWish: { assignment: 'RANDOM', kind: 'REGULAR' } },
    ],
  ]),
  ...['umschreibung', 'wiederzulassung', 'adressaenderung'].map((act): (typeof cases)[number] => [
    'kfz-fin-altfahrzeug',
    'vehicle.fin',
    act,
    { vehicle: { fin: 'A1BS31Z043033617Q' } },
    { vehicle: { fin: 'A1BS31Z0430336179' } },
  ]),
  ...['umschreibung', 'wiederzulassung', 'ausserbetriebsetzung', 'adressaenderung'].flatMap((act): typeof cases => [
    [
      'kfz-kennzeichen-laenge',
      'plate.digits',
      act,
      { plate: { district: 'LER', letters: 'AB', digits: '123', suffix: 'H' } },
      { plate: { district: 'LER', letters: 'A', digits: '123', suffix: 'H' } },
    ],
    [
      'kfz-kennzeichen-ziffern',
      'plate.digits',
      act,
      { plate: { district: 'L', letters: 'A', digits: '12345' } },
      { plate: { district: 'L', digits: '12345' } },
    ],
    [
      'kfz-kennzeichen-saison',
      'plate.season.to',
      act,
      { 'plate.season': { from: 5, to: 5 } },
      { 'plate.season': { from: 5, to: 6 } },
    ],
  ]),
  ...['neuzulassung', 'umschreibung', 'wiederzulassung', 'tageszulassung'].flatMap((act): typeof cases => [
    [
      'kfz-wunsch-reservierung',
      'plateWish.reservation',
      act,
      { plateWish: { assignment: 'RESERVATION', kind: 'REGULAR' } },
      { plateWish: { assignment: 'RESERVATION', kind: 'REGULAR', reservation } },
    ],
    [
      'kfz-wunsch-reservierung',
      'plateWish.reservation',
      act,
      { plateWish: { assignment: 'RANDOM', kind: 'REGULAR', reservation } },
      { plateWish: { assignment: 'RANDOM', kind: 'REGULAR' } },
    ],
    [
      'kfz-wunsch-laenge',
      'plateWish.reservation.digits',
      act,
      { plateWish: { assignment: 'RESERVATION', kind: 'HISTORICAL', reservation } },
      { plateWish: { assignment: 'RESERVATION', kind: 'REGULAR', reservation } },
    ],
    [
      'kfz-wunsch-ziffern',
      'plateWish.reservation.digits',
      act,
      {
        plateWish: {
          assignment: 'RESERVATION',
          kind: 'REGULAR',
          reservation: { ...reservation, district: 'L', letters: 'A', digits: '12345' },
        },
      },
      {
        plateWish: {
          assignment: 'RESERVATION',
          kind: 'REGULAR',
          reservation: { ...reservation, district: 'L', letters: 'A', digits: '1234' },
        },
      },
    ],
    [
      'kfz-wunsch-saison',
      'plateWish.season.to',
      act,
      { 'plateWish.season': { from: 1, to: 12 } },
      { 'plateWish.season': { from: 2, to: 12 } },
    ],
    [
      'kfz-iban-pruefziffern',
      'tax.iban',
      act,
      { 'tax.iban': 'DE88370400440532013000' },
      { 'tax.iban': 'de89 3704 0044 0532 0130 00' },
    ],
  ]),
  ['kfz-0002-zb2', 'zb2', 'umschreibung', { zb2: undefined }, { zb2 }],
  [
    'kfz-0002-zb2',
    'zb2',
    'umschreibung',
    { zb2: undefined },
    { zb2: undefined, plateWish: { assignment: 'RETAINMENT', kind: 'REGULAR' } },
  ],
  ['kfz-0002-evb', 'evb', 'umschreibung', { evb: undefined }, { evb: 'A1B2C3D' }],
  ['kfz-0002-evb', 'evb', 'umschreibung', { evb: undefined }, { evb: undefined, reason: 'WOHNSITZ' }],
  ['kfz-0002-sepa', 'tax', 'umschreibung', { tax: undefined }, { tax }],
  ['kfz-0002-sepa', 'tax', 'umschreibung', { tax: undefined }, { tax: undefined, reason: 'WOHNSITZ' }],
  [
    'kfz-0003-sieben-jahre',
    'deregisteredOn',
    'wiederzulassung',
    { deregisteredOn: '2019-11-24' },
    { deregisteredOn: '2019-11-25' },
  ],
  ['kfz-0003-zb2', 'zb2', 'wiederzulassung', { sameHolder: false }, { sameHolder: false, zb2 }],
  [
    'kfz-0003-hauptuntersuchung',
    'nextInspection',
    'wiederzulassung',
    { nextInspection: '2026-10' },
    { nextInspection: '2026-11' },
  ],
  [
    'kfz-0004-halter',
    'holder',
    'ausserbetriebsetzung',
    { holder: undefined },
    { representative: undefined, holder: undefined },
  ],
];

describe.each(cases)('%s at %s in %s', (rule, at, act, breaking, holding) => {
  it('is told when broken, there and nothing else', () => expect(breachesOf(act, breaking)).toEqual([`${rule} ${at}`]));
  it('is not told when it holds', () => expect(breachesOf(act, holding)).toEqual([]));
});

test('every rule of every message has a case', () => {
  const rules = kfzActs.flatMap(({ act, messages }) =>
    messages.flatMap(({ definition }) => definition.rules.map(({ id }) => `${act} ${id}`)),
  );
  expect(new Set(cases.map(([rule, , act]) => `${act} ${rule}`))).toEqual(new Set(rules));
});

test('every rule says in both languages what must hold, and where that comes from', () => {
  for (const { messages } of kfzActs) {
    for (const { text, source } of messages.flatMap(({ definition }) => definition.rules)) {
      expect([text.de, text.en, wordIn(source, 'de')]).toEqual([
        expect.stringMatching(/\.$/),
        expect.stringMatching(/\.$/),
        expect.stringMatching(/\S/),
      ]);
    }
  }
});

test('the check of the network file knows the messages whose reader it has to ask for', () => {
  for (const { serviceId, messages } of serviceActs) {
    for (const { definition, readerKennung } of messages) {
      expect(isVehicleRegistration(definition.id), definition.id).toBe(serviceId === 'kfz-zulassung');
      if (serviceId === 'kfz-zulassung') expect(readerKennung('03457013')).toBeUndefined();
    }
  }
});
