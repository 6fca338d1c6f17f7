import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadNetwork } from '../config/load-network.ts';
import { createRegions } from './regions.ts';
import { findRoute, listRoutes, type Route } from './routing.ts';
import { createCatalogue } from './services.ts';

const regions = createRegions();
const catalogue = createCatalogue();
const sample = fileURLToPath(new URL('../../config/network.yaml', import.meta.url));
const { config } = await loadNetwork(sample, { regions, services: catalogue });
const routes = listRoutes(config);

function route(
  serviceId: string,
  ars: string,
  { act = 'apply', table = routes }: { act?: string; table?: Route[] } = {},
) {
  const resolution = catalogue.resolve(serviceId);
  const region = regions.find(ars);
  if (resolution.kind !== 'found' || region === undefined) throw new Error(`unknown: ${serviceId} or ${ars}`);
  return findRoute({ service: resolution.service, act, region }, table, regions);
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
    reason: expect.stringContaining('no link is known'),
  });
});

test('a service that is a link-out by default is delivered where a route says so', () => {
  const table = [{ service: 'wohnsitz-anmeldung', act: 'apply', region: leer, destination: 'x', takesXmeld: true }];
  expect(route('wohnsitz-anmeldung', leer, { table })).toMatchObject({ kind: 'route' });
  expect(route('wohnsitz-anmeldung', uplengen, { table })).toMatchObject({ kind: 'link-out' });
});
