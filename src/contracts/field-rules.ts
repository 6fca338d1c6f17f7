import { headRulesFor } from '../messages/head-rules.ts';
import type { MessageDefinition } from '../messages/message.ts';
import { fieldsOfRule } from '../messages/rule-example.ts';
import type { Field } from './contract.ts';

/** The fields with the rules that speak of them; a rule on all that a group holds stands at the group. */
export function withRules<Content>(
  fields: readonly Field[],
  { rules, standard }: MessageDefinition<Content>,
  content: Content,
): Field[] {
  const places = new Map<string, string[]>();
  const speaks = (id: string, paths: readonly string[]) => {
    for (const element of new Set(paths.flatMap((path) => elementsAt(path, fields)))) {
      places.set(element, [...(places.get(element) ?? []), id]);
    }
  };
  for (const rule of rules) speaks(rule.id, fieldsOfRule(rule, content));
  for (const { id, fields: named = [] } of headRulesFor(standard.namespace)) speaks(id, named);
  return fields.map((field) => {
    const ids = places.get(field.element);
    return ids === undefined ? field : { ...field, rules: ids };
  });
}

/** The elements that hold what stands at a content path; instead of all that is in a group, the group. */
function elementsAt(path: string, fields: readonly Field[]): string[] {
  const found = fields.filter((field) => isAt(field, path)).map(({ element }) => element);
  const [first, ...rest] = found;
  if (first === undefined || rest.length === 0) return found;
  const groups = fields.filter(({ type, element }) => type === 'group' && isAbove(element, first));
  const whole = groups.find((group) => leavesOf(group, fields).every(({ element }) => found.includes(element)));
  return whole && found.every((element) => isAbove(whole.element, element)) ? [whole.element] : found;
}

function leavesOf(group: Field, fields: readonly Field[]): Field[] {
  return fields.filter(({ type, element }) => type !== 'group' && isAbove(group.element, element));
}

function isAbove(group: string, element: string): boolean {
  return element.startsWith(`${group}/`) || element.startsWith(`${group}[]/`);
}

function isAt({ source }: Field, path: string): boolean {
  if (source === undefined || !('path' in source)) return false;
  const place = source.path.replaceAll('[]', '');
  return place === path || place.startsWith(`${path}.`);
}
