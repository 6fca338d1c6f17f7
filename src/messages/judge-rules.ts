import { ZustellwerkError } from '../errors.ts';
import { checkContent } from './check.ts';
import { checkHead } from './head-rules.ts';
import type { MessageDefinition } from './message.ts';
import { checkRules, type RuleFault } from './message-rule.ts';
import { obligatoryText } from './obligatory-text.ts';
import { readMessage } from './read.ts';
import type { Schematron } from './schematron.ts';
import type { XmlElement } from './xml-read.ts';
import { xpathOf } from './xpath-of.ts';

/** What only makes sense for a document that its schema takes. */
export interface RulesOfStandard {
  readonly schematron: Schematron | undefined;
  readonly definition: MessageDefinition<never> | undefined;
}

/**
 * All rules above the schema on a document that somebody has sent: those for every message, those of its standard's
 * Schematron files, and those of its definition.
 *
 * @param valid absent for a document that is not valid, or of which that is not known.
 * @throws ZustellwerkError SCHEMA_BROKEN when a Schematron file cannot be evaluated.
 */
export async function judgeRules(
  bytes: Uint8Array,
  document: XmlElement,
  valid?: RulesOfStandard,
): Promise<RuleFault[]> {
  return [
    ...checkHead(document),
    ...((await valid?.schematron?.check(bytes, document.namespace)) ?? []),
    ...(valid?.definition ? ownRules(document, valid.definition) : []),
  ];
}

function ownRules(document: XmlElement, definition: MessageDefinition<never>): RuleFault[] {
  const content = readKnown(definition, document);
  if (content === undefined) return [unreadable(definition)];
  const sound = checkContent(definition.root, content.value).length === 0;
  const rules = [obligatoryText(definition), ...definition.rules];
  return rules.flatMap((rule) =>
    checkRules({ rules: [rule] }, content.value, sound).map(({ severity, finding: { path } }) => ({
      id: rule.id,
      severity,
      text: rule.text,
      xpath: xpathOf(definition, content.value, path),
    })),
  );
}

function readKnown(definition: MessageDefinition<never>, document: XmlElement): { readonly value: never } | undefined {
  try {
    return { value: readMessage(definition, document) };
  } catch (error) {
    if (error instanceof ZustellwerkError && error.code === 'MESSAGE_UNREADABLE') return undefined;
    throw error;
  }
}

/** A schema may know more than our definition, above all the official one. */
function unreadable({ standard, root }: MessageDefinition<never>): RuleFault {
  return {
    id: 'zustellwerk-not-defined',
    severity: 'warning',
    text: {
      de: 'Die Nachricht hat Elemente, die hier nicht definiert sind; ihre eigenen Regeln wurden nicht geprüft.',
      en: 'The message has elements that are not defined here; its own rules were not checked.',
    },
    xpath: `/${standard.prefix}:${root.name}`,
  };
}
