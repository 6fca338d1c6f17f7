import { randomUUID } from 'node:crypto';
import { ZustellwerkError } from '../../errors.ts';
import type { XmlElement } from '../../messages/xml-read.ts';
import { readContentType, writeContentType } from './content-type.ts';
import { xopNamespace } from './names.ts';
import { readMultipart } from './read-multipart.ts';
import { child, elementWith, type XmlTree } from './xml-tree.ts';

/** Bytes that travel beside the envelope, without base64. */
export interface BinaryPart {
  readonly contentId: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** An HTTP body with its Content-Type. */
export interface Packed {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** What a body was made of. */
export interface Unpacked {
  readonly envelope: Uint8Array;
  /** By Content-ID, without its angle brackets. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

const envelopeId = 'envelope@zustellwerk';

/**
 * Packs an envelope and its parts as MTOM asks for it: multipart/related (RFC 2387) with the envelope as
 * application/xop+xml first (XOP 4.1, SOAP MTOM 3.2).
 */
export function pack(envelope: Uint8Array, action: string, parts: readonly BinaryPart[]): Packed {
  const boundary = `zustellwerk-${randomUUID()}`;
  const soapType = writeContentType('application/soap+xml', { action });
  const chunks = [
    partHead(boundary, writeContentType('application/xop+xml', { charset: 'UTF-8', type: soapType }), envelopeId),
    envelope,
    ...parts.flatMap((part) => [partHead(boundary, part.contentType, part.contentId), part.bytes]),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ];
  const contentType = writeContentType('multipart/related', {
    type: 'application/xop+xml',
    start: `<${envelopeId}>`,
    'start-info': 'application/soap+xml',
    action,
    boundary,
  });
  return { contentType, body: Buffer.concat(chunks) };
}

function partHead(boundary: string, contentType: string, contentId: string): Buffer {
  const lines = [
    `\r\n--${boundary}`,
    `Content-Type: ${contentType}`,
    'Content-Transfer-Encoding: binary',
    `Content-ID: <${contentId}>`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
}

/** The element that stands where content would be, and names the part that has it (XOP 2.1). */
export function include(contentId: string): XmlTree {
  return elementWith('xop:Include', { href: `cid:${encodeURIComponent(contentId)}` });
}

/**
 * Unpacks a body: multipart/related with XOP, or an envelope alone with its content as base64.
 *
 * @param limit bytes of the whole body.
 * @throws ZustellwerkError MULTIPART_UNREADABLE, also for another Content-Type.
 */
export async function unpack(
  header: string | null | undefined,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limit: number,
): Promise<Unpacked> {
  const { type, parameters } = readContentType(header);
  if (type === 'application/soap+xml') return { envelope: await collect(body, limit), parts: new Map() };
  const boundary = parameters.get('boundary');
  if (type !== 'multipart/related' || boundary === undefined || boundary === '') {
    refuse('it is neither multipart/related nor application/soap+xml');
  }
  const start = parameters.get('start');
  const parts = new Map<string, Uint8Array>();
  let envelope: Uint8Array | undefined;
  for await (const part of readMultipart(body, boundary, { parts: 200, partBytes: limit, totalBytes: limit })) {
    const id = part.headers.get('content-id') ?? '';
    if (/^(base64|quoted-printable)$/i.test(part.headers.get('content-transfer-encoding') ?? '')) {
      refuse('a part is encoded, where MTOM sends bytes as they are');
    }
    // Without `start` the first part is the root (RFC 2387, 3.2).
    if (envelope === undefined && (start === undefined || start === id)) envelope = part.body;
    else parts.set(id.replaceAll(/^<|>$/g, ''), part.body);
  }
  return { envelope: envelope ?? refuse('its root part is missing'), parts };
}

/**
 * The content of an element of type base64Binary, wherever it travelled.
 *
 * @throws ZustellwerkError MULTIPART_UNREADABLE when a part is missing or the text is not base64.
 */
export function binaryContent(source: XmlElement, parts: Unpacked['parts']): Uint8Array {
  const href = child(source, 'Include', xopNamespace)?.attributes.get('href');
  if (href !== undefined) {
    // Some senders escape the Content-ID in the part's head as well.
    const found = parts.get(contentIdOf(href)) ?? parts.get(href.slice('cid:'.length));
    return found ?? refuse('a part that the envelope names is missing');
  }
  const text = source.text.replaceAll(/\s/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) refuse('content is not base64');
  return Buffer.from(text, 'base64');
}

/** A `cid:` address is the Content-ID with its special characters escaped (RFC 2392). */
function contentIdOf(href: string): string {
  if (!href.startsWith('cid:')) refuse('content is named by an address other than cid:');
  try {
    return decodeURIComponent(href.slice('cid:'.length));
  } catch {
    return refuse('a cid: address is malformed');
  }
}

async function collect(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) refuse(`it is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function refuse(reason: string): never {
  throw new ZustellwerkError('MULTIPART_UNREADABLE', `The body is not read: ${reason}.`);
}
