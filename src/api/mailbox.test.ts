import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWorker } from '../delivery/worker.ts';
import { startProcedure } from '../simulators/procedure.ts';
import { networkWith } from '../testing/network-file.ts';
import { openTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { workerParts } from '../testing/worker-parts.ts';

/** As a small town declares it: four members, and nothing else. */
const bare = ({ id, authority, name, messages }: Record<string, unknown> & { readonly id: string }) => ({
  id,
  authority,
  name,
  messages,
});

let house: TestGateway;
let portal: string;
let clerk: string;

beforeEach(async () => {
  const config = networkWith({ 'leer-gewerbe': bare, 'leer-antraege': bare, 'moormerland-gewerbe': bare });
  house = await openTestGateway({ config });
  portal = await house.key('portal', 'kreisportal');
  clerk = await house.key('clerk', 'leer');
});
afterEach(() => house[Symbol.asyncDispose]());

const mailbox = '/v1/mailbox/leer-gewerbe';
const pool = () => house.gateway.database.pool;

async function submit(fixture = 'gewerbe-anmeldung/native-sole-trader.json', change: object = {}): Promise<string> {
  const { request } = JSON.parse(readFileSync(`fixtures/${fixture}`, 'utf8'));
  const body = { ...request, reference: `R-${Math.random()}`, ...change };
  const response = await house.call('/v1/submissions', { key: portal, body });
  const answer = (await response.json()) as { id: string };
  expect(response.status, JSON.stringify(answer)).toBe(202);
  return answer.id;
}

interface Entry {
  readonly delivery: string;
  readonly state: string;
  readonly downloads: number;
}

async function list(query = '', place = mailbox): Promise<{ deliveries: Entry[]; next: string | null }> {
  const response = await house.call(`${place}${query}`, { key: clerk });
  expect(response.status).toBe(200);
  return (await response.json()) as { deliveries: Entry[]; next: string | null };
}

async function download(delivery: string, place = mailbox): Promise<Record<string, Buffer>> {
  const response = await house.call(`${place}/${delivery}`, { key: clerk });
  expect(response.status).toBe(200);
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes)]));
}

const say = (what: string, delivery: string | undefined, body?: unknown) =>
  house.call(`${mailbox}/${delivery}/${what}`, { key: clerk, method: 'POST', ...(body !== undefined && { body }) });

async function answer(response: Promise<Response>): Promise<unknown> {
  const { status } = await response;
  const body = (await (await response).json()) as Record<string, unknown>;
  return status === 200 ? body : [status, body.type, body.detail];
}

const stateOf = async (id: string) =>
  (await house.call(`/v1/submissions/${id}`, { key: portal })).json() as Promise<Record<string, unknown>>;

async function story(): Promise<string[]> {
  const { rows } = await pool().query('select type from event order by id');
  return rows.map(({ type }) => type);
}

