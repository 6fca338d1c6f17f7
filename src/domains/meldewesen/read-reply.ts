import { ZustellwerkError } from '../../errors.ts';
import { readHead } from '../../messages/read-head.ts';
import type { Schemas } from '../../messages/schemas.ts';
import { validate } from '../../messages/validate.ts';
import { readXml } from '../../messages/xml-read.ts';
import { type ReadReply, replies } from './replies.ts';
import { xmeld } from './xmeld.ts';

/** A reply of a Meldebehörde, or why the bytes are none. */
export type ReplyReading =
  | { readonly kind: 'reply'; readonly reply: ReadReply }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReply };

/**
 * - `empty`: no bytes.
 * - `refused`: not parsed: too large, too deep, not UTF-8, or with a DTD.
 * - `not-xml`: not well-formed.
 * - `other-standard`: a document that is not of XMeld 26.11.
 * - `unknown-message`: of XMeld, and none of the replies.
 * - `schema-invalid`: breaks its schema.
 * - `contradictory`: its head names another number than its root element.
 * - `not-understood`: valid by an official schema that admits more than our definition.
 */
export type UnreadableReply =
  | 'empty'
  | 'refused'
  | 'not-xml'
  | 'other-standard'
  | 'unknown-message'
  | 'schema-invalid'
  | 'contradictory'
  | 'not-understood';

/** Reads what a Meldebehörde answered. Never throws, whatever the bytes: they come from a stranger. */
export async function readReply(bytes: Uint8Array, schemas: Schemas): Promise<ReplyReading> {
  if (bytes.length === 0) return unreadable('empty');
  try {
    const document = readXml(bytes);
    if (document.namespace !== xmeld.namespace) return unreadable('other-standard');
    const known = replies.find(({ definition }) => definition.root.name === document.name);
    if (known === undefined) return unreadable('unknown-message');
    if ((await validate(bytes, schemas)).kind !== 'valid') return unreadable('schema-invalid');
    if (readHead(document).type !== known.type) return unreadable('contradictory');
    return { kind: 'reply', reply: known.read(document) };
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

function reasonOf(error: unknown): UnreadableReply {
  const code = error instanceof ZustellwerkError ? error.code : undefined;
  if (code === 'MESSAGE_UNREADABLE') return 'not-understood';
  return code === 'XML_REFUSED' ? 'refused' : 'not-xml';
}

function unreadable(reason: UnreadableReply): ReplyReading {
  return { kind: 'unreadable', reason };
}
