import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startKeeper } from '../delivery/collections/keeper.ts';
import { quittung, type Receipt } from '../domains/quittung/quittung.ts';
import { createLog } from '../log.ts';
import { buildMessage } from '../messages/build.ts';
import { takeBackLostLeases } from '../store/claim-deliveries.ts';
import { networkWith } from '../testing/network-file.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { submitSamples } from '../testing/worker-parts.ts';

interface Offered {
  readonly delivery: string;
  readonly lease: string;
  readonly messageUuid: string;
  readonly leaseUntil: string;
  readonly attempt: number;
  readonly xmlUrl: string;
  readonly attachments: readonly { readonly name: string; readonly url: string }[];
}

const minute = 60_000;
let house: TestGateway;
let portal: string;
let vendor: string;
let ahead: number;

beforeEach(async () => {
  ahead = 0;
  const config = networkWith({
    'leer-meldewesen': (written) => ({
      ...written,
      adapter: 'inbox',
      options: { lease: '1m' },
      delivery: { attempts: 3, maxAge: '2h' },
    }),
    'moormerland-meldewesen': (written) => ({ ...written, adapter: 'inbox', options: {} }),
  });
  house = await openTestGateway({ config, now: () => new Date(Date.now() + ahead) });
  portal = await house.key('portal', 'kreisportal');
  vendor = await house.key('vendor', 'leer-meldewesen');
});
afterEach(() => house[Symbol.asyncDispose]());

const inbox = '/v1/inbox/leer-meldewesen';
const pool = () => house.gateway.database.pool;

async function take(query = '', key = vendor): Promise<Offered[]> {
  const response = await house.call(`${inbox}${query}`, { key });
  expect(response.status).toBe(200);
  return ((await response.json()) as { deliveries: Offered[] }).deliveries;
}

async function takeOne(key = vendor): Promise<Offered> {
  const [one] = await take('?max=1', key);
  if (!one) throw new Error('nothing was offered');
  return one;
}

const say = (what: string, { delivery, lease }: Offered, body?: unknown, key = vendor) =>
  house.call(`${inbox}/${delivery}/${what}?lease=${lease}`, {
    key,
    method: 'POST',
    ...(body !== undefined && { body }),
  });

async function answer(response: Promise<Response>): Promise<unknown> {
  const { status } = await response;
  const body = (await (await response).json()) as Record<string, unknown>;
  return status === 200 ? body : [status, body.type, body.detail];
}

async function story(): Promise<string[]> {
  const { rows } = await pool().query('select type from event order by id');
  return rows.map(({ type }) => type);
}

const stateOf = async (id: string | undefined) =>
  (await house.call(`/v1/submissions/${id}`, { key: portal })).json() as Promise<Record<string, unknown>>;

function receiptFor(messageUuid: string, verdict: Partial<Receipt>): Uint8Array {
  const product = { name: 'Verfahren', manufacturer: 'Hersteller' };
  return buildMessage(quittung, { messageUuid, receivedAt: '2026-11-25T10:15:31.000+01:00', product, ...verdict });
}

const sayXml = (what: string, { delivery }: Offered, body: Uint8Array) =>
  house.call(`${inbox}/${delivery}/${what}`, { key: vendor, body, headers: { 'content-type': 'application/xml' } });

