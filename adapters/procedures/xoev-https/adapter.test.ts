import { createHash } from 'node:crypto';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { Agent, getGlobalDispatcher, install, setGlobalDispatcher } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeliveryJob, Outcome } from '../../../src/sdk.ts';
import { type SimulatedProcedure, startProcedure } from '../../../src/simulators/procedure.ts';
import { writeSampleMessage } from '../../../src/simulators/sample-message.ts';
import { testJob } from '../../../src/testing/delivery-job.ts';
import adapter from './adapter.ts';
import type { Options } from './options.ts';

install();

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = writeSampleMessage(uuid);
const vendor = 'https://verfahren.example/nachrichten';

function job(options: object, parts: Partial<DeliveryJob<Options>> = {}): DeliveryJob<Options> {
  return testJob({
    message: { id: 'xmeld/26.11/1700', uuid, xml },
    deliveryKey: 'key-1',
    attempt: 1,
    options: adapter.options.parse(options) as Options,
    signal: AbortSignal.timeout(10_000),
    ...parts,
  });
}

describe('against a procedure', () => {
  const poolBefore = getGlobalDispatcher();
  const pool = new Agent();
  let procedure: SimulatedProcedure;
  const deliver = (parts?: Partial<DeliveryJob<Options>>) =>
    adapter.deliver(job({ url: procedure.url, token: 'geheim' }, parts)) as Promise<Outcome>;

  beforeAll(async () => {
    setGlobalDispatcher(pool);
    procedure = await startProcedure({ token: 'geheim' });
  });
  afterAll(async () => {
    await pool.close();
    setGlobalDispatcher(poolBefore);
    await procedure.close();
    const open = () => process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS)/.test(name));
    await vi.waitFor(() => expect(open()).toEqual([]));
  });
  beforeEach(() => procedure.setFaults([]));

  it('delivers the exact bytes, with the receipt and the file number, the same again each time', async () => {
    const first = await deliver();
    expect(first).toMatchObject({ kind: 'delivered', fileNumber: 'SIM-000001', answer: 'HTTP 200, receipt' });
    expect(await deliver({ attempt: 2 })).toEqual(first);
    const sha256 = createHash('sha256').update(xml).digest('hex');
    expect(procedure.received()).toMatchObject([{ uuid, sha256, count: 2, conflict: false }]);
  });

  it('reports what the procedure refuses, with its receipt', async () => {
    const broken = Buffer.from(Buffer.from(xml).toString().replace('1990-05-17', '17.05.1990'));
    const outcome = await deliver({ message: { id: 'xmeld/26.11/1700', uuid, xml: broken } });
    expect(outcome).toMatchObject({ kind: 'rejected', answer: 'HTTP 422, receipt', receipt: expect.any(Uint8Array) });
    expect(outcome).toMatchObject({ findings: [{ id: 'xsd', text: expect.any(String), xpath: expect.any(String) }] });
    procedure.setFaults([{ kind: 'refuse', times: 1 }]);
    expect(await deliver()).toMatchObject({
      kind: 'rejected',
      findings: [{ id: 'refused' }],
      answer: 'HTTP 200, receipt',
    });
  });

  it.each([
    [
      { kind: 'cut-before', times: 1 },
      { kind: 'unknown', answer: 'connection cut' },
    ],
    [
      { kind: 'cut-during', times: 1 },
      { kind: 'unknown', answer: 'connection cut' },
    ],
    [
      { kind: 'cut-after', times: 1 },
      { kind: 'unknown', answer: 'connection cut' },
    ],
    [
      { kind: 'garbage', times: 1 },
      { kind: 'unknown', answer: 'HTTP 200, no receipt (not-xml)' },
    ],
    [
      { kind: 'wrong-receipt', times: 1 },
      { kind: 'unknown', answer: 'HTTP 200, receipt for another message' },
    ],
    [
      { kind: 'status', status: 503, times: 1 },
      { kind: 'later', answer: 'HTTP 503' },
    ],
  ] as const)('%j, then the next attempt delivers', async (fault, expected) => {
    procedure.setFaults([fault]);
    expect(await deliver()).toEqual(expected);
    expect(await deliver({ attempt: 2 })).toMatchObject({ kind: 'delivered', fileNumber: 'SIM-000001' });
    expect(procedure.received()).toMatchObject([{ conflict: false }]);
  });

  it('gives up a slow procedure when the signal aborts', async () => {
    procedure.setFaults([{ kind: 'slow', ms: 3_600_000, times: 1 }]);
    const outcome = await deliver({ signal: AbortSignal.timeout(200) });
    expect(outcome).toEqual({ kind: 'unknown', answer: 'no answer in time' });
    expect(await deliver({ signal: AbortSignal.abort() })).toEqual({ kind: 'later', answer: 'no answer in time' });
  });

  it('is for later while nobody listens', async () => {
    const gone = await startProcedure();
    await gone.close();
    expect(await adapter.deliver(job({ url: gone.url }))).toEqual({ kind: 'later', answer: 'connection refused' });
  });
});

