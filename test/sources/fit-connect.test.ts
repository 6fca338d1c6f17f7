import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptJwe, signCallback } from '../../src/fit-connect/index.ts';
import { type SimulatedProcedure, startProcedure } from '../../src/simulators/procedure.ts';
import { openTestGateway, type TestGateway } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { callbackSecret, type FitHouse, openFitHouse, type Sending, sampleData } from './fit-connect-house.ts';

let fit: FitHouse;
let procedure: SimulatedProcedure;
let house: TestGateway;
let operator: string;

beforeAll(async () => {
  fit = await openFitHouse();
  procedure = await startProcedure({ token: 'secret' });
  house = await openTestGateway({ config: fit.config, url: procedure.url });
  operator = await house.key('operator', 'chef');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await procedure[Symbol.asyncDispose]();
  await fit[Symbol.asyncDispose]();
});

type Ids = Awaited<ReturnType<FitHouse['send']>>;

const untilAnswered = (ids: Ids) =>
  waitUntil(() => {
    const last = fit.eventsOf(ids).at(-1);
    return last === 'accept-submission' || last === 'reject-submission' ? last : undefined;
  });

async function xmlOf({ submissionId }: Ids): Promise<string> {
  const { pool } = house.gateway.database;
  const { rows } = await pool.query('select submission_id from inbound where remote_id = $1', [submissionId]);
  const id = rows[0].submission_id;
  const found = await house.call(`/v1/submissions/${id}`, { key: operator });
  expect(((await found.json()) as { reference: string }).reference).toBe(submissionId);
  const message = await pool.query("select uuid from message where submission_id = $1 and direction = 'out'", [id]);
  return (await house.call(`/v1/submissions/${id}/messages/${message.rows[0].uuid}`, { key: operator })).text();
}

describe('a submission of FIT-Connect', () => {
  it('in FIM JSON with files is delivered once, and accepted on the receipt', async () => {
    const files = [
      { name: 'Nachweis/Ä.pdf', content: Buffer.from('a plan') },
      { name: 'form.pdf', content: Buffer.from('rendering'), purpose: 'form' as const },
    ];
    const ids = await fit.send({ files });
    expect(await untilAnswered(ids)).toBe('accept-submission');
    const xml = await xmlOf(ids);
    expect(xml).toContain('Mustermann');
    expect(xml).toContain('Nachweis_Ä.pdf');
    expect(xml).toContain(Buffer.from('a plan').toString('base64'));
    expect(xml).not.toContain('form.pdf');
    expect(procedure.received().filter(({ conflict }) => conflict)).toEqual([]);
    const { rows } = await house.gateway.database.pool.query(
      "select type, detail from event where type = 'answered-at-source'",
    );
    expect(rows).toEqual([{ type: 'answered-at-source', detail: { source: 'kreis-fit-connect', answer: 'accept' } }]);
  });

  it('in XML becomes the same message', async () => {
    const xml = `<fim:S99 xmlns:fim="urn:xoev-de:xfall:standard:fim-s99000001_1.0">${write(sampleData())}</fim:S99>`;
    const ids = await fit.send({ xml });
    expect(await untilAnswered(ids)).toBe('accept-submission');
    const plain = (text: string) => text.match(/<ant:feld>[\s\S]*<\/ant:feld>/)?.[0];
    const other = await fit.send();
    await untilAnswered(other);
    expect(plain(await xmlOf(ids))).toBe(plain(await xmlOf(other)));
  });

  it('that is paid says so', async () => {
    const paymentInformation = {
      transactionReference: 'R1',
      transactionId: 'T1',
      paymentMethod: 'PAYPAL',
      status: 'BOOKED',
      grossAmount: 19.99,
      transactionTimestamp: '2026-11-25T10:00:00Z',
    };
    const ids = await fit.send({ metadata: { paymentInformation } });
    await untilAnswered(ids);
    expect(await xmlOf(ids)).toContain('<ant:betrag>19.99</ant:betrag>');
  });

  it('is found on every page', async () => {
    fit.memory.pageSize = 3;
    const all = await Promise.all(Array.from({ length: 10 }, () => fit.send()));
    for (const ids of all) expect(await untilAnswered(ids)).toBe('accept-submission');
    fit.memory.pageSize = 500;
  });

  it('is answered once though the answer to that is lost', async () => {
    fit.http.faults.set('POST cases/events', ['lost-after', { after: 503 }]);
    const both = [await fit.send(), await fit.send()];
    for (const ids of both) {
      await untilAnswered(ids);
      await waitUntil(async () => {
        const { rows } = await house.gateway.database.pool.query('select state from inbound where remote_id = $1', [
          ids.submissionId,
        ]);
        return rows[0]?.state === 'answered';
      });
      expect(fit.eventsOf(ids).filter((name) => name === 'accept-submission')).toHaveLength(1);
    }
  });
});

