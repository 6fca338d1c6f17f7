import { headRulesFor } from '../messages/head-rules.ts';
import type { MessageDefinition } from '../messages/message.ts';
import { fieldsOfRule } from '../messages/rule-example.ts';
import type { Field } from './contract.ts';

/** The fields with the rules that speak of them: of the field itself, or of the group that it stands in. */
export function withRules<Content>(
  fields: readonly Field[],
  { rules, standard }: MessageDefinition<Content>,
  content: Content,
): Field[] {
  const spoken = [
    ...rules.map((rule) => ({ id: rule.id, paths: fieldsOfRule(rule, content) })),
    ...headRulesFor(standard.namespace).map(({ id, fields: named = [] }) => ({ id, paths: named })),
  ];
  return fields.map((field) => {
    const ids = spoken.filter(({ paths }) => paths.some((path) => isAt(field, path))).map(({ id }) => id);
    return ids.length === 0 ? field : { ...field, rules: ids };
  });
}

function isAt({ source }: Field, path: string): boolean {
  if (source === undefined || !('path' in source)) return false;
  const place = source.path.replaceAll('[]', '');
  return place === path || place.startsWith(`${path}.`);
}
