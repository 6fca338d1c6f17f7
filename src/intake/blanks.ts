import type { DataPath } from '../findings.ts';
import { valueAt } from '../messages/paths.ts';

/** A portal's JSON without what means "nothing was entered". */
export interface Cleaned {
  readonly value: unknown;
  /** Where a value stood before: items of a list move up when one before them is left out. */
  originOf(path: DataPath): DataPath;
  /** What was cut off because it is nested too deeply. */
  readonly tooDeep: readonly DataPath[];
}

/** Deeper than any form, and shallow enough for every walk over the data to recurse. */
export const deepest = 32;

/**
 * Leaves out `null` and empty text, wherever they stand: form software sends them for fields that nobody filled in.
 * Everything else stays as it is; a name such as `__proto__` is a member like any other.
 */
export function leaveOutBlanks(input: unknown): Cleaned {
  const origins = new WeakMap<readonly unknown[], readonly number[]>();
  const tooDeep: DataPath[] = [];

  const clean = (value: unknown, at: DataPath): unknown => {
    if (isBlank(value)) return undefined;
    if (typeof value !== 'object' || value === null) return value;
    if (at.length >= deepest) {
      tooDeep.push(at);
      return undefined;
    }
    return Array.isArray(value) ? cleanList(value, at) : cleanMembers(value, at);
  };
  const cleanList = (list: readonly unknown[], at: DataPath): unknown[] => {
    const kept = list
      .map((item, index) => ({ item: clean(item, [...at, index]), index }))
      .filter(({ item }) => item !== undefined);
    const cleaned = kept.map(({ item }) => item);
    origins.set(
      cleaned,
      kept.map(({ index }) => index),
    );
    return cleaned;
  };
  const cleanMembers = (object: object, at: DataPath): object =>
    Object.fromEntries(
      Object.entries(object)
        .map(([name, member]) => [name, clean(member, [...at, name])] as const)
        .filter(([, member]) => member !== undefined),
    );

  const value = clean(input, []);
  return {
    value,
    tooDeep,
    originOf: (path) => {
      let current: unknown = value;
      return path.map((step) => {
        const origin = Array.isArray(current) && typeof step === 'number' ? origins.get(current)?.[step] : undefined;
        current = valueAt(current, [step]);
        return origin ?? step;
      });
    },
  };
}

/** Whether a value means that nothing was entered. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
