import type { CodeList } from '../messages/code-list.ts';
import { describeFields, type FieldRow } from '../messages/describe.ts';
import { headRulesFor } from '../messages/head-rules.ts';
import type { MessageDefinition } from '../messages/message.ts';
import { obligatoryText } from '../messages/obligatory-text.ts';
import type { Contract, Field } from './contract.ts';

/** What a contract says of a message of any direction, from its definition alone. */

export function fieldsOf<Content>(definition: MessageDefinition<Content>): Field[] {
  return describeFields(definition).map(toField);
}

function toField({ list, doc, ...row }: FieldRow): Field {
  return { ...row, ...(list ? { list: keyOf(list) } : {}), ...(doc === undefined ? {} : { meaning: doc }) };
}

/** The code lists of all these messages, by the key that their fields name. */
export function codeListsOf(definitions: readonly MessageDefinition<unknown>[]): Contract['codeLists'] {
  const lists = definitions.flatMap((definition) => describeFields(definition).flatMap(({ list }) => list ?? []));
  return Object.fromEntries(lists.map((list) => [keyOf(list), toCodeList(list)]));
}

/** Distinguishes lists, and versions of a list, within one contract. */
function keyOf({ name, uri, version }: CodeList): string {
  return uri === '' ? `${name} ${version}`.trim() : `${uri} ${version}`;
}

function toCodeList({ name, uri, version, type, codes, pattern }: CodeList): Contract['codeLists'][string] {
  return {
    name,
    uri,
    version,
    type,
    ...(codes ? { codes: { ...codes } } : {}),
    ...(pattern ? { pattern: pattern.source } : {}),
  };
}

/** The rules of the message itself. */
export function ownRulesOf<Content>({ rules }: Pick<MessageDefinition<Content>, 'rules'>): Contract['rules'] {
  return rules.map(({ id, severity, text, source }) => ({ id, severity, text, source }));
}

/** The rules for all messages that can say something of this one: a procedure may send it back for them too. */
export function generalRulesOf<Content>(definition: MessageDefinition<Content>): Contract['rules'] {
  return [obligatoryText(definition), ...headRulesFor(definition.standard.namespace)].map(
    ({ id, severity, text, source }) => ({ id, severity, text, source, general: true as const }),
  );
}
