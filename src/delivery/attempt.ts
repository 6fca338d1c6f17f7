import { createHash, randomUUID } from 'node:crypto';
import type { ClaimedDelivery } from '../store/claim-deliveries.ts';
import { fileNumberHmac } from '../store/file-number.ts';
import type { DataKey, Seal } from '../store/seal.ts';
import type { Settlement } from '../store/settle-deliveries.ts';
import { type Decision, decide, parked } from './decide.ts';
import type { DestinationPlan } from './destination-plan.ts';
import type { Outcome } from './outcome.ts';

export interface AttemptParts {
  readonly seal: Seal;
  readonly now: () => Date;
  readonly random: () => number;
  /** For what an operator must hear of: bugs in adapters, content that does not open. Never content. */
  readonly alarm: (text: string, cause: unknown) => void;
}

export interface AttemptResult {
  readonly settlement: Settlement;
  readonly outcome: Outcome['kind'];
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
  const outcome = opened ? await deliver(claimed, opened.xml, plan, parts, stop) : contentLost;
  if (stop.aborted && outcome.kind === 'unknown') return undefined;
  const { attempt, giveUpAt } = claimed;
  const circumstances = { attempt, giveUpAt, now: parts.now(), random: parts.random() };
  // Trying again cannot help a message that does not open: a person has to look for its key.
  const decision = opened ? decide(outcome, plan.policy, circumstances) : parked;
  const duration = Math.round(performance.now() - begun);
  return {
    settlement: settle(claimed, outcome, decision, duration, plan, opened?.dataKey, parts.seal),
    outcome: outcome.kind,
  };
}

const contentLost: Outcome = { kind: 'unknown', answer: 'the sealed message does not open' };

function open(claimed: ClaimedDelivery, { seal, alarm }: AttemptParts): { dataKey: DataKey; xml: Buffer } | undefined {
  try {
    const dataKey = seal.openDataKey(claimed.sealKeyId, claimed.dataKey, claimed.submissionId);
    return { dataKey, xml: dataKey.open(claimed.content, `message ${claimed.messageUuid}`) };
  } catch (cause) {
    alarm('A message cannot be opened', cause);
    return undefined;
  }
}

async function deliver(
  claimed: ClaimedDelivery,
  xml: Uint8Array,
  { adapter, options, timeout }: DestinationPlan,
  { alarm }: AttemptParts,
  stop: AbortSignal,
): Promise<Outcome> {
  try {
    return await adapter.deliver({
      message: { id: claimed.definition, uuid: claimed.messageUuid, xml },
      deliveryKey: claimed.id,
      attempt: claimed.attempt,
      options,
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeout)]),
    });
  } catch (cause) {
    alarm(`The adapter ${adapter.id} threw`, cause);
    return { kind: 'unknown', answer: 'the adapter failed' };
  }
}

function settle(
  claimed: ClaimedDelivery,
  outcome: Outcome,
  decision: Decision,
  duration: number,
  plan: DestinationPlan,
  dataKey: DataKey | undefined,
  seal: Seal,
): Settlement {
  const fileNumber = outcome.kind === 'delivered' && outcome.fileNumber;
  const receipt = 'receipt' in outcome && outcome.receipt;
  return {
    deliveryId: claimed.id,
    attempt: claimed.attempt,
    ...decision,
    detail: {
      attempt: claimed.attempt,
      destination: plan.id,
      adapter: plan.adapter.id,
      outcome: outcome.kind,
      answer: outcome.answer,
      milliseconds: duration,
      ...(outcome.kind === 'rejected' ? { findings: outcome.findings.map(({ id }) => id) } : {}),
      ...(decision.dueAt ? { next: decision.dueAt } : {}),
    },
    ...(dataKey && fileNumber
      ? {
          fileNumber: dataKey.seal(Buffer.from(fileNumber), `file-number ${claimed.id}`),
          fileNumberHmac: fileNumberHmac(seal, plan.id, fileNumber),
        }
      : {}),
    ...(dataKey && outcome.kind === 'rejected'
      ? { refusal: dataKey.seal(Buffer.from(JSON.stringify(outcome.findings)), `refusal ${claimed.id}`) }
      : {}),
    ...(dataKey && receipt ? { receipt: sealReceipt(receipt, dataKey) } : {}),
  };
}

function sealReceipt(receipt: Uint8Array, dataKey: DataKey): NonNullable<Settlement['receipt']> {
  const id = randomUUID();
  return {
    id,
    definition: 'receipt',
    size: receipt.length,
    sha256: createHash('sha256').update(receipt).digest(),
    content: dataKey.seal(receipt, `message ${id}`),
  };
}
