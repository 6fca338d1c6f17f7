import type { Message } from '../../../messages/head-g2g.ts';
import type { MessageDefinition } from '../../../messages/message.ts';
import { defineXmeld, type XmeldParts } from '../xmeld.ts';
import { answersRule, type Reply } from './original-message.ts';

/** An answer of a Meldebehörde: it names the message that it answers, which is of one of the types in `answers`. */
export function defineReply<Data extends Reply>(
  parts: XmeldParts<Data> & { readonly answers: readonly string[] },
): MessageDefinition<Message<Data>> {
  const { type, answers, rules = [] } = parts;
  return defineXmeld<Data>({ ...parts, rules: [answersRule(type, answers), ...rules] });
}
