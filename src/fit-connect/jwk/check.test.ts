import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestPki, testKeys, toPem } from '../../../test/fit-connect/keys.ts';
import { reasonOf } from '../../../test/fit-connect/reason.ts';
import { checkKey, type KeyRules } from './check.ts';
import type { CreatedKeys } from './create.ts';
import { createKeys } from './create.ts';
import { createCertificate } from './create-certificate.ts';
import { checkTrust, type KeyTrust } from './trust.ts';

const from = new Date('2026-01-01T00:00:00Z');
const to = new Date('2027-01-01T00:00:00Z');
const now = () => new Date('2026-06-01T00:00:00Z');
const test: KeyTrust = { environment: 'test' };

let keys: CreatedKeys;
let other: CreatedKeys;
beforeAll(async () => {
  [keys, other] = await Promise.all([testKeys('encryption', 'encryption'), testKeys('other', 'encryption')]);
}, 60_000);

const encrypt: KeyRules = { purpose: 'encrypt', trust: test, now };
const check = (changes: object, rules: KeyRules = encrypt) => checkKey({ ...keys.public, ...changes }, rules);

describe('the shape of a public key', () => {
  it('is taken, without members that do not belong', async () => {
    expect(await check({ use: 'enc', ext: true })).toEqual(keys.public);
  });

  it.each([
    ['KEY_NOT_RSA', { kty: 'EC' }],
    ['KEY_ALGORITHM', { alg: 'RSA-OAEP' }],
    ['KEY_ALGORITHM', { alg: undefined }],
    ['KEY_OPERATIONS', { key_ops: ['encrypt'] }],
    ['KEY_OPERATIONS', { key_ops: ['wrapKey', 'verify'] }],
    ['KEY_OPERATIONS', { key_ops: ['wrapKey', 'wrapKey'] }],
    ['KEY_OPERATIONS', { key_ops: 'wrapKey' }],
    ['KEY_ID', { kid: 'short12' }],
    ['KEY_ID', { kid: 'x'.repeat(65) }],
    ['KEY_EXPONENT', { e: 'Aw' }],
    ['KEY_MALFORMED', { n: 'not base64url!' }],
    ['KEY_MALFORMED', { x5c: [] }],
    ['KEY_PRIVATE', { d: 'AQAB' }],
  ])('is refused: %s %j', async (reason, changes) => {
    expect(await reasonOf(() => check(changes))).toBe(reason);
  });

  it.each([[null], ['text'], [[]], [undefined]])('is refused: %j is no key', async (value) => {
    expect(await reasonOf(() => checkKey(value, encrypt))).toBe('KEY_MALFORMED');
  });

  it('is refused when smaller than 4096 bits by a single one', async () => {
    const bytes = Buffer.from(keys.public.n, 'base64url');
    bytes[0] = 0x7f;
    expect(await reasonOf(() => check({ n: bytes.toString('base64url') }))).toBe('KEY_TOO_SMALL');
  });

  it('is refused when zeros make a small key look long', async () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    const padded = Buffer.concat([Buffer.alloc(256), Buffer.from(String(small.n), 'base64url')]);
    expect(await reasonOf(() => check({ n: padded.toString('base64url') }))).toBe('KEY_TOO_SMALL');
  });

  it('is refused when it is not the one that was asked for', async () => {
    expect(await reasonOf(() => check({}, { ...encrypt, kid: 'another-key' }))).toBe('KEY_OTHER');
  });

  it('is refused for another purpose', async () => {
    expect(await reasonOf(() => check({}, { ...encrypt, purpose: 'verify' }))).toBe('KEY_ALGORITHM');
  });
});

describe('a private key', () => {
  const decrypt = { purpose: 'decrypt', trust: test } as const;

  it('is taken, also with the operation that other clients add', async () => {
    expect(await checkKey(keys.private, decrypt)).toEqual(keys.private);
    const key_ops = ['unwrapKey', 'decrypt'];
    expect(await checkKey({ ...keys.private, key_ops }, decrypt)).toMatchObject({ key_ops });
  });

  it('is refused with a member missing or of another key', async () => {
    expect(await reasonOf(() => checkKey({ ...keys.private, qi: undefined }, decrypt))).toBe('KEY_INCOMPLETE');
    expect(await reasonOf(() => checkKey({ ...keys.private, n: other.private.n }, decrypt))).toBe('KEY_INCOMPLETE');
  });
});

