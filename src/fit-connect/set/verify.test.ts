import { constants, createPrivateKey, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { testKeys } from '../../../test/fit-connect/keys.ts';
import { reasonOf } from '../../../test/fit-connect/reason.ts';
import type { CreatedKeys } from '../jwk/create.ts';
import { findInFetchedKeySet, findInKeySet } from '../jws/key-set.ts';
import { describeProblem } from '../problems/catalogue.ts';
import { type EventName, writeEventUri } from './events.ts';
import { signAccept, signReject, signSecurityEvent } from './sign.ts';
import { type EventContext, verifySecurityEvent } from './verify.ts';

const ids = {
  submissionId: '02bf1d9f-282d-4abf-810a-c4104baf0afe',
  caseId: '452b5ee6-35df-441a-bd39-6141723cf914',
  destinationId: '40847c29-06aa-40e2-bf28-c29884c694c4',
};
const service = 'https://service.example';
const tags = { metadata: 'XFBoMYUZodetZdvTiFvSkQ', data: 'UCGiqJxhBI3IFVdPalHHvA', attachments: {} };
const schema = 'https://schema.fitko.de/fit-connect/set-payload/1.2.2/set-payload.schema.json';

let serviceKeys: CreatedKeys;
let ownKeys: CreatedKeys;
let context: EventContext;
beforeAll(async () => {
  [serviceKeys, ownKeys] = await Promise.all([testKeys('service', 'signature'), testKeys('signature', 'signature')]);
  context = {
    ...ids,
    serviceIssuers: [`${service}/`],
    findServiceKey: findInKeySet({ keys: [serviceKeys.public] }),
    findDestinationKey: findInKeySet({ keys: [ownKeys.public] }),
    trust: { environment: 'test' },
  };
}, 60_000);

const claims = (changes: object = {}) => ({
  jti: '4ac47caa-bce1-435a-b04f-3322b224b32e',
  iss: service,
  iat: 1_622_796_532,
  sub: `submission:${ids.submissionId}`,
  txn: `case:${ids.caseId}`,
  events: { [writeEventUri('create-submission')]: {} },
  ...changes,
});

interface Forgery {
  readonly claims?: object;
  readonly header?: object;
  readonly text?: string;
  readonly saltLength?: number;
  readonly hash?: string;
  readonly signer?: CreatedKeys;
}

/** A token with any content, signed as a forger could. */
function forge({ header, text, saltLength = 64, hash = 'sha512', signer = serviceKeys, ...more }: Forgery): string {
  const head = { typ: 'secevent+jwt', alg: 'PS512', kid: signer.public.kid, ...header };
  const payload = text ?? JSON.stringify(more.claims ?? claims());
  const input = [JSON.stringify(head), payload].map((part) => Buffer.from(part).toString('base64url')).join('.');
  const { kty, n, e, d, p, q, dp, dq, qi } = signer.private;
  const key = createPrivateKey({ key: { kty, n, e, d, p, q, dp, dq, qi }, format: 'jwk' });
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
  return `${input}.${sign(hash, Buffer.from(input), { key, ...padding }).toString('base64url')}`;
}

const verify = (compact: string, changes: Partial<EventContext> = {}) =>
  verifySecurityEvent(compact, { ...context, ...changes });

describe('an event of the service', () => {
  it('is believed, with ids in either case and escaped slashes', async () => {
    const text = JSON.stringify(claims({ sub: `submission:${ids.submissionId.toUpperCase()}` })).replaceAll('/', '\\/');
    expect(await verify(forge({ text }))).toMatchObject({
      name: 'create-submission',
      author: 'service',
      at: new Date('2021-06-04T08:48:52Z'),
      caseId: ids.caseId,
      problems: [],
    });
  });

  it('may have members and minor versions that are not known', async () => {
    const newer = claims({ $schema: schema.replace('1.2.2', '1.99.0'), aud: 'somebody' });
    expect(await reasonOf(() => verify(forge({ claims: newer, header: { x: 1 } })))).toBe('taken');
  });

  // RFC 7519, section 4, leaves only this or a refusal.
  it('counts by the last of members that stand twice', async () => {
    const own = `"sub":"submission:${ids.submissionId}"`;
    const foreign = `"sub":"submission:${ids.caseId}"`;
    const [begin, end] = JSON.stringify(claims()).split(own);
    const twice = (...members: string[]) => verify(forge({ text: `${begin}${members.join()}${end}` }));
    expect(await reasonOf(() => twice(foreign, own))).toBe('taken');
    expect(await reasonOf(() => twice(own, foreign))).toBe('SET_SUBJECT');
  });

  it('of an unknown name is shown, and means nothing', async () => {
    const { name, uri } = await verify(forge({ claims: claims({ events: { 'https://example.org/e': {} } }) }));
    expect({ name, uri }).toEqual({ name: undefined, uri: 'https://example.org/e' });
  });
});

const event = (name: EventName, payload: object = {}) => ({ events: { [writeEventUri(name)]: payload } });

describe('is refused', () => {
  it.each<[string, Forgery]>([
    ['SET_HEADER', { header: { typ: 'JWT' } }],
    ['SET_HEADER', { header: { typ: undefined } }],
    ['SET_HEADER', { header: { alg: 'PS256' } }],
    ['SET_HEADER', { header: { kid: undefined } }],
    ['SET_HEADER', { header: { crit: ['b64'], b64: false } }],
    ['SET_CLAIMS', { text: 'no JSON' }],
    ['SET_CLAIMS', { text: '[]' }],
    ['SET_CLAIMS', { claims: claims({ jti: 'no uuid' }) }],
    ['SET_CLAIMS', { claims: claims({ iss: undefined }) }],
    ['SET_CLAIMS', { claims: claims({ iat: '1622796532' }) }],
    ['SET_CLAIMS', { claims: claims({ iat: 1_577_833_199 }) }],
    ['SET_CLAIMS', { claims: claims({ iat: 1_622_796_532.5 }) }],
    ['SET_CLAIMS', { claims: claims({ iat: 1_622_796_532_000 }) }],
    ['SET_CLAIMS', { claims: claims({ sub: ids.submissionId }) }],
    ['SET_CLAIMS', { claims: claims({ sub: `submission:${ids.submissionId}x` }) }],
    ['SET_CLAIMS', { claims: claims({ txn: `case:${ids.caseId.slice(1)}` }) }],
    ['SET_CLAIMS', { claims: claims({ events: {} }) }],
    ['SET_CLAIMS', { claims: claims({ events: { a: {}, b: {} } }) }],
    ['SET_CLAIMS', { claims: claims({ events: { a: 'text' } }) }],
    ['SET_CLAIMS', { claims: claims({ $schema: schema.replace('1.2.2', '2.0.0') }) }],
    ['SET_CLAIMS', { claims: claims({ $schema: 7 }) }],
    ['SET_ISSUER', { claims: claims({ iss: 'https://service.example.org' }) }],
    ['SET_ISSUER', { claims: claims({ iss: ids.caseId }) }],
    ['SET_KEY_UNKNOWN', { header: { kid: 'another-key' } }],
    ['SET_SIGNATURE', { saltLength: 32 }],
    ['SET_SIGNATURE', { hash: 'sha256' }],
    ['SET_SUBJECT', { claims: claims({ sub: `submission:${ids.caseId}` }) }],
    ['SET_SUBJECT', { claims: claims({ sub: `reply:${ids.submissionId}` }) }],
    ['SET_CASE', { claims: claims({ txn: `case:${ids.submissionId}` }) }],
    ['SET_AUTHOR', { claims: claims(event('accept-submission')) }],
    ['SET_AUTHOR', { claims: claims(event('forward-submission')) }],
    ['SET_PAYLOAD', { claims: claims(event('submit-submission', { authenticationTags: [] })) }],
    ['SET_PAYLOAD', { claims: claims(event('submit-submission', { authenticationTags: { metadata: 'short' } })) }],
    ['SET_PAYLOAD', { claims: claims(event('reject-submission', { problems: {} })) }],
    ['SET_PAYLOAD', { claims: claims(event('reject-submission', { problems: [{ title: 'no type' }] })) }],
  ])('%s %j', async (reason, forgery) => {
    expect(await reasonOf(() => verify(forge(forgery)))).toBe(reason);
  });

  it.each(['', 'a.b', 'a.b.c', 'e30.e30', 'e30.e30.'])('SET_MALFORMED %j', async (compact) => {
    expect(await reasonOf(() => verify(compact))).toBe('SET_MALFORMED');
  });

  it('when one byte was changed, or the key is another', async () => {
    const [head, payload = '', signature] = forge({}).split('.');
    const changed = JSON.stringify(claims({ iat: 1_622_796_533 }));
    const forged = [head, Buffer.from(changed).toString('base64url'), signature].join('.');
    expect(await reasonOf(() => verify(forged))).toBe('SET_SIGNATURE');
    const others = findInKeySet({ keys: [{ ...ownKeys.public, kid: serviceKeys.public.kid }] });
    const honest = [head, payload, signature].join('.');
    expect(await reasonOf(() => verify(honest, { findServiceKey: others }))).toBe('SET_SIGNATURE');
  });

  it('when the key breaks the rules', async () => {
    const encrypting = findInKeySet({ keys: [{ ...serviceKeys.public, key_ops: ['wrapKey'] }] });
    expect(await reasonOf(() => verify(forge({}), { findServiceKey: encrypting }))).toBe('SET_KEY');
  });

  it('when a destination reports what only the service may', async () => {
    const submit = claims({ iss: ids.destinationId, ...event('submit-submission', { authenticationTags: tags }) });
    expect(await reasonOf(() => verify(forge({ claims: submit, signer: ownKeys })))).toBe('SET_AUTHOR');
  });

  it('with one message for all reasons', async () => {
    const error = await verify('a.b').catch((thrown: Error) => thrown);
    expect(String(error)).toBe('SecurityEventRefused: The security event is not trusted.');
    expect(JSON.stringify(error)).toBe('{"name":"SecurityEventRefused","code":"SECURITY_EVENT_REFUSED"}');
  });
});

describe('what the destination signs', () => {
  it('is accepted as such, with tags and the schema of the case', async () => {
    const event = await verify(await signAccept({ ...ids, schema }, tags, ownKeys.private));
    expect(event).toMatchObject({ name: 'accept-submission', author: 'destination', authenticationTags: tags, schema });
  });

  it('is rejected with its problems', async () => {
    const problem = describeProblem('hash-mismatch', 'data');
    const event = await verify(await signReject(ids, [problem], ownKeys.private));
    expect(event).toMatchObject({ name: 'reject-submission', problems: [problem] });
  });

  it('names no schema where there is no payload', async () => {
    const { caseId, submissionId: subjectId, destinationId: issuer } = ids;
    const now = () => new Date('2026-01-02T03:04:05.678Z');
    const token = await signSecurityEvent(
      { name: 'forward-submission', issuer, caseId, subjectId, schema },
      ownKeys.private,
      {
        now,
      },
    );
    const event = await verify(token);
    expect(event).toMatchObject({ name: 'forward-submission', at: new Date('2026-01-02T03:04:05Z') });
    expect(event.schema).toBeUndefined();
  });
});

it('key sets are fetched anew for an unknown id, and not for each', async () => {
  let fetched = 0;
  let time = 0;
  const sets = [{ keys: [] }, { keys: [serviceKeys.public] }];
  const find = findInFetchedKeySet(
    async () => sets[Math.min(fetched++, 1)],
    () => new Date(time),
  );
  expect(await find(serviceKeys.public.kid)).toBeUndefined();
  expect(await find(serviceKeys.public.kid)).toBeUndefined();
  expect(fetched).toBe(1);
  time = 10_000;
  expect(await find(serviceKeys.public.kid)).toEqual(serviceKeys.public);
  expect(await find(serviceKeys.public.kid)).toEqual(serviceKeys.public);
  expect(fetched).toBe(2);
});
