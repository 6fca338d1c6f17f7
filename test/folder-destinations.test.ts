import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { loadSchemas, type Schemas } from '../src/messages/schemas.ts';
import { fetchFromFolder, workThroughCases } from '../src/simulators/folder-office.ts';
import { openInbox } from '../src/simulators/inbox.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../src/testing/test-gateway.ts';
import { waitUntil } from '../src/testing/wait-until.ts';

const registration = JSON.parse(readFileSync('fixtures/gewerbe-anmeldung/native-sole-trader.json', 'utf8'));

/** From a portal's JSON to an exchange folder and to a robot, and back with their answers, through the whole gateway. */

let root: string;
let house: TestGateway;
let schemas: Schemas;
let key: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'zustellwerk-folders-'));
  mkdirSync(join(root, 'eingang'));
  mkdirSync(join(root, 'roboter'));
  const network = parse(readFileSync('config/network.yaml', 'utf8'));
  const change = (id: string, adapter: string, options: object) => {
    const destination = network.destinations.find((each: { id: string }) => each.id === id);
    Object.assign(destination, { adapter, options, delivery: { attempts: 2 }, breaker: { failures: 2 } });
  };
  change('leer-meldewesen', 'ordner', { folder: join(root, 'eingang') });
  change('leer-gewerbe', 'roboter', { folder: join(root, 'roboter') });
  writeFileSync(join(root, 'network.yaml'), JSON.stringify(network));
  schemas = await loadSchemas();
  house = await openTestGateway({ config: join(root, 'network.yaml') });
  key = await house.key('portal', 'kreisportal');
  // The clock stands still and jumps; timers go on.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterEach(async () => {
  vi.useRealTimers();
  await house[Symbol.asyncDispose]();
  schemas.dispose();
  rmSync(root, { recursive: true });
});

const submit = async (body: object): Promise<string> => {
  const response = await house.call('/v1/submissions', { key, body });
  expect(response.status).toBe(202);
  return ((await response.json()) as { id: string }).id;
};
const passMinutes = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
const look = async (id: string) => (await house.call(`/v1/submissions/${id}`, { key })).json();
const count = async (statement: string) => Number((await house.gateway.database.pool.query(statement)).rows[0].count);
const attempts = () => count("select count(*) from event where type = 'attempt'");

it('an exchange folder: waiting for receipts uses up no attempts and opens no breaker', async () => {
  const ids = await Promise.all([1, 2, 3, 4].map(() => submit(sampleSubmission())));
  await waitUntil(async () => (await attempts()) === 4);
  for (const round of [2, 3, 4]) {
    passMinutes(16);
    await waitUntil(async () => (await attempts()) === 4 * round);
  }
  const waiting = () => count("select count(*) from delivery where state = 'waiting' and attempts - budget = 0");
  await waitUntil(async () => (await waiting()) === 4);
  expect(await count('select count(*) from destination where closed_until is not null or failures > 0')).toBe(0);
  const office = {
    name: 'Ordner',
    schemas,
    inbox: openInbox(),
    now: () => new Date(),
    record: async () => {},
    reply: () => {},
  };
  expect(await fetchFromFolder(office, join(root, 'eingang'))).toHaveLength(4);
  passMinutes(16);
  await waitUntil(async () => (await count("select count(*) from delivery where state = 'delivered'")) === 4);
  for (const id of ids) {
    expect(await look(id)).toMatchObject({
      state: 'delivered',
      delivery: { fileNumber: expect.stringMatching(/^SIM-/) },
    });
  }
  expect(readdirSync(join(root, 'eingang'))).toEqual(['.zustellwerk']);
});

it('a robot: its result comes back as a receipt', async () => {
  const id = await submit({ ...registration.request, region: '034570013013' });
  await waitUntil(async () => (await attempts()) === 1);
  expect(
    await workThroughCases(join(root, 'roboter'), () => ({ result: 'accepted', fileNumber: 'R-17' })),
  ).toHaveLength(1);
  passMinutes(6);
  await waitUntil(async () => (await attempts()) === 2);
  expect(await look(id)).toMatchObject({ state: 'delivered', delivery: { fileNumber: 'R-17' } });
});

it('a robot that does not take a case: a person has it, and may send it to the robot again', async () => {
  const id = await submit({ ...registration.request, region: '034570013013' });
  await waitUntil(async () => (await attempts()) === 1);
  passMinutes(25 * 60);
  await waitUntil(async () => (await count("select count(*) from delivery where state = 'parked'")) === 1);
  expect(await workThroughCases(join(root, 'roboter'), () => ({ result: 'accepted' }))).toEqual([]);
  const { rows } = await house.gateway.database.pool.query('select id from delivery');
  const operator = await house.key('operator', 'anna');
  const body = { reason: 'the robot runs again' };
  await house.call(`/v1/deliveries/${rows[0].id}/redrive`, { key: operator, body });
  await waitUntil(async () => (await attempts()) === 3);
  expect(await workThroughCases(join(root, 'roboter'), () => ({ result: 'accepted' }))).toHaveLength(1);
  passMinutes(6);
  await waitUntil(async () => (await count("select count(*) from delivery where state = 'delivered'")) === 1);
  expect(await look(id)).toMatchObject({ state: 'delivered' });
});

it.each([
  ['leer-meldewesen', sampleSubmission],
  ['leer-gewerbe', () => ({ ...registration.request, region: '034570013013' })],
])('%s: a process that died in mid-attempt leaves no person anything to do', async (destination, body) => {
  const id = await submit(body());
  await waitUntil(async () => (await attempts()) === 1);
  // As a lease that ran out leaves it.
  await house.gateway.database.pool.query('update delivery set in_doubt = true');
  passMinutes(16);
  await waitUntil(async () => (await attempts()) === 2);
  const office = {
    name: 'Ordner',
    schemas,
    inbox: openInbox(),
    now: () => new Date(),
    record: async () => {},
    reply: () => {},
  };
  if (destination === 'leer-meldewesen') await fetchFromFolder(office, join(root, 'eingang'));
  else await workThroughCases(join(root, 'roboter'), () => ({ result: 'accepted' }));
  passMinutes(16);
  await waitUntil(async () => (await count("select count(*) from delivery where state = 'delivered'")) === 1);
  expect(await look(id)).toMatchObject({ state: 'delivered' });
});
