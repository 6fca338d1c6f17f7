import { dirname, resolve } from 'node:path';
import type { ProcedureAdapter } from '../delivery/adapter.ts';
import { chooseMessage, findAct } from '../domains/index.ts';
import type { Destination, Plan } from '../intake/plan.ts';
import { agree } from './agree.ts';
import { type Change, compareContracts } from './compare.ts';
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
  procedures: readonly ProcedureAdapter[],
  networkFile: string,
): Promise<AgreedCheck[]> {
  const agreed = plan.config.destinations.flatMap((destination) =>
    destination.contracts.map((file) => ({ destination, file })),
  );
  return Promise.all(
    agreed.map(({ destination, file }) =>
      checkOne(plan, procedures, destination, file, resolve(dirname(networkFile), file)),
    ),
  );
}

async function checkOne(
  plan: Plan,
  procedures: readonly ProcedureAdapter[],
  destination: Destination,
  file: string,
  path: string,
): Promise<AgreedCheck> {
  const before = await readContract(path);
  const { id, act: actId } = before.service;
  const service = plan.catalogue.list().find((each) => each.id === id);
  const act = findAct(id, actId);
  const message = act && chooseMessage(act, destination.messages);
  const adapter = procedures.find((each) => each.id === destination.adapter);
  if (!service || !act || !message || !adapter) {
    const text = { de: `${id} (${actId}) wird nicht mehr zugestellt`, en: `${id} (${actId}) is no longer delivered` };
    return { destination: destination.id, file, changes: [{ text, breaks: ['vendor', 'portal'] }], broken: true };
  }
  const changes = compareContracts(before, agree({ plan, service, act, message, destination, adapter }));
  return { destination: destination.id, file, changes, broken: changes.some(({ breaks }) => breaks.length > 0) };
}
