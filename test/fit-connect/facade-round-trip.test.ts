import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { createApiKey } from '../../src/store/api-keys.ts';
import { createApi, createCaller, destinationId, type Facade, openFacade, pickUp, prepare } from './facade.ts';
import { service } from './memory-service.ts';

/** Our sender and our subscriber, with our delivery service between them. */

let facade: Facade;
beforeAll(async () => {
  facade = await openFacade();
}, 120_000);
afterAll(() => facade[Symbol.asyncDispose]());

const files = [Buffer.from('a plan'), randomBytes(3_000_000)];

describe.each(['v1', 'v2'] as const)('a round trip in %s', (version) => {
  it('ends with an accept that the sender can verify', async () => {
    const sender = createApi(facade.url, version, 'sender');
    const subscriber = createApi(facade.url, version, 'subscriber');
    const { ids, content, authenticationTags } = await prepare(sender, files);
    expect(await subscriber.listSubmissions(destinationId)).toEqual([]);
    expect((await sender.readVerifiedLog(ids)).state).toBe('incomplete');
    expect(await sender.submit(ids, content)).toBe('submitted');
    expect(await sender.submit(ids, content)).toBe('found-in-log');

    expect(await subscriber.listSubmissions(destinationId)).toEqual([ids]);
    const opened = await pickUp(subscriber, ids, version, facade.keys.encryption.private);
    expect(Buffer.from(opened.data?.content ?? []).toString()).toBe('{}');
    expect(
      opened.attachments.map(
        ({ content: file }) => Buffer.from(file).equals(files[0] ?? file) || Buffer.from(file).equals(files[1] ?? file),
      ),
    ).toEqual([true, true]);
    expect(opened.authenticationTags).toEqual(authenticationTags);

    const { private: key } = facade.keys.signature;
    const forward = {
      name: 'forward-submission',
      issuer: destinationId,
      caseId: ids.caseId,
      subjectId: ids.submissionId,
    } as const;
    expect(await subscriber.postEvent(await fitConnect.signSecurityEvent(forward, key))).toBe('posted');
    expect(await subscriber.listSubmissions(destinationId)).toEqual([]);
    await pickUp(subscriber, ids, version, facade.keys.encryption.private);
    const accept = await fitConnect.signAccept(opened, opened.authenticationTags, key);
    expect(await subscriber.postEvent(accept)).toBe('posted');
    expect(await subscriber.postEvent(accept)).toBe('found-in-log');
    await expect(subscriber.readSubmission(ids)).rejects.toMatchObject({ status: 404 });
    expect(await subscriber.readAttachment(ids.submissionId, ids.submissionId)).toBeUndefined();

    const { state, events } = await sender.readVerifiedLog(ids);
    expect(state).toBe('accepted');
    expect(events.map(({ name }) => name)).toEqual([
      'create-submission',
      'submit-submission',
      'forward-submission',
      'accept-submission',
    ]);
    fitConnect.checkAnswer(events, authenticationTags);
    expect(await sender.readSubmissionEventLog(ids.submissionId)).toHaveLength(4);
  });

  it('may end with a reject; another submission of the case goes on', async () => {
    const sender = createApi(facade.url, version, 'sender');
    const subscriber = createApi(facade.url, version, 'subscriber');
    const first = await prepare(sender, []);
    await sender.submit(first.ids, first.content);
    const problem = fitConnect.describeProblem('schema-violation', 'data');
    await subscriber.postEvent(await fitConnect.signReject(first.ids, [problem], facade.keys.signature.private));
    const second = await prepare(sender, [], { caseId: first.ids.caseId });
    expect(second.ids.caseId).toBe(first.ids.caseId);
    await sender.submit(second.ids, second.content);
    const rejected = await sender.readVerifiedLog(first.ids);
    expect([rejected.state, rejected.events.at(-1)?.problems]).toEqual(['rejected', [problem]]);
    expect((await sender.readVerifiedLog(second.ids)).state).toBe('submitted');
    expect(await sender.readEventLog(first.ids.caseId)).toHaveLength(5);
    const opened = await pickUp(subscriber, second.ids, version, facade.keys.encryption.private);
    await subscriber.postEvent(
      await fitConnect.signAccept(opened, opened.authenticationTags, facade.keys.signature.private),
    );
  });

  it('replaces an attachment that is uploaded twice, and signs the tag of the last', async () => {
    const sender = createApi(facade.url, version, 'sender');
    const key = await sender.readEncryptionKey(await sender.readDestination(destinationId));
    const attachmentId = fitConnect.newAttachmentId().toUpperCase();
    const ids = await sender.announce({ destinationId, attachments: [attachmentId], service });
    for (const text of ['first', 'last']) {
      const { jwe } = await fitConnect.encryptJwe(Buffer.from(text), key, 'text/plain');
      await sender.uploadAttachment(ids.submissionId, attachmentId, () => jwe);
    }
    const { jwe, authenticationTag } = await fitConnect.encryptJwe(Buffer.from('{}'), key, 'application/json');
    const put = await createCaller(facade.url, 'sender');
    const answer = await put('PUT', `/${version}/submissions/${ids.submissionId}`, {
      encryptedMetadata: jwe,
      encryptedData: jwe,
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      version === 'v1' ? 202 : 200,
      { attachments: [attachmentId] },
    ]);
    const { events } = await sender.readVerifiedLog(ids);
    const { attachments = {}, metadata } = events.at(-1)?.authenticationTags ?? {};
    expect([metadata, Object.keys(attachments)]).toEqual([authenticationTag, [attachmentId]]);
    const subscriber = createApi(facade.url, version, 'subscriber');
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await subscriber.readAttachment(ids.submissionId, attachmentId)) ?? [])
      chunks.push(chunk);
    const fetched = Buffer.concat(chunks).toString();
    expect(fitConnect.readAuthenticationTag(fetched)).toBe(attachments[attachmentId]);
    const opened = await fitConnect.decryptJwe(fetched, [facade.keys.encryption.private], {
      version,
      part: 'attachment',
    });
    expect(Buffer.from(opened.plaintext).toString()).toBe('last');
    const problem = fitConnect.describeProblem('schema-violation', 'metadata');
    await subscriber.postEvent(await fitConnect.signReject(ids, [problem], facade.keys.signature.private));
  });
});

