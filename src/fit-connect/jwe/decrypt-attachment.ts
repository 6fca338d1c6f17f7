import { constants, createDecipheriv, createHash, createPrivateKey, privateDecrypt, randomBytes } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { DecryptionRefused } from '../errors.ts';
import { chooseKey, type DecryptionKey, type DecryptionKeys } from './choose-key.ts';
import { type ApiVersion, checkJweHeader, readJweHeader } from './header.ts';
import { type OpenCompact, readCompact } from './read-compact.ts';
import type { SealedSink } from './sink.ts';

export interface AttachmentRules {
  readonly version: ApiVersion;
  /** Most bytes of the content, after decompression; default 500 MB, the service's limit for the encrypted form. */
  readonly maxBytes?: number | undefined;
  /**
   * The tag that the submit event names, and the hash that the metadata name. A file that differs is not released.
   */
  readonly authenticationTag?: string | undefined;
  readonly sha512?: string | undefined;
}

export interface DecryptedAttachment<Released> {
  /** What the sink released: a path, bytes, a reference. */
  readonly content: Released;
  readonly authenticationTag: string;
  readonly sha512: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Decrypts a file of any size, chunk by chunk. The content goes to a sealed sink, which is released only when the tag
 * was verified and the given tag and hash fit, and discarded otherwise.
 *
 * @throws DecryptionRefused; errors of source and sink pass through.
 *
 * @example
 * const { content } = await decryptAttachment(createReadStream('plan.jwe'), keys, { version: 'v2' }, sink);
 */
export async function decryptAttachment<Released>(
  source: AsyncIterable<Uint8Array | string>,
  keys: DecryptionKeys,
  rules: AttachmentRules,
  sink: SealedSink<Released>,
): Promise<DecryptedAttachment<Released>> {
  try {
    const facts = await decryptInto(await readCompact(source), keys, rules, sink);
    if (rules.authenticationTag !== undefined && rules.authenticationTag !== facts.authenticationTag) {
      throw new DecryptionRefused('TAG_MISMATCH');
    }
    if (rules.sha512 !== undefined && rules.sha512 !== facts.sha512) throw new DecryptionRefused('HASH_MISMATCH');
    return { ...facts, content: await sink.release() };
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

const largest = 500_000_000;

async function decryptInto(
  jwe: OpenCompact,
  keys: DecryptionKeys,
  { version, maxBytes = largest }: AttachmentRules,
  sink: SealedSink<unknown>,
) {
  const header = checkJweHeader(readJweHeader(jwe.header), { version, part: 'attachment' });
  const contentKey = unwrapKey(jwe.wrappedKey, chooseKey(header, keys, version));
  const hash = createHash('sha512');
  const facts = { authenticationTag: '', size: 0 };
  const plain = decipher(jwe, contentKey, (tag) => {
    facts.authenticationTag = tag;
  });
  const take = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      facts.size += chunk.length;
      if (facts.size > maxBytes) throw new DecryptionRefused('JWE_TOO_LARGE');
      hash.update(chunk);
      await sink.write(chunk);
    }
  };
  if (header.zip) await inflate(plain, take);
  else await take(plain);
  return { ...facts, sha512: hash.digest('hex') };
}

/**
 * A key that does not unwrap is replaced by a random one, so that the refusal comes at the tag like any other: padding
 * tells a forger nothing (RFC 7516, section 11.5).
 */
function unwrapKey(wrapped: Buffer, { n, e, d, p, q, dp, dq, qi }: DecryptionKey): Buffer {
  const substitute = randomBytes(32);
  try {
    const key = createPrivateKey({ key: { kty: 'RSA', n, e, d, p, q, dp, dq, qi }, format: 'jwk' });
    const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };
    const contentKey = privateDecrypt({ key, ...padding }, wrapped);
    return contentKey.length === 32 ? contentKey : substitute;
  } catch {
    return substitute;
  }
}

async function* decipher(jwe: OpenCompact, contentKey: Buffer, tagRead: (tag: string) => void): AsyncGenerator<Buffer> {
  if (jwe.vector.length !== 12) throw new DecryptionRefused('JWE_MALFORMED');
  const options = { authTagLength: 16 };
  const cipher = createDecipheriv('aes-256-gcm', contentKey, jwe.vector, options);
  cipher.setAAD(Buffer.from(jwe.header, 'ascii'));
  let next = await jwe.ciphertext.next();
  for (; !next.done; next = await jwe.ciphertext.next()) yield cipher.update(next.value);
  cipher.setAuthTag(Buffer.from(next.value, 'base64url'));
  try {
    yield cipher.final();
  } catch {
    throw new DecryptionRefused('JWE_UNDECIPHERABLE');
  }
  tagRead(next.value);
}

async function inflate(plain: AsyncIterable<Buffer>, take: (chunks: AsyncIterable<Buffer>) => Promise<void>) {
  try {
    await pipeline(plain, createInflateRaw(), take);
  } catch (error) {
    // Broken DEFLATE, like a broken tag, is content that does not open.
    const ofZlib = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    throw ofZlib ? new DecryptionRefused('JWE_UNDECIPHERABLE') : error;
  }
}
