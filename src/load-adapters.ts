import { createRequire } from 'node:module';
import { dirname, isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { procedures as ownProcedures, profiles as ownProfiles } from '../adapters/index.ts';
import { ConfigError, type ConfigFault } from './config/config-error.ts';
import { explainIssues } from './config/explain-issues.ts';
import { faultAt, type Network } from './config/load-network.ts';
import { resolveSecrets } from './config/secrets.ts';
import type { ProcedureAdapter } from './delivery/adapter.ts';
import type { DestinationPlan } from './delivery/destination-plan.ts';
import { ZustellwerkError } from './errors.ts';
import { checkProfile } from './intake/check-profile.ts';
import type { Carriage } from './intake/plan.ts';
import type { Profile } from './intake/profile-table.ts';

export interface Adapters {
  readonly procedures: readonly ProcedureAdapter[];
  readonly profiles: readonly Profile[];
}

/**
 * Our own adapters and those that the network file names under `adapters`: a file (relative to the network file) or an
 * npm package, whose default export is an adapter or a profile.
 *
 * @throws ConfigError at the line of a module that does not load or exports neither.
 */
export async function loadAdapters(network: Network): Promise<Adapters> {
  const loaded = await Promise.all(
    network.config.adapters.map((specifier, index) => loadModule(network, specifier, index)),
  );
  return {
    procedures: [...ownProcedures, ...loaded.filter(isProcedure)],
    profiles: [...ownProfiles, ...loaded.filter(isProfile)],
  };
}

async function loadModule(network: Network, specifier: string, index: number): Promise<unknown> {
  const fail = (problem: string, cause?: unknown): never => {
    const expected = 'a module whose default export is defineProcedure(…) or defineProfile(…)';
    throw new ConfigError([faultAt(network, ['adapters', index], problem, expected)], { cause });
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

/**
 * What the worker needs of each destination: its adapter, its options checked by the adapter's own schema, its limits.
 *
 * @throws ConfigError with all faults of all destinations, each at its line.
 */
export function planDestinations(network: Network, procedures: readonly ProcedureAdapter[]): DestinationPlan[] {
  const faults: ConfigFault[] = [];
  const plans = network.config.destinations.flatMap((destination, index) => {
    const adapter = procedures.find(({ id }) => id === destination.adapter);
    if (!adapter) {
      const known = procedures.map(({ id }) => id).join(', ');
      faults.push(
        faultAt(
          network,
          ['destinations', index, 'adapter'],
          `there is no adapter "${destination.adapter}"`,
          `one of: ${known}`,
        ),
      );
      return [];
    }
    destination.messages.forEach((message, place) => {
      if (isTaken(message, adapter)) return;
      const at = ['destinations', index, 'messages', place];
      const problem = `the adapter "${adapter.id}" does not take "${message}"`;
      faults.push(faultAt(network, at, problem, `one of: ${adapter.takes?.join(', ')}`));
    });
    const options = readOptions(network, index, adapter, faults);
    const { parallel, timeout, attempts, firstPause, longestPause } = destination.delivery;
    const { recognisesDuplicates } = adapter.capabilities;
    const looksUp = adapter.lookup !== undefined;
    const policy = { attempts, firstPause, longestPause, recognisesDuplicates, looksUp };
    return [{ id: destination.id, adapter, options, parallel, timeout, policy, breaker: destination.breaker }];
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return plans;
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

/** `standard/version/type`, where each part of what an adapter takes may be `*`. */
function isTaken(definition: string, { takes }: ProcedureAdapter): boolean {
  const parts = definition.split('/');
  const matches = (pattern: string) => pattern.split('/').every((part, index) => part === '*' || part === parts[index]);
  return takes?.some(matches) ?? true;
}

function readOptions(network: Network, index: number, adapter: ProcedureAdapter, faults: ConfigFault[]): unknown {
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
