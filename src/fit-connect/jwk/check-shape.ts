import { constants, createPrivateKey, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import { isBase64url, isObject } from '../base64url.ts';
import { KeyRefused } from '../errors.ts';
import { parseJson } from '../json.ts';
import { type KeyPurpose, type PrivateRsaJwk, privateMembers, purposes, type RsaJwk } from './jwk.ts';

const smallestModulus = 4096;

/**
 * Checks all of a key that can be seen without certificates: type, size, exponent, algorithm, operations, id.
 *
 * @throws KeyRefused
 */
export function checkKeyShape(jwk: unknown, purpose: 'decrypt' | 'sign', kid?: string): PrivateRsaJwk;
export function checkKeyShape(jwk: unknown, purpose: KeyPurpose, kid?: string): RsaJwk;
export function checkKeyShape(given: unknown, purpose: KeyPurpose, kid?: string): RsaJwk {
  const jwk = parseJson(given);
  if (!isObject(jwk)) throw new KeyRefused('KEY_MALFORMED', 'it is no JSON object.');
  if (jwk.kty !== 'RSA') throw new KeyRefused('KEY_NOT_RSA', 'kty has to be RSA.');
  const { alg, operation, also, secret } = purposes[purpose];
  if (jwk.alg !== alg) throw new KeyRefused('KEY_ALGORITHM', `alg has to be ${alg}.`);
  checkOperations(jwk.key_ops, operation, also);
  const ownId = readKeyId(jwk.kid);
  if (kid !== undefined && ownId !== kid) throw new KeyRefused('KEY_OTHER', 'kid is not the id that was asked for.');
  const numbers = { n: readNumber(jwk, 'n'), e: readNumber(jwk, 'e') };
  if (numbers.e !== 'AQAB') throw new KeyRefused('KEY_EXPONENT', 'e has to be AQAB.');
  if (countBits(numbers.n) < smallestModulus) throw new KeyRefused('KEY_TOO_SMALL', 'n needs 4096 bits or more.');
  const x5c = readChain(jwk.x5c);
  const key = { kty: 'RSA' as const, alg, key_ops: jwk.key_ops, kid: ownId, ...numbers, ...(x5c && { x5c }) };
  return secret ? readPrivate(jwk, key) : withoutPrivate(jwk, key);
}

function checkOperations(
  value: unknown,
  operation: string,
  also: readonly string[],
): asserts value is readonly string[] {
  const fits =
    Array.isArray(value) &&
    value.includes(operation) &&
    value.every((entry) => entry === operation || also.includes(entry)) &&
    new Set(value).size === value.length;
  if (!fits) throw new KeyRefused('KEY_OPERATIONS', `key_ops has to be ["${operation}"].`);
}

function readKeyId(kid: unknown): string {
  if (typeof kid === 'string' && kid.length >= 8 && kid.length <= 64) return kid;
  throw new KeyRefused('KEY_ID', 'kid has to have 8 to 64 characters.');
}

function readNumber(jwk: Record<string, unknown>, name: string): string {
  const value = jwk[name];
  if (typeof value === 'string' && value !== '' && isBase64url(value)) return value;
  throw new KeyRefused('KEY_MALFORMED', `${name} has to be base64url.`);
}

function countBits(number: string): number {
  const digits = Buffer.from(number, 'base64url').toString('hex').replace(/^0+/, '');
  return digits === '' ? 0 : digits.length * 4 - Math.clz32(Number.parseInt(digits.slice(0, 1), 16)) + 28;
}

function readChain(x5c: unknown): readonly string[] | undefined {
  if (x5c === undefined) return undefined;
  if (Array.isArray(x5c) && x5c.length > 0 && x5c.every((entry) => typeof entry === 'string')) return x5c;
  throw new KeyRefused('KEY_MALFORMED', 'x5c has to be a list of certificates.');
}

/** Whoever publishes a private member has lost the key. */
function withoutPrivate(jwk: Record<string, unknown>, key: RsaJwk): RsaJwk {
  if (privateMembers.some((name) => name in jwk)) throw new KeyRefused('KEY_PRIVATE', 'it has private members.');
  const { kty, n, e } = key;
  try {
    createPublicKey({ key: { kty, n, e }, format: 'jwk' });
  } catch (cause) {
    throw new KeyRefused('KEY_MALFORMED', 'n and e are no public key.', { cause });
  }
  return key;
}

function readPrivate(jwk: Record<string, unknown>, key: RsaJwk): PrivateRsaJwk {
  const read = (name: (typeof privateMembers)[number]) => {
    if (jwk[name] === undefined) throw new KeyRefused('KEY_INCOMPLETE', `${name} is missing.`);
    return readNumber(jwk, name);
  };
  const whole = { ...key, d: read('d'), p: read('p'), q: read('q'), dp: read('dp'), dq: read('dq'), qi: read('qi') };
  if (!opensOwnContent(whole)) throw new KeyRefused('KEY_INCOMPLETE', 'its members do not fit each other.');
  return whole;
}

function opensOwnContent({ n, e, d, p, q, dp, dq, qi }: PrivateRsaJwk): boolean {
  try {
    const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    const open = createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
    const secret = createPrivateKey({ key: { kty: 'RSA', n, e, d, p, q, dp, dq, qi }, format: 'jwk' });
    const sample = Buffer.from('sample');
    return privateDecrypt({ key: secret, ...padding }, publicEncrypt({ key: open, ...padding }, sample)).equals(sample);
  } catch {
    return false;
  }
}
