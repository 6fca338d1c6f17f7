import { isBase64url } from '../base64url.ts';
import { DecryptionRefused } from '../errors.ts';
import { isTag } from './tag.ts';

/** A JWE in compact form of which the ciphertext is still to come. */
export interface OpenCompact {
  readonly header: string;
  readonly wrappedKey: Buffer;
  readonly vector: Buffer;
  /** Yields the ciphertext, and returns the tag's text at the end. */
  readonly ciphertext: AsyncGenerator<Buffer, string, undefined>;
}

/** Header, wrapped key and vector of any honest sender are far smaller. */
const longestHead = 64 * 1024;

/**
 * Splits a JWE that arrives in pieces.
 *
 * @throws DecryptionRefused
 */
export async function readCompact(source: AsyncIterable<Uint8Array | string>): Promise<OpenCompact> {
  const pieces = readText(source);
  let head = '';
  let segments: string[] = [];
  while (segments.length < 4) {
    const { value, done } = await pieces.next();
    if (done || head.length > longestHead) throw malformed();
    head += value;
    segments = head.split('.', 4);
  }
  const [header = '', wrappedKey = '', vector = ''] = segments;
  const begin = head.slice(header.length + wrappedKey.length + vector.length + 3);
  return {
    header,
    wrappedKey: decode(wrappedKey),
    vector: decode(vector),
    ciphertext: readCiphertext(begin, pieces),
  };
}

async function* readCiphertext(
  begin: string,
  pieces: AsyncGenerator<string>,
): AsyncGenerator<Buffer, string, undefined> {
  let text = begin;
  for (;;) {
    const end = text.indexOf('.');
    if (end >= 0) {
      yield decode(text.slice(0, end));
      return await readTag(text.slice(end + 1), pieces);
    }
    // Four characters are three bytes; what is left over waits for the next piece.
    const whole = text.length - (text.length % 4);
    if (whole > 0) yield decode(text.slice(0, whole));
    const { value, done } = await pieces.next();
    if (done) throw malformed();
    text = text.slice(whole) + value;
  }
}

async function readTag(begin: string, pieces: AsyncGenerator<string>): Promise<string> {
  let tag = begin;
  for await (const piece of pieces) {
    tag += piece;
    if (tag.length > 22) break;
  }
  if (!isTag(tag)) throw malformed();
  return tag;
}

async function* readText(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  for await (const piece of source) yield typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1');
}

function decode(text: string): Buffer {
  if (!isBase64url(text)) throw malformed();
  return Buffer.from(text, 'base64url');
}

const malformed = () => new DecryptionRefused('JWE_MALFORMED');
