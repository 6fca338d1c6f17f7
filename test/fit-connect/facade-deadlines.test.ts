import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { certify } from '../../src/simulators/certificates.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { createApi, createCaller, destinationId, type Facade, openFacade, pickUp, prepare } from './facade.ts';
import { service } from './memory-service.ts';

const day = 24 * 60 * 60 * 1000;
const start = Date.now();
let passed = 0;
const now = () => new Date(start + passed);
let facade: Facade | undefined;
afterEach(async () => {
  await facade?.[Symbol.asyncDispose]();
  facade = undefined;
  passed = 0;
});

const keep = (on: Facade) => on.gateway.fitConnect?.deadlines.keep();
const countRows = async (on: Facade, table: string) =>
  Number((await on.database.pool.query(`select count(*) as count from ${table}`)).rows[0]?.count);

it('what is not submitted is deleted after a day', { timeout: 60_000 }, async () => {
  facade = await openFacade({ now });
  const sender = createApi(facade.url, 'v2', 'sender');
  const { ids, content } = await prepare(sender, [Buffer.from('a plan')]);
  passed = day - 1;
  expect(await keep(facade)).toBe(0);
  passed = day;
  expect(await keep(facade)).toBe(1);
  expect(await keep(facade)).toBe(0);
  const { events, state } = await sender.readVerifiedLog(ids);
  expect([state, events.map(({ name }) => name)]).toEqual(['deleted', ['create-submission', 'delete-submission']]);
  await expect(sender.submit(ids, content)).rejects.toMatchObject({ status: 422 });
  expect(await countRows(facade, 'fit_connect_attachment')).toBe(0);
  expect(await countRows(facade, 'fit_connect_chunk')).toBe(0);
});

it('what nobody answers is rejected on day 14 and deleted on day 21, its log after 730 more', {
  timeout: 60_000,
}, async () => {
  facade = await openFacade({ now });
  const sender = createApi(facade.url, 'v1', 'sender');
  const subscriber = createApi(facade.url, 'v1', 'subscriber');
  const { ids, content } = await prepare(sender, [Buffer.from('a plan')]);
  await sender.submit(ids, content);
  passed = 14 * day - 1;
  expect(await keep(facade)).toBe(0);
  expect(await subscriber.listSubmissions(destinationId)).toEqual([ids]);
  passed = 14 * day;
  expect(await keep(facade)).toBe(1);
  expect(await subscriber.listSubmissions(destinationId)).toEqual([]);
  await expect(subscriber.readSubmission(ids)).rejects.toMatchObject({ status: 404 });
  const { events, state } = await sender.readVerifiedLog(ids);
  expect(state).toBe('rejected');
  expect(events.at(-1)).toMatchObject({
    name: 'reject-submission',
    author: 'service',
    problems: [{ instance: 'submission' }],
  });
  const late = await fitConnect.signAccept(
    ids,
    events[1]?.authenticationTags ?? { metadata: '', attachments: {} },
    facade.keys.signature.private,
  );
  await expect(subscriber.postEvent(late)).rejects.toMatchObject({ status: 409 });
  expect(await countRows(facade, 'fit_connect_chunk')).toBe(1);
  passed = 21 * day;
  expect(await keep(facade)).toBe(1);
  expect((await sender.readVerifiedLog(ids)).state).toBe('deleted');
  expect(await countRows(facade, 'fit_connect_chunk')).toBe(0);
  const { rows } = await facade.database.pool.query('select metadata, data from fit_connect_submission');
  expect(rows).toEqual([{ metadata: null, data: null }]);
  passed = 751 * day;
  expect(await keep(facade)).toBe(0);
  passed = 751 * day + 1;
  expect(await keep(facade)).toBe(1);
  expect(await countRows(facade, 'fit_connect_event')).toBe(0);
  await expect(sender.readEventLog(ids.caseId)).rejects.toMatchObject({ status: 404 });
});

it('what was accepted is deleted after 7 days; two processes that keep deadlines do it once', {
  timeout: 60_000,
}, async () => {
  facade = await openFacade({ now });
  const sender = createApi(facade.url, 'v2', 'sender');
  const subscriber = createApi(facade.url, 'v2', 'subscriber');
  const { ids, content } = await prepare(sender, []);
  await sender.submit(ids, content);
  passed = 13 * day;
  const opened = await pickUp(subscriber, ids, 'v2', facade.keys.encryption.private);
  await subscriber.postEvent(
    await fitConnect.signAccept(opened, opened.authenticationTags, facade.keys.signature.private),
  );
  passed = 20 * day - 1;
  expect(await keep(facade)).toBe(0);
  passed = 20 * day;
  const counts = await Promise.all([keep(facade), keep(facade), keep(facade)]);
  expect(counts.reduce((sum, count = 0) => (sum ?? 0) + count, 0)).toBe(1);
  expect((await sender.readVerifiedLog(ids)).events.map(({ name }) => name)).toEqual([
    'create-submission',
    'submit-submission',
    'accept-submission',
    'delete-submission',
  ]);
});

it('each side is called back about what the other did', { timeout: 60_000 }, async () => {
  const certificate = await certify('callbacks');
  const received: { path: string; notice: fitConnect.CallbackNotice }[] = [];
  let status = 500;
  const server = createServer(certificate, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    fitConnect.verifyCallback({ headers: request.headers, body }, { secret: process.env.FIT_TEST_SECRET ?? '', now });
    if (status === 200) received.push({ path: request.url ?? '', notice: fitConnect.readCallback(body) });
    response.writeHead(status).end();
    status = 200;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    facade = await openFacade({ now, callback: { url: `${base}/subscriber`, ca: String(certificate.cert) } });
    const post = await createCaller(facade.url, 'sender');
    const callback = { url: `${base}/sender`, secret: process.env.FIT_TEST_SECRET };
    const body = { destinationId, announcedAttachments: [], publicService: service, callback };
    const ids = (await (await post('POST', '/v2/submissions', body)).json()) as fitConnect.SubmissionIds;
    const { rows } = await facade.database.pool.query('select callback_secret from fit_connect_submission');
    expect(String(rows[0]?.callback_secret)).not.toContain('a secret');
    const { jwe } = await fitConnect.encryptJwe(Buffer.from('{}'), facade.keys.encryption.public, 'application/json');
    const submitted = await post('PUT', `/v2/submissions/${ids.submissionId}`, {
      encryptedMetadata: jwe,
      encryptedData: jwe,
    });
    expect(await submitted.json()).toMatchObject({ callback: { url: callback.url } });
    // The first try is answered with 500.
    await waitUntil(async () => received.length === 2);
    const about = { submissions: [ids] };
    expect(received).toMatchObject([
      { path: '/subscriber', notice: { kind: 'new-submissions', ...about } },
      { path: '/sender', notice: { kind: 'new-events', ...about } },
    ]);
    const sender = createApi(facade.url, 'v2', 'sender');
    expect((await sender.readVerifiedLog(ids)).events.at(-1)?.name).toBe('notify-submission');
    const subscriber = createApi(facade.url, 'v2', 'subscriber');
    expect(await subscriber.listSubmissions(destinationId)).toEqual([ids]);
    passed = 14 * day;
    await keep(facade);
    await waitUntil(async () => received.length === 4);
    expect(received.slice(2).map(({ path, notice }) => [path, notice.kind])).toEqual([
      ['/sender', 'new-events'],
      ['/subscriber', 'new-events'],
    ]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
