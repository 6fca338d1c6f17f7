import type { DataPath } from '../findings.ts';
import { valueAt } from '../messages/paths.ts';

/** A way into a document: names of members, and `*` for each item of a list. */
export type Pattern = readonly string[];

/** The steps of a JSON pointer (RFC 6901). */
export function parsePointer(pointer: string): Pattern {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A path as JSON pointer (RFC 6901); the whole document is the empty text. */
export function writePointer(path: DataPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The pointers of all that surrounds what stands at a path, the whole document first. */
export function pointersAround(path: DataPath): string[] {
  return path.map((_, length) => writePointer(path.slice(0, length)));
}

/** Whether a pattern and a path go the same way as far as both go. */
export function agrees(pattern: Pattern, path: DataPath): boolean {
  return pattern.every((step, index) => {
    const other = path[index];
    return other === undefined || (typeof other === 'number' ? step === '*' : step === other);
  });
}

/** Whether what stands at the steps of a pointer is, or lies below, what a pattern speaks of. */
export function surrounds(pattern: Pattern, steps: Pattern): boolean {
  return pattern.every((step, index) => step === steps[index] || (step === '*' && /^\d+$/.test(steps[index] ?? '')));
}

/** The indexes that stand in a path where the pattern, which it agrees with, has `*`. */
export function indexesIn(pattern: Pattern, path: DataPath): number[] {
  return path.slice(0, pattern.length).filter((step) => typeof step === 'number');
}

/** The pattern with indexes for its `*`; it ends before a `*` that no index is given for. */
export function fill(pattern: Pattern, indexes: readonly number[]): DataPath {
  if (!hasStars(pattern)) return pattern;
  const path: (string | number)[] = [];
  let next = 0;
  for (const step of pattern) {
    const real = step === '*' ? indexes[next++] : step;
    if (real === undefined) break;
    path.push(real);
  }
  return path;
}

/** Which items a document has for a pattern: the indexes for its `*`, once for each item, none where a list is missing. */
export function listItems(pattern: Pattern, document: unknown): number[][] {
  return starsOf(pattern).reduce<number[][]>(
    (found, star) =>
      found.flatMap((indexes) => {
        const list = valueAt(document, fill(pattern.slice(0, star), indexes));
        return Array.isArray(list) ? list.map((_, index) => [...indexes, index]) : [];
      }),
    [[]],
  );
}

/** Whether a pattern speaks of items of lists. */
export function hasStars(pattern: Pattern): boolean {
  return pattern.includes('*');
}

/** Where a pattern has its `*`. */
export function starsOf(pattern: Pattern): number[] {
  return pattern.flatMap((step, position) => (step === '*' ? [position] : []));
}

/** What all paths begin with. */
export function commonStart([first = [], ...others]: readonly DataPath[]): DataPath {
  const end = first.findIndex((step, index) => others.some((other) => other[index] !== step));
  return end < 0 ? first : first.slice(0, end);
}
