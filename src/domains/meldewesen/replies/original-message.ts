import { type Node, scope, unqualified } from '../../../messages/definition.ts';
import type { Message } from '../../../messages/head-g2g.ts';
import type { MessageRule } from '../../../messages/message-rule.ts';
import { dateTime, uuid } from '../../../messages/text-types.ts';
import { messageTypes } from '../code-lists.ts';

/** The message that a reply answers (XMeld 26.11, type.Identifikation.Nachricht). */
export interface OriginalMessage {
  readonly uuid: string;
  /** Four digits, for example `1700`. */
  readonly type: string;
  readonly createdAt: string;
}

/** What every reply has: the message that it answers. */
export interface Reply {
  readonly original: OriginalMessage;
}

const reply = scope<Reply>();
const original = scope<OriginalMessage>();

/** `ursprungsnachricht`; unlike itself, its children are unqualified. */
export const originalMessage: Node<Reply> = reply.inside(
  'ursprungsnachricht',
  'original',
  unqualified([
    original.text('nachrichtenUUID', 'uuid', uuid),
    original.code('nachrichtentyp', 'type', messageTypes),
    original.text('erstellungszeitpunkt', 'createdAt', dateTime),
  ]),
);

/** The requests that a reply of this type can answer. */
export function answersRule(type: string, requests: readonly string[]): MessageRule<Message<Reply>> {
  return {
    id: `xmeld-${type}-answers`,
    severity: 'error',
    text: {
      de: `Die Ursprungsnachricht ist eine ${requests.join(' oder ')}.`,
      en: `The original message is a ${requests.join(' or ')}.`,
    },
    source: { de: `XMeld 26.11, Text zur Nachricht ${type}`, en: `XMeld 26.11, text of message ${type}` },
    breaches: ({ data }) => (requests.includes(data.original.type) ? [] : [['data', 'original', 'type']]),
    // No message answers itself.
    example: [{ at: ['data', 'original', 'type'], value: type }],
  };
}
