import type { Logger } from 'pino';
import { checkBetweenNetworks } from './config/between-networks.ts';
import { ConfigError } from './config/config-error.ts';
import type { Network } from './config/load-network.ts';
import { findNetworkFiles } from './config/network-files.ts';
import { type Checked, checkConfiguration, folderOfProofs, loadProofs, makePlan, readPlan } from './configuration.ts';
import { checkAgreed } from './contracts/check-agreed.ts';
import type { ServiceAct } from './domains/service.ts';
import { ZustellwerkError } from './errors.ts';
import { joinPlans } from './intake/join-plans.ts';
import type { Plan } from './intake/plan.ts';
import type { Adapters } from './load-adapters.ts';
import { openSources } from './sources/fit-connect/open-source.ts';
import type { Source } from './sources/fit-connect/source.ts';

/** A network that was read, checked and planned, and does nothing yet. */
export interface Prepared {
  readonly checked: Checked;
  readonly plan: Plan;
  readonly sources: readonly Source[];
}

export interface PreparedNetworks {
  readonly networks: readonly Prepared[];
  /** Frees the schemas. */
  dispose(): void;
}

interface ToPrepare {
  readonly log: Logger;
  readonly now: () => Date;
  readonly acts?: readonly ServiceAct[] | undefined;
}

/**
 * Reads all networks with everything that they refer to, and checks them alone and together.
 *
 * @param path a network file, or a folder with one, or with a folder for each network.
 * @throws ConfigError with the faults of all networks; ZustellwerkError CONTRACT_BROKEN.
 */
export async function prepareNetworks(path: string, { log, now, acts }: ToPrepare): Promise<PreparedNetworks> {
  const all = await checkAll(path, now(), acts);
  const warnings = [
    ...all.flatMap((each) => each.warnings),
    ...checkBetweenNetworks(all.map(({ network }) => network)),
  ];
  for (const warning of warnings) log.warn(warning, 'configuration');
  const proofs = await loadEach(new Set(all.map(({ network }) => folderOfProofs(network))));
  const dispose = () => {
    for (const { schemas } of proofs.values()) schemas.dispose();
  };
  try {
    const plans = joinPlans(
      await Promise.all(all.map((each) => makePlan(each, proofs.get(folderOfProofs(each.network))))),
    );
    const networks = await Promise.all(
      all.map(async (checked, index): Promise<Prepared> => {
        const plan = plans[index] as Plan;
        await holdToContracts(plan, checked.adapters, checked.network, log, now());
        return { checked, plan, sources: await openSources(checked.network, now) };
      }),
    );
    for (const { schemas } of proofs.values()) schemas.compileAll();
    return { networks, dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Networks with the same schemas share them: compiled, they take most of the memory. */
async function loadEach(folders: ReadonlySet<string | undefined>) {
  return new Map(await Promise.all([...folders].map(async (folder) => [folder, await loadProofs(folder)] as const)));
}

/**
 * What all networks decide by, together; without secrets and without a database.
 *
 * @throws ConfigError with the faults of the first file that has some
 */
export async function readPlans(path: string): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const file of await findNetworkFiles(path)) plans.push(await readPlan(file));
  return joinPlans(plans);
}

/**
 * Checks each network file alone.
 *
 * @throws ConfigError with the faults of all files.
 */
export async function checkAll(path: string, now?: Date, acts?: readonly ServiceAct[]): Promise<Checked[]> {
  const files = await findNetworkFiles(path);
  const results = await Promise.allSettled(
    files.map((file) => checkConfiguration(file, { ...(now && { now }), ...(acts && { acts }) })),
  );
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  const strange = reasons.find((reason) => !(reason instanceof ConfigError));
  if (strange !== undefined) throw strange;
  const faults = reasons.flatMap((reason) => (reason instanceof ConfigError ? reason.faults : []));
  if (faults.length > 0) throw new ConfigError(faults, { cause: reasons[0] });
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** @throws ZustellwerkError CONTRACT_BROKEN where an agreed contract no longer fits and the network file says `refuse`. */
async function holdToContracts(
  plan: Plan,
  { procedures }: Adapters,
  network: Network,
  log: Logger,
  now: Date,
): Promise<void> {
  const broken = (await checkAgreed(plan, procedures, network.file, now)).filter((check) => check.broken);
  for (const { destination, file, changes } of broken) {
    const details = changes.filter(({ breaks }) => breaks.length > 0).map(({ text }) => text.en);
    log.warn({ destination, contract: file, changes: details }, 'contract no longer fits');
  }
  if (broken.length > 0 && network.config.network.brokenContracts === 'refuse') {
    const names = broken.map(({ destination, file }) => `${destination} (${file})`).join(', ');
    throw new ZustellwerkError(
      'CONTRACT_BROKEN',
      `What the gateway would send no longer fits what was agreed with ${names}. "zustellwerk contract check" says how.`,
    );
  }
}
