import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPlan } from '../configuration.ts';
import { receiveReply } from '../delivery/receive-reply.ts';
import { meldebescheinigungAntwort1701 } from '../domains/meldewesen/replies/xmeld-1701.ts';
import { widerspruecheAntwort1712 } from '../domains/meldewesen/replies/xmeld-1712.ts';
import type { StatusMessage } from '../domains/status/status-data.ts';
import { buildMessage } from '../messages/build.ts';
import { type SimulatedProcedure, startProcedure } from '../simulators/procedure.ts';
import { embedDocument, writeStatus } from '../simulators/status-reply.ts';
import { createSeal } from '../store/seal.ts';
import { readMasterKeys } from '../store/seal-key.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';

/** What an office answers, by the real way: posted to the gateway, read by the portal. */

let procedure: SimulatedProcedure;
let house: TestGateway;
let portal: string;
let other: string;
let leer: string;
let moormerland: string;
let operator: string;

beforeAll(async () => {
  procedure = await startProcedure({ token: 'secret' });
  house = await openTestGateway({ url: procedure.url });
  portal = await house.key('portal', 'kreisportal');
  other = await house.key('portal', 'formularportal');
  leer = await house.key('vendor', 'leer-meldewesen');
  moormerland = await house.key('vendor', 'moormerland-meldewesen');
  operator = await house.key('operator', 'anna');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await procedure.close();
});

interface Sent {
  readonly id: string;
  readonly uuid: string;
}

async function submit(): Promise<Sent> {
  const response = await house.call('/v1/submissions', { key: portal, body: sampleSubmission() });
  const { id, message } = (await response.json()) as { id: string; message: { uuid: string } };
  return { id, uuid: message.uuid };
}

async function deliver(): Promise<Sent> {
  const sent = await submit();
  await waitUntil(async () => (await stateOf(sent.id)) === 'delivered');
  return sent;
}

const get = async (path: string, key = portal) => (await house.call(path, { key })).json() as Promise<never>;
const stateOf = async (id: string) => ((await get(`/v1/submissions/${id}`)) as { state: string }).state;
interface Event {
  readonly type: string;
  readonly detail: Record<string, unknown>;
}
const eventsOf = async (id: string) =>
  ((await get(`/v1/submissions/${id}/events`)) as { events: Event[] }).events.filter(({ detail }) => 'reply' in detail);
interface Shown {
  readonly id: string;
  readonly documents: { readonly id: string; readonly sha512: string; readonly size: number }[];
}
const repliesOf = async (id: string, headers = {}) => {
  const response = await house.call(`/v1/submissions/${id}/replies`, { key: portal, headers });
  return ((await response.json()) as { replies: Shown[] }).replies;
};

const post = (body: string | Uint8Array, key = leer, type = 'application/xml') =>
  house.call('/v1/replies', { key, body, headers: { 'content-type': type } });
const postJson = async (body: string | Uint8Array, key = leer) =>
  (await (await post(body, key)).json()) as Record<string, unknown>;
const status = (messageUuid: string, change: Partial<StatusMessage> = {}, uuid: string = randomUUID()) =>
  writeStatus({ reference: { messageUuid }, status: '02', ...change }, { uuid });
const quarantined = async () =>
  ((await get('/v1/quarantine', operator)) as { replies: { id: string; reason: string }[] }).replies;

const head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: { kennung: 'mbp:sample', name: 'Kreisportal' },
  author: {
    kennung: 'ags:03457013',
    name: 'Stadt Leer',
    reachability: [{ channel: '02', id: '0491 123' }],
    address: { street: 'Weg', houseNumber: '1', postalCode: '26789', city: 'Leer' },
  },
  product: { name: 'Verfahren', manufacturer: 'Hersteller' },
};
const answering = (uuid: string, type = '1700') => ({ uuid, type, createdAt: '2026-11-25T08:15:30.123+01:00' });
const certificate = (uuid: string, replyUuid: string = randomUUID()) =>
  buildMessage(meldebescheinigungAntwort1701, {
    head: { ...head, uuid: replyUuid },
    data: {
      original: answering(uuid),
      answer: { status: '01', certificate: { document: Buffer.from('%PDF-1.7 Erika').toString('base64') } },
    },
  });

