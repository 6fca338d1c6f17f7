import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { procedures as ownProcedures, profiles as ownProfiles } from '../adapters/index.ts';
import { ConfigError, type ConfigFault, type ConfigPath } from './config/config-error.ts';
import { explainIssues } from './config/explain-issues.ts';
import { faultAt, type Network } from './config/load-network.ts';
import { readPackages } from './config/packages.ts';
import { resolveSecrets } from './config/secrets.ts';
import type { ProcedureAdapter } from './delivery/adapter.ts';
import type { CollectedAdapter, CollectionPlan } from './delivery/collections/collected-adapter.ts';
import { collectedAdapters } from './delivery/collections/index.ts';
import type { DestinationPlan } from './delivery/destination-plan.ts';
import { ZustellwerkError } from './errors.ts';
import { checkProfile } from './intake/check-profile.ts';
import type { Carriage } from './intake/plan.ts';
import type { Profile } from './intake/profile-table.ts';

export { ownProcedures };

/** The folder of one of our own adapters, as source or as built; it need not exist. */
export function folderOfAdapter(id: string): string {
  return join(fileURLToPath(new URL('../adapters/procedures', import.meta.url)), id);
}

export interface Adapters {
  readonly procedures: readonly ProcedureAdapter[];
  readonly profiles: readonly Profile[];
}

/**
 * Our own adapters, those of packages, and those that the network file names under `adapters`: a file (relative to the network file) or an
 * npm package, whose default export is an adapter or a profile.
 *
 * @throws ConfigError at the line of a module that does not load or exports neither.
 */
export async function loadAdapters(network: Network): Promise<Adapters> {
  const packages = await readPackages(network.file);
  const named = [
    ...network.config.adapters.map((specifier, index) => ({ specifier, at: ['adapters', index] })),
    ...packages.flatMap(({ adapters, folder }, index) =>
      adapters.map((file) => ({ specifier: resolve(folder, file), at: ['packages', index] })),
    ),
  ];
  const loaded = await Promise.all(named.map((each) => loadModule(network, each)));
  return {
    procedures: [...ownProcedures, ...loaded.filter(isProcedure)],
    profiles: [...ownProfiles, ...loaded.filter(isProfile)],
  };
}

interface NamedModule {
  readonly specifier: string;
  readonly at: ConfigPath;
}

async function loadModule(network: Network, { specifier, at }: NamedModule): Promise<unknown> {
  const fail = (problem: string, cause?: unknown): never => {
    const expected = 'a module whose default export is defineProcedure(…) or defineProfile(…)';
    throw new ConfigError([faultAt(network, at, problem, expected)], { cause });
  };
  const { default: exported } = await importModule(network, specifier).catch((cause: Error) =>
    fail(`does not load: ${cause.message}`, cause),
  );
  if (isProfile(exported)) {
    const faults = checkProfile(exported);
    return faults.length > 0 ? fail(`its profile has faults: ${faults.join('; ')}`) : exported;
  }
  return isProcedure(exported) ? exported : fail('exports neither an adapter nor a profile');
}

/** A relative name starts at the network file; a package is looked up from there too. */
async function importModule({ file }: Network, specifier: string): Promise<{ default?: unknown }> {
  const isFile = specifier.startsWith('.') || isAbsolute(specifier);
  const path = isFile ? resolve(dirname(file), specifier) : createRequire(file).resolve(specifier);
  return import(pathToFileURL(path).href);
}

function isProcedure(value: unknown): value is ProcedureAdapter {
  return hasMembers(value, {
    id: 'string',
    version: 'string',
    deliver: 'function',
    options: 'object',
    capabilities: 'object',
  });
}

function isProfile(value: unknown): value is Profile {
  return hasMembers(value, { id: 'string', title: 'object', services: 'object' });
}

function hasMembers(value: unknown, types: Record<string, string>): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(types).every(([name, type]) => typeof (value as Record<string, unknown>)[name] === type)
  );
}

/** All destinations: those that the worker delivers to, and those whose deliveries wait to be collected. */
export interface DestinationPlans {
  readonly destinations: readonly DestinationPlan[];
  readonly collections: readonly CollectionPlan[];
}

/**
 * What each destination needs: its adapter, its options checked by the adapter's own schema, its limits.
 *
 * @throws ConfigError with all faults of all destinations, each at its line.
 */
