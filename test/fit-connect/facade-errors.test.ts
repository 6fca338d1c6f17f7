import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import {
  type ClientName,
  createApi,
  createCaller,
  destinationId,
  type Facade,
  fetchToken,
  inactiveId,
  openFacade,
  otherDestinationId,
  prepare,
} from './facade.ts';
import { testKeys } from './keys.ts';
import { service } from './memory-service.ts';

/** What is refused, and with which status: the table of the Submission API 1.1.3, row by row. */

let facade: Facade;
let call: Record<ClientName, Awaited<ReturnType<typeof createCaller>>>;
/** Announced with one attachment that is not uploaded; submitted; and answered. */
let open: { ids: fitConnect.SubmissionIds; attachmentId: string };
let submitted: Awaited<ReturnType<typeof prepare>>;
let answered: Awaited<ReturnType<typeof prepare>>;
let jwe: string;
beforeAll(async () => {
  facade = await openFacade();
  const names: ClientName[] = ['sender', 'otherSender', 'elsewhere', 'subscriber', 'otherSubscriber'];
  const callers = await Promise.all(names.map(async (name) => [name, await createCaller(facade.url, name)] as const));
  call = Object.fromEntries(callers) as typeof call;
  const api = createApi(facade.url, 'v2', 'sender');
  const attachmentId = fitConnect.newAttachmentId();
  open = { ids: await api.announce({ destinationId, attachments: [attachmentId], service }), attachmentId };
  submitted = await prepare(api, []);
  await api.submit(submitted.ids, submitted.content);
  answered = await prepare(api, []);
  await api.submit(answered.ids, answered.content);
  const problem = fitConnect.describeProblem('schema-violation', 'data');
  const reject = await fitConnect.signReject(answered.ids, [problem], facade.keys.signature.private);
  await createApi(facade.url, 'v2', 'subscriber').postEvent(reject);
  jwe = (await fitConnect.encryptJwe(Buffer.from('{}'), facade.keys.encryption.public, 'application/json')).jwe;
}, 120_000);
afterAll(() => facade[Symbol.asyncDispose]());

const nobody = '00000000-0000-4000-8000-000000000000';

/** A problem with the right form; an answer that is none fails the test. */
async function statusOf(answer: Response): Promise<number> {
  if (answer.status >= 400) {
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({
      status: answer.status,
      type: expect.any(String),
      title: expect.any(String),
    });
  }
  return answer.status;
}

const announcement = (change: object = {}) => ({
  destinationId,
  announcedAttachments: [],
  serviceType: service,
  publicService: service,
  ...change,
});

