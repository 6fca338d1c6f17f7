import { Agent, getGlobalDispatcher, install, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readBack } from '../../../src/domains/read-back.ts';
import { loadSchemas, type Schemas } from '../../../src/messages/schemas.ts';
import type { DeliveryJob } from '../../../src/sdk.ts';
import { writeSampleMessage } from '../../../src/simulators/sample-message.ts';
import { type SimulatedXtaServer, startXtaServer } from '../../../src/simulators/xta.ts';
import { type TestMemory, testJob } from '../../../src/testing/delivery-job.ts';
import adapter from './adapter.ts';
import { lookUp } from './look-up.ts';
import { type Options, options } from './options.ts';

install();

const key = '0198f3a2-5f0e-7c3b-9a44-6b1f0f3f7d11';
const id = `urn:de:xta:messageid:Kreis_Leer:${key}`;
const xml = writeSampleMessage('3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03');
const basic = { senderId: 'Kreis_Leer', scenarioText: 'Meldewesen' };
const awaited = { awaitReport: true, reportWait: 0 };

const poolBefore = getGlobalDispatcher();
const pool = new Agent();
let schemas: Schemas;
let server: SimulatedXtaServer;

beforeAll(async () => {
  setGlobalDispatcher(pool);
  schemas = await loadSchemas();
});
beforeEach(async () => {
  await server?.close();
  server = await startXtaServer({ schemas });
});
afterAll(async () => {
  await server.close();
  await pool.close();
  setGlobalDispatcher(poolBefore);
  schemas.dispose();
});

const job = (attempt = 1, more: object = {}, bytes = xml, memory?: TestMemory): DeliveryJob<Options> =>
  testJob(
    {
      message: { id: 'xmeld/26.11/1700', uuid: '', xml: bytes, content: () => readBack('xmeld/26.11/1700', bytes) },
      deliveryKey: key,
      attempt,
      options: options.parse({ url: server.url, ...basic, ...more }),
      signal: AbortSignal.timeout(10_000),
    },
    memory,
  );
const deliver = (...parameters: Parameters<typeof job>) => adapter.deliver(job(...parameters));
const sent = () => server.orders.list().length;

describe('without waiting for a report', () => {
  it('hands over the exact bytes, addressed as the message says', async () => {
    const more = { service: 'urn:x:dienst', scenarioText: undefined, scenarioCode: 'A', scenarioListVersion: '3' };
    expect(await deliver(1, more)).toEqual({ kind: 'handed-over', answer: `XTA order taken, ${id}` });
    const [{ order, content } = expect.fail()] = server.orders.list();
    expect(order).toMatchObject({
      xtaMessageId: id,
      reader: { identifier: 'ags:03457013', name: 'Stadt Leer' },
      author: { identifier: 'mbp:sample', name: 'Kreisportal' },
      messageType: {
        name: 'onlinedienste.abrufanfrage.meldebescheinigung.1700',
        schema: 'http://www.osci.de/xmeld2611',
      },
      service: 'urn:x:dienst',
      scenario: { list: 'urn:de:xta:codeliste:business.scenario', listVersion: '3', code: 'A' },
    });
    expect(Buffer.from(content.message.bytes)).toEqual(Buffer.from(xml));
    expect(server.calls()).toEqual(['sendMessage']);
  });

  it.each(['cut-before', 'cut-during', 'cut-after', 'garbage', 'wrong-relation', 'fail-after', 'lose'] as const)(
    '%s, and the next attempt orders only what is not there',
    async (kind) => {
      server.setFaults([{ kind, on: 'sendMessage', times: 1 }]);
      expect((await deliver()).kind).toBe(kind === 'lose' ? 'handed-over' : 'unknown');
      const arrived = sent();
      expect((await deliver(2)).kind).toBe('handed-over');
      expect([sent(), arrived]).toEqual([1, ['cut-before', 'lose'].includes(kind) ? 0 : 1]);
      expect(server.calls().filter((call) => call === 'sendMessage')).toHaveLength(arrived === 1 ? 1 : 2);
    },
  );

  it('asks when an id is taken already, since an earlier attempt may have come through late', async () => {
    await deliver();
    expect(await deliver()).toEqual({ kind: 'handed-over', answer: `XTA report open, ${id}` });
    expect(sent()).toBe(1);
  });

  it('is for later with 503, and unknown when nobody answers in time', async () => {
    server.setFaults([
      { kind: 'status', status: 503, times: 1 },
      { kind: 'slow', ms: 3_600_000, times: 1 },
    ]);
    expect(await deliver()).toEqual({ kind: 'later', answer: 'HTTP 503' });
    const outcome = await adapter.deliver({ ...job(), signal: AbortSignal.timeout(200) });
    expect(outcome).toEqual({ kind: 'unknown', answer: 'no answer in time' });
  });

  it('sends nothing that it was not sure about', async () => {
    server.setFaults([{ kind: 'exception', name: 'NotImplemented', on: 'getTransportReport', times: 1 }]);
    const answer = 'no transport report: XTA NotImplemented sim-NotImplemented';
    expect(await deliver(2)).toEqual({ kind: 'unknown', answer });
    expect(sent()).toBe(0);
  });

  it('acts for its account where there is one', async () => {
    const refused = await deliver(1, { party: 'kop:other', partyName: 'Kreis' });
    expect(refused).toMatchObject({ kind: 'rejected', findings: [{ id: 'xta-PermissionDenied' }] });
    expect((await deliver(1, { party: 'mbp:sample' })).kind).toBe('handed-over');
  });

  it('rejects what the server refuses, and what names no reader', async () => {
    server.setFaults([{ kind: 'exception', name: 'MessageVirusDetection', times: 1 }]);
    expect(await deliver()).toMatchObject({ kind: 'rejected', findings: [{ id: 'xta-MessageVirusDetection' }] });
    const foreign = Buffer.from('<a/>');
    expect(await deliver(1, {}, foreign)).toMatchObject({ kind: 'rejected', findings: [{ id: 'xta-no-address' }] });
  });
});

