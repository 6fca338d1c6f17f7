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
import { expireCallbacks } from '../store/expire-callbacks.ts';
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
  kreisportal.listeners = 2;
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

it('what was told is removed when it can no longer be replayed; what waits stays', async () => {
  const { body } = await submit(portal);
  await waitUntil(async () => (await list(portal, body.id))[0]?.state === 'told');
  const waits = await submit(other);
  const { pool } = house.gateway.database;
  const keeping = ['kreisportal', 'formularportal'].map((portalId) => ({ portalId, keep: 60_000 }));
  expect(await expireCallbacks(pool, [{ portalId: 'nobody', keep: 0 }], new Date(Date.now() + ahead + 1_000))).toBe(0);
  await expireCallbacks(pool, keeping, new Date(Date.now() + ahead));
  expect(await list(portal, body.id)).toHaveLength(1);
  await expireCallbacks(pool, keeping, new Date(Date.now() + ahead + 61_000));
  expect(await list(portal, body.id)).toEqual([]);
  expect(await list(other, waits.body.id)).toHaveLength(1);
});

it('a portal has so many streams of events, and another one when one of them ends', async () => {
  const { body } = await submit(portal);
  const listen = (key: string) => {
    const gone = new AbortController();
    const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' };
    const answer = house.gateway.app.request(`/v1/submissions/${body.id}/events`, { headers, signal: gone.signal });
    return { answer, gone };
  };
  const streams = [listen(portal), listen(portal)];
  const readers = await Promise.all(streams.map(async ({ answer }) => (await answer).body?.getReader()));
  for (const reader of readers) await reader?.read();
  const full = await listen(portal).answer;
  expect([full.status, full.headers.get('retry-after')]).toEqual([429, '10']);
  await readers[0]?.cancel();
  const third = await waitUntil(async () => {
    const response = await listen(portal).answer;
    return response.status === 200 ? response : undefined;
  });
  await Promise.all([readers[1]?.cancel(), third.body?.cancel()]);
});
