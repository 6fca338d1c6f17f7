import { CompactEncrypt } from 'jose';
import { sha512 } from '../hash.ts';
import { checkKeyShape } from '../jwk/check-shape.ts';
import { importKey } from '../jwk/import.ts';
import type { RsaJwk } from '../jwk/jwk.ts';
import { alg, enc } from './header.ts';
import { readAuthenticationTag } from './tag.ts';

export interface Encrypted {
  /** The JWE in compact form. */
  readonly jwe: string;
  readonly authenticationTag: string;
  /** SHA-512 of the content, in hexadecimal digits: what the metadata name. */
  readonly sha512: string;
}

/**
 * Encrypts metadata, data or a small attachment for a destination. Never compresses: version 2 forbids it and version 1
 * does not need it. For large files see `encryptAttachment`.
 *
 * @param key the destination's key, after `checkKey`; its shape is checked once more.
 * @param contentType media type of the content. Demanded by version 2 for metadata and data.
 * @throws KeyRefused
 *
 * @example
 * const { jwe } = await encryptJwe(new TextEncoder().encode('{"a":1}'), key, 'application/json');
 */
export async function encryptJwe(content: Uint8Array, key: RsaJwk, contentType: string): Promise<Encrypted> {
  const { kid } = checkKeyShape(key, 'encrypt');
  const jwe = await new CompactEncrypt(content)
    .setProtectedHeader({ alg, enc, kid, cty: contentType })
    .encrypt(await importKey(key, alg));
  return { jwe, authenticationTag: readAuthenticationTag(jwe), sha512: sha512(content) };
}
