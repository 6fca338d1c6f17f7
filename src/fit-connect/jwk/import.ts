import { type CryptoKey, importJWK } from 'jose';
import { isObject } from '../base64url.ts';
import { privateMembers } from './jwk.ts';

/**
 * Imports the bare numbers. Libraries map `key_ops` to usages and then refuse `wrapKey` for encryption; the operations
 * were checked by `checkKey`.
 *
 * @throws TypeError when the numbers are no RSA key.
 */
export async function importKey(jwk: unknown, alg: 'RSA-OAEP-256' | 'PS512'): Promise<CryptoKey> {
  if (!isObject(jwk)) throw new TypeError('A key has to be a JSON object.');
  const names = ['n', 'e', ...privateMembers].filter((name) => typeof jwk[name] === 'string');
  const key = await importJWK({ kty: 'RSA', ...Object.fromEntries(names.map((name) => [name, jwk[name]])) }, alg);
  if (key instanceof Uint8Array) throw new TypeError('A key has to be an RSA key.');
  return key;
}