describe.each(['v1', 'v2'] as const)('%s', (version) => {
  it('asks for a token everywhere but for keys, routes and itself', async () => {
    const paths: [string, string][] = [
      ['GET', '/destinations'],
      ['GET', `/destinations/${destinationId}`],
      ['POST', '/submissions'],
      ['PUT', `/submissions/${nobody}`],
      ['PUT', `/submissions/${nobody}/attachments/${nobody}`],
      ['GET', '/submissions'],
      ['GET', `/submissions/${nobody}`],
      ['GET', `/submissions/${nobody}/attachments/${nobody}`],
      ['GET', `/submissions/${nobody}/events`],
      ['GET', `/cases/${nobody}/events`],
      ['POST', `/cases/${nobody}/events`],
    ];
    const good = (await (await fetchToken(facade.url, 'sender')).json()) as { access_token: string };
    const [content = '', mac = ''] = good.access_token.split('.');
    const forged = Buffer.from(Buffer.from(content, 'base64url').toString().replace('sender', 'subscriber'));
    const tokens = ['', 'x.y', `${content}.`, `${forged.toString('base64url')}.${mac}`];
    for (const [method, path] of paths) {
      for (const token of tokens) {
        const headers = { authorization: `Bearer ${token}` };
        const answer = await fetch(`${facade.url}/${version}${path}`, { method, headers });
        expect([method, path, await statusOf(answer)]).toEqual([method, path, 401]);
      }
    }
    const plain = async (path: string) => statusOf(await fetch(`${facade.url}${path}`));
    expect(await plain(`/${version}/destinations/${destinationId}/keys/encryption-0000-0000`)).toBe(200);
    expect(await plain(`/${version}/destinations/${destinationId}/keys/service-0000-0000`)).toBe(404);
    expect(await plain(`/${version}/destinations/${nobody}/keys/encryption-0000-0000`)).toBe(404);
    expect(await plain(`/${version}/info`)).toBe(200);
    expect(await plain('/.well-known/jwks.json')).toBe(200);
    expect(await plain('/v3/info')).toBe(404);
  });

  it('GET destinations', async () => {
    const get = async (client: ClientName, path: string) => call[client]('GET', `/${version}/destinations${path}`);
    expect(await statusOf(await get('sender', `/${nobody}`))).toBe(404);
    const answer = await get('sender', `/${destinationId.toUpperCase()}`);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const destination: unknown = await answer.json();
    expect(fitConnect.readDestination(destination)).toMatchObject({ destinationId, status: 'active' });
    expect(destination).toHaveProperty(version === 'v1' ? 'services' : 'publicServices');
    expect(await (await get('subscriber', '')).json()).toMatchObject({ count: 1, totalCount: 1, offset: 0 });
    expect(await (await get('sender', '')).json()).toMatchObject({ count: 0, totalCount: 0 });
  });

  it('POST submissions', async () => {
    const post = async (body: unknown, client: ClientName = 'sender', type?: string) =>
      statusOf(await call[client]('POST', `/${version}/submissions`, body, type));
    const member = version === 'v1' ? 'serviceType' : 'publicService';
    expect(await post(announcement())).toBe(201);
    for (const change of [
      { destinationId: 'x' },
      { announcedAttachments: undefined },
      { announcedAttachments: [{ filename: 'x' }] },
      { announcedAttachments: [nobody, nobody.toUpperCase()] },
      { [member]: undefined },
      { [member]: { ...service, identifier: 'Bauantrag' } },
      { [member]: { identifier: service.identifier } },
      { caseId: 'x' },
      { callback: { url: 'http://x.example', secret: 'x'.repeat(32) } },
      { callback: { url: 'https://x.example', secret: 'x'.repeat(31) } },
    ]) {
      expect([change, await post(announcement(change))]).toEqual([change, 400]);
    }
    expect(await post('{', 'sender', 'application/json')).toBe(400);
    expect(await post('[]', 'sender', 'application/json')).toBe(400);
    expect(await post(JSON.stringify(announcement()), 'sender', 'text/plain')).toBe(400);
    expect(await post(announcement(), 'subscriber')).toBe(403);
    expect(await post(announcement(), 'elsewhere')).toBe(403);
    expect(await post(announcement({ caseId: nobody }))).toBe(403);
    expect(await post(announcement({ caseId: submitted.ids.caseId }), 'otherSender')).toBe(403);
    expect(await post(announcement({ destinationId: nobody }))).toBe(404);
    expect(await post(announcement({ [member]: { ...service, description: 'x'.repeat(100_000) } }))).toBe(413);
    expect(await post(announcement({ destinationId: inactiveId }))).toBe(422);
    expect(await post(announcement({ destinationId: otherDestinationId, caseId: submitted.ids.caseId }))).toBe(422);
    expect(await post(announcement({ [member]: { ...service, identifier: 'urn:de:fim:leika:leistung:99' } }))).toBe(
      422,
    );
    const many = Array.from({ length: 101 }, fitConnect.newAttachmentId);
    expect(await post(announcement({ announcedAttachments: many }))).toBe(422);
    const elsewhere = await post(announcement({ region: 'DE09162' }));
    expect(elsewhere).toBe(version === 'v1' ? 201 : 422);
    const inactive = await call.sender('POST', `/${version}/submissions`, announcement({ destinationId: inactiveId }));
    expect((await inactive.json()) as object).toMatchObject({
      type: expect.stringContaining('destination-state-invalid'),
    });
  });

  it('PUT attachments', async () => {
    const path = (submission: string, attachment: string) =>
      `/${version}/submissions/${submission}/attachments/${attachment}`;
    const own = path(open.ids.submissionId, open.attachmentId);
    const put = async (to: string, body: string, client: ClientName = 'sender', type?: string) =>
      statusOf(await call[client]('PUT', to, body, type));
    const segments = jwe.split('.');
    const withHeader = (header: object) =>
      [Buffer.from(JSON.stringify(header)).toString('base64url'), ...segments.slice(1)].join('.');
    expect(await put(path('x', open.attachmentId), jwe)).toBe(400);
    for (const body of [
      '',
      'x',
      'a.b.c.d',
      `${jwe}.x`,
      `${jwe}xx`,
      jwe.slice(0, -1),
      jwe.replace('.', '.ä'),
      `${'x'.repeat(20_000)}.b.c.d.e`,
    ]) {
      expect([body.slice(0, 10), await put(own, body)]).toEqual([body.slice(0, 10), 400]);
    }
    expect(await put(own, jwe, 'otherSender')).toBe(403);
    expect(await put(own, jwe, 'subscriber')).toBe(403);
    expect(await put(path(nobody, open.attachmentId), jwe)).toBe(403);
    expect(await put(own, jwe, 'sender', 'application/pdf')).toBe(415);
    expect(await put(path(open.ids.submissionId, nobody), jwe)).toBe(422);
    expect(await put(own, withHeader({ alg: 'RSA1_5', enc: 'A256GCM' }))).toBe(422);
    const zipped = await put(own, withHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', zip: 'DEF' }));
    expect(zipped).toBe(version === 'v1' ? 204 : 422);
    expect(await put(path(submitted.ids.submissionId, nobody), jwe)).toBe(422);
    const { rows } = await facade.database.pool.query('select from fit_connect_attachment where not complete');
    expect(rows).toEqual([]);
    await facade.database.pool.query('delete from fit_connect_attachment');
  });

  it('PUT submissions', async () => {
    const path = `/${version}/submissions/${open.ids.submissionId}`;
    const content = { encryptedMetadata: jwe, encryptedData: jwe };
    const put = async (to: string, body: unknown, client: ClientName = 'sender', type?: string) =>
      statusOf(await call[client]('PUT', to, body, type));
    expect(await put(`/${version}/submissions/x`, content)).toBe(400);
    expect(await put(path, {})).toBe(400);
    expect(await put(path, { ...content, encryptedMetadata: 'a b' })).toBe(400);
    expect(await put(path, { ...content, encryptedData: 7 })).toBe(400);
    expect(await put(path, content, 'otherSender')).toBe(403);
    expect(await put(`/${version}/submissions/${nobody}`, content)).toBe(404);
    expect(await put(path, jwe)).toBe(415);
    expect(await put(path, content)).toBe(422);
    expect(await put(path, { encryptedMetadata: jwe })).toBe(version === 'v1' ? 422 : 400);
    expect(await put(`/${version}/submissions/${submitted.ids.submissionId}`, content)).toBe(422);

    const created = await call.sender('POST', `/${version}/submissions`, announcement());
    const { submissionId } = (await created.json()) as fitConnect.SubmissionIds;
    const ready = `/${version}/submissions/${submissionId}`;
    expect(await put(ready, { ...content, encryptedData: 'a.b.c' })).toBe(422);
    const withoutType = (await fitConnect.encryptJwe(Buffer.from('{}'), facade.keys.encryption.public, 'text/plain'))
      .jwe;
    if (version === 'v2') expect(await put(ready, { ...content, encryptedData: withoutType })).toBe(422);
    expect(await put(ready, version === 'v1' ? { encryptedMetadata: jwe } : content)).toBe(
      version === 'v1' ? 202 : 200,
    );
    await facade.database.pool.query('delete from fit_connect_submission where id = $1', [submissionId]);
  });

  it('413 for content that is too large', async () => {
    const content = { encryptedMetadata: 'x'.repeat(50_000_001) };
    const path = `/${version}/submissions/${open.ids.submissionId}`;
    expect(await statusOf(await call.sender('PUT', path, content))).toBe(413);
  });

  it('GET submissions', async () => {
    const get = async (client: ClientName, path: string) =>
      statusOf(await call[client]('GET', `/${version}/submissions${path}`));
    expect(await get('sender', '')).toBe(403);
    expect(await get('otherSubscriber', `?destinationId=${destinationId}`)).toBe(403);
    for (const query of ['limit=0', 'limit=501', 'limit=x', 'offset=-1'])
      expect(await get('subscriber', `?${query}`)).toBe(400);
    const page = await call.subscriber('GET', `/${version}/submissions?limit=1&offset=0`);
    expect(await page.json()).toEqual({ count: 1, offset: 0, totalCount: 1, submissions: [submitted.ids] });
    const beyond = await call.subscriber('GET', `/${version}/submissions?offset=1`);
    expect(await beyond.json()).toEqual({ count: 0, offset: 1, totalCount: 1, submissions: [] });

    const { submissionId } = submitted.ids;
    expect(await get('subscriber', '/x')).toBe(400);
    expect(await get('otherSubscriber', `/${submissionId}`)).toBe(403);
    expect(await get('sender', `/${submissionId}`)).toBe(403);
    expect(await get('subscriber', `/${nobody}`)).toBe(404);
    expect(await get('subscriber', `/${open.ids.submissionId}`)).toBe(404);
    expect(await get('subscriber', `/${answered.ids.submissionId}`)).toBe(404);
    expect(await get('subscriber', `/${submissionId}/attachments/x`)).toBe(400);
    expect(await get('otherSubscriber', `/${submissionId}/attachments/${nobody}`)).toBe(403);
    expect(await get('subscriber', `/${submissionId}/attachments/${nobody}`)).toBe(404);
    expect(await get('sender', `/${submissionId}/events`)).toBe(200);
    expect(await get('otherSender', `/${submissionId}/events`)).toBe(403);
    expect(await get('sender', `/${nobody}/events`)).toBe(404);
  });

  it('GET and POST events of cases', async () => {
    const { caseId } = submitted.ids;
    const get = async (client: ClientName, id: string) =>
      statusOf(await call[client]('GET', `/${version}/cases/${id}/events`));
    expect(await get('sender', caseId.toUpperCase())).toBe(200);
    expect(await get('subscriber', caseId)).toBe(200);
    expect(await get('otherSender', caseId)).toBe(403);
    expect(await get('otherSubscriber', caseId)).toBe(403);
    expect(await get('sender', nobody)).toBe(404);
    const page = await call.sender('GET', `/${version}/cases/${caseId}/events?limit=1&offset=1`);
    expect(await page.json()).toMatchObject({ count: 1, offset: 1, totalCount: 2, eventLog: [expect.any(String)] });

    const post = async (client: ClientName, id: string, body: string, type?: string) =>
      statusOf(await call[client]('POST', `/${version}/cases/${id}/events`, body, type));
    const accept = await fitConnect.signAccept(
      answered.ids,
      answered.authenticationTags,
      facade.keys.signature.private,
    );
    expect(await post('subscriber', 'x', accept)).toBe(400);
    expect(await post('subscriber', caseId, 'x')).toBe(400);
    expect(await post('subscriber', caseId, '{}', 'application/json')).toBe(400);
    expect(await post('sender', answered.ids.caseId, accept)).toBe(403);
    expect(await post('subscriber', nobody, accept)).toBe(404);
    expect(await post('subscriber', answered.ids.caseId, accept)).toBe(409);
    expect(await post('subscriber', caseId, accept)).toBe(422);
  });

  it('refuses every event that is not what it should be', async () => {
    const { ids, authenticationTags } = submitted;
    const foreign = await testKeys('foreign', 'signature');
    const { private: key } = facade.keys.signature;
    const named = (await fitConnect.createKeys('signature', { kid: key.kid })).private;
    const about = {
      name: 'accept-submission',
      issuer: destinationId,
      caseId: ids.caseId,
      subjectId: ids.submissionId,
    } as const;
    const sign = (change: Partial<fitConnect.EventToSign> = {}, by = key) =>
      fitConnect.signSecurityEvent({ ...about, ...change }, by);
    const good = await sign({ payload: { authenticationTags } });
    const [header = '', payload = '', signature = ''] = good.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const write = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const withClaims = (change: object) => `${header}.${write({ ...claims, ...change })}.${signature}`;
    const withHeader = (change: object) =>
      `${write({ alg: 'PS512', typ: 'secevent+jwt', kid: key.kid, ...change })}.${payload}.${signature}`;
    const schema = 'https://schema.fitko.de/fit-connect/set-payload/1.2.2/set-payload.schema.json';
    const events = claims.events as Record<string, unknown>;
    const rows: [string, number, string, string | Promise<string>][] = [
      ['no token', 400, 'SET_MALFORMED', `${header}.${payload}`],
      ['another algorithm', 400, 'SET_HEADER', withHeader({ alg: 'none' })],
      ['another type', 400, 'SET_HEADER', withHeader({ typ: 'jwt' })],
      ['two events', 400, 'SET_CLAIMS', withClaims({ events: { ...events, x: {} } })],
      ['no event', 400, 'SET_CLAIMS', withClaims({ events: {} })],
      ['no id', 400, 'SET_CLAIMS', withClaims({ jti: undefined })],
      ['other claims than signed', 422, 'SET_SIGNATURE', withClaims({ iat: 1_700_000_000 })],
      ['another signature', 422, 'SET_SIGNATURE', `${header}.${payload}.${signature.slice(0, -4)}AAAA`],
      ['a key of another that uses the id', 422, 'SET_SIGNATURE', sign({}, named)],
      ['an unknown key', 422, 'SET_KEY_UNKNOWN', sign({}, foreign.private)],
      ['a key for encryption', 422, 'SET_KEY', withHeader({ kid: 'encryption-0000-0000' })],
      ['the service itself', 422, 'SET_ISSUER', sign({ issuer: facade.url }, facade.keys.service.private)],
      ['another destination', 422, 'SET_ISSUER', sign({ issuer: otherDestinationId })],
      ['another submission', 422, 'SET_SUBJECT', sign({ subjectId: answered.ids.submissionId })],
      ['another case', 422, 'SET_CASE', sign({ caseId: answered.ids.caseId })],
      ['a reply', 422, 'SET_SUBJECT', sign({ name: 'accept-reply' })],
      [
        'an event of the service',
        422,
        'SET_AUTHOR',
        sign({ name: 'submit-submission', payload: { authenticationTags } }),
      ],
      ['a deletion', 422, 'SET_AUTHOR', sign({ name: 'delete-submission' })],
      [
        'tags of other content',
        422,
        'SET_PAYLOAD',
        sign({ payload: { authenticationTags: answered.authenticationTags } }),
      ],
      ['tags in a list', 422, 'SET_PAYLOAD', sign({ payload: { authenticationTags: [] } })],
      ['a schema without tags', 422, 'SET_PAYLOAD', sign({ payload: { x: 1 }, schema })],
      [
        'a schema without problems',
        422,
        'SET_PAYLOAD',
        sign({ name: 'reject-submission', payload: { problems: [] }, schema }),
      ],
    ];
    for (const [what, status, issue, token] of rows) {
      const answer = await call.subscriber('POST', `/${version}/cases/${ids.caseId}/events`, await token);
      expect([what, answer.status, ((await answer.json()) as { issue?: string }).issue]).toEqual([what, status, issue]);
    }
    if (version === 'v2') {
      const old = await sign({ payload: { authenticationTags }, schema: schema.replace('1.2.2', '1.0.0') });
      expect((await call.subscriber('POST', `/v2/cases/${ids.caseId}/events`, old)).status).toBe(422);
    }
    const log = await call.sender('GET', `/${version}/cases/${ids.caseId}/events`);
    expect(await log.json()).toMatchObject({ totalCount: 2 });
  });
});

describe('the token endpoint', () => {
  it('gives tokens to clients, and says no to everybody else', async () => {
    const good = await fetchToken(facade.url, 'sender');
    expect(await good.json()).toMatchObject({ token_type: 'Bearer', expires_in: 1800, scope: 'send:region:DE03457' });
    expect(good.headers.get('cache-control')).toBe('no-store');
    const wrong = await fetchToken(facade.url, 'sender', 'wrong');
    expect([wrong.status, await wrong.json()]).toEqual([401, { error: 'invalid_client' }]);
    expect((await fetchToken(facade.url, 'nobody')).status).toBe(401);
    const post = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${facade.url}/token`, { method: 'POST', body: new URLSearchParams(form), headers });
      return [answer.status, await answer.json()];
    };
    const secret = process.env.FIT_TEST_SECRET ?? '';
    const authorization = `Basic ${Buffer.from(`sender:${secret}`).toString('base64')}`;
    expect(await post({ grant_type: 'client_credentials' }, { authorization })).toEqual([
      401,
      { error: 'invalid_client' },
    ]);
    expect(await post({ grant_type: 'password' })).toEqual([400, { error: 'unsupported_grant_type' }]);
    const form = { grant_type: 'client_credentials', client_id: 'sender', client_secret: secret };
    expect(await post({ ...form, scope: 'send:region:DE' })).toEqual([400, { error: 'invalid_scope' }]);
  });
});