describe('a mailbox', () => {
  it('lists what is to be done, the oldest first, without anything personal', async () => {
    await submit(undefined, { reference: 'AZ 1' });
    for (let count = 0; count < 4; count += 1) await submit();
    const first = await list('?limit=3');
    expect(first.deliveries[0]).toEqual({
      delivery: expect.any(String),
      serviceId: 'gewerbe-anmeldung',
      service: 'Gewerbeanmeldung',
      act: 'apply',
      region: '034570013013',
      definition: 'zustellwerk-gewerbe/1/0001',
      reference: 'AZ 1',
      receivedAt: expect.any(String),
      state: 'waiting',
      downloads: 0,
    });
    const second = await list(`?limit=3&after=${first.next}`);
    expect(second.next).toBeNull();
    const all = (await list()).deliveries.map(({ delivery }) => delivery);
    expect([...first.deliveries, ...second.deliveries].map(({ delivery }) => delivery)).toEqual(all);
    expect(JSON.stringify(first)).not.toMatch(/Muster|Tomke/);
    expect((await house.call(`${mailbox}?limit=0`, { key: clerk })).status).toBe(400);
  });

  it('gives out the XML as frozen, what it says, and its files', async () => {
    const content = Buffer.concat([Buffer.from('%PDF-1.7 '), Buffer.alloc(1_500_000, 7)]);
    const upload = await house.call('/v1/attachments?name=Handwerkskarte%20%C3%A4.pdf', {
      key: portal,
      body: new Uint8Array(content),
      headers: { 'content-type': 'application/pdf' },
    });
    const { id: attachment } = (await upload.json()) as { id: string };
    const id = await submit(undefined, { attachments: [{ id: attachment, label: 'Handwerkskarte' }] });
    const [entry] = (await list()).deliveries;
    const files = await download(entry?.delivery ?? '');
    expect(Object.keys(files)).toEqual([
      'nachricht.xml',
      'antrag.html',
      'antrag.csv',
      'antrag.json',
      'anlagen/01-Handwerkskarte ä.pdf',
    ]);
    expect(files['anlagen/01-Handwerkskarte ä.pdf']).toEqual(content);
    const { message } = (await stateOf(id)) as { message: { uuid: string } };
    const sent = await house.call(`/v1/submissions/${id}/messages/${message.uuid}`, { key: portal });
    expect(files['nachricht.xml']).toEqual(Buffer.from(await sent.arrayBuffer()));
    const page = String(files['antrag.html']);
    expect(page).toMatch(/<th[^>]*>Familienname<\/th><td>Musterdeich<\/td>/);
    expect(page).not.toMatch(/<script|<link|<img|src=/);
    expect(String(files['antrag.csv'])).toMatch(/^\uFEFFAbschnitt;Feld;Wert\r\n.*Familienname;Musterdeich\r\n/s);
    const json = JSON.parse(String(files['antrag.json']));
    expect(json).toMatchObject({
      uuid: message.uuid,
      serviceId: 'gewerbe-anmeldung',
      data: { municipalityKey: '03457013' },
    });
    for (const text of [page, String(files['antrag.json'])]) expect(text.length).toBeLessThan(50_000);
    expect((await list()).deliveries).toMatchObject([{ state: 'waiting', downloads: 1 }]);
    expect(await stateOf(id)).toMatchObject({ state: 'in-delivery' });
    expect(await story()).toEqual(['received', 'downloaded']);
  });

  it('shows the fields of a form under their labels, and takes nothing that a citizen wrote for a formula or for HTML', async () => {
    const { request } = JSON.parse(readFileSync('fixtures/hundesteuer-anmeldung/native-two-dogs.json', 'utf8'));
    const text = JSON.stringify(request.data).replace('"Bello"', '"=1+1<b>"');
    await submit('hundesteuer-anmeldung/native-two-dogs.json', { data: JSON.parse(text) });
    const place = '/v1/mailbox/leer-antraege';
    const files = await download((await list('', place)).deliveries[0]?.delivery ?? '', place);
    expect(String(files['antrag.html'])).toContain('=1+1&lt;b&gt;');
    expect(String(files['antrag.csv'])).toContain(";'=1+1<b>\r\n");
  });

  it('shows what the portal sent besides, under its own names', async () => {
    const file = 'gewerbe-anmeldung/formularserver-residence-permit.json';
    const { request } = JSON.parse(readFileSync(`fixtures/${file}`, 'utf8'));
    const key = await house.key('portal', 'formularportal');
    const data = { ...request.data, rundbrief: { wunsch: '<ja>', arten: ['Gewerbe'] } };
    const posted = await house.call('/v1/submissions', { key, body: { ...request, region: '034570013013', data } });
    const { id } = (await posted.json()) as { id: string };
    const shown = await house.call(`/v1/submissions/${id}`, { key });
    expect(await shown.json()).toMatchObject({ unmapped: ['/data/rundbrief'] });
    const files = await download((await list()).deliveries[0]?.delivery ?? '');
    const page = String(files['antrag.html']);
    expect(page).toContain('Weitere Angaben aus dem Portal, die nicht in der Nachricht stehen');
    expect(page).toMatch(/rundbrief › wunsch<\/th><td>&lt;ja&gt;<\/td>/);
    expect(String(files['antrag.csv'])).toContain('rundbrief › arten › 0;Gewerbe');
    expect(JSON.parse(String(files['antrag.json'])).unmapped).toEqual([
      { pointer: '/data/rundbrief', value: data.rundbrief },
    ]);
  });

  it('says delivered with a file number and handed over without, once', async () => {
    const ids = [await submit(), await submit()];
    const [one, other] = (await list()).deliveries;
    expect(await answer(say('done', one?.delivery))).toEqual([409, '/problems/not-taken', undefined]);
    for (const entry of [one, other]) await download(entry?.delivery ?? '');
    await download(other?.delivery ?? '');
    expect((await list()).deliveries.map(({ downloads }) => downloads)).toEqual([1, 2]);
    expect(await answer(say('done', one?.delivery, { fileNumber: '2026 17' }))).toMatchObject({ state: 'delivered' });
    expect(await answer(say('done', other?.delivery))).toMatchObject({ state: 'handed-over', changed: true });
    expect(await answer(say('done', other?.delivery))).toMatchObject({ state: 'handed-over', changed: false });
    expect(await stateOf(ids[0] ?? '')).toMatchObject({ state: 'delivered', delivery: { fileNumber: '2026 17' } });
    expect(await stateOf(ids[1] ?? '')).toMatchObject({ state: 'handed-over' });
    expect((await list()).deliveries).toEqual([]);
    expect((await list('?state=done')).deliveries.map(({ state }) => state)).toEqual(['delivered', 'handed-over']);
    await download(one?.delivery ?? '');
    expect((await story()).slice(2)).toEqual([
      ...['downloaded', 'downloaded', 'downloaded', 'done', 'delivered', 'done', 'handed-over', 'downloaded'],
    ]);
  });

  it('refuses with findings that the portal sees', async () => {
    const id = await submit();
    const [entry] = (await list()).deliveries;
    await download(entry?.delivery ?? '');
    const findings = [{ id: 'nicht-zustaendig', text: 'Der Betrieb liegt in Moormerland.' }];
    expect(await answer(say('refuse', entry?.delivery, { findings }))).toMatchObject({ state: 'rejected' });
    expect(await answer(say('done', entry?.delivery))).toEqual([409, '/problems/already-settled', 'rejected']);
    expect(await stateOf(id)).toMatchObject({ state: 'rejected', delivery: { findings } });
  });

  it('keeps what is parked, so that it can still be done', async () => {
    await submit();
    await pool().query("update delivery set state = 'parked'");
    const [entry] = (await list()).deliveries;
    expect(entry).toMatchObject({ state: 'parked' });
    await download(entry?.delivery ?? '');
    expect(await answer(say('done', entry?.delivery))).toMatchObject({ state: 'handed-over', changed: true });
  });
});

