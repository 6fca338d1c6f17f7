import type { DataPath } from '../findings.ts';
import type { MessageRule, RuleExample } from './message-rule.ts';
import { putAt } from './paths.ts';

/** The content with the values of an example in it. Pure. */
export function withExample<Content>(content: Content, example: RuleExample): Content {
  const copy = structuredClone(content);
  for (const { at, value } of example) putAt(copy as Record<string, unknown>, at, structuredClone(value));
  return copy;
}

/**
 * The content paths that a rule speaks of, without the numbers of items: those that it names, else those that it finds
 * broken in its own example.
 *
 * @param content keeps all rules.
 */
export function fieldsOfRule<Content>(rule: MessageRule<Content>, content: Content): string[] {
  if (rule.fields !== undefined) return [...rule.fields];
  if (rule.example === undefined) return [];
  return [...new Set(rule.breaches(withExample(content, rule.example)).map(withoutNumbers))];
}

function withoutNumbers(path: DataPath): string {
  return path.filter((step) => typeof step !== 'number').join('.');
}
