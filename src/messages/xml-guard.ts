import { ZustellwerkError } from '../errors.ts';

/** What an XML document may cost us at most, checked before any parser sees it. */
export interface XmlLimits {
  /** Bytes. */
  readonly size: number;
  /** Elements within each other. */
  readonly depth: number;
}

/** 10 MiB of embedded attachments in base64, and the message around them. */
export const defaultXmlLimits: XmlLimits = { size: 16 * 1024 * 1024, depth: 100 };

/**
 * Decodes an XML document and refuses what we never parse: other encodings than UTF-8, DTDs and entities (billion
 * laughs, external files), documents that are too large or too deep.
 *
 * @throws ZustellwerkError XML_REFUSED, with the reason and without any of the content.
 */
export function guardXml(bytes: Uint8Array, limits: XmlLimits = defaultXmlLimits): string {
  if (bytes.length > limits.size) refuse(`it has ${bytes.length} bytes; at most ${limits.size} are read`);
  const text = decode(bytes);
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']/.exec(text.slice(0, 200))?.[1];
  if (declared !== undefined && !/^utf-?8$/i.test(declared)) refuse(`its encoding is ${declared}; only UTF-8 is read`);
  const markup = withoutCommentsAndCdata(text);
  if (/<!(DOCTYPE|ENTITY)/i.test(markup))
    refuse('it has a document type declaration (DTD), which could pull in other files');
  const depth = depthOf(markup, limits.depth);
  if (depth > limits.depth) refuse(`its elements are nested deeper than ${limits.depth}`);
  return text;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ZustellwerkError('XML_REFUSED', 'The document is not UTF-8.', { cause });
  }
}

/** Comments and CDATA may quote markup without meaning it. */
function withoutCommentsAndCdata(text: string): string {
  if (!text.includes('<!')) return text;
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const start = text.slice(from).search(/<!--|<!\[CDATA\[/) + from;
    if (start < from) break;
    const end = text.indexOf(text.startsWith('<!--', start) ? '-->' : ']]>', start);
    parts.push(text.slice(from, start));
    if (end < 0) return parts.join('');
    from = end + 3;
  }
  parts.push(text.slice(from));
  return parts.join('');
}

function depthOf(markup: string, limit: number): number {
  let depth = 0;
  let deepest = 0;
  // A quoted value may hold what looks like the end of the tag.
  for (const [tag] of markup.matchAll(/<\/?[^\s!?<>/"'](?:[^<>"']|"[^<"]*"|'[^<']*')*>/g)) {
    if (tag.startsWith('</')) depth -= 1;
    else if (!tag.endsWith('/>')) {
      depth += 1;
      deepest = Math.max(deepest, depth);
      if (deepest > limit) return deepest;
    }
  }
  return deepest;
}

function refuse(reason: string): never {
  throw new ZustellwerkError('XML_REFUSED', `The document is not read: ${reason}.`);
}