describe('against what vendors answer', () => {
  const network = setupServer();
  beforeAll(() => network.listen());
  afterEach(() => network.resetHandlers());
  afterAll(() => network.close());
  const answer = (respond: (request: Request) => Response) =>
    network.use(http.post(vendor, ({ request }) => respond(request)));

  it.each([400, 401, 403, 404, 405, 409, 413, 415, 422, 301, 302, 308])('rejects on %i', async (status) => {
    answer(() => new HttpResponse('<html>Erika Mustermann</html>', { status }));
    const findings = [{ id: `http-${status}` }];
    expect(await adapter.deliver(job({ url: vendor }))).toEqual({
      kind: 'rejected',
      findings,
      answer: `HTTP ${status}`,
    });
  });

  it.each([408, 425, 429, 500, 502, 503, 504])('tries later on %i, when the vendor says', async (status) => {
    answer(() => new HttpResponse(null, { status, headers: { 'retry-after': '60' } }));
    const outcome = await adapter.deliver(job({ url: vendor }));
    expect(outcome).toEqual({ kind: 'later', notBefore: expect.any(Date), answer: `HTTP ${status}` });
  });

  it.each([200, 201, 202, 204])('does not know after %i without a receipt', async (status) => {
    answer(() => new HttpResponse(null, { status }));
    const expected = { kind: 'unknown', answer: `HTTP ${status}, no receipt (empty)` };
    expect(await adapter.deliver(job({ url: vendor }))).toEqual(expected);
  });

  it('compares UUIDs without regard to case, and does not believe a 422 that accepts', async () => {
    const receipt = receiptFor(uuid.toUpperCase());
    answer(() => new HttpResponse(receipt, { status: 200 }));
    expect(await adapter.deliver(job({ url: vendor }))).toEqual({
      kind: 'delivered',
      receipt: Buffer.from(receipt),
      answer: 'HTTP 200, receipt',
    });
    answer(() => new HttpResponse(receipt, { status: 422 }));
    const expected = { kind: 'unknown', answer: 'HTTP 422, receipt that accepts' };
    expect(await adapter.deliver(job({ url: vendor }))).toEqual(expected);
  });

  it.each([
    [{ token: 'geheim' }, 'Bearer geheim'],
    [{ user: 'zustellwerk', password: 'pässe:1' }, `Basic ${Buffer.from('zustellwerk:pässe:1').toString('base64')}`],
    [{}, null],
  ])('sends its headers with %j', async (options, authorization) => {
    const seen: (string | null)[] = [];
    answer(({ headers }) => {
      const names = ['authorization', 'content-type', 'idempotency-key', 'zustellwerk-message'];
      seen.push(...names.map((name) => headers.get(name)));
      return new HttpResponse(null, { status: 503 });
    });
    await adapter.deliver(job({ url: vendor, ...options }));
    expect(seen).toEqual([authorization, 'application/xml; charset=utf-8', 'key-1', 'xmeld/26.11/1700']);
  });
});

describe('options', () => {
  it.each([
    [{}, 'url'],
    [{ url: 'verfahren.example' }, 'url'],
    [{ url: 'ftp://verfahren.example' }, 'url'],
    [{ url: 'http://verfahren.example' }, 'url'],
    [{ url: 'https://user:geheim@verfahren.example' }, 'url'],
    [{ url: vendor, token: 'zwei Worte' }, 'token'],
    [{ url: vendor, token: 'a', user: 'b', password: 'c' }, 'token'],
    [{ url: vendor, user: 'b' }, 'password'],
    [{ url: vendor, password: 'c' }, 'password'],
    [{ url: vendor, user: 'a:b', password: 'c' }, 'user'],
    [{ url: vendor, tokn: 'a' }, undefined],
  ])('%j has a fault at %s', (options, member) => {
    const result = adapter.options.safeParse(options);
    expect(result.error?.issues.map(({ path }) => path[0])).toEqual([member]);
    expect(JSON.stringify(result.error?.issues)).not.toContain('geheim');
  });

  it.each([{ url: vendor }, { url: 'http://127.0.0.1:1/' }, { url: 'http://10.0.0.1/', allowInsecure: true }])(
    '%j is right',
    (options) => {
      expect(adapter.options.safeParse(options).success).toBe(true);
    },
  );
});

function receiptFor(messageUuid: string): string {
  return `<quittung xmlns="urn:zustellwerk:quittung:1" produkt="P" produkthersteller="H" standard="Zustellwerk-Quittung"
    version="1"><nachrichtenUUID>${messageUuid}</nachrichtenUUID><eingegangenAm>2026-03-01T12:00:00Z</eingegangenAm>
    <ergebnis><angenommen/></ergebnis></quittung>`;
}
