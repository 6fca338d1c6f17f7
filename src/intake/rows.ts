import { splitPath } from '../messages/paths.ts';
import { type Converter, converters, fromTable } from './converters.ts';
import { type Pattern, parsePointer } from './pattern.ts';
import type { ProfileTable, Row } from './profile-table.ts';

/** A row with its pointers and paths taken apart. */
export interface PreparedRow {
  readonly portal: readonly Pattern[];
  readonly data: readonly Pattern[];
  readonly converter: Converter;
}

const prepared = new WeakMap<ProfileTable, readonly PreparedRow[]>();

/** Taken apart once for each table: a table never changes, and every submission needs it. */
export function prepare(table: ProfileTable): readonly PreparedRow[] {
  const known = prepared.get(table);
  if (known) return known;
  const rows = table.rows.map(takeApart);
  prepared.set(table, rows);
  return rows;
}

function takeApart({ portal, data, convert = 'text' }: Row): PreparedRow {
  return {
    portal: [portal].flat().map(parsePointer),
    data: [data].flat().map(splitPath),
    converter: typeof convert === 'string' ? converters[convert] : fromTable(convert.table),
  };
}
