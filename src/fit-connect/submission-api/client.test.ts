import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, type HttpService, listenAsService } from '../../../test/fit-connect/http-service.ts';
import { testKeys } from '../../../test/fit-connect/keys.ts';
import { MemoryService, service } from '../../../test/fit-connect/memory-service.ts';
import * as fitConnect from '../index.ts';

let keys: Record<'encryption' | 'signature' | 'service', fitConnect.CreatedKeys>;
beforeAll(async () => {
  const [encryption, signature, ofService] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('signature', 'signature'),
    testKeys('service', 'signature'),
  ]);
  keys = { encryption, signature, service: ofService };
}, 120_000);

let memory: MemoryService;
let http: HttpService;
/** Seconds that the client waited. */
let waited: number[];
let seconds: number;
beforeEach(async () => {
  memory = new MemoryService(keys.service, [keys.signature.public, keys.encryption.public]);
  http = await listenAsService(memory);
  waited = [];
  seconds = 1_800_000_000;
});
afterEach(() => http.close());

const ports = () => ({
  userAgent: 'test',
  now: () => new Date(seconds * 1000),
  wait: async (pause: number) => waited.push(pause),
});
const createApi = (version: fitConnect.ApiVersion = 'v2', changes: Partial<fitConnect.SubmissionApiOptions> = {}) => {
  const credentials = { tokenUrl: http.tokenUrl, clientId: 'id', clientSecret: 'secret' };
  const tokens = fitConnect.createTokenSource(credentials, ports());
  const trust = { environment: 'test' } as const;
  return fitConnect.createSubmissionApi({ version, baseUrl: http.url, tokens, trust, ...ports(), ...changes });
};
const fail = (request: string, ...faults: Fault[]) => http.faults.set(request, faults);
const count = (request: string) => memory.done.filter((done) => done === request).length;
const errorOf = (step: Promise<unknown>) =>
  step.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Opens a submission with content that is ready to be submitted. */
async function prepare(api: fitConnect.SubmissionApi) {
  const destination = await api.readDestination(memory.destinationId);
  const key = await api.readEncryptionKey(destination);
  const attachmentId = fitConnect.newAttachmentId();
  const file = await fitConnect.encryptJwe(Buffer.from('a plan'), key, 'application/pdf');
  const ids = await api.announce({ destinationId: memory.destinationId, attachments: [attachmentId], service });
  await api.uploadAttachment(ids.submissionId, attachmentId, () => new Blob([file.jwe]).stream());
  const { encryptedMetadata, encryptedData, authenticationTags } = await fitConnect.encryptSubmission(
    {
      metadataVersion: fitConnect.chooseMetadataVersion(destination.metadataVersions) ?? '',
      data: {
        content: Buffer.from('{}'),
        mimeType: 'application/json',
        schemaUri: destination.services[0]?.submissionSchemas[0]?.schemaUri ?? '',
      },
      attachments: [{ attachmentId, encrypted: file, purpose: 'form', mimeType: 'application/pdf' }],
    },
    key,
  );
  return { destination, ids, content: { encryptedMetadata, encryptedData }, authenticationTags };
}

describe.each(['v1', 'v2'] as const)('both sides in %s', (version) => {
  it('work together, through the list, pages and the answer', async () => {
    const api = createApi(version);
    const { ids, content, destination, authenticationTags } = await prepare(api);
    expect(await api.listSubmissions(memory.destinationId)).toEqual([]);
    expect(await api.submit(ids, content)).toBe('submitted');
    const [found] = await api.listSubmissions(memory.destinationId);
    if (!found) throw new Error('nothing to pick up');
    const submission = await api.readSubmission(found);
    const opened = await fitConnect.decryptSubmission(submission, {
      ...api.trustFor(found),
      version,
      eventLog: await api.readEventLog(found.caseId),
      keys: [keys.encryption.private],
      destination,
      readAttachment: (id) => api.readAttachment(found.submissionId, id),
      openSink: async () => fitConnect.openMemorySink(),
    });
    expect(Buffer.from(opened.attachments[0]?.content ?? []).toString()).toBe('a plan');
    const accept = await fitConnect.signAccept(opened, opened.authenticationTags, keys.signature.private);
    expect(await api.postEvent(accept)).toBe('posted');
    const { state, events } = await api.readVerifiedLog(ids);
    expect(state).toBe('accepted');
    fitConnect.checkAnswer(events, authenticationTags);
    expect(await api.readAttachment(found.submissionId, ids.caseId)).toBeUndefined();
    expect(http.headers.every((headers) => headers['user-agent'] === 'test')).toBe(true);
    expect(http.tokenRequests).toEqual(['grant_type=client_credentials&client_id=id&client_secret=secret']);
  });
});

