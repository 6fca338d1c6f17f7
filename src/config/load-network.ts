import { createHash } from 'node:crypto';
import { ConfigError, type ConfigFault, type ConfigPath, writePath } from './config-error.ts';
import { crossCheck } from './cross-checks.ts';
import { explainIssues, type Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import { describeTexts, type Place, readNetworkFiles } from './network-files.ts';
import { type NetworkConfig, networkSchema } from './network-schema.ts';
import type { DeclaredRegion } from './region-schema.ts';

/** A loaded network file: checked, deeply frozen, and still able to say where each member stands. */
export interface Network {
  /** Absolute path; relative paths in the file start at its folder. */
  readonly file: string;
  /** SHA-256 of the text with all that it includes, in hex: the same text is the same revision. */
  readonly revision: string;
  readonly config: DeepReadonly<NetworkConfig>;
  readonly warnings: readonly ConfigFault[];
  /** The place of a member, or of the nearest one above it that a file has. */
  locate(path: ConfigPath): Place;
}

export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** What the checks have to know of the world, whose regions depend on those that the network file declares. */
export interface World extends Pick<KnownWorld, 'services'> {
  readonly regions: (declared: readonly DeclaredRegion[]) => KnownWorld['regions'];
}

/**
 * Loads a network file (YAML 1.2) with all that it includes.
 *
 * @param path the file, or a folder with a `network.yaml`.
 * @throws ConfigError with every fault, each with its place: syntax first, then members, then what holds between them.
 */
export async function loadNetwork(path: string, world: World): Promise<Network> {
  const text = await readNetworkFiles(path);
  const { file, value, locate } = text;
  const place = (finding: Finding) => placeFinding({ locate }, finding);
  // An empty file is a file in which everything is missing.
  const parsed = networkSchema.safeParse(value ?? {});
  if (!parsed.success) throw new ConfigError(explainIssues(parsed.error.issues, value).map(place));
  const { regions, services } = world;
  const { faults, warnings } = crossCheck(parsed.data, { regions: regions(parsed.data.regions), services });
  if (faults.length > 0) throw new ConfigError(faults.map(place));

  return Object.freeze({
    file,
    revision: createHash('sha256').update(describeTexts(text)).digest('hex'),
    config: freeze(parsed.data),
    warnings: freeze(warnings.map(place)),
    locate,
  });
}

/** A fault at a member of a loaded network, for checks that come later, such as an adapter's own options. */
export function faultAt(
  network: Pick<Network, 'locate'>,
  path: ConfigPath,
  problem: string,
  expected: string,
): ConfigFault {
  return placeFinding(network, { path, problem, expected });
}

function placeFinding({ locate }: Pick<Network, 'locate'>, { path, ...told }: Finding): ConfigFault {
  return { ...locate(path), path: writePath(path), ...told };
}

function freeze<T>(value: T): DeepReadonly<T> {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) freeze(member);
    Object.freeze(value);
  }
  return value as DeepReadonly<T>;
}