describe('certificates', () => {
  const pki = createTestPki(from, to);
  const trust: KeyTrust = { environment: 'production', roots: [pki.root], isRevoked: async () => false };
  const real: KeyRules = { purpose: 'encrypt', trust, now };

  const toKey = ({ n, e }: { n: string; e: string }): KeyObject =>
    createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
  const certify = (changes: Partial<Parameters<typeof createCertificate>[0]> = {}) =>
    createCertificate({
      subject: 'Musterstadt',
      issuer: 'Issuer',
      publicKey: toKey(keys.public),
      issuerKey: pki.issuerKey,
      from,
      to,
      ...changes,
    });
  const withChain = (...chain: Buffer[]) => ({ x5c: chain.map((one) => one.toString('base64')) });

  it('lead to the root, whether it stands in the chain or not', async () => {
    await expect(check(withChain(certify(), pki.issuer), real)).resolves.toMatchObject({ kid: keys.public.kid });
    await expect(check(withChain(certify(), pki.issuer, pki.rootCertificate), real)).resolves.toBeTruthy();
  });

  it.each<[string, () => object, Partial<KeyRules>?]>([
    ['CERTIFICATE_MISSING', () => ({})],
    ['CERTIFICATE_MALFORMED', () => ({ x5c: ['...(base64 encoded cert)...'] })],
    ['CERTIFICATE_OTHER_KEY', () => withChain(certify({ publicKey: toKey(other.public) }), pki.issuer)],
    ['CERTIFICATE_OTHER_KEY', () => withChain(pki.issuer, certify())],
    ['CERTIFICATE_UNTRUSTED', () => withChain(certify())],
    ['CERTIFICATE_UNTRUSTED', () => withChain(certify(), createTestPki(from, to).issuer)],
    ['CERTIFICATE_UNTRUSTED', () => withChain(certify({ issuerKey: pki.rootKey }), pki.issuer)],
    ['CERTIFICATE_EXPIRED', () => withChain(certify({ to: new Date('2026-05-31T00:00:00Z') }), pki.issuer)],
    ['CERTIFICATE_EXPIRED', () => withChain(certify({ from: new Date('2026-06-02T00:00:00Z') }), pki.issuer)],
    ['CERTIFICATE_EXPIRED', () => withChain(certify(), pki.issuer), { now: () => new Date('2027-02-01T00:00:00Z') }],
  ])('are refused: %s', async (reason, changes, rules = {}) => {
    expect(await reasonOf(() => check(changes(), { ...real, ...rules }))).toBe(reason);
  });

  it('are refused when one of them was revoked', async () => {
    const asked: string[] = [];
    const isRevoked = async ({ subject }: { subject: string }) => {
      asked.push(subject);
      return subject === 'CN=Issuer';
    };
    const rules = { ...real, trust: { environment: 'production', roots: [pki.root], isRevoked } } as const;
    expect(await reasonOf(() => check(withChain(certify(), pki.issuer), rules))).toBe('CERTIFICATE_REVOKED');
    expect(asked).toEqual(['CN=Musterstadt', 'CN=Issuer']);
  });

  it('may not be issued by what is no authority', async () => {
    const leaf = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const ownIssuer = certify({ subject: 'Leaf', publicKey: leaf.publicKey });
    const below = certify({ issuer: 'Leaf', issuerKey: leaf.privateKey });
    expect(await reasonOf(() => check(withChain(below, ownIssuer, pki.issuer), real))).toBe('CERTIFICATE_UNTRUSTED');
  });

  it('are not asked of the service and of reply channels', async () => {
    await expect(check({}, { ...real, owner: 'reply' })).resolves.toBeTruthy();
    await expect(check({}, { ...real, owner: 'service' })).resolves.toBeTruthy();
  });

  it('in TEST need no chain, but one that can be read has to fit', async () => {
    await expect(check(withChain(certify()))).resolves.toBeTruthy();
    await expect(check({ x5c: ['...(base64 encoded cert)...'] })).resolves.toBeTruthy();
    const foreign = withChain(certify({ publicKey: toKey(other.public) }));
    expect(await reasonOf(() => check(foreign))).toBe('CERTIFICATE_OTHER_KEY');
  });

  it('made by oneself fit their key', async () => {
    const made = await createKeys('signature', { commonName: 'Müsterstadt (Test)', now });
    const rules = { purpose: 'verify', now } as const;
    await expect(checkKey(made.public, { ...rules, trust: test })).resolves.toEqual(made.public);
    const [own = ''] = made.public.x5c ?? [];
    const selfTrust = { ...trust, roots: [toPem(Buffer.from(own, 'base64'))] };
    // A certificate of one's own is no authority, so trusting it as root changes nothing.
    expect(await reasonOf(() => checkKey(made.public, { ...rules, trust: selfTrust }))).toBe('CERTIFICATE_UNTRUSTED');
  }, 60_000);
});

describe('the trust of TEST', () => {
  it('cannot be used with addresses of STAGE and PROD', async () => {
    for (const host of ['prod.fit-connect.fitko.net', 'submission-api-refz.fit-connect.niedersachsen.de']) {
      expect(await reasonOf(() => checkTrust(test, `https://${host}/x`))).toBe('TRUST_MISUSED');
    }
    expect(await reasonOf(() => checkTrust(test, 'https://test.fit-connect.fitko.dev'))).toBe('taken');
  });

  it('is the only one without roots', async () => {
    const empty: KeyTrust = { environment: 'stage', roots: [], isRevoked: async () => false };
    expect(await reasonOf(() => check({}, { ...encrypt, trust: empty }))).toBe('TRUST_MISUSED');
  });
});
