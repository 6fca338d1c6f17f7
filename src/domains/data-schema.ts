import { z } from 'zod';
import { type DataPath, type Finding, type FindingParams, finding, type Rule } from '../findings.ts';
import { splitPath, valueAt } from '../messages/paths.ts';
import { findingsOf } from './zod-findings.ts';

/**
 * What the data of a service must look like, before any message is thought of: one interface, whether the data are
 * described in code (zod, here) or as data.
 */
export interface DataSchema {
  /** All faults of shape and plain sense; `today` is the day in Berlin, `YYYY-MM-DD`. Never throws. */
  check(data: unknown, context: { today: string }): Finding[];
  /** JSON Schema 2020-12, for portals and for documents. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
}

/** A rule on one value that needs more than the value's shape, for example the day of today. */
export interface DataRule {
  /** Path of the value; `*` stands for each item of a list. */
  readonly at: string;
  readonly rule: Rule;
  readonly params?: FindingParams;
  /** Whether the value is in order. Values of the wrong type are not asked about. */
  holds(value: string, context: { today: string; data: unknown; path: DataPath }): boolean;
}

/** The data schema that a zod schema and rules make. */
export function zodData(schema: z.ZodType, dataRules: readonly DataRule[] = []): DataSchema {
  const jsonSchema = z.toJSONSchema(schema, { unrepresentable: 'any' }) as Record<string, unknown>;
  return {
    jsonSchema,
    check: (data, context) => {
      const result = schema.safeParse(data);
      const issues = result.success ? [] : findingsOf(result.error.issues, data, jsonSchema);
      return [...issues, ...dataRules.flatMap((dataRule) => applyRule(dataRule, data, context))];
    },
  };
}

function applyRule({ at, rule, params, holds }: DataRule, data: unknown, { today }: { today: string }): Finding[] {
  return placesOf(splitPath(at), data).flatMap((path) => {
    const value = valueAt(data, path);
    return typeof value === 'string' && !holds(value, { today, data, path }) ? [finding(path, rule, params)] : [];
  });
}

/** The real paths behind a path, which may have `*`. */
function placesOf(steps: readonly string[], data: unknown): readonly DataPath[] {
  return steps.includes('*') ? expand(steps, data, []) : [steps];
}

function expand([step, ...rest]: readonly string[], value: unknown, at: DataPath): DataPath[] {
  if (step === undefined) return [at];
  if (step !== '*') return expand(rest, valueAt(value, [step]), [...at, step]);
  return Array.isArray(value) ? value.flatMap((item, index) => expand(rest, item, [...at, index])) : [];
}
