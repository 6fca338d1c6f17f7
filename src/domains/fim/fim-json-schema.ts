import type { Wording } from '../../findings.ts';
import type { JsonSchema } from '../forms/json-schema.ts';
import { decideRules, longId } from './fim-rules.ts';
import type { FimField, FimGroup, FimLimits, FimRule, FimSchema, FimUse } from './fim-schema.ts';
import type { CodeEntries } from './genericode.ts';

/**
 * The JSON Schema of FIM JSON: a member for each element by its id, nested as in the data schema; a part that may
 * repeat is a list. What XDatenfelder states and no machine decides stands in `x-notDecided`.
 *
 * @param entries the entries of code lists that are at hand.
 */
export function fimJsonSchema(schema: FimSchema, entries: CodeEntries): JsonSchema {
  const notDecided = new Set<string>();
  const decided = new Set<string>();
  const members = membersOf(schema.uses);
  const body = { title: schema.title, type: 'object', ...members };
  for (const rule of rulesIn(schema))
    if (!decided.has(longId(rule.id))) notDecided.add(`${rule.id} ${rule.name}`.trim());
  return { ...body, 'x-notDecided': [...notDecided] };

  function membersOf(uses: readonly FimUse[]): JsonSchema {
    const data = uses.filter(({ element, max }) => max > 0 && (element.kind === 'group' || element.art !== 'label'));
    return {
      properties: Object.fromEntries(data.map((use) => [use.element.id, memberOf(use)])),
      required: data.filter(({ min }) => min > 0).map(({ element }) => element.id),
    };
  }

  function memberOf({ min, max, element }: FimUse): JsonSchema {
    const one = element.kind === 'group' ? groupSchema(element) : fieldSchema(element);
    if (max === 1) return one;
    const upper = Number.isFinite(max) ? { maxItems: max } : {};
    return { title: element.label, type: 'array', items: one, minItems: Math.max(1, min), ...upper };
  }

  function groupSchema(group: FimGroup): JsonSchema {
    const rules = decideRules(group);
    for (const id of rules.ids) decided.add(id);
    return { title: group.label, type: 'object', ...membersOf(group.uses), ...rules.schema };
  }

  function fieldSchema({ id, label, art, type, limits, list }: FimField): JsonSchema {
    const title = { title: label };
    if (list !== undefined) {
      const reference = { 'x-codeList': { uri: list.uri, version: list.version } };
      const names = entries(list);
      if (names === undefined) notDecided.add(`${id}: the entries of ${list.uri} ${list.version} are not at hand`);
      const codes = Object.entries(names ?? {}).map(([code, words]) => ({ const: code, title: words }));
      return { ...title, type: 'string', ...reference, ...(codes.length > 0 && { oneOf: codes }) };
    }
    if (art === 'select') notDecided.add(`${id}: a choice without a code list`);
    return { ...title, ...typeSchemas[type], ...limitsOf(id, type, limits) };
  }

  function limitsOf(id: string, type: string, limits: FimLimits): JsonSchema {
    const { minLength, maxLength, minValue, maxValue, pattern } = limits;
    if (typeSchemas[type]?.type === 'number' || typeSchemas[type]?.type === 'integer') {
      return { ...numberLimit('minimum', minValue), ...numberLimit('maximum', maxValue) };
    }
    if (minValue !== undefined || maxValue !== undefined) notDecided.add(`${id}: limits of a ${type}`);
    if (!type.startsWith('text')) return {};
    const usable = pattern === undefined || isPattern(pattern);
    if (!usable) notDecided.add(`${id}: a pattern that is no regular expression here`);
    return {
      ...(minLength !== undefined && { minLength }),
      ...(maxLength !== undefined && { maxLength }),
      ...(pattern !== undefined && usable && { pattern: `^(?:${pattern})$`, 'x-expected': wordsFor(id, pattern) }),
    };
  }
}

const typeSchemas: Readonly<Record<string, JsonSchema>> = {
  text: { type: 'string' },
  text_latin: { type: 'string' },
  date: { type: 'string', format: 'date' },
  time: { type: 'string', format: 'local-time' },
  datetime: { type: 'string', format: 'date-time' },
  bool: { type: 'boolean' },
  num: { type: 'number' },
  num_int: { type: 'integer' },
  num_currency: { type: 'number' },
  file: { type: 'string', format: 'attachment' },
  obj: { type: 'string' },
};

/** What a pattern asks for: in words for F60000246 (Postleitzahl) of the harmonised blocks, else the pattern itself. */
function wordsFor(id: string, pattern: string): Wording {
  return longId(id) === 'F60000000246' ? { de: 'fünf Ziffern', en: 'five digits' } : pattern;
}

function numberLimit(keyword: string, value: string | undefined): JsonSchema {
  const limit = Number(value ?? Number.NaN);
  return Number.isFinite(limit) ? { [keyword]: limit } : {};
}

/** The standard's patterns are those of XML Schema, which speak of the whole text. */
function isPattern(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').source !== '';
  } catch {
    return false;
  }
}

/** All rules, those of elements within too. */
function rulesIn({ rules, uses }: { rules: readonly FimRule[]; uses: readonly FimUse[] }): FimRule[] {
  const inner = uses.flatMap(({ element }) => (element.kind === 'group' ? rulesIn(element) : element.rules));
  return [...rules, ...inner];
}