describe('a reply', () => {
  it('of XMeld becomes an event and a document, and ends the submission', async () => {
    const { id, uuid } = await deliver();
    const bytes = certificate(uuid);
    expect(await postJson(bytes)).toEqual({
      submission: id,
      reply: expect.any(String),
      repeated: false,
      late: false,
      state: 'completed',
      events: ['accepted', 'document'],
    });
    expect(await stateOf(id)).toBe('completed');
    const [reply] = await repliesOf(id, { 'accept-language': 'en' });
    expect(reply).toMatchObject({
      message: 'xmeld/26.11/1701',
      kinds: ['accepted', 'document'],
      decision: 'granted',
      late: false,
      summary: 'The application was granted or done. One document is attached.',
      documents: [{ name: 'Meldebescheinigung.pdf', mediaType: 'application/pdf', size: 14 }],
    });
    const file = await house.call(`/v1/submissions/${id}/documents/${reply?.documents[0]?.id}`, { key: portal });
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '14',
      'x-content-type-options': 'nosniff',
      'content-disposition': "attachment; filename*=UTF-8''Meldebescheinigung.pdf",
    });
    expect(await file.text()).toBe('%PDF-1.7 Erika');
    // The XML is there as it came, and no event holds any of it.
    const xml = await house.call(`/v1/submissions/${id}/messages/${reply?.id}`, { key: portal });
    expect(Buffer.from(await xml.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect(JSON.stringify(await eventsOf(id))).not.toContain('Erika');
  });

  it('that refuses says why, in the reply and at the delivery', async () => {
    const { id, uuid } = await deliver();
    const refusal = buildMessage(meldebescheinigungAntwort1701, {
      head: { ...head, uuid: randomUUID() },
      data: { original: answering(uuid), refusal: '03' },
    });
    expect(await postJson(refusal)).toMatchObject({ state: 'rejected', events: ['rejected'] });
    const finding = { id: 'onlinedienste.nichterstellung.grund:03', text: 'nicht aktuell gemeldet' };
    expect(await get(`/v1/submissions/${id}`)).toMatchObject({
      state: 'rejected',
      delivery: { state: 'delivered', findings: [finding] },
    });
    expect(await repliesOf(id)).toMatchObject([
      { decision: 'refused', findings: [finding], summary: 'Der Antrag wurde abgelehnt: nicht aktuell gemeldet.' },
    ]);
    expect(await eventsOf(id)).toMatchObject([{ type: 'rejected', detail: { findings: [finding.id] } }]);
  });

  it('of ours asks, gives a file number by which it is found again, and decides', async () => {
    const { id, uuid } = await deliver();
    const query = { text: 'Welcher Hund von Erika?', deadline: '2026-12-15', wanted: ['Impfpass'] };
    const first = { status: '03', fileNumber: 'HS 17/2026', query };
    expect(await postJson(status(uuid, first))).toMatchObject({ state: 'delivered', events: ['file-number', 'query'] });
    expect(await get(`/v1/submissions/${id}`)).toMatchObject({ delivery: { fileNumber: 'HS 17/2026' } });
    const letter = randomBytes(2_500_000);
    const decided = writeStatus({
      reference: { fileNumber: ' HS  17/2026' },
      status: '04',
      decision: { result: '03', text: 'Ermäßigung für einen Hund.' },
      documents: [
        embedDocument('Bescheid', 'Bescheid.pdf', 'application/pdf', Buffer.from('%PDF-1.7')),
        embedDocument('Anlage', 'Anlage.zip', 'application/zip', letter),
      ],
    });
    expect(await postJson(decided)).toMatchObject({ submission: id, state: 'completed' });
    const replies = await repliesOf(id);
    expect(replies).toMatchObject([
      { kinds: ['file-number', 'query'], fileNumber: 'HS 17/2026', query },
      {
        kinds: ['accepted', 'document'],
        decision: 'partly-granted',
        text: 'Ermäßigung für einen Hund.',
        summary: 'Dem Antrag wurde teilweise stattgegeben: Ermäßigung für einen Hund. 2 Dokumente liegen bei.',
      },
    ]);
    const large = replies[1]?.documents.find(({ size }) => size === letter.length);
    const file = await house.call(`/v1/submissions/${id}/documents/${large?.id}`, { key: portal });
    expect(Buffer.from(await file.arrayBuffer()).equals(letter)).toBe(true);
    expect(JSON.stringify(await eventsOf(id))).not.toMatch(/Erika|HS|Ermäßigung/);
  });

  it('is found by the number of the receipt', async () => {
    const { id } = await deliver();
    const { delivery } = (await get(`/v1/submissions/${id}`)) as { delivery: { fileNumber: string } };
    expect(delivery.fileNumber).toMatch(/^SIM-/);
    const bytes = writeStatus({ reference: { fileNumber: delivery.fileNumber }, status: '01' });
    expect(await postJson(bytes)).toMatchObject({ submission: id, events: ['acknowledged'] });
  });

  it('that comes twice, also at once, does it once', async () => {
    const { id, uuid } = await deliver();
    const bytes = status(uuid);
    const answers = await Promise.all([1, 2, 3, 4].map(() => postJson(bytes)));
    expect(answers.filter(({ repeated }) => repeated === false)).toHaveLength(1);
    expect(new Set(answers.map(({ reply }) => reply)).size).toBe(1);
    expect(await eventsOf(id)).toHaveLength(1);
    expect(await repliesOf(id)).toHaveLength(1);
  });

  it('under a UUID that came with other bytes is refused, and raises an alarm', async () => {
    const { id, uuid } = await deliver();
    const replyUuid: string = randomUUID();
    await post(status(uuid, { status: '02' }, replyUuid));
    const forged = await post(status(uuid, { status: '05' }, replyUuid.toUpperCase()));
    expect(forged.status).toBe(409);
    expect(await forged.json()).toMatchObject({ type: '/problems/reply-changed' });
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['status', 'reply-conflict']);
    expect(await stateOf(id)).toBe('delivered');
    expect(house.logged()).toContain('sent other bytes under the UUID');
    // Also when it speaks of another submission.
    const second = await deliver();
    expect((await post(status(second.uuid, {}, replyUuid))).status).toBe(409);
    expect(await eventsOf(second.id)).toEqual([]);
  });

  it('that comes late is kept and flagged, and changes nothing', async () => {
    const { id, uuid } = await deliver();
    await post(status(uuid, { status: '04', decision: { result: '02' } }));
    expect(await stateOf(id)).toBe('rejected');
    expect(await postJson(certificate(uuid))).toMatchObject({ late: true, state: 'rejected' });
    expect(await stateOf(id)).toBe('rejected');
    expect((await repliesOf(id)).map(({ documents }) => documents.length)).toEqual([0, 1]);
    expect(await eventsOf(id)).toMatchObject([
      { type: 'rejected' },
      { type: 'accepted', detail: { late: true } },
      { type: 'document', detail: { late: true } },
    ]);
  });

  it('to what was given up shows that it has arrived, flagged as late', async () => {
    const { id, uuid } = await deliver();
    const { pool } = house.gateway.database;
    await pool.query("update delivery set state = 'parked' where submission_id = $1", [id]);
    await pool.query("update submission set state = 'parked' where id = $1", [id]);
    expect(await postJson(status(uuid))).toMatchObject({ late: true, state: 'delivered' });
    expect(await get(`/v1/submissions/${id}`)).toMatchObject({ state: 'delivered', delivery: { state: 'delivered' } });
  });

  it('that overtakes the receipt has the last word', async () => {
    procedure.setFaults([{ kind: 'slow', ms: 600, times: 1 }]);
    const { id, uuid } = await submit();
    await waitUntil(async () => {
      const { delivery } = (await get(`/v1/submissions/${id}`)) as { delivery: { state: string } };
      return delivery.state === 'sending';
    });
    expect(await postJson(certificate(uuid))).toMatchObject({ late: false, state: 'completed' });
    await waitUntil(async () => {
      const { delivery } = (await get(`/v1/submissions/${id}`)) as { delivery: { state: string } };
      return delivery.state === 'delivered';
    });
    expect(await stateOf(id)).toBe('completed');
  });
});