describe('the final PUT', () => {
  it.each<[string, Fault]>([
    ['is lost after it took effect', 'lost-after'],
    ['took effect and is answered with 503', { after: 503 }],
  ])('whose answer %s is found in the log, not repeated', async (_, fault) => {
    const api = createApi();
    const { ids, content } = await prepare(api);
    fail('PUT submissions', fault);
    expect(await api.submit(ids, content)).toBe('found-in-log');
    expect([count('PUT submissions'), count('POST submissions')]).toEqual([1, 1]);
  });

  it('that did not arrive is sent again, for the same submission', async () => {
    const api = createApi();
    const { ids, content } = await prepare(api);
    fail('PUT submissions', 'lost-before', { status: 502 });
    expect(await api.submit(ids, content)).toBe('submitted');
    expect([count('PUT submissions'), count('POST submissions')]).toEqual([1, 1]);
  });

  it('leaves it unknown when the log cannot be read, and is asked again later', async () => {
    const api = createApi();
    const { ids, content } = await prepare(api);
    fail('PUT submissions', 'lost-after');
    fail('GET cases/events', ...Array<Fault>(4).fill('lost-before'));
    expect(await errorOf(api.submit(ids, content))).toBeInstanceOf(fitConnect.OutcomeUnknown);
    expect(await api.submit(ids, content)).toBe('found-in-log');
  });

  it('does not believe a log that somebody else signed', async () => {
    const api = createApi('v2', { serviceIssuers: ['https://another.example'] });
    const { ids, content } = await prepare(api);
    fail('PUT submissions', 'lost-after');
    expect(await errorOf(api.submit(ids, content))).toBeInstanceOf(fitConnect.OutcomeUnknown);
  });

  it('that is refused is not repeated', async () => {
    const api = createApi();
    const { ids } = await prepare(api);
    memory.submissions.get(ids.submissionId)?.attachments.clear();
    expect(await errorOf(api.submit(ids, { encryptedMetadata: 'x' }))).toMatchObject({ status: 422 });
    expect(count('PUT submissions')).toBe(1);
  });
});

describe('announcing', () => {
  const announce = (api: fitConnect.SubmissionApi, more: object = {}) =>
    api.announce({ destinationId: memory.destinationId, attachments: [], service, ...more });

  it.each<[Fault, string]>([
    ['lost-after', 'API_UNREACHABLE'],
    [{ after: 503 }, 'API_REFUSED'],
  ])('is not repeated after %j', async (fault, code) => {
    fail('POST submissions', fault);
    expect(await errorOf(announce(createApi()))).toMatchObject({ code });
    expect(count('POST submissions')).toBe(1);
  });

  it('is repeated after 401 with one new token, and after 429, which had no effect', async () => {
    const api = createApi();
    await announce(api);
    http.revokeTokens();
    fail('POST submissions', { status: 429, headers: { 'ratelimit-reset': '14' } });
    await announce(api);
    expect(http.tokenRequests).toHaveLength(2);
    expect(waited).toEqual([14]);
    expect(count('POST submissions')).toBe(2);
  });

  it('renews a token once, not for ever', async () => {
    fail('POST submissions', { status: 401 }, { status: 401 }, { status: 401 });
    expect(await errorOf(announce(createApi()))).toMatchObject({ status: 401 });
    expect(http.tokenRequests).toHaveLength(2);
  });

  it('wants a secret that the service takes', async () => {
    const callback = { url: 'https://portal.example/callback', secret: 'short' };
    expect(await errorOf(announce(createApi(), { callback }))).toMatchObject({ reason: 'CALLBACK_SECRET' });
  });
});

