import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ZustellwerkError } from '../errors.ts';
import { readCsv } from './csv.ts';
import { readGenericode } from './genericode.ts';
import { broken, type ListColumns, type LoadedList, toList } from './loaded-list.ts';

/** What a CSV file does not say of itself. */
export interface ListIdentity {
  readonly name: string;
  readonly uri: string;
  readonly version: string;
}

/**
 * Reads a code list of any kind: Genericode (`.xml`, `.gc`), CSV with a heading, or the JSON that `codelist import`
 * writes.
 *
 * @param identity for CSV, which has none of its own; takes the place of what a Genericode file says.
 * @throws ZustellwerkError CODE_LIST_BROKEN with the reason.
 */
export function readCodeList(bytes: Uint8Array, identity: Partial<ListIdentity>, columns: ListColumns): LoadedList {
  const text = new TextDecoder().decode(bytes);
  const start = text.trimStart()[0];
  if (start === '<') return toList({ ...readGenericode(bytes), ...identity }, columns);
  if (start === '{') return readOwn(text);
  const [heading = [], ...rows] = readCsv(text);
  return toList({ name: '', uri: '', version: '', ...identity, columns: heading, rows }, columns);
}

/** The JSON form, one list in a file. */
export function writeCodeList(list: LoadedList): string {
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

/** Name of the file of a list: `name_version.json`. */
export function fileNameOf({ name, version }: ListIdentity): string {
  return `${name}_${version}.json`.replaceAll(/[^A-Za-z0-9._-]/g, '-');
}

/**
 * Reads all lists of a folder: `.json` as `codelist import` writes them, and Genericode (`.xml`, `.gc`) as downloaded.
 *
 * @throws ZustellwerkError CODE_LIST_BROKEN with the file, also for a list that is there twice in the same version.
 */
export async function readCodeListFolder(folder: string): Promise<LoadedList[]> {
  const names = (await readdir(folder)).filter((name) => /\.(json|xml|gc)$/i.test(name)).sort();
  const lists = await Promise.all(names.map((name) => readFileOf(join(folder, name))));
  const known = new Map<string, string>();
  for (const [index, { uri, version }] of lists.entries()) {
    const key = `${uri} ${version}`;
    const earlier = known.get(key);
    if (earlier !== undefined) throw broken(`${names[index]} and ${earlier} are both ${uri} in version ${version}`);
    known.set(key, names[index] ?? '');
  }
  return lists;
}

async function readFileOf(file: string): Promise<LoadedList> {
  try {
    return readCodeList(await readFile(file), {}, {});
  } catch (cause) {
    const reason = cause instanceof ZustellwerkError ? cause.message : 'it cannot be read';
    throw new ZustellwerkError('CODE_LIST_BROKEN', `${file}: ${reason}`, { cause });
  }
}

function readOwn(text: string): LoadedList {
  const value = parse(text);
  if (!isList(value)) throw broken('it is not the JSON that `codelist import` writes');
  const { name, uri, version, codes } = value;
  return toList({ name, uri, version, columns: ['code', 'name'], rows: Object.entries(codes) });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw broken('it is no JSON', cause);
  }
}

function isList(value: unknown): value is LoadedList {
  if (typeof value !== 'object' || value === null) return false;
  const { name, uri, version, codes } = value as Partial<Record<keyof LoadedList, unknown>>;
  return (
    [name, uri, version].every((each) => typeof each === 'string') &&
    typeof codes === 'object' &&
    codes !== null &&
    Object.values(codes).every((meaning) => typeof meaning === 'string')
  );
}
