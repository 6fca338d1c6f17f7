import { Refused } from '../errors.ts';
import { type ApiVersion, checkJweHeader, readJweHeader } from '../jwe/header.ts';
import { isTag, readAuthenticationTag } from '../jwe/tag.ts';
import { Refusal } from './refusal.ts';

const longestHeader = 16 * 1024;
const segments = 5;
const dot = 0x2e;

export interface JweInspection {
  /** The same content, piece by piece. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** What was seen of it when it is through. */
  readonly seen: () => { readonly size: number; readonly tag: string };
}

/**
 * Looks at the JWE of an attachment as it passes: five segments, header, tag, size. Nothing of it is kept.
 *
 * The iteration throws Refusal: 400 for what is no JWE, 413 for what is too large, 422 for a header of another kind.
 */
export function inspectJwe(content: AsyncIterable<Uint8Array>, version: ApiVersion, limit: number): JweInspection {
  let size = 0;
  let segment = 0;
  let header = '';
  let tag = '';
  const look = (text: string) => {
    for (const [index, part] of text.split('.').entries()) {
      if (index > 0) {
        if (segment === 0) checkHeader(header, version, 'attachment');
        segment += 1;
      }
      if (segment === 0) header += part;
      if (segment === segments - 1) tag += part;
    }
    if (segment >= segments || header.length > longestHeader || tag.length > 22) throw malformed();
  };
  return {
    pieces: pass(),
    seen: () => {
      if (segment !== segments - 1 || !isTag(tag)) throw malformed();
      return { size, tag };
    },
  };

  async function* pass() {
    for await (const piece of content) {
      size += piece.length;
      if (size > limit) throw new Refusal(413, `An attachment may have ${limit} bytes, encrypted.`);
      const text = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
      if (!/^[A-Za-z0-9_.-]*$/.test(text)) throw malformed();
      // Most pieces lie within the ciphertext.
      if (segment !== segments - 2 || piece.includes(dot)) look(text);
      yield piece;
    }
  }
}

const malformed = () => new Refusal(400, 'The content is no JWE in compact form.');

function checkHeader(segment: string, version: ApiVersion, part: 'metadata' | 'data' | 'attachment'): void {
  try {
    checkJweHeader(readJweHeader(segment), { version, part });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.reason === 'JWE_MALFORMED' && part === 'attachment') throw malformed();
    throw new Refusal(422, `The JWE of ${part} has a header that is not allowed in ${version}: alg, enc, cty and zip.`);
  }
}

/**
 * The tag of a JWE that is at hand.
 *
 * @throws Refusal 422
 */
export function inspectContent(jwe: string, version: ApiVersion, part: 'metadata' | 'data'): string {
  checkHeader(jwe.split('.', 1)[0] ?? '', version, part);
  try {
    return readAuthenticationTag(jwe);
  } catch {
    throw new Refusal(422, `The content of ${part} is no JWE in compact form.`);
  }
}