describe('who may', () => {
  it('gives a foreign mailbox, a missing one and one that is none the same answer', async () => {
    await submit();
    const [entry] = (await list()).deliveries;
    const stranger = await house.key('clerk', 'moormerland');
    for (const [key, path] of [
      [clerk, '/v1/mailbox/moormerland-gewerbe'],
      [clerk, '/v1/mailbox/nowhere'],
      [clerk, '/v1/mailbox/leer-meldewesen'],
      [clerk, `${mailbox}/00000000-0000-4000-8000-000000000000`],
      [stranger, mailbox],
      [stranger, `${mailbox}/${entry?.delivery}`],
      [stranger, `/v1/mailbox/moormerland-gewerbe/${entry?.delivery}`],
    ] as const) {
      expect((await house.call(path, { key })).status, path).toBe(404);
    }
    expect(await story()).toEqual(['received']);
  });

  it('lets only clerks in, and clerks nowhere else', async () => {
    expect((await house.call(mailbox, { key: portal })).status).toBe(403);
    const id = await submit();
    for (const path of ['', `/${id}`, `/${id}/messages`, `/${id}/events`]) {
      expect((await house.call(`/v1/submissions${path}`, { key: clerk })).status).toBe(403);
    }
    for (const path of ['/v1/cases', '/v1/operator-actions', '/v1/inbox/leer-meldewesen']) {
      expect((await house.call(path, { key: clerk })).status).toBe(403);
    }
    expect((await house.call('/v1/services', { key: clerk })).status).toBe(200);
    const { destinations } = (await (await house.call('/v1/destinations', { key: clerk })).json()) as {
      destinations: { id: string; adapter: string; waiting: number }[];
    };
    expect(destinations.map(({ id: each }) => each)).toContain('leer-gewerbe');
    expect(destinations.every(({ id: each }) => each.startsWith('leer-'))).toBe(true);
    expect(destinations.find(({ id: each }) => each === 'leer-gewerbe')).toMatchObject({
      adapter: 'mailbox',
      waiting: 1,
    });
  });
});

it('lets a town move up to a procedure without its portal noticing', async () => {
  const id = await submit();
  const procedure = await startProcedure({ token: 'secret' });
  process.env.GEWERBE_URL = procedure.url;
  const parts = await workerParts({
    ...house,
    gateway: { ...house.gateway, network: { ...house.gateway.network, file: 'config/network.yaml' } },
  });
  const worker = startWorker(parts);
  await waitUntil(async () => ((await stateOf(id)) as { state: string }).state === 'delivered');
  await worker.stop(0);
  await procedure.close();
});
