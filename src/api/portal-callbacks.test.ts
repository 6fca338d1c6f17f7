import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { makeSecret } from '../delivery/callbacks/sign.ts';
import { storeCallbackKey } from '../store/callback-keys.ts';
import { createSeal } from '../store/seal.ts';
import { readMasterKeys } from '../store/seal-key.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';

interface Heard {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Told {
  readonly id: string;
  readonly type: string;
  readonly specversion: string;
  readonly data: { readonly event: number };
}

const heard: Heard[] = [];
/** Statuses of the next answers; 200 when there is none left. */
const answers: number[] = [];
let receiver: Server;
let base: string;
let house: TestGateway;
let ahead = 0;
let portal: string;
let other: string;
let operator: string;
const secret = makeSecret();

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      heard.push({ path: request.url ?? '', headers: request.headers as Record<string, string>, body });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  house = await openTestGateway({ config: networkFile(), now: () => new Date(Date.now() + ahead) });
  [portal, other, operator] = await Promise.all([
    house.key('portal', 'kreisportal'),
    house.key('portal', 'formularportal'),
    house.key('operator', 'anna'),
  ]);
  const seal = createSeal(await readMasterKeys(undefined, house.dataFolder));
  const now = new Date();
  for (const portalId of ['kreisportal', 'formularportal'])
    await storeCallbackKey(house.gateway.database.kysely, seal, { portalId, secret, now, othersEndAt: now });
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  receiver.close();
});

/** One portal may reach the loopback address, the other may not. Nothing is delivered: only intake and operators make events. */
function networkFile(): string {
  const network = parse(readFileSync('config/network.yaml', 'utf8'));
  const callbacks = { url: `${base}/hooks`, plainHttp: true, hosts: ['portal.example'] };
  const [kreisportal, formularportal] = network.portals;
  kreisportal.callbacks = { ...callbacks, networks: ['127.0.0.0/8'] };
  formularportal.callbacks = callbacks;
  formularportal.profiles = ['native'];
  for (const destination of network.destinations) {
    if (destination.id === 'leer-meldewesen') Object.assign(destination, { adapter: 'inbox', options: {} });
  }
  const file = join(mkdtempSync(join(tmpdir(), 'network-')), 'network.yaml');
  writeFileSync(file, stringify(network));
  return resolve(file);
}

async function submit(key: string, change: Record<string, unknown> = {}) {
  const response = await house.call('/v1/submissions', { key, body: sampleSubmission(change) });
  return { status: response.status, body: (await response.json()) as { id: string; errors?: unknown } };
}

const told = (submission: string): Told[] =>
  heard.map(({ body }) => JSON.parse(body)).filter(({ subject }) => subject === submission);

async function list(key: string, submission: string) {
  const response = await house.call(`/v1/callbacks?submission=${submission}`, { key });
  return ((await response.json()) as { callbacks: Record<string, unknown>[] }).callbacks;
}

async function cancel(submission: string) {
  const shown = await house.call(`/v1/submissions/${submission}`, { key: operator });
  const { delivery } = (await shown.json()) as { delivery: { id: string } };
  const body = { reason: 'test' };
  expect((await house.call(`/v1/deliveries/${delivery.id}/cancel`, { key: operator, body })).status).toBe(200);
}

it('tells a portal of each event: signed, as CloudEvents, without content', async () => {
  const { body } = await submit(portal, { reference: 'K-1' });
  await waitUntil(() => told(body.id).length === 1);
  const call = heard.find((each) => each.body.includes(body.id));
  expect(call?.path).toBe('/hooks');
  expect(call?.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
  const event = new Webhook(secret).verify(call?.body ?? '', call?.headers ?? {}) as Told;
  expect(event).toMatchObject({ specversion: '1.0', type: 'zustellwerk.submission.received' });
  expect(event.id).toBe(call?.headers['webhook-id']);
  expect(call?.body).not.toMatch(/Mustermann|K-1/);
});

it('tries again in order, and tells the same bytes', async () => {
  answers.push(503);
  const { body } = await submit(portal);
  await waitUntil(async () => (await list(portal, body.id))[0]?.status === 503);
  await cancel(body.id);
  expect(told(body.id)).toHaveLength(1);
  ahead += 60_000;
  await waitUntil(() => told(body.id).length >= 3);
  const events = told(body.id);
  expect(events.map(({ type }) => type.split('.').at(-1))).toEqual(['received', 'received', 'cancelled']);
  expect(events[0]).toEqual(events[1]);
  await waitUntil(async () => (await list(portal, body.id)).every(({ state }) => state === 'told'));
});

it('gives up for good on 410, and tells again when asked by portal or operator', async () => {
  answers.push(410);
  const { body } = await submit(portal);
  await waitUntil(async () => (await list(portal, body.id))[0]?.state === 'given-up');
  const replay = async (key: string) =>
    (await house.call('/v1/callbacks/replay', { key, body: { submission: body.id } })).json();
  expect(await replay(other)).toEqual({ replayed: 0 });
  expect(await replay(portal)).toEqual({ replayed: 1 });
  await waitUntil(async () => (await list(operator, body.id))[0]?.state === 'told');
  expect(await replay(operator)).toEqual({ replayed: 1 });
  await waitUntil(() => told(body.id).length === 3);
  expect(await list(other, body.id)).toEqual([]);
  const bad = await house.call('/v1/callbacks/replay', { key: portal, body: { submission: 'x' } });
  expect(bad.status).toBe(400);
});

it('connects to no private address that is not allowed, whatever the name', async () => {
  const { body } = await submit(other);
  await waitUntil(async () => (await list(other, body.id))[0]?.trouble !== null);
  expect(await list(other, body.id)).toMatchObject([
    { state: 'waiting', trouble: 'address neither public nor allowed', status: null },
  ]);
  expect(told(body.id)).toEqual([]);
});

it('takes an address of the submission only at hosts that are allowed', async () => {
  const own = await submit(portal, { callback: { url: `${base}/other` } });
  await waitUntil(() => told(own.body.id).length === 1);
  expect(heard.find(({ body }) => body.includes(own.body.id))?.path).toBe('/other');
  for (const url of ['https://elsewhere.example/', 'file:///etc/passwd', 'https://a:b@portal.example/', 'nothing']) {
    const { status, body } = await submit(portal, { callback: { url } });
    expect({ url, status }).toEqual({ url, status: 422 });
    expect(body.errors).toMatchObject([{ pointer: '/callback/url', rule: 'callback-not-allowed' }]);
  }
});