describe('taking', () => {
  it('offers what waits in the order of acceptance, each once, and the worker leaves it alone', async () => {
    const ids = await submitSamples(house, portal, 3);
    const first = await take('?max=2');
    expect(first).toMatchObject([{ attempt: 1 }, { attempt: 1 }]);
    const second = await take();
    expect(second).toHaveLength(1);
    expect(await take()).toEqual([]);
    const { rows } = await pool().query('select submission_id, delivery.id, state from delivery order by created_at');
    expect(rows.map(({ submission_id }) => submission_id)).toEqual(ids);
    expect(rows.map(({ id }) => id)).toEqual([...first, ...second].map(({ delivery }) => delivery));
    expect(await story()).toEqual([...Array(3).fill('received'), ...Array(3).fill('taken')]);
    expect(await stateOf(ids[0])).toMatchObject({ state: 'in-delivery', delivery: { state: 'sending', attempts: 1 } });
  });

  it('never gives a delivery to two who take at once', async () => {
    await submitSamples(house, portal, 20);
    const taken = await Promise.all(Array.from({ length: 8 }, () => take('?max=5')));
    const ids = taken.flat().map(({ delivery }) => delivery);
    const rest = (await take('?max=100')).map(({ delivery }) => delivery);
    expect(new Set([...ids, ...rest]).size).toBe(20);
    expect(ids.length + rest.length).toBe(20);
  });

  it('shows the bytes as frozen: by address, and at once with Accept: application/xml', async () => {
    await submitSamples(house, portal, 1);
    const headers = { accept: 'application/xml' };
    const response = await house.call(inbox, { key: vendor, headers });
    const xml = await response.text();
    expect(xml).toMatch(/^<\?xml.*Mustermann/s);
    expect(response.headers.get('zustellwerk-message')).toBe('xmeld/26.11/1700');
    const delivery = response.headers.get('zustellwerk-delivery');
    expect(await (await house.call(`${inbox}/${delivery}`, { key: vendor })).text()).toBe(xml);
    const lease = response.headers.get('zustellwerk-lease');
    expect(await answer(say('acknowledge', { delivery, lease } as Offered))).toMatchObject({ changed: true });
    expect((await house.call(inbox, { key: vendor, headers })).status).toBe(204);
    expect((await house.call(`${inbox}?max=2`, { key: vendor, headers })).status).toBe(400);
  });

  it('waits for work, and is woken by it', async () => {
    const waiting = take('?wait=30');
    await submitSamples(house, portal, 1);
    expect(await waiting).toHaveLength(1);
    const begun = Date.now();
    expect(await take('?wait=1')).toEqual([]);
    expect(Date.now() - begun).toBeGreaterThan(900);
  });

  it('finds within the poll interval what another process has accepted', async () => {
    await submitSamples(house, portal, 1);
    await pool().query("update delivery set due_at = now() + interval '1 h'");
    const waiting = take('?wait=30');
    await pool().query('update delivery set due_at = now()');
    expect(await waiting).toHaveLength(1);
  });

  it('takes nothing for one who has gone', async () => {
    const gone = new AbortController();
    const request = { headers: { authorization: `Bearer ${vendor}` }, signal: gone.signal };
    const waiting = house.gateway.app.request(`${inbox}?wait=30`, request);
    gone.abort();
    await waiting;
    await submitSamples(house, portal, 1);
    expect(await story()).toEqual(['received']);
  });

  it('takes nothing for one who has hung up', async () => {
    const server = serve({ fetch: house.gateway.app.fetch, port: 0, overrideGlobalObjects: false });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const headers = { authorization: `Bearer ${vendor}` };
    const hangUp = new AbortController();
    const waiting = fetch(`http://127.0.0.1:${port}${inbox}?wait=30`, { headers, signal: hangUp.signal });
    await waitUntil(async () => (await house.call(inbox, { key: vendor })).status === 200);
    hangUp.abort();
    await expect(waiting).rejects.toThrow();
    await new Promise((resolve) => server.close(resolve));
    await submitSamples(house, portal, 1);
    expect(await take('?wait=1')).toHaveLength(1);
    expect(await story()).toEqual(['received', 'taken']);
  });

  it('answers those who wait when the gateway stops', async () => {
    const stopping = await openTestGateway({ config: house.gateway.network.file });
    const key = await stopping.key('vendor', 'leer-meldewesen');
    const waiting = stopping.call(`${inbox}?wait=30`, { key });
    await stopping.call(inbox, { key });
    await stopping[Symbol.asyncDispose]();
    expect(await (await waiting).json()).toEqual({ deliveries: [] });
  });

  it('offers nothing while an operator holds the destination; what was taken before can be acknowledged', async () => {
    await submitSamples(house, portal, 2);
    const one = await takeOne();
    const operator = await house.key('operator', 'anna');
    const hold = (what: string) =>
      house.call(`/v1/destinations/leer-meldewesen/${what}`, { key: operator, body: { reason: 'Wartung' } });
    expect((await hold('pause')).status).toBe(200);
    expect(await take()).toEqual([]);
    expect(await answer(say('acknowledge', one))).toMatchObject({ changed: true });
    expect((await hold('resume')).status).toBe(200);
    expect(await take()).toHaveLength(1);
  });

  it('gives a foreign inbox, a missing one and one that is none the same answer', async () => {
    for (const place of ['moormerland-meldewesen', 'nowhere', 'leer-gewerbe']) {
      expect((await house.call(`/v1/inbox/${place}`, { key: vendor })).status).toBe(404);
      expect(
        (await house.call(`/v1/inbox/${place}/${randomUUID()}/acknowledge`, { key: vendor, method: 'POST' })).status,
      ).toBe(404);
    }
    const gewerbe = await house.key('vendor', 'leer-gewerbe');
    expect((await house.call('/v1/inbox/leer-gewerbe', { key: gewerbe })).status).toBe(404);
    expect((await house.call(inbox, { key: portal })).status).toBe(403);
    expect((await house.call(`${inbox}/%ff`, { key: vendor })).status).toBe(404);
    for (const query of ['?max=0', '?max=101', '?wait=31', '?max=x'])
      expect((await house.call(`${inbox}${query}`, { key: vendor })).status).toBe(400);
  });
});