it('an attachment is uploaded again, from its begin, when an upload fails on the way', async () => {
  const api = createApi();
  const attachmentId = fitConnect.newAttachmentId();
  const ids = await api.announce({ destinationId: memory.destinationId, attachments: [attachmentId], service });
  const large = 'A'.repeat(3_000_000);
  fail('PUT submissions/attachments', 'lost-before', { status: 503 }, { status: 429, headers: { 'retry-after': '2' } });
  await api.uploadAttachment(ids.submissionId, attachmentId, () => new Blob([large]).stream());
  expect(memory.submissions.get(ids.submissionId)?.attachments.get(attachmentId)).toBe(large);
  expect(waited).toEqual([1, 4, 2]);
});

describe('reading', () => {
  const list = (api = createApi()) => api.listSubmissions(memory.destinationId);

  it('reads all pages', async () => {
    for (let index = 0; index < 1201; index++) {
      const submissionId = fitConnect.newAttachmentId();
      const rest = { destinationId: memory.destinationId, announced: [], service, attachments: new Map() };
      memory.submissions.set(submissionId, { submissionId, caseId: submissionId, ...rest, open: true });
    }
    expect(new Set((await list()).map(({ submissionId }) => submissionId)).size).toBe(1201);
    expect(count('GET submissions')).toBe(3);
  });

  it('is repeated after lost answers and temporary ones, with growing pauses', async () => {
    fail('GET submissions', 'lost-before', { status: 500 }, { status: 503, body: '<html>' });
    expect(await list()).toEqual([]);
    expect(waited).toEqual([1, 4, 10]);
  });

  it('gives up after three repetitions', async () => {
    fail('GET submissions', ...Array<Fault>(4).fill({ status: 503 }));
    expect(await errorOf(list())).toMatchObject({ code: 'API_REFUSED', status: 503 });
    expect(waited).toHaveLength(3);
  });

  it.each([
    [{ 'ratelimit-reset': '3' }, 3],
    [{ 'ratelimit-reset': '1800000020' }, 20],
    [{ 'retry-after': '7', 'ratelimit-reset': '3' }, 7],
    [{ 'retry-after': new Date(1_800_000_030_000).toUTCString() }, 30],
    [{ 'ratelimit-reset': 'soon' }, 5],
    [{}, 5],
  ])('waits after 429 with %j: %i seconds', async (headers, pause) => {
    fail('GET submissions', { status: 429, headers });
    await list();
    expect(waited).toEqual([pause]);
  });

  it('does not wait longer than it may', async () => {
    fail('GET submissions', { status: 429, headers: { 'retry-after': '900' } });
    const error = await errorOf(list());
    expect(error).toMatchObject({ code: 'API_RATE_LIMITED', retryAt: new Date(1_800_000_900_000) });
    expect(waited).toEqual([]);
  });

  it.each([['{"submissions":{}}'], ['{"submissions":[{"submissionId":"1"}]}'], ['no JSON'], ['']])(
    'refuses an answer of another form: %s',
    async (body) => {
      fail('GET submissions', { status: 200, body });
      expect(await errorOf(list())).toMatchObject({ code: 'API_ANSWER_UNREADABLE' });
    },
  );

  it('tells the problem that the service names', async () => {
    const type = 'https://schema.fitko.de/fit-connect/submission-api/problems/submission-not-found';
    const body = JSON.stringify({ type, title: 'x', status: 404, more: 1 });
    fail('GET submissions', { status: 404, body });
    const error = await errorOf(list());
    expect(error).toMatchObject({ status: 404, problem: { type, title: 'x' } });
    expect(String(error)).toBe(`ApiRefused: GET /v2/submissions was answered with 404, ${type}.`);
  });

  it('does not follow a redirect with its token', async () => {
    fail('GET submissions', { status: 307, headers: { location: 'https://elsewhere.example/' } });
    expect(await errorOf(list())).toMatchObject({ status: 307 });
  });
});