export function planDestinations(network: Network, procedures: readonly ProcedureAdapter[]): DestinationPlans {
  const faults: ConfigFault[] = [];
  const destinations: DestinationPlan[] = [];
  const collections: CollectionPlan[] = [];
  for (const [index, destination] of network.config.destinations.entries()) {
    const adapter = procedures.find(({ id }) => id === destination.adapter);
    const collected = collectedAdapters.find(({ id }) => id === destination.adapter);
    if (adapter) {
      faults.push(...findUntaken(network, index, adapter), ...findTeaching(network, index, adapter));
      if (!adapter.fetchReplies) faults.push(...findUnfetched(network, index));
      destinations.push(planDelivery(destination, adapter, readOptions(network, index, adapter, faults)));
    } else if (collected) {
      faults.push(...findUnfetched(network, index));
      collections.push(planCollection(destination, collected, readOptions(network, index, collected, faults)));
    } else {
      const known = [...procedures, ...collectedAdapters].map(({ id }) => id).join(', ');
      const problem = `there is no adapter "${destination.adapter}"`;
      faults.push(faultAt(network, ['destinations', index, 'adapter'], problem, `one of: ${known}`));
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return { destinations, collections };
}

/** An adapter for learning delivers to no office. */
function findTeaching(network: Network, index: number, { id, teaching }: ProcedureAdapter): ConfigFault[] {
  if (!teaching || network.config.network.test) return [];
  const problem = `"${id}" is for learning and delivers to no office`;
  return [
    faultAt(network, ['destinations', index, 'adapter'], problem, 'another adapter, or a network with test: true'),
  ];
}

/** An adapter that has nowhere to fetch replies from. */
function findUnfetched(network: Network, index: number): ConfigFault[] {
  const { adapter, replies } = network.config.destinations[index] ?? {};
  if (!replies) return [];
  const expected = 'no replies: the procedure sends them by POST /v1/replies';
  return [
    faultAt(network, ['destinations', index, 'replies'], `the adapter "${adapter}" fetches no replies`, expected),
  ];
}

type Destination = Network['config']['destinations'][number];

function planDelivery({ id, delivery, breaker }: Destination, adapter: ProcedureAdapter, options: unknown) {
  const { parallel, timeout, attempts, firstPause, longestPause } = delivery;
  const { recognisesDuplicates } = adapter.capabilities;
  const looksUp = adapter.lookup !== undefined;
  const policy = { attempts, firstPause, longestPause, recognisesDuplicates, looksUp };
  return { id, adapter, options, parallel, timeout, policy, breaker };
}

function planCollection(
  { id, authority, delivery }: Destination,
  { collectedBy }: CollectedAdapter,
  { lease = 0 }: { readonly lease?: number } = {},
): CollectionPlan {
  return { id, authority, collectedBy, lease, attempts: collectedBy === 'clerk' ? null : delivery.attempts };
}

/** What accepting needs to know of each destination's adapter, by the id of the destination. */
export function planCarriages(
  { destinations }: Network['config'],
  procedures: readonly ProcedureAdapter[],
): ReadonlyMap<string, Carriage> {
  return new Map(
    destinations.map(({ id, adapter }) => {
      const { ordered = false, attachments } = procedures.find((each) => each.id === adapter)?.capabilities ?? {};
      return [id, { ordered, ...(attachments && { mostFiles: attachments.most }) }];
    }),
  );
}

function findUntaken(network: Network, index: number, adapter: ProcedureAdapter): ConfigFault[] {
  const messages = network.config.destinations[index]?.messages ?? [];
  return messages.flatMap((message, place) => {
    if (isTaken(message, adapter)) return [];
    const problem = `the adapter "${adapter.id}" does not take "${message}"`;
    const expected = `one of: ${adapter.takes?.join(', ')}`;
    return [faultAt(network, ['destinations', index, 'messages', place], problem, expected)];
  });
}

/** `standard/version/type`, where each part of what an adapter takes may be `*`. */
function isTaken(definition: string, { takes }: ProcedureAdapter): boolean {
  const parts = definition.split('/');
  const matches = (pattern: string) => pattern.split('/').every((part, index) => part === '*' || part === parts[index]);
  return takes?.some(matches) ?? true;
}

/** Undefined when they have faults. */
function readOptions<Options>(
  network: Network,
  index: number,
  adapter: { readonly options: z.ZodType<Options> },
  faults: ConfigFault[],
): Options | undefined {
  const at = ['destinations', index, 'options'];
  const given = network.config.destinations[index]?.options;
  try {
    const resolved = resolveSecrets(given, dirname(network.file));
    const parsed = adapter.options.safeParse(resolved);
    if (parsed.success) return parsed.data;
    for (const { path, problem, expected } of explainIssues(parsed.error.issues, resolved, false)) {
      faults.push(faultAt(network, [...at, ...path], problem, expected));
    }
  } catch (error) {
    if (!(error instanceof ZustellwerkError)) throw error;
    faults.push(faultAt(network, at, error.message, 'a secret that can be read'));
  }
  return undefined;
}
