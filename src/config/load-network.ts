import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ConfigError, type ConfigFault, type ConfigPath, type Position, writePath } from './config-error.ts';
import { crossCheck } from './cross-checks.ts';
import { explainIssues, type Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import { type NetworkConfig, networkSchema } from './network-schema.ts';
import { parseYaml } from './yaml-source.ts';

/** A loaded network file: checked, deeply frozen, and still able to say where each member stands. */
export interface Network {
  /** Absolute path; relative paths in the file start at its folder. */
  readonly file: string;
  /** SHA-256 of the text, in hex: the same text is the same revision. */
  readonly revision: string;
  readonly config: DeepReadonly<NetworkConfig>;
  readonly warnings: readonly ConfigFault[];
  /** The place of a member, or of the nearest one above it that the file has. */
  locate(path: ConfigPath): Position;
}

export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/**
 * Loads a network file (YAML 1.2).
 *
 * @throws ConfigError with every fault, each with its place: syntax first, then members, then what holds between them.
 */
export async function loadNetwork(path: string, known: KnownWorld): Promise<Network> {
  const file = resolve(path);
  const text = await readText(file);
  const source = parseYaml(text, file);
  if (source.faults.length > 0) throw new ConfigError(source.faults);

  const place = (finding: Finding) => placeFinding({ file, locate: source.locate }, finding);
  // An empty file is a file in which everything is missing.
  const parsed = networkSchema.safeParse(source.value ?? {});
  if (!parsed.success) throw new ConfigError(explainIssues(parsed.error.issues, source.value).map(place));
  const { faults, warnings } = crossCheck(parsed.data, known);
  if (faults.length > 0) throw new ConfigError(faults.map(place));

  return Object.freeze({
    file,
    revision: createHash('sha256').update(text).digest('hex'),
    config: freeze(parsed.data),
    warnings: freeze(warnings.map(place)),
    locate: source.locate,
  });
}

/** A fault at a member of a loaded network, for checks that come later, such as an adapter's own options. */
export function faultAt(
  network: Pick<Network, 'file' | 'locate'>,
  path: ConfigPath,
  problem: string,
  expected: string,
): ConfigFault {
  return placeFinding(network, { path, problem, expected });
}

function placeFinding({ file, locate }: Pick<Network, 'file' | 'locate'>, { path, ...told }: Finding): ConfigFault {
  return { file, ...locate(path), path: writePath(path), ...told };
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

function freeze<T>(value: T): DeepReadonly<T> {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) freeze(member);
    Object.freeze(value);
  }
  return value as DeepReadonly<T>;
}
