import { describe, expect, test } from 'vitest';
import { crossCheck } from './cross-checks.ts';
import type { KnownWorld } from './known-world.ts';
import { type NetworkConfig, networkSchema } from './network-schema.ts';

const leer = { ars: '034570013013', name: 'Leer (Ostfriesland)', type: 'Stadt' };
const hesel = { ars: '034575402000', name: 'Samtgemeinde Hesel', type: 'Samtgemeinde' };
const brinkum = { ars: '034575402003', name: 'Brinkum', type: 'Gemeinde' };
const regions = [leer, hesel, brinkum];

const known: KnownWorld = {
  regions: {
    find: (key) => regions.find(({ ars }) => ars === key),
    nearest: () => [leer],
    members: (ars) => (ars === hesel.ars ? [brinkum] : []),
    isMunicipality: ({ type }) => type !== 'Samtgemeinde',
  },
  services: {
    list: () => [
      { id: 'meldebescheinigung', deliveryMode: 'deliver', attachments: [] },
      { id: 'fuehrungszeugnis', deliveryMode: 'link', attachments: [] },
    ],
  },
};

const office = { authority: 'leer', name: 'Büro', adapter: 'xoev-https', reader: { name: 'Büro' } };

const portal = {
  id: 'kreisportal',
  name: 'Portal',
  profiles: ['native'],
  author: {
    kennung: { default: 'kop:1' },
    name: 'Portal',
    address: { street: 'Weg', houseNumber: '1', postalCode: '26789', city: 'Leer' },
    reachability: [{ channel: '01', id: 'a@b.example' }],
  },
};

interface Parts {
  authorities?: unknown[];
  destinations?: unknown[];
  routes?: unknown[];
  trust?: unknown;
}

function networkOf(parts: Parts): NetworkConfig {
  return networkSchema.parse({
    network: { id: 'leer', name: 'Leer' },
    authorities: [{ id: 'leer', name: 'Leer', ars: leer.ars }],
    portals: [portal],
    destinations: [{ ...office, id: 'melde', messages: ['xmeld/26.11/1700'] }],
    routes: [{ service: 'meldebescheinigung', region: leer.ars, destination: 'melde' }],
    ...parts,
  });
}

test('a sound network has neither faults nor warnings', () => {
  expect(crossCheck(networkOf({}), known)).toEqual({ faults: [], warnings: [] });
});

test('all faults are found at once, each with its place', () => {
  const { faults } = crossCheck(
    networkOf({
      authorities: [
        { id: 'leer', name: 'Leer', ars: '034570013014' },
        { id: 'leer', name: 'Leer', ars: leer.ars },
      ],
      destinations: [{ ...office, id: 'melde', authority: 'lehr', messages: ['xmeld/26.11/1700'] }],
      routes: [
        { service: 'meldebescheinigun', region: '999999999999', destination: 'meldewesen' },
        { service: 'meldebescheinigung', region: [leer.ars, leer.ars], destination: 'melde' },
      ],
    }),
    known,
  );
  expect(faults.map(({ path }) => path.join('.')).sort()).toEqual([
    'authorities.0.ars',
    'authorities.1.id',
    'destinations.0.authority',
    'routes.0.destination',
    'routes.0.region',
    'routes.0.service',
    'routes.1.region.1',
  ]);
  expect(faults.find(({ path }) => path.includes('service'))?.expected).toBe('did you mean "meldebescheinigung"?');
  expect(faults.find(({ path }) => path.includes('ars'))?.expected).toBe('maybe 034570013013 (Leer (Ostfriesland))');
});

describe('XMeld', () => {
  const toHesel = { service: 'meldebescheinigung', region: hesel.ars, destination: 'melde' };

  test('may not be routed by Samtgemeinde; its members are named', () => {
    const [fault] = crossCheck(networkOf({ routes: [toHesel] }), known).faults;
    expect(fault?.path).toEqual(['routes', 0, 'region']);
    expect(fault?.expected).toBe('its member municipalities: 034575402003 (Brinkum)');
  });

  test('is what the rule is about: other messages may be', () => {
    const destinations = [{ ...office, id: 'melde', messages: ['zustellwerk-gewerbe/1/0001'] }];
    expect(crossCheck(networkOf({ routes: [toHesel], destinations }), known).faults).toEqual([]);
  });
});

