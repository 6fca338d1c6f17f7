import type { z } from 'zod';
import type { ConfigPath } from './config-error.ts';

/** A fault before it has a place in a file. */
export interface Finding {
  readonly path: ConfigPath;
  readonly problem: string;
  readonly expected: string;
}

/**
 * Turns the issues of a zod schema into findings: the problem is told from the value that stands there, what would be
 * right from the schema's message. `shows` says whether a value may be shown; secrets may not.
 */
export function explainIssues(issues: readonly z.core.$ZodIssue[], input: unknown, shows = true): Finding[] {
  return issues.flatMap((issue): Finding[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        problem: 'is not known here',
        expected: issue.message,
      }));
    }
    const value = valueAt(input, issue.path);
    return [{ path: issue.path, problem: tellValue(value, shows), expected: issue.message }];
  });
}

function valueAt(input: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined,
    input,
  );
}

function tellValue(value: unknown, shows: boolean): string {
  if (value === undefined) return 'is missing';
  if (value === null || value === '') return 'is empty';
  if (Array.isArray(value)) return value.length === 0 ? 'is an empty list' : 'is a list';
  if (typeof value === 'object') return 'is a mapping';
  if (!shows) return 'is not usable';
  return typeof value === 'string' ? `is ${JSON.stringify(value)}` : `is the ${typeof value} ${String(value)}`;
}
