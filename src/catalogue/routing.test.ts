import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadNetwork } from '../config/load-network.ts';
import { createRegions } from './regions.ts';
import { findRoute, listRoutes, type Route } from './routing.ts';
import { createCatalogue } from './services.ts';

const regions = createRegions();
const catalogue = createCatalogue();
const sample = fileURLToPath(new URL('../../config/network.yaml', import.meta.url));
const { config } = await loadNetwork(sample, { regions: createRegions, services: catalogue });
const routes = listRoutes(config);

interface Asked {
  readonly act?: string;
  readonly table?: Route[];
  readonly portal?: string | undefined;
  readonly day?: string;
}

function route(
  serviceId: string,
  ars: string,
  { act = 'apply', table = routes, portal, day = '2026-11-25' }: Asked = {},
) {
  const resolution = catalogue.resolve(serviceId);
  const region = regions.find(ars);
  if (resolution.kind !== 'found' || region === undefined) throw new Error(`unknown: ${serviceId} or ${ars}`);
  return findRoute({ service: resolution.service, act, region, portal, day }, table, regions);
}

const [leer, uplengen, brinkum, hesel, county] = [
  '034570013013',
  '034570020020',
  '034575402003',
  '034575402000',
  '034570000000',
] as const;

test("the region's own route comes first", () => {
  expect(route('meldebescheinigung', leer)).toEqual({
    kind: 'route',
    destination: 'leer-meldewesen',
    why: 'Leer (Ostfriesland) (034570013013) has a route of its own.',
  });
  expect(route('meldebescheinigung', brinkum)).toMatchObject({ destination: 'hesel-meldewesen' });
});

test('a member inherits the route of its Samtgemeinde', () => {
  expect(route('gewerbe-anmeldung', brinkum)).toEqual({
    kind: 'route',
    destination: 'hesel-gewerbe',
    why: 'Brinkum (034575402003) has no route of its own and belongs to Samtgemeinde Hesel (034575402000), which has one.',
  });
  expect(route('gewerbe-anmeldung', hesel)).toMatchObject({ destination: 'hesel-gewerbe' });
});

test('the county comes last', () => {
  const bau = { service: 'baugenehmigung', act: 'apply', takesXmeld: false };
  const table = [
    { ...bau, region: county, destination: 'kreis-bau' },
    { ...bau, region: leer, destination: 'leer-bau' },
  ];
  expect(route('baugenehmigung', leer, { table })).toMatchObject({ destination: 'leer-bau' });
  expect(route('baugenehmigung', brinkum, { table })).toMatchObject({
    destination: 'kreis-bau',
    why: expect.stringContaining('belongs to Landkreis Leer'),
  });
});

test('a Samtgemeinde is too coarse for XMeld: its members are offered', () => {
  const routing = route('meldebescheinigung', hesel);
  expect(routing.kind === 'samtgemeinde' && routing.members.map(({ name }) => name)).toContain('Brinkum');
});

test('without a route the answer says what there is', () => {
  expect(route('meldebescheinigung', uplengen)).toMatchObject({
    kind: 'none',
    reason: 'No route for meldebescheinigung (apply) in Uplengen (034570020020).',
    alternatives: routes.filter(({ service }) => service === 'meldebescheinigung').slice(0, 5),
  });
  expect(route('meldebescheinigung', leer, { act: 'prefill' })).toMatchObject({
    kind: 'none',
    alternatives: [{ act: 'apply', destination: 'leer-meldewesen' }],
  });
});

test('a service that may not be delivered is a link-out, whatever the routes say', () => {
  const table = [{ service: 'fuehrungszeugnis', act: 'apply', region: leer, destination: 'x', takesXmeld: false }];
  expect(route('fuehrungszeugnis', leer, { table })).toMatchObject({
    kind: 'link-out',
    link: {
      way: 'link-out',
      name: 'Online-Portal des Bundesamts für Justiz',
      url: 'https://www.fuehrungszeugnis.bund.de/',
    },
  });
});

test('a service that is a link-out by default is delivered where a route says so', () => {
  const table = [{ service: 'wohnsitz-anmeldung', act: 'apply', region: leer, destination: 'x', takesXmeld: true }];
  expect(route('wohnsitz-anmeldung', leer, { table })).toMatchObject({ kind: 'route' });
  expect(route('wohnsitz-anmeldung', uplengen, { table })).toMatchObject({ kind: 'link-out' });
});

