import { CompactEncrypt, CompactSign, calculateJwkThumbprint, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { clientSecret, destinationId, type Facade, inactiveId, openFacade } from './facade.ts';
import { service, submissionSchema } from './memory-service.ts';

/**
 * The requests of public clients, in their order and with their bodies, against our delivery service. No part of our own
 * clients is in between: what goes over the wire stands here.
 */

let facade: Facade;
beforeAll(async () => {
  facade = await openFacade();
}, 120_000);
afterAll(() => facade[Symbol.asyncDispose]());

const attachmentId = '7c7a6f0e-0b4c-4a55-9d3d-0d0a7c1f2b11';

/** A client that has a token: fields of the form in the body, no scope. */
async function logIn(clientId: string) {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const answer = await fetch(`${facade.url}/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token, token_type: type, expires_in: life } = (await answer.json()) as Record<string, unknown>;
  expect([answer.status, type, life]).toEqual([200, 'Bearer', 1800]);
  return async (method: string, path: string, body?: unknown) => {
    const jose = typeof body === 'string';
    const response = await fetch(`${facade.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'user-agent': 'a-public-client/1.0',
        ...(body !== undefined && { 'content-type': jose ? 'application/jose' : 'application/json; charset=utf-8' }),
      },
      ...(body !== undefined && { body: jose ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: isJson ? JSON.parse(text) : text,
    };
  };
}

async function seal(content: Uint8Array, jwk: fitConnect.RsaJwk, header: { cty?: string; zip?: 'DEF' }) {
  const key = await importJWK({ kty: 'RSA', n: jwk.n, e: jwk.e }, 'RSA-OAEP-256');
  const jwe = new CompactEncrypt(content);
  return jwe.setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: jwk.kid, ...header }).encrypt(key);
}

async function open(jwe: string): Promise<string> {
  const version = 'v1'; // takes the headers of both
  const { plaintext } = await fitConnect.decryptJwe(jwe, facade.keys.encryption.private, {
    version,
    part: 'attachment',
  });
  return Buffer.from(plaintext).toString();
}

/** A security event as clients sign it themselves. */
async function sign(name: string, ids: { caseId: string; submissionId: string }, payload: object, more: object = {}) {
  const { kid, n, e, d, p, q, dp, dq, qi } = facade.keys.signature.private;
  const key = await importJWK({ kty: 'RSA', n, e, d, p, q, dp, dq, qi }, 'PS512');
  const claims = {
    ...more,
    jti: crypto.randomUUID(),
    iss: destinationId,
    iat: Math.floor(Date.now() / 1000),
    sub: `submission:${ids.submissionId}`,
    txn: `case:${ids.caseId}`,
    events: { [`https://schema.fitko.de/fit-connect/events/${name}`]: payload },
  };
  const token = new CompactSign(Buffer.from(JSON.stringify(claims)));
  return token.setProtectedHeader({ typ: 'secevent+jwt', alg: 'PS512', kid }).sign(key);
}

