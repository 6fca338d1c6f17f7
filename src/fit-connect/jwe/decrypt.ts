import { compactDecrypt } from 'jose';
import { DecryptionRefused } from '../errors.ts';
import { sha512 } from '../hash.ts';
import { importKey } from '../jwk/import.ts';
import { chooseKey, type DecryptionKey, type DecryptionKeys } from './choose-key.ts';
import { alg, checkJweHeader, enc, type JweHeader, type JweRules, readJweHeader } from './header.ts';
import { readAuthenticationTag } from './tag.ts';

/** Most bytes where a caller names no limit. */
const defaultMaxBytes = 64 * 1024 * 1024;

export interface Decrypted {
  readonly plaintext: Uint8Array;
  readonly header: JweHeader;
  readonly authenticationTag: string;
  /** SHA-512 of the plaintext, in hexadecimal digits. */
  readonly sha512: string;
}

/**
 * Decrypts a JWE in memory, under the header rules of the API's version. For large files see `decryptAttachment`.
 *
 * All refusals are one error with one message; its `reason` is for logs inside only.
 *
 * @param keys one's private keys, chosen by the `kid` of the header.
 * @throws DecryptionRefused
 *
 * @example
 * const { plaintext } = await decryptJwe(submission.encryptedData, keys, { version: 'v2', part: 'data' });
 */
export async function decryptJwe(compact: string, keys: DecryptionKeys, rules: JweRules): Promise<Decrypted> {
  const { maxBytes = defaultMaxBytes } = rules;
  if (typeof compact !== 'string') throw new DecryptionRefused('JWE_MALFORMED');
  // Base64url makes it a third larger; header, key, vector and tag need less than 8 KiB.
  if (compact.length > Math.ceil((maxBytes * 4) / 3) + 8192) throw new DecryptionRefused('JWE_TOO_LARGE');
  const header = checkJweHeader(readJweHeader(compact.slice(0, compact.indexOf('.'))), rules);
  const authenticationTag = readAuthenticationTag(compact);
  const key = chooseKey(header, keys, rules.version);
  const plaintext = await open(compact, key, maxBytes);
  if (plaintext.length > maxBytes) throw new DecryptionRefused('JWE_TOO_LARGE');
  return { plaintext, header, authenticationTag, sha512: sha512(plaintext) };
}

async function open(compact: string, key: DecryptionKey, maxBytes: number): Promise<Uint8Array> {
  try {
    const options = {
      keyManagementAlgorithms: [alg],
      contentEncryptionAlgorithms: [enc],
      maxDecompressedLength: maxBytes,
    };
    return (await compactDecrypt(compact, await importKey(key, alg), options)).plaintext;
  } catch (error) {
    const bomb = error instanceof Error && /exceeded the configured limit/.test(error.message);
    throw new DecryptionRefused(bomb ? 'JWE_TOO_LARGE' : 'JWE_UNDECIPHERABLE');
  }
}
