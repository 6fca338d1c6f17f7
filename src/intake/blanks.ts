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
  if (isTidy(input, deepest)) return { value: input, tooDeep: [], originOf: (path) => path };
  const origins = new WeakMap<readonly unknown[], readonly number[]>();
  const tooDeep: DataPath[] = [];

  const clean = (value: unknown, at: DataPath): unknown => {
    if (!isContainer(value)) return isBlank(value) ? undefined : value;
    if (at.length >= deepest) {
      tooDeep.push(at);
      return undefined;
    }
    return Array.isArray(value) ? cleanList(value, at) : cleanMembers(value, at);
  };
  const cleanList = (list: readonly unknown[], at: DataPath): unknown[] => {
    const cleaned: unknown[] = [];
    const indexes: number[] = [];
    for (const [index, item] of list.entries()) {
      const kept = clean(item, isContainer(item) ? [...at, index] : at);
      if (kept === undefined) continue;
      cleaned.push(kept);
      indexes.push(index);
    }
    origins.set(cleaned, indexes);
    return cleaned;
  };
  const cleanMembers = (object: object, at: DataPath): object => {
    const cleaned: [string, unknown][] = [];
    for (const [name, member] of Object.entries(object)) {
      const kept = clean(member, isContainer(member) ? [...at, name] : at);
      if (kept !== undefined) cleaned.push([name, kept]);
    }
    return Object.fromEntries(cleaned);
  };

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

/** Whether there is nothing to leave out: most data stay as they are, and to look costs less than to copy. */
function isTidy(value: unknown, levels: number): boolean {
  if (!isContainer(value)) return !isBlank(value);
  if (levels === 0) return false;
  for (const member of Object.values(value)) if (!isTidy(member, levels - 1)) return false;
  return true;
}

/** Whether a value means that nothing was entered. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** A list or an object. Only these are in need of a path of their own. */
function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