describe('acknowledging', () => {
  it('delivers, with a file number, once', async () => {
    const [id] = await submitSamples(house, portal, 1);
    const one = await takeOne();
    expect(await answer(say('acknowledge', one, { fileNumber: 'MB-17' }))).toEqual({
      delivery: one.delivery,
      state: 'delivered',
      changed: true,
    });
    expect(await answer(say('acknowledge', one, { fileNumber: 'MB-18' }))).toMatchObject({ changed: false });
    expect(await answer(say('refuse', one, { findings: [{ id: 'x' }] }))).toEqual([
      409,
      '/problems/already-settled',
      'delivered',
    ]);
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', delivery: { fileNumber: 'MB-17' } });
    expect(await story()).toEqual(['received', 'taken', 'acknowledged', 'delivered']);
  });

  it('keeps a receipt, and takes none that speaks of another message or says the opposite', async () => {
    const [id] = await submitSamples(house, portal, 1);
    const one = await takeOne();
    const wrong = [
      [receiptFor(randomUUID(), { accepted: true }), 'other-message'],
      [receiptFor(one.messageUuid, { refused: true, findings: [{ id: 'x', text: 'y' }] }), 'refuses'],
      [Buffer.from('<a/>'), 'not-a-receipt'],
    ] as const;
    for (const [body, detail] of wrong) {
      expect(await answer(sayXml('acknowledge', one, body))).toEqual([422, '/problems/not-a-receipt', detail]);
    }
    const receipt = receiptFor(one.messageUuid, { accepted: true, fileNumber: 'MB-2' });
    expect(await answer(sayXml('acknowledge', one, receipt))).toMatchObject({ changed: true });
    expect(await stateOf(id)).toMatchObject({ delivery: { fileNumber: 'MB-2' } });
    const { messages } = (await (await house.call(`/v1/submissions/${id}/messages`, { key: portal })).json()) as {
      messages: { uuid: string; direction: string }[];
    };
    const kept = await house.call(`/v1/submissions/${id}/messages/${messages[1]?.uuid}`, { key: portal });
    expect(Buffer.from(await kept.arrayBuffer())).toEqual(Buffer.from(receipt));
  });

  it('refuses with findings that the portal sees and no event names', async () => {
    const [id] = await submitSamples(house, portal, 1);
    const one = await takeOne();
    for (const body of [{}, { findings: [] }, { findings: [{ id: 'Erika Mustermann' }] }])
      expect((await say('refuse', one, body)).status).toBe(400);
    const findings = [{ id: 'person-unbekannt', text: 'Erika Mustermann ist unbekannt.' }];
    expect(await answer(say('refuse', one, { findings }))).toMatchObject({ state: 'rejected', changed: true });
    expect(await answer(say('refuse', one, { findings }))).toMatchObject({ changed: false });
    expect(await stateOf(id)).toMatchObject({ state: 'rejected', delivery: { findings } });
    const { rows } = await pool().query("select detail::text from event where type = 'refused'");
    expect(rows[0].detail).toContain('person-unbekannt');
    expect(rows[0].detail).not.toContain('Mustermann');
  });

  it('needs a taking before', async () => {
    await submitSamples(house, portal, 1);
    const { rows } = await pool().query('select id from delivery');
    expect(await answer(say('acknowledge', { delivery: rows[0].id, lease: randomUUID() } as Offered))).toEqual([
      409,
      '/problems/not-taken',
      undefined,
    ]);
  });
});