describe('what belongs to nothing', () => {
  it('is not found, whatever the reason, and kept for operators', async () => {
    const { id, uuid } = await deliver();
    const before = (await quarantined()).length;
    const unknown = status(randomUUID());
    const answers = [
      await post(unknown),
      await post(status(uuid), moormerland),
      await post(writeStatus({ reference: { fileNumber: 'HS 17/2026' }, status: '05' }), moormerland),
      await post(
        buildMessage(widerspruecheAntwort1712, {
          head: { ...head, uuid: randomUUID() },
          data: { original: answering(uuid, '1711'), stored: {} },
        }),
      ),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual({
        type: '/problems/not-found',
        title: 'Nicht gefunden',
        status: 404,
        instance: expect.any(String),
      });
    }
    expect(await eventsOf(id)).toEqual([]);
    const kept = await quarantined();
    expect(kept.length).toBe(before + answers.length);
    // The same bytes are kept once.
    await post(unknown);
    expect((await quarantined()).length).toBe(kept.length);
    const mine = await Promise.all(
      kept.map(async (each) => (await house.call(`/v1/quarantine/${each.id}`, { key: operator })).text()),
    );
    expect(mine).toContain(Buffer.from(unknown).toString());
    expect(
      JSON.stringify((await house.gateway.database.pool.query('select * from quarantined_reply')).rows),
    ).not.toContain(Buffer.from('fachverfahren2portal').toString('base64'));
  });

  it('can be read again when its message has been delivered since', async () => {
    await house.gateway.database.pool.query('delete from quarantined_reply');
    procedure.setFaults([{ kind: 'status', status: 503, times: 1 }]);
    const { id, uuid } = await submit();
    const { pool } = house.gateway.database;
    await waitUntil(async () => (await stateOf(id)) === 'in-delivery');
    // As if it had never been tried: a procedure cannot know it.
    await waitUntil(
      async () =>
        (
          await pool.query(
            "update delivery set attempts = 0, due_at = now() + interval '1 hour' where submission_id = $1 and state = 'waiting' and attempts = 1 returning id",
            [id],
          )
        ).rowCount === 1,
    );
    expect((await post(status(uuid))).status).toBe(404);
    const [kept] = await quarantined();
    const retry = () => house.call(`/v1/quarantine/${kept?.id}/retry`, { key: operator, method: 'POST' });
    expect(await (await retry()).json()).toEqual({ result: 'unknown' });
    await pool.query('update delivery set due_at = now() where submission_id = $1', [id]);
    house.gateway.worker.wake();
    await waitUntil(async () => (await stateOf(id)) === 'delivered');
    expect(await (await retry()).json()).toEqual({ result: 'stored' });
    expect((await retry()).status).toBe(404);
    expect(await quarantined()).toEqual([]);
    expect(await repliesOf(id)).toHaveLength(1);
  });
});