describe('waiting for the report', () => {
  it('delivers when it is green, with the report as receipt', async () => {
    server.setReport('green');
    const outcome = await deliver(1, awaited);
    expect(outcome).toMatchObject({ kind: 'delivered', answer: `XTA report green, ${id}` });
    const receipt = outcome.kind === 'delivered' ? Buffer.from(outcome.receipt).toString() : '';
    expect(receipt).toContain('<xta:Status>1</xta:Status>');
  });

  it('waits while it is open, within the attempt and over attempts, and orders once', async () => {
    const waiting = deliver(1, { awaitReport: true, reportWait: 60 });
    await expect.poll(() => server.calls().length).toBeGreaterThanOrEqual(2);
    server.orders.setStatus(id, 'green');
    expect((await waiting).kind).toBe('delivered');
    server.orders.setStatus(id, 'open');
    const open = { kind: 'later', awaitsAnswer: true, answer: `XTA report open, ${id}` };
    expect(await deliver(2, awaited)).toEqual(open);
    expect(await lookUp(job(2, awaited))).toEqual(open);
    expect(sent()).toBe(1);
  });

  it('gives no second order while it waits, although waiting is no attempt', async () => {
    const memory: TestMemory = { calls: [], steps: new Map() };
    expect(await adapter.deliver(job(1, awaited, xml, memory))).toMatchObject({ kind: 'later', awaitsAnswer: true });
    server.orders.setStatus(id, 'green');
    expect((await adapter.deliver(job(1, awaited, xml, memory))).kind).toBe('delivered');
    expect(server.calls().filter((call) => call === 'sendMessage')).toHaveLength(1);
    const said = ['sendMessage', 'getTransportReport', 'getTransportReport'];
    expect(memory.calls.map(({ step, answer }) => [step, answer])).toEqual(said.map((step) => [step, 'HTTP 200']));
  });

  it.each([
    [{ kind: 'status', status: 503, retryAfter: '60', times: 1 }, 'HTTP 503', 'later'],
    [{ kind: 'cut-after', times: 1 }, 'connection cut', 'later'],
    [{ kind: 'garbage', times: 1 }, 'HTTP 200, no SOAP envelope', 'later'],
    [{ kind: 'exception', name: 'TechnicalProblem', times: 1 }, 'XTA TechnicalProblem', 'later'],
    [{ kind: 'exception', name: 'PermissionDenied', times: 1 }, 'XTA PermissionDenied', 'unknown'],
  ] as const)('with %j at the question, an earlier attempt is asked about %s', async (fault, answer, kind) => {
    await deliver();
    server.setFaults([fault]);
    const found = await lookUp(job(2));
    expect(found).toMatchObject({ kind, answer: expect.stringContaining(`no transport report: ${answer}`) });
    expect('notBefore' in found).toBe(fault.kind === 'status');
  });

  it.each([
    ['yellow', { kind: 'handed-over' }],
    ['red', { kind: 'rejected', findings: [{ id: 'xta-report-red' }, { id: 'xta-record-not-delivered' }] }],
  ] as const)('%s', async (status, expected) => {
    server.setReport(status);
    expect(await deliver(1, awaited)).toMatchObject(expected);
    expect(await lookUp(job(2, awaited))).toMatchObject(expected);
  });

  it('does not know when the order is lost, or belongs to another', async () => {
    server.setFaults([{ kind: 'lose', times: 1 }]);
    const answer = 'XTA order taken, and unknown afterwards';
    expect(await deliver(1, awaited)).toEqual({ kind: 'unknown', answer });
    expect(await lookUp(job(2, awaited))).toMatchObject({ kind: 'absent' });
  });
});

