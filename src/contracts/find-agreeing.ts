import type { AdapterDeclaration } from '../delivery/collections/collected-adapter.ts';
import { collectedAdapters } from '../delivery/collections/index.ts';
import { actsOf, findAct } from '../domains/index.ts';
import { chooseMessage } from '../domains/versions.ts';
import { type Plan, versionRules } from '../intake/plan.ts';
import { berlinDay } from '../messages/dates.ts';
import { suggest } from '../nearest.ts';
import type { Agreeing } from './agree.ts';

/** Which contract is meant. */
export interface Sought {
  readonly service: string;
  readonly act: string;
  readonly destination: string;
  /** Decides which version of the message is in force. */
  readonly now: Date;
}

/** The parts of a contract, as the gateway would choose them for a submission; or why there is none, in English. */
export function findAgreeing<P extends Plan>(
  plan: P,
  procedures: readonly AdapterDeclaration[],
  sought: Sought,
): (Agreeing & { readonly plan: P }) | { readonly missing: string } {
  const service = plan.catalogue.list().find(({ id }) => id === sought.service);
  const serviceIds = plan.catalogue.list().map(({ id }) => id);
  if (!service) return { missing: `There is no service "${sought.service}"; ${suggest(sought.service, serviceIds)}.` };
  const day = berlinDay(sought.now);
  const act = findAct(service.id, sought.act, plan.acts, { day });
  const known = actsOf(service.id, plan.acts).join(', ') || 'none';
  if (!act) return { missing: `${service.id} has no act "${sought.act}". Known: ${known}.` };
  const destination = plan.config.destinations.find(({ id }) => id === sought.destination);
  const ids = plan.config.destinations.map(({ id }) => id);
  if (!destination)
    return { missing: `There is no destination "${sought.destination}"; ${suggest(sought.destination, ids)}.` };
  const choice = chooseMessage(act, destination.messages, day, versionRules(plan, destination));
  const taken = destination.messages.join(', ');
  if (!choice) return { missing: `${destination.id} takes no message of ${service.id} that is in force: ${taken}.` };
  const adapter = [...procedures, ...collectedAdapters].find(({ id }) => id === destination.adapter);
  if (!adapter) return { missing: `There is no adapter "${destination.adapter}".` };
  return { plan, service, act, message: choice.message, destination, adapter };
}
