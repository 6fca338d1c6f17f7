import { createHash } from 'node:crypto';
import { ZustellwerkError } from '../../errors.ts';
import type { Message } from '../../messages/head-g2g.ts';
import { checkRules } from '../../messages/message-rule.ts';
import { readMessage } from '../../messages/read.ts';
import { readHead } from '../../messages/read-head.ts';
import type { Schemas } from '../../messages/schemas.ts';
import { validate } from '../../messages/validate.ts';
import { readXml, type XmlElement } from '../../messages/xml-read.ts';
import { confirmationReply } from '../gewerbe/tell-confirmation.ts';
import { meldewesenReplies } from '../meldewesen/tell-replies.ts';
import { statusReply } from '../status/tell-status.ts';
import type { ReplyDocument, ReplyKind, Told } from './reply.ts';

/** Every message that an office can answer with. */
export const replyKinds: readonly ReplyKind[] = [...meldewesenReplies, confirmationReply, statusReply];

/** A reply that was read. */
export interface ReadReply extends Told {
  /** `standard/version/type`. */
  readonly definition: string;
  /** UUID of the reply itself: the same again is the same reply. */
  readonly uuid: string;
  readonly content: Message<unknown>;
}

/** A reply, or why the bytes are none. */
export type ReplyReading =
  | { readonly kind: 'reply'; readonly reply: ReadReply }
  | {
      readonly kind: 'unreadable';
      readonly reason: UnreadableReply;
      /** Of `rule-broken`: the ids of the rules. */
      readonly rules?: readonly string[];
    };

/**
 * - `empty`: no bytes.
 * - `refused`: not parsed: too large, too deep, not UTF-8, or with a DTD.
 * - `not-xml`: not well-formed.
 * - `not-a-reply`: XML, but none of the messages that offices answer with.
 * - `schema-invalid`: a reply by its name that breaks its schema.
 * - `contradictory`: its head names another number than its root element.
 * - `not-understood`: valid by an official schema that admits more than our definition.
 * - `rule-broken`: breaks a rule above the schema.
 * - `damaged`: a file is not the one that its SHA-512 is of, or no PDF as it says.
 */
export type UnreadableReply =
  | 'empty'
  | 'refused'
  | 'not-xml'
  | 'not-a-reply'
  | 'schema-invalid'
  | 'contradictory'
  | 'not-understood'
  | 'rule-broken'
  | 'damaged';

/** Reads what an office answered. Never throws, whatever the bytes: they come from a stranger. */
export async function readReply(bytes: Uint8Array, schemas: Schemas): Promise<ReplyReading> {
  if (bytes.length === 0) return unreadable('empty');
  try {
    const document = readXml(bytes);
    const known = replyKinds.find((kind) => isOf(kind, document));
    if (known === undefined) return unreadable('not-a-reply');
    if ((await validate(bytes, schemas)).kind !== 'valid') return unreadable('schema-invalid');
    return understand(known, document);
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

function isOf({ definition: { root, standard } }: ReplyKind, { name, namespace }: XmlElement): boolean {
  return root.name === name && standard.namespace === namespace;
}

function understand({ definition, tell }: ReplyKind, document: XmlElement): ReplyReading {
  // No schema can say that the number in the head is the one of the root element.
  if (readHead(document).type !== definition.type) return unreadable('contradictory');
  const content = readMessage(definition, document) as Message<unknown>;
  const broken = checkRules(definition, content, false).filter(({ severity }) => severity === 'error');
  if (broken.length > 0) {
    return { ...unreadable('rule-broken'), rules: broken.map(({ finding }) => finding.params?.id ?? finding.rule) };
  }
  const told = tell(content);
  if (!told.documents.every(isWhole)) return unreadable('damaged');
  return { kind: 'reply', reply: { definition: definition.id, uuid: content.head.uuid, content, ...told } };
}

/** Where the office says what the file is. XMeld does not, and calls every document a PDF by its element. */
function isWhole({ content, sha512, mediaType }: ReplyDocument): boolean {
  if (sha512 === undefined) return true;
  const file = Buffer.from(content, 'base64');
  const isWhatItSays = mediaType !== 'application/pdf' || file.subarray(0, 5).toString('latin1') === '%PDF-';
  return isWhatItSays && createHash('sha512').update(file).digest('hex') === sha512.toLowerCase();
}

function reasonOf(error: unknown): UnreadableReply {
  const code = error instanceof ZustellwerkError ? error.code : undefined;
  if (code === 'MESSAGE_UNREADABLE') return 'not-understood';
  return code === 'XML_REFUSED' ? 'refused' : 'not-xml';
}

function unreadable(reason: UnreadableReply): Extract<ReplyReading, { kind: 'unreadable' }> {
  return { kind: 'unreadable', reason };
}
