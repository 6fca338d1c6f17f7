import { describe, expect, it } from 'vitest';
import * as fitConnect from '../../src/fit-connect/index.ts';
import { reasonOf } from './reason.ts';
import { noSamples, readSample } from './samples.ts';

/** Published test vectors, by what their README says about each. */

const trust = { environment: 'test' } as const;
const vectors = (name: string, run: (vector: ReturnType<typeof readSample>) => unknown) =>
  it(name, async ({ skip }) => {
    skip(noSamples !== undefined, noSamples);
    await run(readSample(name));
  });

async function* inOnePiece(text: string) {
  yield text;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('keys and encryption', () => {
  vectors('jwk-examples.json', async ({ destinationKeys }) => {
    for (const [index, purpose] of (['verify', 'encrypt'] as const).entries()) {
      const { jwk } = destinationKeys[index];
      expect(await fitConnect.checkKey(jwk, { purpose, kid: jwk.kid, trust })).toEqual(jwk);
      expect(await reasonOf(() => fitConnect.checkKey(jwk, { purpose: 'sign', trust }))).not.toBe('taken');
      const real = { environment: 'production', roots: ['unused'], isRevoked: async () => false } as const;
      const check = () => fitConnect.checkKey(jwk, { purpose, trust: real });
      expect(await reasonOf(check)).toBe('CERTIFICATE_MALFORMED');
    }
  });

  vectors('jwe-rfc7520-5-2.json', async ({ compact, privateJwk, expected }) => {
    expect(fitConnect.readAuthenticationTag(compact)).toBe(expected.authenticationTag);
    for (const version of ['v1', 'v2'] as const) {
      const open = () => fitConnect.decryptJwe(compact, privateJwk, { version, part: 'data' });
      expect(await reasonOf(open)).toBe('JWE_ALGORITHM');
    }
  });

  vectors('authentication-tags.json', ({ authenticationTags }) => {
    expect(fitConnect.readAuthenticationTags(authenticationTags)).toEqual(authenticationTags);
    const asList = { ...authenticationTags, attachments: Object.values(authenticationTags.attachments) };
    expect(fitConnect.readAuthenticationTags(asList)).toBeUndefined();
  });

  vectors('jwe-v1-metadata-2022.json', async ({ compact, privateJwk, expected }) => {
    const open = (version: 'v1' | 'v2') => fitConnect.decryptJwe(compact, [privateJwk], { version, part: 'metadata' });
    const { plaintext, header, authenticationTag, sha512 } = await open('v1');
    expect(header).toEqual(expected.header);
    expect(authenticationTag).toBe(expected.authenticationTag);
    expect([plaintext.length, sha512]).toEqual([expected.plaintextBytes, expected.plaintextSha512]);
    expect(Buffer.from(plaintext).toString('utf8')).toBe(expected.plaintext);
    expect(fitConnect.validateMetadata(JSON.parse(expected.plaintext))).toMatchObject({
      valid: true,
      version: '1.0.0',
    });
    expect(await reasonOf(() => open('v2'))).toBe('JWE_COMPRESSED');
    await fitConnect.checkKey(privateJwk, { purpose: 'decrypt', trust });
    const limited = () =>
      fitConnect.decryptJwe(compact, privateJwk, { version: 'v1', part: 'metadata', maxBytes: 1000 });
    expect(await reasonOf(limited)).toBe('JWE_TOO_LARGE');
    const sink = fitConnect.openMemorySink();
    const inPieces = await fitConnect.decryptAttachment(inOnePiece(compact), privateJwk, { version: 'v1' }, sink);
    expect([inPieces.sha512, inPieces.size]).toEqual([sha512, expected.plaintextBytes]);
  });

  vectors('wycheproof-jwe-rsa-oaep-256.json', async ({ privateJwk, tests }) => {
    expect(tests).toHaveLength(9);
    for (const { tcId, jwe, header, fitConnectHeaderPolicy, ...row } of tests) {
      const rules = { version: 'v1', part: 'attachment' } as const;
      const pass = fitConnectHeaderPolicy === 'pass';
      const checked = await reasonOf(() => fitConnect.checkJweHeader(header, rules));
      expect(checked, tcId).toBe(pass ? 'taken' : 'JWE_ALGORITHM');
      const { kid: _, ...key } = privateJwk;
      if (!pass) {
        expect(await reasonOf(() => fitConnect.decryptJwe(jwe, key, rules)), tcId).toBe('JWE_ALGORITHM');
        continue;
      }
      const opened = await fitConnect.decryptJwe(jwe, key, rules);
      expect([hex(opened.plaintext), opened.authenticationTag, opened.sha512], tcId).toEqual([
        row.plaintextHex,
        row.authenticationTag,
        row.plaintextSha512,
      ]);
    }
    expect(await reasonOf(() => fitConnect.checkKey(privateJwk, { purpose: 'decrypt', trust }))).toBe('KEY_OPERATIONS');
    const small = { ...privateJwk, key_ops: ['unwrapKey'] };
    expect(await reasonOf(() => fitConnect.checkKey(small, { purpose: 'decrypt', trust }))).toBe('KEY_TOO_SMALL');
  });
});

describe('signatures and events', () => {
  vectors('wycheproof-jws-ps512.json', async ({ publicJwk, tests }) => {
    expect(tests).toHaveLength(9);
    for (const { tcId, jws, signature } of tests) {
      expect(await fitConnect.hasValidSignature(jws, publicJwk), tcId).toBe(signature === 'valid');
      const verify = () => fitConnect.verifySecurityEvent(jws, context('https://x.example', [publicJwk]));
      expect(await reasonOf(verify), tcId).toMatch(/^SET_(MALFORMED|HEADER)$/);
    }
  });

  const context = (serviceBaseUrl: string, keys: unknown[], ids: { submissionId?: string; caseId?: string } = {}) => ({
    caseId: ids.caseId ?? '',
    submissionId: ids.submissionId,
    serviceIssuers: [serviceBaseUrl],
    findServiceKey: fitConnect.findInKeySet({ keys }),
    trust,
  });

  vectors('set-service-2022.json', async ({ compact, serviceJwks: { keys }, context: own, submitPayloadUnsigned }) => {
    const verify = (base: string, withKeys = keys, ids = own, token = compact) =>
      reasonOf(() => fitConnect.verifySecurityEvent(token, context(base, withKeys, ids)));
    const event = await fitConnect.verifySecurityEvent(compact, context(own.serviceBaseUrl, keys, own));
    expect(event).toMatchObject({ name: 'create-submission', author: 'service', payload: {} });
    expect(event.schema).toContain('set-payload/1.0.0');
    const log = await fitConnect.verifyEventLog([compact], context(own.serviceBaseUrl, keys, own));
    expect(log.state).toBe('incomplete');
    expect(await verify('https://api.fitko.de/fit-connect/')).toBe('SET_ISSUER');
    const other = await fitConnect.createKeys('signature', { kid: keys[0].kid });
    expect(await verify(own.serviceBaseUrl, [other.public])).toBe('SET_SIGNATURE');
    expect(await verify(own.serviceBaseUrl, keys, { ...own, caseId: own.submissionId })).toBe('SET_CASE');
    expect(await verify(own.serviceBaseUrl, keys, { ...own, submissionId: own.caseId })).toBe('SET_SUBJECT');
    // The last character too: of its six bits two mean nothing.
    const positions = [...Array(compact.length).keys()].filter((at) => at % 7 === 0 || at === compact.length - 1);
    for (const position of positions) {
      const byte = String.fromCharCode(compact.charCodeAt(position) + 1);
      const changed = compact.slice(0, position) + byte + compact.slice(position + 1);
      expect(await verify(own.serviceBaseUrl, keys, own, changed), `${position}`).not.toBe('taken');
    }
    const [payload] = Object.values<{ authenticationTags: unknown }>(submitPayloadUnsigned.events);
    expect(fitConnect.readAuthenticationTags(payload?.authenticationTags)).toEqual(payload?.authenticationTags);
  });

  vectors('set-payload-reject.json', async ({ payload }) => {
    const keys = await fitConnect.createKeys('signature');
    const [events] = Object.values<{ problems: [fitConnect.Problem] }>(payload.events);
    if (!events) throw new Error('no event');
    const ids = {
      destinationId: payload.iss,
      submissionId: payload.sub.slice('submission:'.length),
      caseId: payload.txn.slice('case:'.length),
    };
    const ports = { now: () => new Date(payload.iat * 1000), newId: () => payload.jti };
    const token = await fitConnect.signReject(
      { ...ids, schema: payload.$schema },
      events.problems,
      keys.private,
      ports,
    );
    const written = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(written).toEqual(payload);
    const event = await fitConnect.verifySecurityEvent(token, {
      ...context('https://x.example', [], ids),
      destinationId: ids.destinationId,
      findDestinationKey: fitConnect.findInKeySet({ keys: [keys.public] }),
    });
    expect(event).toMatchObject({ name: 'reject-submission', problems: events.problems });
  });

  vectors('destination-signature.json', async ({ compact, header, payload }) => {
    expect(fitConnect.readJws(compact)?.header).toEqual(header);
    expect(JSON.parse(Buffer.from(fitConnect.readJws(compact)?.payload ?? []).toString())).toEqual(payload);
    const foreign = await fitConnect.createKeys('signature', { kid: header.kid });
    const verify = (keys: unknown[], changes: object = {}) =>
      reasonOf(() =>
        fitConnect.verifyAddressing(compact, {
          destinationId: payload.destinationId,
          leikaKey: '99134005017000',
          area: { ars: '120645410340' },
          trustedIssuers: [payload.iss],
          trustedHosts: [payload.submissionHost],
          findIssuerKey: () => fitConnect.findInKeySet({ keys }),
          trust,
          ...changes,
        }),
      );
    expect(await verify([])).toBe('ADDRESSING_KEY_UNKNOWN');
    expect(await verify([foreign.public])).toBe('ADDRESSING_SIGNATURE');
    expect(await verify([foreign.public], { trustedIssuers: [] })).toBe('ADDRESSING_ISSUER');
  });
});

describe('the rest', () => {
  vectors('callback-hmac-v1.json', async ({ secret, headers, body, clockForPositiveTest }) => {
    const verify = (seconds: number, text = body) => {
      const now = () => new Date((clockForPositiveTest + seconds) * 1000);
      return reasonOf(() => fitConnect.verifyCallback({ headers, body: text }, { secret, now }));
    };
    expect(await verify(0)).toBe('taken');
    expect(await verify(299)).toBe('taken');
    expect(await verify(300)).toBe('CALLBACK_TIME');
    expect(await verify(0, JSON.stringify(JSON.parse(body), null, 2))).toBe('CALLBACK_AUTHENTICATION');
    expect(fitConnect.readCallback(body).kind).toBe('new-submissions');
  });

  vectors('metadata-2.1.0.example.json', ({ metadata }) => {
    expect(fitConnect.validateMetadata(metadata)).toMatchObject({ valid: true, version: '2.1.0' });
    expect(metadata.contentStructure.data.hash.content).toBe(fitConnect.sha512(Buffer.from('{"a":1}')));
    expect(metadata.contentStructure.attachments[0].hash.content).toBe(fitConnect.sha512(Buffer.from('foo')));
  });

  vectors('api-object-examples.json', ({ PublicDestination }) => {
    const destination = fitConnect.readDestination(PublicDestination);
    expect(destination).toEqual({ ...PublicDestination, replyChannels: ['elster'] });
    expect(fitConnect.chooseMetadataVersion(destination?.metadataVersions ?? [])).toBe('2.1.0');
  });
});