describe('what cannot be taken is rejected before it is accepted, without a word of its content', () => {
  const otherData = (change: object) => ({ ...sampleData(), ...change });
  it.each<[string, string, Sending]>([
    ['schema-violation', 'data', { data: otherData({ F99000000005: 'klingonisch', F99000000006: 'vielleicht' }) }],
    ['schema-violation', 'data', { data: ['no object'] }],
    ['syntax-violation', 'data', { xml: '<broken>' }],
    ['unsupported-data-schema', 'metadata', { schemaUri: 'https://example.org/other.json' }],
    ['unsupported-service', 'metadata', { identifier: 'urn:de:fim:leika:leistung:99999999999999' }],
    [
      'attachments-mismatch',
      'submission',
      { files: Array.from({ length: 21 }, (_, n) => ({ name: `${n}.pdf`, content: Buffer.from('x') })) },
    ],
  ])('%s in %s', async (name, instance, sending) => {
    const ids = await fit.send(sending);
    expect(await untilAnswered(ids)).toBe('reject-submission');
    const { problems } = fit.payloadOf(ids);
    expect(problems?.map(({ type, instance: part }) => [type.replace(/.*\//, ''), part])).toEqual([[name, instance]]);
    expect(JSON.stringify(problems)).not.toMatch(/klingonisch|vielleicht|Mustermann/);
  });

  const encrypt = async (content: string) => (await encryptJwe(Buffer.from(content), fit.key, 'application/json')).jwe;
  const unknownSchema = 'https://schema.fitko.de/fit-connect/metadata/9.9.9/metadata.schema.json';
  it.each<[string, string, NonNullable<Sending['spoil']>]>([
    ['hash-mismatch', 'data', async (sent) => ({ ...sent, encryptedData: await encrypt('{}') })],
    [
      'encryption-issue',
      'data',
      async (sent) => ({ ...sent, encryptedData: await spoilCiphertext(sent.encryptedData) }),
    ],
    ['syntax-violation', 'metadata', async (sent) => ({ ...sent, encryptedMetadata: await encrypt('{') })],
    ['schema-violation', 'metadata', async (sent) => ({ ...sent, encryptedMetadata: await encrypt('{}') })],
    [
      'unsupported-schema',
      'metadata',
      async (sent) => ({ ...sent, encryptedMetadata: await encrypt(JSON.stringify({ $schema: unknownSchema })) }),
    ],
    ['missing-data', 'data', ({ encryptedMetadata }) => ({ encryptedMetadata })],
  ])('%s in %s, made by hand', async (name, instance, spoil) => {
    const ids = await fit.send({ spoil });
    expect(await untilAnswered(ids)).toBe('reject-submission');
    const { problems } = fit.payloadOf(ids);
    expect(problems?.map(({ type, instance: part }) => [type.replace(/.*\//, ''), part])).toEqual([[name, instance]]);
  });

  it('content that was exchanged at the service, and events that somebody forged', async () => {
    const other = fit.memory.submissions.get((await fit.send()).submissionId);
    const known = new Set(fit.memory.submissions.keys());
    fit.http.onRequest = () => {
      for (const [id, submission] of fit.memory.submissions) {
        if (!known.has(id) && submission.open) submission.encryptedData = other?.encryptedData ?? '';
      }
    };
    const exchanged = await fit.send();
    expect(await untilAnswered(exchanged)).toBe('reject-submission');
    expect(fit.payloadOf(exchanged).problems?.[0]?.type).toMatch(/incorrect-authentication-tag$/);
    fit.http.onRequest = () => {
      for (const { submissionId, caseId, open } of fit.memory.submissions.values()) {
        const log = fit.memory.logs.get(caseId);
        if (known.has(submissionId) || !open || submissionId === exchanged.submissionId || !log) continue;
        log.splice(0, log.length, ...log.map((token) => `${token.slice(0, -4)}AAAA`));
      }
    };
    const forged = await fit.send();
    expect(await untilAnswered(forged)).toBe('reject-submission');
    expect(fit.payloadOf(forged).problems?.[0]?.type).toMatch(/invalid-event-log$/);
    fit.http.onRequest = undefined;
  });

  it('but not what may be the fault of our own settings: a key that is missing here', async () => {
    const ids = await fit.send({ key: { ...fit.key, kid: 'a-key-that-was-forgotten' } });
    const findTrouble = async () => {
      const text = 'select trouble, state from inbound where remote_id = $1 and trouble is not null';
      return (await house.gateway.database.pool.query(text, [ids.submissionId])).rows[0];
    };
    expect(await waitUntil(findTrouble)).toEqual({ state: 'seen', trouble: 'JWE_KEY_UNKNOWN' });
    expect(fit.eventsOf(ids)).not.toContain('reject-submission');
  });

  it('stands in the list of sources with its rules', async () => {
    const response = await house.call('/v1/sources', { key: operator });
    const { sources } = (await response.json()) as {
      sources: { counts: { rejected: number }; attention: unknown[] }[];
    };
    expect(sources[0]?.counts.rejected).toBe(14);
    expect(JSON.stringify(sources[0]?.attention)).toContain('JWE_KEY_UNKNOWN');
    expect(JSON.stringify(sources[0]?.attention)).toContain('"rule":"code"');
    expect((await house.call('/v1/sources', { key: await house.key('portal', 'kreisportal') })).status).toBe(403);
  });
});

describe('a callback', () => {
  const body = JSON.stringify({
    type: 'https://schema.fitko.de/fit-connect/submission-api/callbacks/new-submissions',
    submissionIds: ['f39ab143-d91a-474a-b69f-b00f1a1873c2'],
  });
  const post = (source: string, text: string, authentication: string, timestamp: string) =>
    house.call(`/v1/callbacks/fit-connect/${source}`, {
      body: text,
      headers: { 'callback-authentication': authentication, 'callback-timestamp': timestamp },
    });
  const now = String(Math.floor(Date.now() / 1000));

  it('needs no key, but its secret', async () => {
    expect((await post('kreis-fit-connect', body, signCallback(body, now, callbackSecret), now)).status).toBe(200);
    expect((await post('kreis-fit-connect', `${body} `, signCallback(body, now, callbackSecret), now)).status).toBe(
      401,
    );
    expect((await post('no-source', body, signCallback(body, now, callbackSecret), now)).status).toBe(401);
    const old = String(Number(now) - 301);
    expect((await post('kreis-fit-connect', body, signCallback(body, old, callbackSecret), old)).status).toBe(401);
    expect((await post('kreis-fit-connect', '{}', signCallback('{}', now, callbackSecret), now)).status).toBe(400);
  });
});

async function spoilCiphertext(jwe: string): Promise<string> {
  const parts = jwe.split('.');
  const bytes = Buffer.from(parts[3] ?? '', 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return parts.with(3, bytes.toString('base64url')).join('.');
}

/** FIM XML: elements by id, nested as in the data schema. */
function write(value: unknown): string {
  return Object.entries(value as object)
    .flatMap(([name, member]) => [member].flat().map((one) => [name, one] as const))
    .map(([name, one]) => `<fim:${name}>${typeof one === 'object' ? write(one) : String(one)}</fim:${name}>`)
    .join('');
}