const namesOf = (log: readonly string[]) =>
  log.map((token) => fitConnect.readEventClaims(token)?.eventUri.replace(/.*\//, ''));
const tagOf = (jwe: string) => jwe.split('.')[4];
const metadata = JSON.stringify({
  $schema: 'https://schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json',
  contentStructure: {
    data: { hash: { type: 'sha512', content: fitConnect.sha512(Buffer.from('{"a":1}')) }, submissionSchema },
    attachments: [],
  },
});

describe('version 1', () => {
  it('a sender and a subscriber of the generated clients, compressed and without cty', async () => {
    const send = await logIn('sender');
    const { body: destination } = await send('GET', `/v1/destinations/${destinationId}`);
    expect(destination).toMatchObject({ destinationId, status: 'active', services: [{ regions: ['DE03457'] }] });
    const { body: key } = await send('GET', `/v1/destinations/${destinationId}/keys/${destination.encryptionKid}`);
    expect(key).toMatchObject({ kid: destination.encryptionKid, key_ops: ['wrapKey'], alg: 'RSA-OAEP-256' });

    const announced = await send('POST', '/v1/submissions', {
      destinationId,
      announcedAttachments: [attachmentId],
      serviceType: { name: service.name, description: '', identifier: service.identifier },
      callback: { url: 'https://portal.example/callback', secret: 'a secret of 32 characters or more' },
    });
    expect(announced).toMatchObject({ status: 201, body: { destinationId } });
    const { submissionId, caseId } = announced.body;
    const [plan, ofMetadata, ofData] = await Promise.all([
      seal(Buffer.from('a plan'), key, {}),
      seal(Buffer.from(metadata), key, { zip: 'DEF' }),
      seal(Buffer.from('{"a":1}'), key, { zip: 'DEF' }),
    ]);
    const put = await send('PUT', `/v1/submissions/${submissionId}/attachments/${attachmentId}`, plan);
    expect([put.status, put.body]).toEqual([204, '']);
    const submitted = await send('PUT', `/v1/submissions/${submissionId}`, {
      encryptedMetadata: ofMetadata,
      encryptedData: ofData,
    });
    expect(submitted).toMatchObject({
      status: 202,
      body: {
        destinationId,
        submissionId,
        caseId,
        attachments: [attachmentId],
        serviceType: service,
        callback: { url: 'https://portal.example/callback' },
      },
    });
    expect(JSON.stringify(submitted.body)).not.toContain('secret');

    const receive = await logIn('subscriber');
    const { body: list } = await receive('GET', '/v1/submissions?offset=0&limit=100');
    expect(list).toEqual({
      count: 1,
      offset: 0,
      totalCount: 1,
      submissions: [{ destinationId, submissionId, caseId }],
    });
    const { body: fetched } = await receive('GET', `/v1/submissions/${submissionId}`);
    expect([await open(fetched.encryptedMetadata), await open(fetched.encryptedData)]).toEqual([metadata, '{"a":1}']);
    const file = await receive('GET', `/v1/submissions/${submissionId}/attachments/${fetched.attachments[0]}`);
    expect([file.type, await open(file.body)]).toEqual(['application/jose', 'a plan']);
    // An empty payload without $schema, as clients of 2022 sent it.
    const accept = await sign('accept-submission', announced.body, {});
    expect(await receive('POST', `/v1/cases/${caseId}/events`, accept)).toMatchObject({ status: 204, body: '' });
    expect(await receive('POST', `/v1/cases/${caseId}/events`, accept)).toMatchObject({ status: 409 });

    const { body: log } = await send('GET', `/v1/cases/${caseId}/events?offset=0&limit=500`);
    expect(namesOf(log.eventLog)).toEqual(['create-submission', 'submit-submission', 'accept-submission']);
    expect(await receive('GET', `/v1/submissions/${submissionId}`)).toMatchObject({ status: 404 });
    expect((await receive('GET', '/v1/submissions')).body.submissions).toEqual([]);
  });

  it('a sender and a subscriber of the Python clients: no name, all compressed, the key by its thumbprint, a token each time', async () => {
    const ask = async (...request: [method: string, path: string, body?: unknown]) =>
      (await logIn('sender'))(...request);
    const { body: destination } = await ask('GET', `/v1/destinations/${destinationId}`);
    // The key is read without a token.
    const answer = await fetch(`${facade.url}/v1/destinations/${destinationId}/keys/${destination.encryptionKid}`);
    const key = (await answer.json()) as fitConnect.RsaJwk;
    const announced = await ask('POST', '/v1/submissions', {
      destinationId,
      announcedAttachments: [attachmentId],
      serviceType: { name: '', identifier: service.identifier },
    });
    expect(announced.status).toBe(201);
    const { submissionId } = announced.body;
    const kid = await calculateJwkThumbprint({ kty: 'RSA', n: key.n, e: key.e });
    const header = { zip: 'DEF', cty: 'application/json' } as const;
    const sealed = (text: string) => seal(Buffer.from(text), { ...key, kid }, header);
    const file = await ask(
      'PUT',
      `/v1/submissions/${submissionId}/attachments/${attachmentId}`,
      await sealed('a plan'),
    );
    expect(file.status).toBe(204);
    const encryptedMetadata = await sealed('{"contentStructure":{"attachments":[]}}');
    const submitted = await ask('PUT', `/v1/submissions/${submissionId}`, { encryptedMetadata, encryptedData: null });
    expect(submitted).toMatchObject({ status: 202, body: { submissionId, serviceType: { name: '' } } });

    const receive = await logIn('subscriber');
    // What it does first; destinations are administered where the service runs, and it does not look at the answer.
    await receive('PATCH', `/v1/destinations/${destinationId}`, { status: 'active' });
    const { body: waiting } = await receive('GET', '/v1/submissions');
    expect(waiting.submissions).toContainEqual(expect.objectContaining({ submissionId }));
    const { body: fetched } = await receive('GET', `/v1/submissions/${submissionId}`);
    expect(fetched).toMatchObject({ encryptedMetadata, attachments: [attachmentId] });
    expect(fetched).not.toHaveProperty('encryptedData');
    const missing = await receive('GET', `/v1/submissions/${crypto.randomUUID()}`);
    expect([missing.status, missing.body.type]).toEqual([404, `${problems}/submission-not-found`]);
    const nobody = await ask('POST', '/v1/submissions', { ...announce, destinationId: crypto.randomUUID() });
    expect([nobody.status, nobody.body.type]).toEqual([404, `${problems}/destination-not-found`]);
    const inactive = await ask('POST', '/v1/submissions', { ...announce, destinationId: inactiveId });
    expect([inactive.status, inactive.body.type]).toEqual([422, `${problems}/destination-state-invalid`]);
  });
});

/** Problems that these clients know by their type. */
const problems = 'https://schema.fitko.de/fit-connect/submission-api/problems';
const announce = { announcedAttachments: [], serviceType: { name: '', identifier: service.identifier } };

describe('version 2', () => {
  it('a sender that reads the Destination API, and polls the events of the submission', async () => {
    const send = await logIn('sender');
    const api = `/destination-api/v2/destinations/${destinationId}`;
    const { body: destination } = await send('GET', api);
    expect(destination).toMatchObject({ name: 'Bauamt', publicServices: [{ identifier: service.identifier }] });
    const { body: set } = await send('GET', `${api}/keys`);
    const [key] = set.keys;
    expect([key.kid, key.key_ops]).toEqual([destination.encryptionKid, ['wrapKey']]);
    const announced = await send('POST', '/v2/submissions', {
      destinationId,
      announcedAttachments: [],
      publicService: { identifier: service.identifier, name: service.name },
    });
    expect(announced.status).toBe(201);
    const { submissionId } = announced.body;
    const [encryptedMetadata, encryptedData, plain] = await Promise.all([
      seal(Buffer.from(metadata), key, { cty: 'application/json' }),
      seal(Buffer.from('{"a":1}'), key, { cty: 'application/json' }),
      seal(Buffer.from(metadata), key, {}),
    ]);
    const submit = (body: object) => send('PUT', `/v2/submissions/${submissionId}`, body);
    expect((await submit({ encryptedMetadata: plain, encryptedData })).status).toBe(422);
    expect((await submit({ encryptedMetadata })).status).toBe(400);
    expect((await submit({ encryptedMetadata, encryptedData })).status).toBe(200);
    const { body: log } = await send('GET', `/v2/submissions/${submissionId}/events?limit=100&offset=0`);
    expect(namesOf(log.eventLog)).toEqual(['create-submission', 'submit-submission']);
  });

  it('a sender and a subscriber as they ran against TEST', async () => {
    const send = await logIn('sender');
    const { body: destination } = await send('GET', `/v2/destinations/${destinationId}`);
    const { body: key } = await send('GET', `/v2/destinations/${destinationId}/keys/${destination.encryptionKid}`);
    expect((await send('GET', `/v2/destinations/${destinationId}/keys`)).status).toBe(404);
    const [offered] = destination.publicServices;
    const announced = await send('POST', '/v2/submissions', {
      destinationId,
      announcedAttachments: [attachmentId],
      publicService: { identifier: offered.identifier, name: service.name },
      region: offered.regions[0],
    });
    const { submissionId, caseId } = announced.body;
    const cty = 'application/json';
    const [plan, encryptedMetadata, encryptedData] = await Promise.all([
      seal(Buffer.from('a plan'), key, { cty }),
      seal(Buffer.from(metadata), key, { cty }),
      seal(Buffer.from('{"a":1}'), key, { cty }),
    ]);
    const path = `/v2/submissions/${submissionId}`;
    expect((await send('PUT', path, { encryptedMetadata, encryptedData })).status).toBe(422);
    expect((await send('PUT', `${path}/attachments/${attachmentId}`, plan)).status).toBe(204);
    expect((await send('PUT', path, { encryptedMetadata, encryptedData })).status).toBe(200);

    const receive = await logIn('subscriber');
    const waiting = await receive('GET', `/v2/submissions?destinationId=${destinationId}&offset=0&limit=100`);
    expect(waiting.body.submissions).toContainEqual({ destinationId, submissionId, caseId });
    const { body: fetched } = await receive('GET', path);
    expect(fetched).toMatchObject({ caseId, attachments: [attachmentId], encryptedMetadata, encryptedData });
    expect((await receive('GET', `${path}/attachments/${attachmentId}`)).body).toBe(plan);
    const { body: log } = await receive('GET', `/v2/cases/${caseId}/events?limit=100&offset=0`);
    const serviceKeys = await (await fetch(`${facade.url}/.well-known/jwks.json`)).json();
    const submitted = await fitConnect.verifySecurityEvent(log.eventLog.at(-1), {
      destinationId,
      caseId,
      submissionId,
      serviceIssuers: [facade.url],
      findServiceKey: fitConnect.findInKeySet(serviceKeys),
      trust: { environment: 'test' },
    });
    const authenticationTags = {
      metadata: tagOf(encryptedMetadata),
      data: tagOf(encryptedData),
      attachments: { [attachmentId]: tagOf(plan) },
    };
    expect(submitted.authenticationTags).toEqual(authenticationTags);
    const schema = (version: string) => ({
      $schema: `https://schema.fitko.de/fit-connect/set-payload/${version}/set-payload.schema.json`,
    });
    const post = async (payload: object, version: string) =>
      receive(
        'POST',
        `/v2/cases/${caseId}/events`,
        await sign('accept-submission', announced.body, payload, schema(version)),
      );
    expect((await post({ authenticationTags }, '1.0.0')).status).toBe(422);
    expect((await post({}, '1.2.2')).status).toBe(422);
    expect((await post({ authenticationTags }, '1.2.2')).status).toBe(204);
    const { body: after } = await send('GET', `/v2/cases/${caseId}/events`);
    expect(namesOf(after.eventLog)).toEqual(['create-submission', 'submit-submission', 'accept-submission']);
  });
});