describe('what is forged or broken', () => {
  it('is refused with the reason, and nothing is stored', async () => {
    const { id, uuid } = await deliver();
    const before = (await quarantined()).length;
    const good = Buffer.from(status(uuid)).toString();
    const changed = (from: string | RegExp, to: string) => {
      const xml = good.replace(from, to);
      expect(xml).not.toBe(good);
      return xml;
    };
    const embedded = Buffer.from(
      status(uuid, { documents: [embedDocument('a', 'a.pdf', 'application/pdf', Buffer.from('%PDF-1'))] }),
    ).toString();
    const noPdf = status(uuid, { documents: [embedDocument('a', 'a.pdf', 'application/pdf', Buffer.from('MZ'))] });
    const cases: [string, string | Uint8Array][] = [
      ['empty', ''],
      ['refused', changed('<sta:fach', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><sta:fach')],
      ['refused', '<a>'.repeat(500) + '</a>'.repeat(500)],
      ['not-xml', good.slice(0, 700)],
      ['not-a-reply', '<html/>'],
      ['not-a-reply', changed('urn:zustellwerk:status:1"', 'urn:zustellwerk:status:2"')],
      ['schema-invalid', changed('<code>02</code>', '<code>77</code>')],
      ['schema-invalid', changed(/<sta:bezug>.*<\/sta:bezug>/, '')],
      ['contradictory', changed('<code>0001</code>', '<code>0002</code>')],
      ['rule-broken zustellwerk-status-0001-rueckfrage', changed('<code>02</code>', '<code>03</code>')],
      ['rule-broken zustellwerk-status-0001-entscheidung', changed('<code>02</code>', '<code>04</code>')],
      ['damaged', embedded.replace('JVBERi0x', 'JVBERi0y')],
      ['damaged', noPdf],
    ];
    for (const [detail, body] of cases) {
      const response = await post(body);
      expect([detail, response.status]).toEqual([detail, 422]);
      expect(await response.json()).toMatchObject({ type: '/problems/not-a-reply', detail });
    }
    expect((await post(new Uint8Array(16 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await post(good, leer, 'application/json')).status).toBe(415);
    expect(await eventsOf(id)).toEqual([]);
    expect((await quarantined()).length).toBe(before);
  });

  it('is kept for a person where a transport picked it up and nobody waits for an answer', async () => {
    const { pool } = house.gateway.database;
    const seal = createSeal(await readMasterKeys(undefined, house.dataFolder));
    const { schemas, config, productVersion } = await readPlan('config/network.yaml');
    const parts = {
      pool,
      seal,
      schemas,
      config,
      productVersion,
      scanner: undefined,
      now: () => new Date(),
      alarm: () => {},
      wake: () => {},
    };
    const sender = { destinationId: 'leer-meldewesen', pickedUp: true };
    expect(await receiveReply(Buffer.from('<html/>'), sender, parts)).toEqual({
      kind: 'unreadable',
      reason: 'not-a-reply',
    });
    expect((await quarantined()).map(({ reason }) => reason)).toContain('not-a-reply');
    const { id, uuid } = await deliver();
    expect(await receiveReply(status(uuid), sender, parts)).toMatchObject({ kind: 'stored', submission: id });
    schemas.dispose();
  });
});

describe('who may', () => {
  it('answer: vendors; read: the portal that submitted, its office and operators; all others find nothing', async () => {
    const { id, uuid } = await deliver();
    for (const key of [portal, operator]) expect((await post(status(uuid), key)).status).toBe(403);
    await post(certificate(uuid));
    const [reply] = await repliesOf(id);
    const paths = [`/v1/submissions/${id}/replies`, `/v1/submissions/${id}/documents/${reply?.documents[0]?.id}`];
    for (const path of paths) {
      for (const key of [portal, leer, operator]) expect((await house.call(path, { key })).status).toBe(200);
      for (const key of [other, moormerland]) expect((await house.call(path, { key })).status).toBe(404);
    }
    const elsewhere = await deliver();
    for (const path of [
      `/v1/submissions/${elsewhere.id}/documents/${reply?.documents[0]?.id}`,
      `/v1/submissions/${randomUUID()}/replies`,
      '/v1/submissions/nonsense/replies',
    ]) {
      expect((await house.call(path, { key: portal })).status).toBe(404);
    }
    // A document of the office is no attachment of the portal's that the office could fetch.
    const attachment = `/v1/attachments/${reply?.documents[0]?.id}`;
    expect((await house.call(attachment, { key: leer })).status).toBe(404);
    for (const key of [portal, leer]) expect((await house.call('/v1/quarantine', { key })).status).toBe(403);
  });
});