it('two gateways on one database serve one submission', async () => {
  const other = await facade.openAnother();
  const here = createApi(facade.url, 'v2', 'sender');
  const there = createApi(other, 'v2', 'sender', facade.url);
  const { ids, content } = await prepare(here, files);
  await there.submit(ids, content);
  const subscriber = createApi(facade.url, 'v2', 'subscriber');
  const opened = await pickUp(subscriber, ids, 'v2', facade.keys.encryption.private);
  const atOther = createApi(other, 'v2', 'subscriber', facade.url);
  await atOther.postEvent(
    await fitConnect.signAccept(opened, opened.authenticationTags, facade.keys.signature.private),
  );
  expect((await here.readVerifiedLog(ids)).state).toBe('accepted');
  expect((await there.readVerifiedLog(ids)).state).toBe('accepted');
  // The token of one is good at the other.
  const call = await createCaller(facade.url, 'sender');
  expect((await call('GET', `/v2/cases/${ids.caseId}/events`)).status).toBe(200);
});

it('of two answers at the same time, one is taken', async () => {
  const sender = createApi(facade.url, 'v2', 'sender');
  const { ids, content } = await prepare(sender, []);
  await sender.submit(ids, content);
  const call = await createCaller(facade.url, 'subscriber');
  const problem = fitConnect.describeProblem('schema-violation', 'metadata');
  const tokens = await Promise.all(
    Array.from({ length: 4 }, () => fitConnect.signReject(ids, [problem], facade.keys.signature.private)),
  );
  const answers = await Promise.all(tokens.map((token) => call('POST', `/v2/cases/${ids.caseId}/events`, token)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409]);
  expect((await sender.readVerifiedLog(ids)).state).toBe('rejected');
});

it('tells operators the state, and that it cannot read the content', async () => {
  const sender = createApi(facade.url, 'v2', 'sender');
  const { ids, content } = await prepare(sender, [Buffer.from('a secret plan')]);
  await sender.submit(ids, content);
  const { key } = await createApiKey(facade.database.kysely, 'operator', 'test', new Date());
  const ask = (id: string, with_ = key) =>
    facade.gateway.app.request(`/v1/fit-connect/submissions/${id}`, { headers: { authorization: `Bearer ${with_}` } });
  const answer = await ask(ids.submissionId);
  expect(await answer.json()).toMatchObject({ ...ids, state: 'submitted', content: 'end-to-end', attachments: 1 });
  expect((await ask(destinationId)).status).toBe(404);
  expect((await ask('nonsense')).status).toBe(404);
  expect((await ask(ids.submissionId, 'none')).status).toBe(401);
  const { rows } = await facade.database.pool.query('select metadata, data from fit_connect_submission where id = $1', [
    ids.submissionId,
  ]);
  expect(rows).toEqual([{ metadata: content.encryptedMetadata, data: content.encryptedData }]);
});
