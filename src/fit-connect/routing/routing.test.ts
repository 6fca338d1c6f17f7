import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompactSign } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testKeys } from '../../../test/fit-connect/keys.ts';
import { reasonOf } from '../../../test/fit-connect/reason.ts';
import type { CreatedKeys } from '../jwk/create.ts';
import { importKey } from '../jwk/import.ts';
import { createRoutingApi, type RoutingApiOptions } from './client.ts';
import { type Area, covers } from './coverage.ts';

const leikaKey = '99134005017000';
const destinationId = 'ac715f34-333e-41f4-9bb5-186b309ea233';
const host = 'test.fit-connect.fitko.dev';
const arsUrn = (ars: string) => `urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs:${ars}`;

let keys: CreatedKeys;
let foreign: CreatedKeys;
let server: Server;
let url: string;
let routes: unknown[];
let asked: URL[];

beforeAll(async () => {
  [keys, foreign] = await Promise.all([testKeys('service', 'signature'), testKeys('foreign', 'signature')]);
  server = createServer((request, response) => {
    const asks = new URL(request.url ?? '/', url);
    asked.push(asks);
    const offset = Number(asks.searchParams.get('offset'));
    // The success answer of /areas is labelled as a problem, on the wire too.
    response.setHeader('content-type', 'application/problem+json');
    if (asks.pathname === '/.well-known/jwks.json') return response.end(JSON.stringify({ keys: [keys.public] }));
    if (asks.pathname === '/v2/areas') {
      const areas = Array.from({ length: 700 }, (_, id) => ({ id: String(id), name: 'Ort', type: 'Gemeinde' }));
      return response.end(JSON.stringify({ totalCount: 700, areas: areas.slice(offset, offset + 500) }));
    }
    return response.end(JSON.stringify({ count: routes.length, offset, totalCount: routes.length, routes }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(() => server.close());

async function route(changes: object = {}, { header = {}, signer = keys, id = destinationId } = {}) {
  const services = [
    { gebietIDs: [arsUrn('01001')], leistungIDs: ['urn:de:fim:leika:leistung:99000000000000'] },
    { gebietIDs: [arsUrn('120645410')], leistungIDs: [`urn:de:fim:leika:leistung:${leikaKey}`] },
  ];
  const payload = { submissionHost: host, iss: url, services, destinationId, iat: 1_637_863_481, jti: 'j', ...changes };
  const destinationSignature = await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: 'PS512', typ: 'jwt', kid: keys.public.kid, ...header })
    .sign(await importKey(signer.private, 'PS512'));
  return { destinationId: id, destinationName: 'Bauamt', destinationSignature, somethingNew: 1 };
}

const find = (area: Area = { ars: '120645410340' }, changes: Partial<RoutingApiOptions> = {}) => {
  asked = [];
  const trust = { environment: 'test' } as const;
  return createRoutingApi({
    baseUrl: url,
    trustedIssuers: [`${url}/`],
    trustedHosts: [host],
    trust,
    ...changes,
  }).findRoutes(leikaKey, area);
};

describe('a route', () => {
  it('is believed when what is signed covers service and area', async () => {
    routes = [await route()];
    const [found] = await find();
    expect(found).toMatchObject({ destinationId, name: 'Bauamt', addressing: { submissionHost: host } });
    expect(asked.map(({ pathname }) => pathname)).toEqual(['/v2/routes', '/.well-known/jwks.json']);
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toMatchObject({ leikaKey, ars: '120645410340' });
  });

  it('may not exist', async () => {
    routes = [];
    expect(await find()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>, Area?]>([
    ['ADDRESSING_MALFORMED', async () => ({ ...(await route()), destinationSignature: 'a.b.c' })],
    ['ADDRESSING_MALFORMED', () => route({}, { header: { typ: 'secevent+jwt' } })],
    ['ADDRESSING_MALFORMED', () => route({ services: [{}] })],
    ['ADDRESSING_MALFORMED', () => route({ jti: undefined })],
    ['ADDRESSING_ISSUER', () => route({ iss: 'https://attacker.example' })],
    ['ADDRESSING_KEY_UNKNOWN', () => route({}, { header: { kid: 'another-key' } })],
    ['ADDRESSING_SIGNATURE', () => route({}, { signer: foreign })],
    ['ADDRESSING_DESTINATION', () => route({}, { id: '00000000-333e-41f4-9bb5-186b309ea233' })],
    ['ADDRESSING_HOST', () => route({ submissionHost: 'attacker.example' })],
    ['ADDRESSING_COVERAGE', () => route({ services: [] })],
    ['ADDRESSING_COVERAGE', () => route(), { ars: '120645411340' }],
    // Service and area are both signed, but not together.
    ['ADDRESSING_COVERAGE', () => route(), { ars: '010010000000' }],
  ])('is refused: %s', async (reason, make, area) => {
    routes = [await make()];
    expect(await reasonOf(() => find(area))).toBe(reason);
  });

  it('never asks an issuer for keys that is not trusted', async () => {
    routes = [await route()];
    expect(await reasonOf(() => find(undefined, { trustedIssuers: [] }))).toBe('ADDRESSING_ISSUER');
    expect(asked.map(({ pathname }) => pathname)).toEqual(['/v2/routes']);
  });
});

it.each<[string, Area, boolean]>([
  ['12', { ars: '120645410340' }, true],
  ['120645410340', { ars: '120645410340' }, true],
  ['120645410340', { ars: '120645410' }, false],
  ['1206454103401', { ars: '120645410340' }, false],
  ['', { ars: '120645410340' }, false],
  ['12064', { ags: '12064340' }, true],
  ['120645410340', { ags: '12064340' }, true],
  ['120645410340', { ags: '12064341' }, false],
  // An association of municipalities cannot be told from an AGS.
  ['120645410', { ags: '12064340' }, false],
])('what is signed for %s covers %j: %s', (signed, area, expected) => {
  const services = [{ gebietIDs: [arsUrn(signed)], leistungIDs: [`urn:de:fim:leika:leistung:${leikaKey}`] }];
  expect(covers(services, leikaKey, area)).toBe(expected);
});

it('areas are searched word by word, and all pages are read', async () => {
  asked = [];
  const trust = { environment: 'test' } as const;
  const api = createRoutingApi({ baseUrl: url, trustedIssuers: [], trustedHosts: [], trust });
  const areas = await api.findAreas(' Bad  Muster* ');
  expect(new Set(areas.map(({ id }) => id)).size).toBe(700);
  expect(asked.map(({ searchParams }) => searchParams.getAll('areaSearchexpression'))).toEqual([
    ['Bad', 'Muster*'],
    ['Bad', 'Muster*'],
  ]);
});
