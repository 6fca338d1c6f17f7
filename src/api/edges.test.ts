import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { revokeApiKey } from '../store/api-keys.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

let house: TestGateway;
let key: string;

beforeAll(async () => {
  house = await openTestGateway();
  await house.gateway.worker.stop(0);
  key = await house.key('portal', 'kreisportal');
});
afterAll(() => house[Symbol.asyncDispose]());

const submit = (body: unknown, headers: Record<string, string> = {}, query = '') =>
  house.call(`/v1/submissions${query}`, { key, body, headers });

const countSubmissions = async (): Promise<number> =>
  Number((await house.gateway.database.pool.query('select count(*) from submission')).rows[0].count);

describe('keys', () => {
  it('stop working when they are revoked', async () => {
    const revoked = await house.key('portal', 'kreisportal');
    expect((await house.call('/v1/submissions?limit=1', { key })).status).toBe(200);
    expect(await revokeApiKey(house.gateway.database.kysely, revoked.split('_')[2] ?? '', new Date())).toBe(true);
    expect((await house.call('/v1/submissions', { key: revoked })).status).toBe(401);
    expect((await house.call('/v1/submissions?limit=1', { key })).status).toBe(200);
  });
});

describe('sending twice at once', () => {
  it('with one reference and no key gives one 202, and 409 naming it for the others', async () => {
    const before = await countSubmissions();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => submit(sampleSubmission({ reference: 'at-once' }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array.from({ length: 7 }, () => 409)]);
    const bodies = await Promise.all(answers.map((response) => response.json() as Promise<Record<string, unknown>>));
    const first = bodies.find((body) => body.state === 'received')?.id;
    const named = bodies.filter((body) => body.status === 409).map((body) => body.submission);
    expect(new Set(named)).toEqual(new Set([first]));
    expect(await countSubmissions()).toBe(before + 1);
  });

  it('says that an answer is a repetition, and a dry run with a used key stores nothing', async () => {
    const headers = { 'idempotency-key': 'said' };
    expect((await submit(sampleSubmission(), headers)).headers.get('idempotent-replayed')).toBeNull();
    expect((await submit(sampleSubmission(), headers)).headers.get('idempotent-replayed')).toBe('true');
    const before = await countSubmissions();
    expect((await submit(sampleSubmission({ reference: 'dry' }), headers, '?dryRun=true')).status).toBe(200);
    expect(await countSubmissions()).toBe(before);
  });

  it.each([
    [{ 'idempotency-key': '' }, ''],
    [{ 'idempotency-key': 'a b' }, ''],
    [{ 'idempotency-key': 'x'.repeat(201) }, ''],
    [{}, '?dryRun=yes'],
  ])('refuses parameters that mean nothing: %j %s', async (headers, query) => {
    expect((await submit(sampleSubmission(), headers, query)).status).toBe(400);
  });
});

