import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as fit from '../../../src/fit-connect/index.ts';
import { type TestMemory, testJob } from '../../../src/testing/delivery-job.ts';
import { openTestGateway } from '../../../src/testing/test-gateway.ts';
import { type HttpService, listenAsService } from '../../../test/fit-connect/http-service.ts';
import { testKeys } from '../../../test/fit-connect/keys.ts';
import { MemoryService } from '../../../test/fit-connect/memory-service.ts';
import adapter from './adapter.ts';
import { type Options, options } from './options.ts';

const service = 'urn:de:fim:leika:leistung:99003002022000';
const json = { schemaUri: 'https://schema.fitko.de/fim/s99000001_1.0.schema.json', mimeType: 'application/json' };
const xml = { schemaUri: 'urn:zustellwerk:antrag:1', mimeType: 'application/xml' };
const payment = {
  transactionId: 'T1',
  amount: 1999,
  currency: 'EUR',
  method: 'PAYPAL',
  at: '2026-11-25T10:00:00Z',
  status: 'PAYED',
};

let message: Parameters<typeof testJob<Options>>[0]['message'];
let data: unknown;
let keys: {
  readonly encryption: fit.CreatedKeys;
  readonly signature: fit.CreatedKeys;
  readonly ofService: fit.CreatedKeys;
};
let memory: MemoryService;
let http: HttpService;
let remembered: TestMemory;

beforeAll(async () => {
  const [encryption, signature, ofService] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('signature', 'signature'),
    testKeys('service', 'signature'),
  ]);
  keys = { encryption, signature, ofService };
  ({ message, data } = await makeMessage());
});
beforeEach(async () => {
  http?.close();
  memory = new MemoryService(keys.ofService, [keys.encryption.public, keys.signature.public]);
  memory.services = [{ identifier: service, regions: ['DE'], submissionSchemas: [json, xml] }];
  http = await listenAsService(memory);
  remembered = { calls: [], steps: new Map() };
});
afterAll(() => http.close());

/** A generic message as the gateway makes it of FIM JSON with a file and a payment. */
async function makeMessage() {
  await using house = await openTestGateway();
  const key = await house.key('portal', 'kreisportal');
  const headers = { 'content-type': 'text/plain' };
  const file = await house.call('/v1/attachments?name=Plan.txt', { key, method: 'POST', body: 'a plan', headers });
  const { id } = (await file.json()) as { id: string };
  const fixture = new URL('../../../fixtures/infektionsschutzbelehrung/native-fim-json.json', import.meta.url);
  const { request } = JSON.parse(readFileSync(fixture, 'utf8'));
  const applicant = {
    person: { familyName: 'Mustermann', givenNames: 'Erika' },
    contacts: [{ channel: '01', id: 'erika@muster.example' }],
  };
  const body = { ...request, payment, applicant, attachments: [{ id, label: 'Lageplan' }] };
  const answer = await house.call('/v1/submissions?dryRun=true', { key, body });
  const made = (await answer.json()) as { xml: string };
  const xml = Buffer.from(made.xml);
  const content = () => ({ head: {}, data: {}, files: [] });
  return { message: { id: 'zustellwerk-antrag/1/0001', uuid: '', xml, content }, data: request.data };
}

const job = (more: object = {}) =>
  testJob<Options>(
    {
      message,
      deliveryKey: '0198f3a2-5f0e-7c3b-9a44-6b1f0f3f7d11',
      attempt: 1,
      options: options.parse({
        environment: 'test',
        tokenUrl: http.tokenUrl,
        submissionApi: http.url,
        clientId: 'sender',
        clientSecret: 'secret',
        destinationId: memory.destinationId,
        service,
        serviceName: 'Belehrung',
        schemaUri: json.schemaUri,
        ...more,
      }),
      signal: AbortSignal.timeout(10_000),
    },
    remembered,
  );
const deliver = (more: object = {}) => adapter.deliver(job(more));
const lookUp = () => adapter.lookup?.(job());
const submitted = () => [...memory.submissions.values()].filter(({ encryptedMetadata }) => encryptedMetadata);