describe('an answer of the destination', () => {
  async function picked(api: fitConnect.SubmissionApi) {
    const { ids, content, authenticationTags } = await prepare(api);
    await api.submit(ids, content);
    return {
      ids,
      accept: await fitConnect.signAccept(ids, authenticationTags, keys.signature.private),
      authenticationTags,
    };
  }

  it('that was lost after it took effect is found in the log', async () => {
    const api = createApi();
    const { accept } = await picked(api);
    fail('POST cases/events', 'lost-after');
    expect(await api.postEvent(accept)).toBe('found-in-log');
    expect(count('POST cases/events')).toBe(1);
  });

  it('that did not arrive is posted again', async () => {
    const api = createApi();
    const { accept, ids } = await picked(api);
    fail('POST cases/events', 'lost-before');
    expect(await api.postEvent(accept)).toBe('posted');
    expect((await api.readVerifiedLog(ids)).state).toBe('accepted');
  });

  it('is done when the same answer was taken before a crash, with another token', async () => {
    const api = createApi();
    const { accept, ids, authenticationTags } = await picked(api);
    await api.postEvent(accept);
    const again = await fitConnect.signAccept(ids, authenticationTags, keys.signature.private);
    expect(await api.postEvent(again)).toBe('found-in-log');
  });

  it('that contradicts the log is refused', async () => {
    const api = createApi();
    const { accept, ids } = await picked(api);
    await api.postEvent(accept);
    const problem = fitConnect.describeProblem('technical-error', 'submission');
    const reject = await fitConnect.signReject(ids, [problem], keys.signature.private);
    expect(await errorOf(api.postEvent(reject))).toMatchObject({ status: 409 });
  });

  it('is unknown when neither answer nor log comes', async () => {
    const api = createApi();
    const { accept } = await picked(api);
    fail('POST cases/events', 'lost-after');
    fail('GET cases/events', ...Array<Fault>(4).fill({ status: 503 }));
    expect(await errorOf(api.postEvent(accept))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});

describe('tokens', () => {
  const source = () =>
    fitConnect.createTokenSource({ tokenUrl: http.tokenUrl, clientId: 'id', clientSecret: 'secret' }, ports());

  it('are shared by all that wait, and renewed before they expire', async () => {
    const tokens = source();
    expect(new Set(await Promise.all([tokens.read(), tokens.read(), tokens.read()]))).toEqual(new Set(['token-1']));
    seconds += 1794;
    expect(await tokens.read()).toBe('token-1');
    seconds += 1;
    expect(await Promise.all([tokens.read(), tokens.read()])).toEqual(['token-2', 'token-2']);
    expect(await Promise.all([tokens.renew('token-2'), tokens.renew('token-2')])).toEqual(['token-3', 'token-3']);
    expect(await tokens.renew('token-2')).toBe('token-3');
  });

  it('are refused without telling the answer, and asked for again', async () => {
    const tokens = source();
    fail('POST token', { status: 401, body: '{"error":"invalid_client","secret":"s3cret"}' });
    const error = await errorOf(tokens.read());
    expect(error).toMatchObject({ code: 'TOKEN_REFUSED', status: 401 });
    expect(JSON.stringify(error) + String(error)).not.toMatch(/s3cret/);
    expect(await tokens.read()).toBe('token-1');
  });
});

it('the trust of TEST is refused with an address of PROD', () => {
  expect(() => createApi('v2', { baseUrl: fitConnect.environments.production.submissionApi.v2 })).toThrow(
    fitConnect.KeyRefused,
  );
});