describe('XPersonenstand', () => {
  const standesamt = { ...office, id: 'standesamt', messages: ['xpersonenstand/26.11/081030'] };
  const routes = [{ service: 'meldebescheinigung', region: leer.ars, destination: 'standesamt' }];
  const faultsOf = (destination: object) =>
    crossCheck(networkOf({ destinations: [destination], routes }), known).faults.map(
      ({ path, problem, expected }) => `${path.join('.')} ${problem}; ${expected}`,
    );

  test('needs the key of a Standesamt, which no region tells', () => {
    expect(faultsOf(standesamt)).toEqual([
      'destinations.0.reader has no kennung, but standesamt takes XPersonenstand, and the number of a Standesamt does not follow from the region; kennung: "psw:" and the eight digits of the Standesamtsnummer, in quotes',
    ]);
    for (const kennung of ['ags:03457013', 'psw:1234567', 'psw:123456789']) {
      const [fault] = faultsOf({ ...standesamt, reader: { name: 'Standesamt', kennung } });
      expect(fault).toMatch(`destinations.0.reader.kennung "${kennung}" is no key of a Standesamt`);
    }
    expect(faultsOf({ ...standesamt, reader: { name: 'Standesamt', kennung: 'psw:99999999' } })).toEqual([]);
  });

  test('has a destination of its own, since its key would stand in all messages there', () => {
    const reader = { name: 'Büro', kennung: 'psw:99999999' };
    const mixed = { ...standesamt, reader, messages: [...standesamt.messages, 'xmeld/26.11/1700'] };
    expect(faultsOf(mixed)).toEqual([
      'destinations.0.messages takes xmeld/26.11/1700 beside XPersonenstand, whose reader is a Standesamt; a destination of its own for each',
    ]);
  });
});

test('an unknown one of several services of a route is pointed at', () => {
  const routes = [{ service: ['meldebescheinigung', 'meldebescheinigun'], region: leer.ars, destination: 'melde' }];
  expect(crossCheck(networkOf({ routes }), known).faults).toMatchObject([
    { path: ['routes', 0, 'service', 1], expected: 'did you mean "meldebescheinigung"?' },
  ]);
});

test('a destination without route and a route of a link-only service are odd', () => {
  const routes = [{ service: 'fuehrungszeugnis', region: leer.ars, destination: 'melde' }];
  expect(crossCheck(networkOf({ routes }), known).warnings[0]?.path).toEqual(['routes', 0]);
  expect(crossCheck(networkOf({ routes: [] }), known).warnings[0]?.problem).toBe('"melde" has no route');
});

describe('ways', () => {
  const linkOut = { name: 'Portal', url: 'https://portal.example/' };

  test('a link needs no destination, and a link-only service may have one', () => {
    const routes = [
      { service: 'meldebescheinigung', region: leer.ars, destination: 'melde' },
      { service: 'fuehrungszeugnis', region: leer.ars, linkOut },
    ];
    expect(crossCheck(networkOf({ routes }), known)).toEqual({ faults: [], warnings: [] });
  });

  test('there is one for each service, act and region', () => {
    const routes = [
      { service: 'meldebescheinigung', region: leer.ars, destination: 'melde' },
      { service: 'meldebescheinigung', region: leer.ars, linkOut },
      { service: 'meldebescheinigung', region: leer.ars, efa: { id: 'x', name: 'X' } },
    ];
    expect(crossCheck(networkOf({ routes }), known).faults).toEqual([
      {
        path: ['routes', 2, 'region'],
        problem: '034570013013 has a route for meldebescheinigung (every act) already',
        expected: 'one route for each service, act, region and first day (from); the first leads to Portal',
      },
    ]);
  });

  test('portals are known ones', () => {
    const routes = [
      { service: 'meldebescheinigung', region: leer.ars, destination: 'melde', portals: ['kreisportal', 'kreisportl'] },
    ];
    expect(crossCheck(networkOf({ routes }), known).faults).toMatchObject([
      { path: ['routes', 0, 'portals', 1], expected: 'did you mean "kreisportal"?' },
    ]);
  });
});

test('an office of vehicle registration has a key of its own, and only named portals reach it', () => {
  const kfz = { ...office, id: 'kfz', messages: ['zustellwerk-kfz/1/0001'] };
  const route = { service: 'meldebescheinigung', region: leer.ars, destination: 'kfz' };
  const faulty = networkOf({ destinations: [kfz], routes: [route] });
  expect(crossCheck(faulty, known).faults.map(({ path }) => path.join('.'))).toEqual([
    'destinations.0.reader.kennung',
    'routes.0.portals',
  ]);
  const sound = networkOf({
    destinations: [{ ...kfz, reader: { name: 'Zulassung', kennung: 'dbs:1' } }],
    routes: [{ ...route, portals: ['kreisportal'] }],
  });
  expect(crossCheck(sound, known).faults).toEqual([]);
});

test('issuers of assertions name portals and services that are there', () => {
  const assertion = { issuer: 'x', audience: 'x', keys: 'https://x.example/keys' };
  const assertions = [{ ...assertion, portals: ['kreisportal', 'kreisprtal'], services: ['meldebescheinigun'] }];
  const { faults } = crossCheck(networkOf({ trust: { assertions } }), known);
  expect(faults.map(({ path, expected }) => [path.join('.'), expected])).toEqual([
    ['trust.assertions.0.portals.1', expect.stringContaining('kreisportal')],
    ['trust.assertions.0.services.0', expect.stringContaining('meldebescheinigung')],
  ]);
});
