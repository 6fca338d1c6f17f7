import type { MessageDefinition } from '../messages/message.ts';
import { antrag0001 } from './antrag/antrag-0001.ts';
import { gewerbemeldungen } from './gewerbe/xgewerbeanzeige/messages.ts';
import { quittung } from './quittung/quittung.ts';
import { replyKinds } from './replies/read-reply.ts';
import type { BuildableMessage, ServiceAct } from './service.ts';

/** A message of any content, for walks that only look at its tree. */
export type AnyDefinition = MessageDefinition<unknown>;

/** What is sent for portals, the generic message among it. */
export function requestDefinitions(
  acts: readonly { readonly messages: readonly Pick<BuildableMessage, 'definition'>[] }[],
): AnyDefinition[] {
  const definitions = acts.flatMap(({ messages }) => messages.map(({ definition }) => definition as AnyDefinition));
  return [...new Set([...definitions, antrag0001 as AnyDefinition])];
}

/** What offices answer. */
export const answerDefinitions: readonly AnyDefinition[] = [
  ...replyKinds.map(({ definition }) => definition),
  quittung as AnyDefinition,
];

/** What an office may answer to a message. */
export function answersTo({ standard, type }: Pick<MessageDefinition<never>, 'standard' | 'type'>): AnyDefinition[] {
  return answerDefinitions.filter(
    ({ standard: other, answers = [] }) =>
      other.id === standard.id && other.version === standard.version && answers.includes(type),
  );
}

/** What is passed on after an office has confirmed. */
export const forwardingDefinitions = gewerbemeldungen as readonly AnyDefinition[];

/** All that is defined here, whatever the acts. */
export function allDefinitions(acts: readonly ServiceAct[]): AnyDefinition[] {
  return [...requestDefinitions(acts), ...answerDefinitions, ...forwardingDefinitions];
}
