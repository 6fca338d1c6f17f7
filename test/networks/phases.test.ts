import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../../src/testing/test-gateway.ts';
import { places, writeFolder, writeNetwork } from './folder.ts';

const { ars } = places.leer;
const network = writeNetwork('leer')
  .replace(
    `ars: "${ars}" }]`,
    `ars: "${ars}", phase: test }, { id: kreis, name: Kreis, ars: "034570000000", phase: installed }]`,
  )
  .replace(
    'destinations:\n',
    `  - id: test-portal
    name: Testportal
    profiles: [native]
    test: true
    author:
      kennung: { default: "kop:test" }
      name: Landkreis Leer
      address: { street: Weg, houseNumber: "1", postalCode: "26789", city: Leer }
      reachability: [{ channel: "01", id: test@leer.example }]
destinations:
  - { id: kreis-antraege, authority: kreis, name: Kreis, messages: [zustellwerk-antrag/1/0001], reader: { name: Kreis, kennung: "dbs:kreis" } }
`,
  )
  .concat('  - { service: generischer-antrag, region: "034570000000", destination: kreis-antraege }\n')
  .concat(
    `  - { service: wohnberechtigungsschein, region: "${ars}", destination: kreis-antraege, from: 2030-01-01 }\n`,
  );

let house: TestGateway;
let portal: string;
let tester: string;
beforeAll(async () => {
  house = await openTestGateway({
    config: await writeFolder({ 'network.yaml': network }).then((folder) => `${folder}/network.yaml`),
  });
  portal = await house.key('portal', 'leer-portal');
  tester = await house.key('portal', 'test-portal');
});
afterAll(() => house[Symbol.asyncDispose]());

async function submit(key: string, region: string, query = '') {
  const { request } = JSON.parse(readFileSync('fixtures/generischer-antrag/native-letter.json', 'utf8'));
  const { reference: _, ...body } = { ...request, region };
  const headers = { 'accept-language': 'en' };
  const response = await house.call(`/v1/submissions${query}`, { key, body, headers });
  const answer = (await response.json()) as { xml?: string; errors?: object[] };
  return { status: response.status, ...answer };
}

it('delivers nothing to an authority before it is live, but what is marked as a test in the phase of tests', async () => {
  expect(await submit(portal, ars)).toMatchObject({
    status: 422,
    errors: [{ pointer: '/region', rule: 'not-live', detail: expect.stringContaining('phase test') }],
  });
  expect((await submit(tester, ars)).status).toBe(202);
  const uplengen = '034570020020';
  expect((await submit(tester, uplengen)).status).toBe(422);
  expect((await submit(portal, uplengen)).status).toBe(422);
});

it('answers a dry run in every phase, and marks what a test portal sends', async () => {
  const real = await submit(portal, '034570020020', '?dryRun=true');
  const test = await submit(tester, ars, '?dryRun=true');
  expect([real.status, test.status]).toEqual([200, 200]);
  expect(real.xml).not.toContain('test=');
  expect(test.xml).toContain('test="Testbetrieb"');
});

it('explains a route with its place, its days and the phase of its office', async () => {
  const ask = async (query: string) => {
    const response = await house.call(`/v1/routes?${query}`, { key: portal });
    return { status: response.status, ...((await response.json()) as object) };
  };
  expect(await ask('service=generischer-antrag&region=034570020020')).toMatchObject({
    status: 200,
    way: 'deliver',
    why: 'Uplengen (034570020020) has no route of its own and belongs to Landkreis Leer (034570000000), which has one.',
    office: { destination: 'kreis-antraege', authority: 'Kreis', network: 'leer', phase: 'installed' },
    places: [
      { name: 'Uplengen', routes: [] },
      { name: 'Landkreis Leer', routes: [{ verdict: 'chosen', act: 'apply' }] },
      { name: 'Niedersachsen', routes: [] },
    ],
  });
  expect(await ask(`service=generischer-antrag&region=${ars}`)).toMatchObject({
    places: [{ routes: [{ verdict: 'chosen' }] }, { routes: [{ verdict: 'farther' }] }, {}],
  });
  const on = async (day: string) => {
    const { office, places: looked } = (await ask(
      `service=wohnberechtigungsschein&region=${ars}&day=${day}`,
    )) as never as {
      office: { destination: string };
      places: { routes: { verdict: string }[] }[];
    };
    return [office.destination, ...(looked[0]?.routes ?? []).map(({ verdict }) => verdict)];
  };
  expect(await on('2029-12-31')).toEqual(['leer-mailbox', 'other-day', 'chosen']);
  expect(await on('2030-01-01')).toEqual(['kreis-antraege', 'chosen', 'replaced']);
  expect((await ask('service=nothing&region=1')).status).toBe(400);
});

it('says in the catalogue that an office is not live, before anybody fills a form', async () => {
  const response = await house.call(`/v1/services/generischer-antrag?region=${ars}`, { key: portal });
  expect(await response.json()).toMatchObject({ ways: [{ way: 'deliver', destination: 'leer-inbox', phase: 'test' }] });
});
