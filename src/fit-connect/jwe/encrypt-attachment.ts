import { constants, createCipheriv, createHash, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { checkKeyShape } from '../jwk/check-shape.ts';
import type { RsaJwk } from '../jwk/jwk.ts';
import { alg, enc } from './header.ts';

export interface EncryptedAttachment {
  readonly authenticationTag: string;
  /** SHA-512 of the content, in hexadecimal digits. */
  readonly sha512: string;
  /** Bytes of the content. */
  readonly size: number;
}

/**
 * Encrypts a file of any size, chunk by chunk. What is written is the text of the JWE, ready to upload.
 *
 * @param key the destination's key, after `checkKey`.
 * @param write takes a piece of the text; the next piece comes when it is done.
 * @throws KeyRefused
 *
 * @example
 * const target = await open('plan.pdf.jwe', 'w');
 * const { sha512 } = await encryptAttachment(createReadStream('plan.pdf'), key, 'application/pdf', (text) =>
 *   target.appendFile(text),
 * );
 */
export async function encryptAttachment(
  content: AsyncIterable<Uint8Array>,
  key: RsaJwk,
  contentType: string,
  write: (text: string) => Promise<unknown>,
): Promise<EncryptedAttachment> {
  const { kid, kty, n, e } = checkKeyShape(key, 'encrypt');
  const header = Buffer.from(JSON.stringify({ alg, enc, kid, cty: contentType })).toString('base64url');
  const contentKey = randomBytes(32);
  const vector = randomBytes(12);
  const wrapped = publicEncrypt(
    {
      key: createPublicKey({ key: { kty, n, e }, format: 'jwk' }),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
    },
    contentKey,
  );
  // The header's text is the additional authenticated data (RFC 7516, section 5.1, step 14).
  const cipher = createCipheriv('aes-256-gcm', contentKey, vector).setAAD(Buffer.from(header, 'ascii'));
  const hash = createHash('sha512');
  let size = 0;
  let rest = Buffer.alloc(0);
  await write(`${header}.${wrapped.toString('base64url')}.${vector.toString('base64url')}.`);
  for await (const chunk of content) {
    size += chunk.length;
    hash.update(chunk);
    const bytes = Buffer.concat([rest, cipher.update(chunk)]);
    // Only whole groups of three bytes can be written without knowing what follows.
    const whole = bytes.length - (bytes.length % 3);
    rest = bytes.subarray(whole);
    await write(bytes.toString('base64url', 0, whole));
  }
  const last = Buffer.concat([rest, cipher.final()]).toString('base64url');
  const authenticationTag = cipher.getAuthTag().toString('base64url');
  await write(`${last}.${authenticationTag}`);
  return { authenticationTag, sha512: hash.digest('hex'), size };
}