describe('check', () => {
  const check = (more: object = {}) =>
    adapter.check?.({
      options: options.parse({ url: server.url, ...basic, ...more }),
      signal: AbortSignal.timeout(10_000),
    });
  const account = { party: 'ags:03457000' };

  it('asks for the report of no order, and changes nothing', async () => {
    expect(await check(account)).toEqual([]);
    expect(server.calls()).toEqual(['getTransportReport']);
    expect(sent()).toBe(0);
  });

  it('asks nothing where each message has its own account', async () => {
    expect(await check()).toEqual([]);
    expect(server.calls()).toEqual([]);
  });

  it('names the port that does not answer', async () => {
    const gone = await startXtaServer({ schemas });
    await gone.close();
    expect(await check({ ...account, mailboxUrl: gone.url })).toMatchObject([
      { option: ['mailboxUrl'], problem: 'connection refused' },
    ]);
  });

  it.each([
    [{ kind: 'exception', name: 'PermissionDenied', times: 1 }, 'party', /PermissionDenied/],
    [{ kind: 'status', status: 503, times: 1 }, 'reportUrl', /^HTTP 503$/],
    [{ kind: 'status', status: 200, times: 1 }, 'reportUrl', /no SOAP envelope/],
  ] as const)('tells of %j', async (fault, option, problem) => {
    server.setFaults([{ ...fault, on: 'getTransportReport' }]);
    expect(await check(account)).toMatchObject([{ option: [option], problem: expect.stringMatching(problem) }]);
  });
});

describe('options', () => {
  const url = 'http://127.0.0.1:1/';
  it.each([
    [{ url: 'https://xta.example/' }, 'clientCertificate'],
    [{ url: 'http://xta.example/' }, 'url'],
    [{ url, reportUrl: 'https://a:b@xta.example/' }, 'reportUrl'],
    [{ url, clientCertificate: 'x' }, 'clientKey'],
    [{ url, clientCertificate: 'kein PEM', clientKey: 'geheim' }, 'clientCertificate'],
    [{ url, senderId: 'Landkreis Leer' }, 'senderId'],
    [{ url, senderId: 'x'.repeat(42) }, 'senderId'],
    [{ url, scenarioText: undefined }, 'scenarioCode'],
    [{ url, scenarioCode: 'A', scenarioListVersion: '1' }, 'scenarioCode'],
    [{ url, scenarioText: undefined, scenarioCode: 'A' }, 'scenarioListVersion'],
    [{ url, service: 'kein Dienst' }, 'service'],
    [{ url, party: ' ' }, 'party'],
    [{ url, partyName: 'Kreis' }, 'party'],
    [{ url, urll: 'x' }, undefined],
  ])('%j has a fault at %s', (given, member) => {
    const { issues = [] } = options.safeParse({ ...basic, ...given }).error ?? {};
    expect(issues.map(({ path }) => path[0])).toContain(member);
    expect(JSON.stringify(issues)).not.toContain('geheim');
  });
});