describe('reading back', () => {
  it('gives the XML whose digest and size the list names', async () => {
    const { id } = (await (await submit(sampleSubmission())).json()) as { id: string };
    const { messages } = (await (await house.call(`/v1/submissions/${id}/messages`, { key })).json()) as {
      messages: { uuid: string; direction: string; definition: string; size: number; sha256: string }[];
    };
    expect(messages).toHaveLength(1);
    for (const { uuid, direction, definition, size, sha256 } of messages) {
      const response = await house.call(`/v1/submissions/${id}/messages/${uuid}`, { key });
      expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
      const xml = Buffer.from(await response.arrayBuffer());
      expect({ direction, definition, size, sha256 }).toEqual({
        direction: 'out',
        definition: 'xmeld/26.11/1700',
        size: xml.length,
        sha256: createHash('sha256').update(xml).digest('hex'),
      });
    }
  });

  it('shows a submission with its delivery, and what happened', async () => {
    const { id, message } = (await (await submit(sampleSubmission({ reference: 'shown' }))).json()) as {
      id: string;
      message: unknown;
    };
    expect(await (await house.call(`/v1/submissions/${id}`, { key })).json()).toEqual({
      unmapped: [],
      payment: null,
      trust: { level: null, method: 'none', required: null, by: 'portal' },
      case: null,
      id,
      state: 'received',
      serviceId: 'meldebescheinigung',
      act: 'apply',
      region: '034570013013',
      profile: 'native',
      portal: 'kreisportal',
      authority: 'leer',
      destination: 'leer-meldewesen',
      reference: 'shown',
      relatesTo: null,
      followedBy: [],
      receivedAt: expect.any(String),
      changedAt: expect.any(String),
      message,
      delivery: {
        id: expect.any(String),
        state: 'waiting',
        attempts: 0,
        nextAttemptAt: expect.any(String),
        settledAt: null,
        fileNumber: null,
        findings: [],
      },
    });
    const { events } = (await (await house.call(`/v1/submissions/${id}/events`, { key })).json()) as {
      events: unknown[];
    };
    expect(events).toMatchObject([{ type: 'received', detail: { destination: 'leer-meldewesen' } }]);
  });

  it.each(['-271821-04-20T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', '0000-01-01T00:00:00.000Z'])(
    'takes or refuses a cursor from far away, and never breaks: %s',
    async (time) => {
      const cursor = Buffer.from(`${time} 00000000-0000-4000-8000-000000000000`).toString('base64url');
      const status = (await house.call(`/v1/submissions?cursor=${cursor}`, { key })).status;
      expect(status).toBe(/^\d{4}-/.test(time) ? 200 : 400);
    },
  );

  it.each([
    'from=0000-01-01T00:00:00Z',
    'to=9999-12-31T23:59:59-14:00',
    'reference=%ff',
    'reference=%ed%a0%80',
    'region=%F0%9F%98%80',
    `reference=${'x'.repeat(300)}`,
    '__proto__=1',
  ])('takes or refuses a filter, and never breaks: %s', async (query) => {
    expect([200, 400]).toContain((await house.call(`/v1/submissions?${query}`, { key })).status);
  });
});

describe('texts that no database takes', () => {
  const nasty = ['\u0000', '\ud800', 'a\udc00b', '\uffff', '\u001f', '__proto__', 'constructor', 'toString', '%00'];
  const places: Record<string, (text: string) => Record<string, unknown>> = {
    serviceId: (serviceId) => ({ serviceId }),
    act: (act) => ({ act }),
    region: (region) => ({ region }),
    profile: (profile) => ({ profile }),
    'data member': (text) => ({ data: { [text]: text } }),
    'attachment id': (id) => ({ attachments: [{ id }] }),
    'attachment label': (label) => ({
      serviceId: 'gewerbe-anmeldung',
      attachments: [{ id: '00000000-0000-4000-8000-000000000000', label }],
    }),
    'envelope member': (text) => Object.fromEntries([[text, 1]]),
  };
  it.each(Object.entries(places))('are refused as %s', async (_, change) => {
    for (const text of nasty) {
      const body = { ...sampleSubmission(), ...change(text) };
      expect((await submit(body)).status, JSON.stringify(text)).toBe(422);
    }
  });

  it('break nothing as a reference', async () => {
    for (const text of nasty) {
      const status = (await submit(sampleSubmission({ reference: text }))).status;
      expect([202, 422], JSON.stringify(text)).toContain(status);
    }
  });

  it('break nothing in an address', async () => {
    for (const path of ['/v1/submissions/%00', '/v1/submissions/%ff/events', '/v1/none', '/problems/__proto__']) {
      const response = await house.call(path, { key });
      expect(response.status, path).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    expect((await house.call('/docs/swagger-ui/constructor')).status).toBe(404);
  });
});

it('is not ready while it stops, and takes nothing any more', async () => {
  const stopping = await openTestGateway();
  const portal = await stopping.key('portal', 'kreisportal');
  const stopped = stopping[Symbol.asyncDispose]();
  for (const [path, options] of [
    ['/readyz', {}],
    ['/v1/submissions', { key: portal, body: sampleSubmission() }],
  ] as const) {
    const response = await stopping.call(path, options);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ type: '/problems/unavailable' });
  }
  expect((await stopping.call('/healthz')).status).toBe(200);
  await stopped;
});
