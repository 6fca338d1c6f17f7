import { glob, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { ConfigError, type ConfigFault, type ConfigPath, type Position, writePath } from './config-error.ts';
import { parseYaml, type YamlSource } from './yaml-source.ts';

/** Where a member stands: file, line and column. */
export interface Place extends Position {
  readonly file: string;
}

/** The text of a network file and of what it includes, put together as if it stood in one file. */
export interface NetworkText {
  /** The network file itself; relative paths in it and in what it includes start at its folder. */
  readonly file: string;
  /** All files, the network file first. */
  readonly texts: readonly { readonly file: string; readonly text: string }[];
  readonly value: unknown;
  /** The place of a member, or of the nearest one above it that a file has. */
  locate(path: ConfigPath): Place;
}

/** The lists that included files add to. */
export const includedLists = [
  'adapters',
  'regions',
  'authorities',
  'portals',
  'destinations',
  'sources',
  'services',
  'routes',
] as const;

interface SourceFile extends YamlSource {
  readonly file: string;
  readonly text: string;
}

/** An item of a list, and where it came from. */
interface Item {
  readonly source: SourceFile;
  readonly index: number;
  readonly value: unknown;
}

/**
 * Reads a network file, or `network.yaml` in a folder, and the files that it includes: their lists are appended in the
 * order of the names.
 *
 * @throws ConfigError with the faults of all files against YAML and against including.
 */
export async function readNetworkFiles(path: string): Promise<NetworkText> {
  const file = await findNetworkFile(path);
  const main = await readSource(file);
  if (main.faults.length > 0) throw new ConfigError(main.faults);
  const included = await readIncluded(main);
  const faults = included.flatMap((source) => (source.faults.length > 0 ? source.faults : findStrangers(source)));
  if (faults.length > 0) throw new ConfigError(faults);
  const sources = [main, ...included];
  const lists = new Map(includedLists.map((name) => [name as PropertyKey, collect(name, sources)]));
  return {
    file,
    texts: sources.map((source) => ({ file: source.file, text: source.text })),
    value: included.length === 0 ? main.value : { ...asMapping(main.value), ...writeLists(lists) },
    locate([name = '', index, ...rest]) {
      const item = typeof index === 'number' ? lists.get(name)?.[index] : undefined;
      if (item) return { file: item.source.file, ...item.source.locate([name, item.index, ...rest]) };
      const path = index === undefined ? [name] : [name, index, ...rest];
      return { file, ...main.locate(path) };
    },
  };
}

/** The absolute path of a network file: `network.yaml` in a folder, else the path itself. */
export async function findNetworkFile(path: string): Promise<string> {
  const file = resolve(path);
  return (await isFolder(file)) ? join(file, 'network.yaml') : file;
}

/** The network files of a gateway: of a folder of networks that of each, else the one that the path names. */
export async function findNetworkFiles(path: string): Promise<[string, ...string[]]> {
  const folder = resolve(path);
  if (!(await isFolder(folder))) return [folder];
  const own = join(folder, 'network.yaml');
  if (await isFile(own)) return [own];
  const found: string[] = [];
  for await (const name of glob('*/network.yaml', { cwd: folder })) found.push(join(folder, name));
  const [first = own, ...others] = found.sort();
  return [first, ...others];
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Files that `include` names, each once; a pattern may match none, but its folder has to be there. */
async function readIncluded(main: SourceFile): Promise<SourceFile[]> {
  const { include = [] } = asMapping(main.value);
  if (!Array.isArray(include)) return [];
  const folder = dirname(main.file);
  const files = new Set<string>();
  const faults: ConfigFault[] = [];
  for (const [index, pattern] of include.entries()) {
    if (typeof pattern !== 'string') continue;
    const found: string[] = [];
    for await (const name of glob(pattern, { cwd: folder })) found.push(name);
    for (const name of found.sort()) files.add(resolve(folder, name));
    if (found.length === 0 && !(await mayMatchNothing(folder, pattern))) {
      const place = { file: main.file, ...main.locate(['include', index]), path: writePath(['include', index]) };
      faults.push({ ...place, problem: `"${pattern}" is no file`, expected: 'a file, like authorities/leer.yaml' });
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  files.delete(main.file);
  return Promise.all([...files].map(readSource));
}

/** A pattern such as `towns/*.yaml` waits for the first town. */
async function mayMatchNothing(folder: string, pattern: string): Promise<boolean> {
  if (!pattern.includes('*')) return false;
  const above = pattern.slice(0, pattern.indexOf('*')).replace(/[^/]*$/, '');
  return isFolder(join(folder, above));
}

async function readSource(file: string): Promise<SourceFile> {
  const text = await readText(file);
  return { file, text, ...parseYaml(text, file) };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const problem = `cannot be read (${cause instanceof Error && 'code' in cause ? cause.code : 'unknown reason'})`;
    const expected = 'a network file; ZUSTELLWERK_CONFIG names another one';
    throw new ConfigError([{ file, line: 0, column: 0, path: '', problem, expected }], { cause });
  }
}

/** An included file has lists that are added to those of the network file, and nothing else. */
function findStrangers({ value, file, locate }: SourceFile): ConfigFault[] {
  const expected = `a mapping of lists: ${includedLists.join(', ')}`;
  const at = (path: ConfigPath, problem: string): ConfigFault => ({
    file,
    ...locate(path),
    path: writePath(path),
    problem,
    expected,
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [at([], value === null || value === undefined ? 'is empty' : 'is no mapping')];
  }
  const known: readonly string[] = includedLists;
  return Object.entries(value).flatMap(([name, list]) => {
    if (!known.includes(name)) return [at([name], 'may only stand in the network file itself')];
    return Array.isArray(list) ? [] : [at([name], 'is no list')];
  });
}

function collect(name: string, sources: readonly SourceFile[]): Item[] {
  return sources.flatMap((source) => {
    const list = asMapping(source.value)[name];
    return Array.isArray(list) ? list.map((value, index) => ({ source, index, value })) : [];
  });
}

function writeLists(lists: ReadonlyMap<PropertyKey, readonly Item[]>): Record<PropertyKey, unknown> {
  return Object.fromEntries(
    [...lists].flatMap(([name, items]) => (items.length === 0 ? [] : [[name, items.map(({ value }) => value)]])),
  );
}

function asMapping(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The texts for a fingerprint: files by their names below the network's folder, so that a moved network stays the same. */
export function describeTexts({ file, texts }: NetworkText): string {
  const [main, ...others] = texts;
  return [main?.text ?? '', ...others.map((other) => `\0${relative(dirname(file), other.file)}\0${other.text}`)].join(
    '',
  );
}