/** The subscriber, by the library. */
async function pickUp() {
  const tokens = fit.createTokenSource({ tokenUrl: http.tokenUrl, clientId: 'subscriber', clientSecret: 'secret' });
  const api = fit.createSubmissionApi({ version: 'v2', baseUrl: http.url, tokens, trust: { environment: 'test' } });
  const [found = expect.fail()] = await api.listSubmissions(memory.destinationId);
  const opened = await fit.decryptSubmission(await api.readSubmission(found), {
    ...api.trustFor(found),
    version: 'v2',
    eventLog: await api.readEventLog(found.caseId),
    keys: [keys.encryption.private],
    destination: await api.readDestination(memory.destinationId),
    readAttachment: (id) => api.readAttachment(found.submissionId, id),
    openSink: async () => fit.openMemorySink(),
  });
  return { api, opened };
}

describe('a submission', () => {
  it('carries the data of the form, files, payment and where to answer; the accept event is its receipt', async () => {
    expect(await deliver()).toMatchObject({ kind: 'later', awaitsAnswer: true });
    const { api, opened } = await pickUp();
    expect(JSON.parse(Buffer.from(opened.data?.content ?? []).toString())).toEqual(data);
    expect(opened.attachments).toMatchObject([
      {
        content: Buffer.from('a plan'),
        entry: { filename: 'Plan.txt', description: 'Lageplan', purpose: 'attachment' },
      },
    ]);
    expect(opened.metadata.paymentInformation).toMatchObject({ status: 'BOOKED', grossAmount: 19.99 });
    const token = await fit.signAccept(opened, opened.authenticationTags, keys.signature.private);
    await api.postEvent(token);
    const outcome = await deliver();
    expect(outcome).toEqual({
      kind: 'delivered',
      receipt: Buffer.from(token),
      accepted: true,
      answer: `FIT-Connect ${opened.submissionId} accepted`,
    });
    expect(submitted()).toHaveLength(1);
  });

  it('carries the message itself where the destination takes XML, and is handed over by option', async () => {
    const more = { schemaUri: xml.schemaUri, awaitAnswer: false };
    expect(await deliver(more)).toMatchObject({ kind: 'handed-over' });
    const { opened } = await pickUp();
    expect(Buffer.from(opened.data?.content ?? [])).toEqual(Buffer.from(message.xml));
  });

  it('is rejected with the problems of the subscriber', async () => {
    await deliver();
    const { api, opened } = await pickUp();
    const problem = fit.describeProblem('schema-violation', 'data');
    await api.postEvent(await fit.signReject(opened, [problem], keys.signature.private));
    expect(await deliver()).toMatchObject({ kind: 'rejected', findings: [{ id: 'schema-violation data' }] });
  });

  it('is not sent again when its tags in the log are others: a person has to look', async () => {
    await deliver();
    const { api, opened } = await pickUp();
    const tags = { ...opened.authenticationTags, data: 'A'.repeat(22) };
    await api.postEvent(await fit.signAccept(opened, tags, keys.signature.private));
    expect(await deliver()).toMatchObject({
      kind: 'unknown',
      needsPerson: true,
      answer: expect.stringMatching(/^ALARM/),
    });
    expect(submitted()).toHaveLength(1);
  });

  it('is refused where the destination does not offer the schema', async () => {
    const outcome = await deliver({ schemaUri: 'https://example.org/other.json' });
    expect(outcome).toMatchObject({ kind: 'rejected', findings: [{ id: 'fit-connect-not-offered' }] });
    expect(memory.submissions.size).toBe(0);
  });
});

