import type { AttachmentStore } from '../attachments/attachment-store.ts';
import type { ServiceAct } from '../domains/service.ts';
import type { ClaimedDelivery } from '../store/claim-deliveries.ts';
import type { StepStore } from '../store/delivery-steps.ts';
import type { DataKey, Seal } from '../store/seal.ts';
import type { Settlement } from '../store/settle-deliveries.ts';
import { type AttemptTime, openAttemptTime } from './attempt-time.ts';
import { openCallLog } from './call-log.ts';
import { decide, parked } from './decide.ts';
import type { DestinationPlan } from './destination-plan.ts';
import type { Outcome } from './outcome.ts';
import { outgoing } from './outgoing.ts';
import { settle } from './settlement.ts';
import { openStepMemory } from './step-memory.ts';
import { type Tried, tryDelivery } from './try-delivery.ts';

export interface AttemptParts {
  readonly seal: Seal;
  readonly steps: StepStore;
  readonly now: () => Date;
  readonly random: () => number;
  /** For what an operator must hear of: bugs in adapters, content that does not open. Never content. */
  readonly alarm: (text: string, cause: unknown) => void;
  /** What messages are read back by; absent: all that there are. */
  readonly acts?: readonly ServiceAct[];
  /** Files that messages only name; absent: none can be read. */
  readonly attachments?: Pick<AttachmentStore, 'findDelivered' | 'read'>;
}

export interface AttemptResult {
  readonly settlement: Settlement;
  readonly outcome: Outcome['kind'];
  /** Whether the destination was there: its breaker counts those attempts in a row at which it was not. */
  readonly reached: boolean;
}

/**
 * Makes one attempt of a delivery: opens the frozen message, lets the adapter deliver it, and says what follows.
 * Never throws.
 *
 * @returns undefined when `stop` aborted it: nothing is known then, and the delivery is given back.
 */
export async function attempt(
  claimed: ClaimedDelivery,
  plan: DestinationPlan,
  parts: AttemptParts,
  stop: AbortSignal,
): Promise<AttemptResult | undefined> {
  const begun = performance.now();
  const opened = open(claimed, parts);
  const calls = openCallLog(opened?.xml ?? noBytes);
  using time = openAttemptTime(plan.timeout);
  time.allowFor(opened?.xml.length ?? 0);
  const tried = opened
    ? await make(claimed, plan, parts, { ...opened, calls, time, stop })
    : { ...contentLost, inDoubt: claimed.inDoubt };
  const outcome: Outcome = tried.outcome;
  if (stop.aborted && outcome.kind === 'unknown') return undefined;
  if (outcome.kind === 'unknown' && outcome.needsPerson) {
    parts.alarm(`A person has to look at delivery ${claimed.id}: ${outcome.answer}`, undefined);
  }
  const { attempt, giveUpAt } = claimed;
  const circumstances = { attempt, giveUpAt, now: parts.now(), random: parts.random() };
  const decision = tried.hopeless ? parked : decide(outcome, plan.policy, circumstances);
  const milliseconds = Math.round(performance.now() - begun);
  const made = { tried, decision, milliseconds, calls: calls.kept, dataKey: opened?.dataKey };
  return { settlement: settle(claimed, plan, parts.seal, made), outcome: outcome.kind, reached: wasReached(outcome) };
}

function wasReached(outcome: Outcome): boolean {
  if (outcome.kind === 'later') return outcome.awaitsAnswer === true;
  return outcome.kind !== 'unknown' || outcome.needsPerson === true;
}

const noBytes = new Uint8Array();

/** Trying again cannot help: a person has to look for the key. */
const contentLost = {
  outcome: { kind: 'unknown', answer: 'the sealed message does not open' },
  hopeless: true,
} as const;

function open(claimed: ClaimedDelivery, { seal, alarm }: AttemptParts): { dataKey: DataKey; xml: Buffer } | undefined {
  try {
    const dataKey = seal.openDataKey(claimed.sealKeyId, claimed.dataKey, claimed.submissionId);
    return { dataKey, xml: dataKey.open(claimed.content, `message ${claimed.messageUuid}`) };
  } catch (cause) {
    alarm('A message cannot be opened', cause);
    return undefined;
  }
}

interface Means {
  readonly dataKey: DataKey;
  readonly xml: Uint8Array;
  readonly calls: ReturnType<typeof openCallLog>;
  readonly time: AttemptTime;
  readonly stop: AbortSignal;
}

async function make(
  claimed: ClaimedDelivery,
  plan: DestinationPlan,
  { steps, now, alarm, acts, attachments }: AttemptParts,
  { dataKey, xml, calls, time, stop }: Means,
): Promise<Tried> {
  const { id: deliveryId, definition, destinationId, messageUuid, attempt, inDoubt } = claimed;
  const signal = AbortSignal.any([stop, time.signal]);
  try {
    const parts = { deliveryId, dataKey, store: steps, now, signal };
    const memory = await openStepMemory(parts, claimed.number === 1);
    if (stop.aborted) return { outcome: { kind: 'unknown', answer: 'stopped before it began' }, inDoubt };
    const message = outgoing({ id: definition, uuid: messageUuid, xml }, acts);
    const openFile =
      attachments &&
      (async (id: string) => {
        const file = await attachments.findDelivered(id, destinationId);
        time.allowFor(file?.size ?? 0);
        return file && attachments.read(id);
      });
    return await tryDelivery(plan, {
      message,
      deliveryKey: deliveryId,
      attempt,
      inDoubt,
      memory,
      calls,
      openFile,
      signal,
      alarm,
    });
  } catch (cause) {
    // Nothing was sent yet.
    alarm('The steps of a delivery cannot be read', cause);
    return { outcome: { kind: 'later', answer: 'the step memory cannot be read' }, inDoubt };
  }
}
