import type { z } from 'zod';
import {
  type DataPath,
  type Finding,
  type FindingParams,
  finding,
  joinWordings,
  type Rule,
  type Wording,
} from '../findings.ts';
import { valueAt } from '../messages/paths.ts';
import { nearest } from '../nearest.ts';

type Issue = z.core.$ZodIssue;

const typeNames: Readonly<Record<string, Wording>> = {
  string: { de: 'Text', en: 'text' },
  number: { de: 'Zahl', en: 'number' },
  boolean: { de: 'true oder false', en: 'true or false' },
  object: { de: 'Objekt', en: 'object' },
  record: { de: 'Objekt', en: 'object' },
  array: { de: 'Liste', en: 'list' },
};

/** What a zod schema says against a value, as findings: each unknown member and each missing one by itself. */
export function findingsOf(
  issues: readonly Issue[],
  value: unknown,
  jsonSchema: Readonly<Record<string, unknown>>,
): Finding[] {
  return issues.flatMap((issue) => fromIssue(issue, value, jsonSchema));
}

function fromIssue(issue: Issue, data: unknown, jsonSchema: Record<string, unknown>): Finding[] {
  const path = issue.path as (string | number)[];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        finding([...path, key], 'unknown-field', { nearest: nearest(key, membersAt(jsonSchema, path)) }),
      );
    case 'invalid_type':
      return [missingOr(path, data, 'type', { expected: typeNames[issue.expected] ?? issue.expected })];
    case 'invalid_union':
      return [missingOr(path, data, 'type', { expected: joinWordings(issue.errors.flat().map(alternative), ' | ') })];
    case 'invalid_value':
      return [missingOr(path, data, 'choice', { names: issue.values.map(String) })];
    case 'too_big':
      return [
        finding(path, issue.origin === 'array' ? 'too-many' : 'number', {
          max: Number(issue.maximum),
          expected: { de: `höchstens ${issue.maximum}`, en: `at most ${issue.maximum}` },
        }),
      ];
    case 'too_small':
      return [
        finding(path, issue.origin === 'array' ? 'too-few' : 'number', {
          min: Number(issue.minimum),
          actual: 0,
          expected: { de: `mindestens ${issue.minimum}`, en: `at least ${issue.minimum}` },
        }),
      ];
    case 'custom': {
      const { rule, ...params } = (issue.params ?? {}) as FindingParams & { rule?: Rule };
      return [finding(path, rule ?? 'format', { expected: issue.message, ...params })];
    }
    default:
      return [finding(path, 'format', { expected: issue.message })];
  }
}

/** What one alternative of several asks for. */
function alternative(issue: Issue): Wording {
  if (issue.code === 'invalid_type') return typeNames[issue.expected] ?? issue.expected;
  return issue.code === 'invalid_value' ? issue.values.map(String).join(' | ') : issue.message;
}

function missingOr(path: DataPath, data: unknown, rule: Rule, params: FindingParams): Finding {
  if (valueAt(data, path) !== undefined) return finding(path, rule, params);
  return finding(path, 'required', { expected: params.expected ?? params.names?.join(', ') ?? '' });
}

/** The names of the members that the schema knows at a path. */
function membersAt(jsonSchema: Record<string, unknown>, path: DataPath): string[] {
  let current: unknown = jsonSchema;
  for (const step of path) current = valueAt(current, typeof step === 'number' ? ['items'] : ['properties', step]);
  return Object.keys((valueAt(current, ['properties']) as object | undefined) ?? {});
}