describe('when answers are lost there is one submission', () => {
  it.each([['lost-after'], ['lost-before']] as const)('%s at the last step', async (fault) => {
    http.faults.set('PUT submissions', [fault]);
    expect(await deliver()).toMatchObject({ kind: 'later', awaitsAnswer: true });
    expect(submitted()).toHaveLength(1);
  });

  it('and the log cannot be read either: the next look-up finds it', async () => {
    http.faults.set('PUT submissions', ['lost-after']);
    http.faults.set('GET cases/events', [{ status: 404 }]);
    expect(await deliver()).toMatchObject({ kind: 'unknown' });
    expect(await lookUp()).toMatchObject({ kind: 'later', awaitsAnswer: true });
    expect(await deliver()).toMatchObject({ kind: 'later', awaitsAnswer: true });
    expect(submitted()).toHaveLength(1);
    expect(memory.submissions.size).toBe(1);
  });

  it('and a process that died goes on with the same submission', async () => {
    http.faults.set('PUT submissions/attachments', [{ status: 403 }]);
    expect(await deliver()).toMatchObject({ kind: 'unknown', answer: 'FIT-Connect HTTP 403' });
    expect(await lookUp()).toEqual({ kind: 'absent', answer: 'nothing was submitted' });
    expect(await deliver()).toMatchObject({ kind: 'later' });
    remembered.steps.delete('submit');
    expect(await lookUp()).toMatchObject({ kind: 'later' });
    expect(await deliver()).toMatchObject({ kind: 'later' });
    expect(memory.submissions.size).toBe(1);
  });

  it('and an announcement whose answer was lost stays empty', async () => {
    http.faults.set('POST submissions', ['lost-after']);
    expect(await deliver()).toMatchObject({ kind: 'later', answer: 'FIT-Connect API_UNREACHABLE' });
    await deliver();
    expect([memory.submissions.size, submitted().length]).toEqual([2, 1]);
  });
});

describe('when its time is up', () => {
  it.each([
    ['POST token', 1],
    ['GET destinations', 1],
    ['GET destinations/keys', 1],
    ['POST submissions', 2],
    ['PUT submissions/attachments', 1],
    ['PUT submissions', 1],
    ['GET cases/events', 1],
  ])('it ends at %s, repeats nothing, and goes on at the next attempt', async (step, announced) => {
    const controller = new AbortController();
    let seen = 0;
    http.onRequest = (name) => {
      if (name !== step) return;
      seen += 1;
      controller.abort();
    };
    if (step === 'POST token') controller.abort();
    const first = await adapter.deliver({ ...job(), signal: controller.signal });
    expect(first.kind).toBe(step === 'PUT submissions' ? 'unknown' : 'later');
    expect(first).not.toHaveProperty('awaitsAnswer');
    expect(seen).toBeLessThanOrEqual(2); // before and after one request
    http.onRequest = undefined;
    if (first.kind === 'unknown') {
      // The service works on when nobody listens any more.
      await vi.waitFor(async () => expect(await lookUp()).toMatchObject({ kind: 'later', awaitsAnswer: true }));
    }
    expect(await deliver()).toMatchObject({ kind: 'later', awaitsAnswer: true });
    expect([memory.submissions.size, submitted().length]).toEqual([announced, 1]);
  });
});

it('tries itself out: destination, key, service, credentials', async () => {
  const faultsOf = async (more: object = {}) => {
    const faults = await adapter.check?.({ options: job(more).options, signal: AbortSignal.timeout(10_000) });
    return faults?.map(({ option, problem }) => `${option.join('.')} ${problem}`.trim());
  };
  expect(await faultsOf()).toEqual([]);
  expect(await faultsOf({ service: 'urn:de:fim:leika:leistung:99000000000000' })).toEqual([
    'service is not offered there',
  ]);
  http.faults.set('POST token', [{ status: 401, body: '{"error":"invalid_client"}' }]);
  expect(await faultsOf()).toEqual([expect.stringContaining('FIT-Connect TOKEN_REFUSED')]);
});

describe('options', () => {
  const basic = { clientId: 'c', clientSecret: 'geheim', service, serviceName: 'x' };
  const destinationId = '40847c29-06aa-40e2-bf28-c29884c694c4';
  it.each([
    [{ environment: 'test' }, 'destinationId'],
    [{ environment: 'production', destinationId }, 'trustedRoots'],
    [{ environment: 'production', destinationId, trustedRoots: ['x'] }, 'revocation'],
    [{ environment: 'test', destinationId: 'X' }, 'destinationId'],
  ])('%j has a fault at %s', (given, member) => {
    const { issues = [] } = options.safeParse({ ...basic, ...given }).error ?? {};
    expect(issues.map(({ path }) => path[0])).toContain(member);
    expect(JSON.stringify(issues)).not.toContain('geheim');
  });
});
