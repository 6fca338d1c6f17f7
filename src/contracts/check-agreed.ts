import { dirname, resolve } from 'node:path';
import type { AdapterDeclaration } from '../delivery/collections/collected-adapter.ts';
import type { Destination, Plan } from '../intake/plan.ts';
import { agree } from './agree.ts';
import { type Change, compareContracts } from './compare.ts';
import { findAgreeing } from './find-agreeing.ts';
import { readContract } from './read-contract.ts';

/** How one agreed contract stands to what the gateway would send today. */
export interface AgreedCheck {
  readonly destination: string;
  /** As the network file names it. */
  readonly file: string;
  readonly changes: readonly Change[];
  /** Whether something that was agreed no longer holds. */
  readonly broken: boolean;
}

/**
 * Compares every contract that the network file names as agreed with what the gateway would do today.
 *
 * @param networkFile relative paths start at its folder.
 * @throws ZustellwerkError CONTRACT_UNREADABLE, CONTRACT_IMPOSSIBLE
 */
export async function checkAgreed(
  plan: Plan,
  procedures: readonly AdapterDeclaration[],
  networkFile: string,
  now: Date,
): Promise<AgreedCheck[]> {
  const agreed = plan.config.destinations.flatMap((destination) =>
    destination.contracts.map((file) => ({ destination, file })),
  );
  return Promise.all(
    agreed.map(({ destination, file }) =>
      checkOne(plan, procedures, destination, file, resolve(dirname(networkFile), file), now),
    ),
  );
}

async function checkOne(
  plan: Plan,
  procedures: readonly AdapterDeclaration[],
  destination: Destination,
  file: string,
  path: string,
  now: Date,
): Promise<AgreedCheck> {
  const before = await readContract(path);
  const { id, act } = before.service;
  const agreeing = findAgreeing(plan, procedures, { service: id, act, destination: destination.id, now });
  if ('missing' in agreeing) {
    const text = { de: `${id} (${act}) wird so nicht mehr zugestellt`, en: agreeing.missing };
    return { destination: destination.id, file, changes: [{ text, breaks: ['vendor', 'portal'] }], broken: true };
  }
  const changes = compareContracts(before, agree(agreeing));
  return { destination: destination.id, file, changes, broken: changes.some(({ breaks }) => breaks.length > 0) };
}
