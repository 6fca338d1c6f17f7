import type { Exchange } from '../delivery/exchange.ts';
import { type AnyDefinition, answersTo } from '../domains/definitions.ts';
import { status0001 } from '../domains/status/status-0001.ts';
import type { MessageDefinition } from '../messages/message.ts';
import type { Contract } from './contract.ts';
import { fieldsOf, ownRulesOf } from './describe-message.ts';

type Reply = Contract['replies'][number];

/** What an office may say after the receipt: the answers of the message's own standard, and our status message. */
export function repliesTo<Content>(definition: MessageDefinition<Content>): AnyDefinition[] {
  return [...answersTo(definition), status0001 as AnyDefinition];
}

/** The messages that an office may answer with, and how they reach the gateway. */
export function describeReplies<Content>(
  definition: MessageDefinition<Content>,
  destination: { readonly replies?: object | undefined },
  exchange: Pick<Exchange, 'replies'>,
): Reply[] {
  const way = (destination.replies && exchange.replies) ?? posted;
  return repliesTo(definition).map((answer) => ({
    id: answer.id,
    title: answer.title,
    root: answer.root.name,
    namespace: answer.standard.namespace,
    legalBasis: answer.legalBasis,
    way: { ...way },
    fields: fieldsOf(answer),
    rules: ownRulesOf(answer),
  }));
}

const posted = {
  de: 'POST /v1/replies am Gateway, Content-Type application/xml, Authorization: Bearer mit einem Schlüssel der Rolle vendor für diesen Zustellpunkt. Dieselbe Nachricht noch einmal ändert nichts.',
  en: 'POST /v1/replies of the gateway, Content-Type application/xml, Authorization: Bearer with a key of the role vendor for this destination. The same message again changes nothing.',
};
