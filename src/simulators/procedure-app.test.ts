import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readReceipt } from '../domains/quittung/read-receipt.ts';
import { loadSchemas, type Schemas } from '../messages/schemas.ts';
import { scriptFaults } from './faults.ts';
import { openInbox, sha256Of } from './inbox.ts';
import { procedureApp } from './procedure-app.ts';
import { createReplier } from './replier.ts';
import { writeSampleMessage } from './sample-message.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const another = '4b1f8b63-7d7c-4a4a-9c9f-3a1b4e9a2d14';
const at = '2026-03-01T12:00:00.000Z';

let schemas: Schemas;
let app: ReturnType<typeof procedureApp>;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());
beforeEach(() => {
  const inbox = openInbox();
  const { signal } = new AbortController();
  const replier = createReplier(undefined, signal);
  const office = {
    name: 'meldewesen',
    schemas,
    inbox,
    now: () => new Date(at),
    record: async () => undefined,
    reply: replier.answer,
  };
  app = procedureApp({ office, inbox, faults: scriptFaults(), replier, token: 'geheim', signal });
});

async function post(xml: Uint8Array | string, token = 'geheim') {
  const headers = { authorization: `Bearer ${token}` };
  const response = await app.request('/nachrichten', { method: 'POST', headers, body: Buffer.from(xml) });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, bytes, headers: response.headers, reading: await readReceipt(bytes, schemas) };
}

const received = async () => (await app.request('/received')).json();
const script = (faults: unknown) => app.request('/faults', { method: 'POST', body: JSON.stringify(faults) });

describe('a simulated procedure', () => {
  it('takes a valid message, gives a file number and shows what it has', async () => {
    const xml = writeSampleMessage(uuid);
    const { status, reading } = await post(xml);
    expect(status).toBe(200);
    expect(reading).toEqual({
      kind: 'receipt',
      receipt: {
        messageUuid: uuid,
        receivedAt: at,
        accepted: true,
        fileNumber: 'SIM-000001',
        product: { name: 'Simulator meldewesen', manufacturer: 'Zustellwerk' },
      },
    });
    const root = 'onlinedienste.abrufanfrage.meldebescheinigung.1700';
    expect(await received()).toEqual([{ uuid, sha256: sha256Of(xml), root, count: 1, conflict: false, firstAt: at }]);
    const shown = await app.request(`/received/${uuid.toUpperCase()}`);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(Buffer.from(xml));
    expect((await app.request(`/received/${another}`)).status).toBe(404);
  });

  it('answers a copy with the same receipt, and counts', async () => {
    const first = await post(writeSampleMessage(uuid));
    await post(writeSampleMessage(another));
    const again = await post(writeSampleMessage(uuid));
    expect(again.bytes).toEqual(first.bytes);
    expect(await received()).toMatchObject([
      { uuid, count: 2, conflict: false },
      { uuid: another, count: 1 },
    ]);
  });

  it('answers 409 to other bytes under a UUID that it has, whatever its letters', async () => {
    await post(writeSampleMessage(uuid));
    expect((await post(writeSampleMessage(uuid.toUpperCase(), 'Musterfrau'))).status).toBe(409);
    expect(await received()).toMatchObject([{ uuid, count: 1, conflict: true }]);
  });

  it('wants its token', async () => {
    expect((await post(writeSampleMessage(uuid), 'falsch')).status).toBe(401);
    expect(await received()).toEqual([]);
  });

  it('refuses what its schema does not allow, says where, and quotes nothing', async () => {
    const xml = Buffer.from(writeSampleMessage(uuid)).toString().replace('1990-05-17', '17.05.1990');
    const { status, reading, bytes } = await post(xml);
    expect(status).toBe(422);
    expect(reading).toMatchObject({
      receipt: {
        messageUuid: uuid,
        refused: true,
        findings: [{ id: 'xsd', xpath: expect.stringMatching(/jahrMonatTag$/) }],
      },
    });
    expect(Buffer.from(bytes).toString()).not.toContain('17.05.1990');
    expect(await received()).toEqual([]);
  });

  it.each([
    ['not XML', 'Hallo', 400],
    ['no UUID', '<a/>', 400],
    ['a foreign standard', `<a><nachrichtenUUID>${uuid}</nachrichtenUUID></a>`, 422],
  ])('answers %s', async (_name, xml, status) => {
    expect((await post(xml)).status).toBe(status);
  });
});

describe('scripted faults', () => {
  it('befall one message after the other, then end', async () => {
    const faults = [
      { kind: 'status', status: 503, retryAfter: '7', times: 1 },
      { kind: 'refuse', times: 1 },
      { kind: 'garbage', times: 2 },
      { kind: 'wrong-receipt', times: 1 },
      { kind: 'slow', ms: 1, times: 1 },
    ];
    expect((await script(faults)).status).toBe(204);
    const xml = writeSampleMessage(uuid);
    const unavailable = await post(xml);
    expect([unavailable.status, unavailable.headers.get('retry-after')]).toEqual([503, '7']);
    expect((await post(xml)).reading).toMatchObject({ receipt: { messageUuid: uuid, refused: true } });
    expect(await received()).toEqual([]);
    expect((await post(xml)).reading).toEqual({ kind: 'unreadable', reason: 'not-xml' });
    expect((await post(xml)).reading.kind).toBe('unreadable');
    const wrong = await post(xml);
    expect(wrong.reading).toMatchObject({ kind: 'receipt', receipt: { accepted: true } });
    expect(wrong.reading).not.toMatchObject({ receipt: { messageUuid: uuid } });
    expect(await received()).toMatchObject([{ count: 3 }]);
    expect((await post(xml)).reading).toMatchObject({ receipt: { fileNumber: 'SIM-000001' } });
    expect((await post(xml)).reading).toMatchObject({ receipt: { fileNumber: 'SIM-000001' } });
  });

  it('do not refuse a copy of what was taken before: its receipt stays as it is', async () => {
    const first = await post(writeSampleMessage(uuid));
    await script([{ kind: 'refuse', times: 1 }]);
    expect((await post(writeSampleMessage(uuid))).bytes).toEqual(first.bytes);
  });

  it.each([['nothing'], [[{ kind: 'explode', times: 1 }]], [[{ kind: 'garbage', times: 0 }]]])(
    'refuses the script %j',
    async (faults) => {
      expect((await script(faults)).status).toBe(400);
    },
  );
});
