import type { DeliveryJob, OpenFile, OutgoingMessage } from './adapter.ts';
import type { CallLog } from './calls.ts';
import type { DestinationPlan } from './destination-plan.ts';
import type { LookupOutcome, Outcome } from './outcome.ts';
import { StepLost, type StepMemory } from './step-memory.ts';

/** What the hooks of an adapter came to in one attempt. */
export interface Tried {
  readonly outcome: Outcome;
  /** What became of the message is not known, be it from this attempt or from one before. */
  readonly inDoubt: boolean;
  /** Trying again cannot help: a person has to look. */
  readonly hopeless?: true;
  /** What the procedure said when it was asked about the attempt before. */
  readonly lookup?: string;
}

interface TryParts {
  readonly message: OutgoingMessage;
  readonly deliveryKey: string;
  readonly attempt: number;
  /** What became of the attempt before is not known. */
  readonly inDoubt: boolean;
  readonly memory: StepMemory;
  readonly calls: CallLog;
  readonly openFile: OpenFile | undefined;
  readonly signal: AbortSignal;
  readonly alarm: (text: string, cause: unknown) => void;
}

/**
 * Look up what is in doubt, map what is new, deliver. Never throws.
 *
 * What is in doubt is repeated only when the procedure says that it does not have it, or recognises what it has.
 */
export async function tryDelivery(plan: DestinationPlan, parts: TryParts): Promise<Tried> {
  const { adapter, policy } = plan;
  const message = await freeze(plan, parts);
  if ('outcome' in message) return message;
  const job = { ...pick(parts), message, options: plan.options };
  if (!parts.inDoubt) return fromDelivery(await deliver(plan, job, parts));
  if (adapter.lookup) {
    const found = await lookUp(plan, job, parts);
    if (found.kind !== 'absent') return fromLookup(found);
    const lookup = found.answer;
    if (parts.attempt > policy.attempts) return { outcome: { ...found, kind: 'later' }, inDoubt: false, lookup };
    return { ...fromDelivery(await deliver(plan, job, parts)), lookup };
  }
  if (policy.recognisesDuplicates) return fromDelivery(await deliver(plan, job, parts));
  return { outcome: { kind: 'unknown', answer: 'the attempt before broke off' }, inDoubt: true, hopeless: true };
}

function pick({ deliveryKey, attempt, memory, calls, openFile, signal }: TryParts) {
  return { deliveryKey, attempt, steps: memory, calls, openFile, signal };
}

function fromDelivery(outcome: Outcome): Tried {
  return { outcome, inDoubt: outcome.kind === 'unknown' };
}

function fromLookup(found: Outcome): Tried {
  // What only waits for its answer has arrived.
  const inDoubt = found.kind === 'unknown' || (found.kind === 'later' && !found.awaitsAnswer);
  const tried = { outcome: found, lookup: found.answer, inDoubt };
  return found.kind === 'unknown' ? { ...tried, hopeless: true } : tried;
}

/** The bytes that every attempt sends: the message, or what `map` made of it at the first attempt. */
async function freeze({ adapter }: DestinationPlan, parts: TryParts): Promise<OutgoingMessage | Tried> {
  const { message, memory, alarm } = parts;
  if (!adapter.map) return message;
  const map = adapter.map.bind(adapter, message);
  try {
    return { ...message, xml: await memory.freeze(map) };
  } catch (cause) {
    if (cause instanceof StepLost) {
      return { outcome: { kind: 'later', answer: 'the mapped message could not be stored' }, inDoubt: parts.inDoubt };
    }
    // Pure: so it would throw again.
    alarm(`The adapter ${adapter.id} could not map a message`, cause);
    return { outcome: { kind: 'unknown', answer: 'mapping failed' }, inDoubt: parts.inDoubt, hopeless: true };
  }
}

function deliver({ adapter }: DestinationPlan, job: DeliveryJob<unknown>, parts: TryParts): Promise<Outcome> {
  return guard(() => adapter.deliver(job), adapter.id, parts);
}

function lookUp({ adapter }: DestinationPlan, job: DeliveryJob<unknown>, parts: TryParts): Promise<LookupOutcome> {
  const ask = async (): Promise<LookupOutcome> => (await adapter.lookup?.(job)) ?? notAsked;
  return guard(ask, adapter.id, parts);
}

const notAsked: LookupOutcome = { kind: 'unknown', answer: 'the procedure cannot be asked' };

async function guard<Result extends LookupOutcome>(
  hook: () => Promise<Result>,
  adapter: string,
  { alarm }: TryParts,
): Promise<Result | Extract<Outcome, { kind: 'unknown' }>> {
  try {
    return await hook();
  } catch (cause) {
    alarm(cause instanceof StepLost ? 'A step was made, but not stored' : `The adapter ${adapter} threw`, cause);
    return { kind: 'unknown', answer: 'the adapter failed' };
  }
}
