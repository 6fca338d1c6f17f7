import { answersTo } from '../domains/definitions.ts';
import { empfangsbescheinigung } from '../domains/gewerbe/empfangsbescheinigung.ts';
import type { MessageDefinition } from '../messages/message.ts';
import type { Contract } from './contract.ts';
import { fieldsOf, ownRulesOf } from './describe-message.ts';

type Reply = Contract['replies'][number];

/** The answers that the gateway takes, and where. */
const ways: Readonly<Record<string, NonNullable<Reply['way']>>> = {
  [empfangsbescheinigung.id]: {
    de: 'POST /v1/confirmations am Gateway, Content-Type application/xml, Authorization: Bearer mit einem Schlüssel der Rolle vendor für diesen Zustellpunkt. Dieselbe Nachricht noch einmal ändert nichts.',
    en: 'POST /v1/confirmations of the gateway, Content-Type application/xml, Authorization: Bearer with a key of the role vendor for this destination. The same message again changes nothing.',
  },
};

/** The messages that an office may answer with. */
export function describeReplies<Content>(definition: MessageDefinition<Content>): Reply[] {
  return answersTo(definition).map((answer) => ({
    id: answer.id,
    title: answer.title,
    root: answer.root.name,
    namespace: answer.standard.namespace,
    legalBasis: answer.legalBasis,
    way: ways[answer.id] ?? null,
    fields: fieldsOf(answer),
    rules: ownRulesOf(answer),
  }));
}
