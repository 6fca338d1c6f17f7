import { ZustellwerkError } from '../errors.ts';

/** One version of a code list as its issuer publishes it, whatever the file. */
export interface LoadedList {
  /** Short name, for people and for file names. */
  readonly name: string;
  /** Genericode `CanonicalUri`: the `listURI` of messages. */
  readonly uri: string;
  /** Genericode `Version`: the `listVersionID` of messages. */
  readonly version: string;
  /** Code → meaning. */
  readonly codes: Readonly<Record<string, string>>;
}

/** A code list as a table, before it is known which columns are the code and its meaning. */
export interface ListTable {
  readonly name: string;
  readonly uri: string;
  readonly version: string;
  /** Names of the columns, in their order. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Which columns to take; left out: the key column or the first, and one that is called like a meaning or the second. */
export interface ListColumns {
  readonly code?: string | undefined;
  readonly meaning?: string | undefined;
}

/** What issuers call the column that people read, the better ones first. */
const meaningNames = ['name', 'bezeichnung', 'beschreibung', 'bezeichnung-lang', 'langname', 'label', 'wert', 'text'];

/**
 * Makes a list of a table.
 *
 * @throws ZustellwerkError CODE_LIST_BROKEN when a column, address or version is missing, or a code is there twice.
 */
export function toList(table: ListTable, { code, meaning }: ListColumns = {}): LoadedList {
  const { name, uri, version, columns, rows } = table;
  for (const [what, value] of Object.entries({ name, uri, version })) {
    if (value === '') throw broken(`its ${what} is not known`);
  }
  const codeAt = code === undefined ? 0 : indexOf(columns, code);
  const meaningAt = meaning === undefined ? meaningColumn(columns, codeAt) : indexOf(columns, meaning);
  const codes: Record<string, string> = {};
  for (const row of rows) {
    const key = row[codeAt]?.trim() ?? '';
    if (key === '') throw broken('a row has no code');
    if (Object.hasOwn(codes, key)) throw broken(`the code "${key}" is there twice`);
    Object.defineProperty(codes, key, { value: row[meaningAt]?.trim() ?? '', enumerable: true });
  }
  if (rows.length === 0) throw broken('it has no codes');
  return { name, uri, version, codes };
}

function meaningColumn(columns: readonly string[], codeAt: number): number {
  const lower = columns.map((column) => column.toLowerCase());
  const named = meaningNames.map((name) => lower.indexOf(name)).find((index) => index >= 0 && index !== codeAt);
  return named ?? columns.findIndex((_, index) => index !== codeAt);
}

function indexOf(columns: readonly string[], name: string): number {
  const index = columns.indexOf(name);
  if (index < 0) throw broken(`it has no column "${name}"; its columns are ${columns.join(', ')}`);
  return index;
}

export function broken(reason: string, cause?: unknown): ZustellwerkError {
  return new ZustellwerkError('CODE_LIST_BROKEN', `The code list is not usable: ${reason}.`, { cause });
}