test('a link is a way like a destination: the nearest place with a route decides', () => {
  const kfz = { service: 'kfz-zulassung' };
  const portal = { way: 'link-out', name: 'i-Kfz', url: 'https://kfz.example/' } as const;
  const nationwide = { way: 'efa', id: 'x', name: 'X' } as const;
  const table: Route[] = [
    { ...kfz, region: county, link: portal },
    { ...kfz, region: hesel, link: nationwide },
    { ...kfz, act: 'neuzulassung', region: county, destination: 'kreis-kfz', takesXmeld: false },
  ];
  const act = 'neuzulassung';
  // At one place the act's own route comes before the one for every act.
  expect(route('kfz-zulassung', leer, { table, act })).toMatchObject({ kind: 'route', destination: 'kreis-kfz' });
  expect(route('kfz-zulassung', leer, { table, act: 'umschreibung' })).toMatchObject({
    kind: 'link-out',
    link: portal,
    reason: expect.stringContaining('belongs to Landkreis Leer'),
  });
  expect(route('kfz-zulassung', brinkum, { table, act })).toMatchObject({ kind: 'link-out', link: nationwide });
});

test('a route with portals is there for these alone', () => {
  const kfz = { service: 'kfz-zulassung', region: county };
  const link = { way: 'link-out', name: 'i-Kfz', url: 'https://kfz.example/' } as const;
  const table: Route[] = [
    { ...kfz, act: 'neuzulassung', destination: 'kreis-kfz', takesXmeld: false, portals: ['kreisportal'] },
    { ...kfz, link },
  ];
  const ask = (portal?: string) => route('kfz-zulassung', leer, { table, act: 'neuzulassung', portal });
  expect(ask('kreisportal')).toMatchObject({ kind: 'route', destination: 'kreis-kfz' });
  expect(ask('formularportal')).toMatchObject({ kind: 'link-out', link });
  expect(ask()).toMatchObject({ kind: 'route' });
});

test('a service that may not be delivered follows a link all the same', () => {
  const link = { way: 'link-out', name: 'Bundesamt', url: 'https://bund.example/' } as const;
  const table: Route[] = [
    { service: 'fuehrungszeugnis', region: leer, act: 'apply', destination: 'x', takesXmeld: false },
    { service: 'fuehrungszeugnis', region: county, link },
  ];
  expect(route('fuehrungszeugnis', leer, { table })).toMatchObject({ kind: 'link-out', link });
});

test('a way changes on a day, with one route that begins then, and ends on another', () => {
  const link = { way: 'efa', id: 'wohngeld-online', name: 'Wohngeld' } as const;
  const wohngeld = { service: 'wohngeld', region: county };
  const table: Route[] = [
    { ...wohngeld, act: 'apply', destination: 'kreis-wohngeld', takesXmeld: false },
    { ...wohngeld, link, from: '2027-01-01', until: '2027-06-30', notFor: 'efa-portal' },
  ];
  const on = (day: string, portal?: string) => route('wohngeld', leer, { table, day, portal });
  expect(on('2026-12-31')).toMatchObject({ kind: 'route', destination: 'kreis-wohngeld' });
  expect(on('2027-01-01')).toMatchObject({
    kind: 'link-out',
    link,
    reason: expect.stringContaining('Since 2027-01-01'),
  });
  expect(on('2027-06-30')).toMatchObject({ kind: 'link-out', link });
  expect(on('2027-07-01')).toMatchObject({ kind: 'route' });
  // What the online service itself brings goes on as before: nothing changes for the procedure.
  expect(on('2027-01-01', 'efa-portal')).toMatchObject({ kind: 'route', destination: 'kreis-wohngeld' });
});

test('an offer to read is no way for a submission', () => {
  const link = { way: 'information', name: 'AbfallNavi', url: 'https://abfall.example/' } as const;
  const table: Route[] = [{ service: 'abfall-service', region: county, link }];
  expect(route('abfall-service', leer, { table })).toMatchObject({ kind: 'link-out', link });
  expect(route('ratsinformation', leer)).toMatchObject({ kind: 'link-out', link: { way: 'information' } });
});

test('one line may route several services', () => {
  const { routes: lines, destinations } = config;
  const [line] = lines.filter(({ service }) => service.includes('briefwahl'));
  expect(line?.service.length).toBeGreaterThan(10);
  const table = listRoutes({ routes: line ? [line] : [], destinations });
  expect(table.map(({ service }) => service)).toEqual(line?.service);
});
