import type { DataPath } from '../findings.ts';
import { agrees, commonStart, fill, indexesIn, type Pattern } from './pattern.ts';
import type { PreparedRow } from './rows.ts';

/** Where the portal has, or would have, what stands at `path` in the data. */
export function findInPortal(rows: readonly PreparedRow[], path: DataPath): DataPath {
  if (path.length === 0) return [];
  const places = rows.flatMap(({ portal: [field = []], data }) =>
    data
      .filter((pattern) => agrees(pattern, path))
      .map((pattern) => [...fill(field, indexesIn(pattern, path)), ...path.slice(pattern.length)]),
  );
  return places.length > 0 ? commonStart(places) : findInPortal(rows, path.slice(0, -1));
}

/** All fields of the portal that what stands at `path` in the data is made of; a joined value has several. */
export function fieldsOf(rows: readonly PreparedRow[], path: DataPath): DataPath[] {
  return rows.flatMap(({ portal, data }) =>
    data
      .filter((pattern) => pattern.length <= path.length && agrees(pattern, path))
      .flatMap((pattern) =>
        portal.map((field) => [...fill(field, indexesIn(pattern, path)), ...path.slice(pattern.length)]),
      ),
  );
}

/** The fields that no pattern takes; of a whole group that nobody knows only the group. */
export function findUntaken(taken: readonly Pattern[], value: unknown, at: DataPath): DataPath[] {
  const near = taken.filter((pattern) => agrees(pattern, at));
  if (value === undefined || near.some((pattern) => pattern.length <= at.length)) return [];
  if (near.length === 0 || value === null || typeof value !== 'object') return [at];
  return Array.isArray(value)
    ? value.flatMap((item, index) => findUntaken(near, item, [...at, index]))
    : Object.entries(value).flatMap(([name, member]) => findUntaken(near, member, [...at, name]));
}