describe('a lease that ran out', () => {
  it('lets the delivery be offered again: the same bytes and UUID', async () => {
    await submitSamples(house, portal, 1);
    const first = await takeOne();
    ahead = 2 * minute;
    const again = await takeOne();
    expect(again).toMatchObject({ delivery: first.delivery, messageUuid: first.messageUuid, attempt: 2 });
    expect(await story()).toEqual(['received', 'taken', 'lease-lost', 'taken']);
    expect(await answer(say('acknowledge', first))).toEqual([409, '/problems/lease-lost', again.leaseUntil]);
    expect(await answer(say('extend', first))).toEqual([409, '/problems/lease-lost', undefined]);
    expect(await answer(say('acknowledge', again))).toMatchObject({ changed: true });
    // What the first one wanted is so: nothing to complain of.
    expect(await answer(say('acknowledge', first))).toMatchObject({ state: 'delivered', changed: false });
  });

  it('still counts while nobody else has taken it, whoever noticed the loss', async () => {
    await submitSamples(house, portal, 2);
    const [one, other] = await take();
    ahead = 2 * minute;
    expect(await answer(say('acknowledge', one as Offered))).toMatchObject({ changed: true });
    await takeBackLostLeases(pool(), new Date(Date.now() + ahead));
    expect(await answer(say('refuse', other as Offered, { findings: [{ id: 'late' }] }))).toMatchObject({
      changed: true,
    });
  });

  it('without naming the lease, belongs to the key that took last', async () => {
    await submitSamples(house, portal, 1);
    const one = await takeOne();
    ahead = 2 * minute;
    await takeOne(await house.key('vendor', 'leer-meldewesen'));
    const path = `${inbox}/${one.delivery}/acknowledge`;
    expect(await answer(house.call(path, { key: vendor, method: 'POST' }))).toMatchObject([
      409,
      '/problems/lease-lost',
      expect.any(String),
    ]);
  });

  it('is put off by extending it, never beyond the age of the delivery', async () => {
    await submitSamples(house, portal, 1);
    const one = await takeOne();
    ahead = minute / 2;
    const { leaseUntil } = (await answer(say('extend', one))) as Offered;
    expect(Date.parse(leaseUntil)).toBeGreaterThan(Date.parse(one.leaseUntil) + minute / 3);
    ahead = minute + 10_000;
    expect(await take()).toEqual([]);
    ahead = 3 * 60 * minute;
    expect(await answer(say('extend', one))).toEqual([409, '/problems/lease-lost', undefined]);
  });
});

describe('what nobody collects', () => {
  const keep = async () => {
    const keeper = startKeeper({
      pool: pool(),
      log: createLog('silent'),
      now: () => new Date(Date.now() + ahead),
      collections: [{ id: 'leer-meldewesen', authority: 'leer', collectedBy: 'vendor', lease: minute, attempts: 3 }],
      every: 5,
    });
    await waitUntil(async () => (await pool().query("select from delivery where state = 'parked'")).rowCount === 1);
    await keeper.stop();
  };

  it('is parked when it is too old, and offered again after a redrive', async () => {
    const [id] = await submitSamples(house, portal, 1);
    ahead = 3 * 60 * minute;
    expect(await take()).toEqual([]);
    await keep();
    expect(await stateOf(id)).toMatchObject({ state: 'parked' });
    expect(await story()).toEqual(['received', 'parked']);
    const operator = await house.key('operator', 'anna');
    const { rows } = await pool().query('select id from delivery');
    await house.call(`/v1/deliveries/${rows[0].id}/redrive`, { key: operator, body: { reason: 'vendor is back' } });
    expect(await take()).toMatchObject([{ attempt: 1 }]);
  });

  it('is parked when it was taken too often for nothing, and may be acknowledged late', async () => {
    await submitSamples(house, portal, 1);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      expect(await takeOne()).toMatchObject({ attempt });
      ahead += 2 * minute;
    }
    expect(await take()).toEqual([]);
    await takeBackLostLeases(pool(), new Date(Date.now() + ahead));
    await keep();
    const { rows } = await pool().query("select detail from event where type = 'parked'");
    expect(rows).toEqual([{ detail: { destination: 'leer-meldewesen', reason: 'attempts' } }]);
    const { rows: parked } = await pool().query('select id from delivery');
    const path = `${inbox}/${parked[0].id}/acknowledge`;
    expect(await answer(house.call(path, { key: vendor, method: 'POST' }))).toMatchObject({ state: 'delivered' });
  });
});

it('says nothing of content in the log', async () => {
  await house.call('/v1/submissions', { key: portal, body: sampleSubmission() });
  await say('acknowledge', await takeOne(), { fileNumber: 'MB-17' });
  expect(house.logged()).not.toMatch(/Mustermann|MB-17/);
});
