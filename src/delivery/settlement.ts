import { createHash, randomUUID } from 'node:crypto';
import type { ClaimedDelivery } from '../store/claim-deliveries.ts';
import type { DataKey } from '../store/seal.ts';
import type { Settlement } from '../store/settle-deliveries.ts';
import { type KeptCall, sealCalls, withoutReceipt } from './call-log.ts';
import type { Decision } from './decide.ts';
import type { DestinationPlan } from './destination-plan.ts';
import type { Tried } from './try-delivery.ts';

interface Made {
  readonly tried: Tried;
  readonly decision: Decision;
  readonly milliseconds: number;
  readonly calls: readonly KeptCall[];
  /** Absent when the content does not open. */
  readonly dataKey: DataKey | undefined;
}

/** What is stored of an attempt: content sealed, and in clear what an event may say. */
export function settle(claimed: ClaimedDelivery, plan: DestinationPlan, made: Made): Settlement {
  const { tried, decision, dataKey } = made;
  const { outcome } = tried;
  const fileNumber = outcome.kind === 'delivered' && outcome.fileNumber;
  const receipt = 'receipt' in outcome && outcome.receipt;
  const calls = receipt ? withoutReceipt(made.calls, receipt) : made.calls;
  return {
    deliveryId: claimed.id,
    attempt: claimed.attempt,
    number: claimed.number,
    inDoubt: tried.inDoubt,
    ...decision,
    detail: {
      attempt: claimed.attempt,
      number: claimed.number,
      destination: plan.id,
      adapter: plan.adapter.id,
      outcome: outcome.kind,
      answer: outcome.answer,
      milliseconds: made.milliseconds,
      ...(tried.lookup === undefined ? {} : { lookup: tried.lookup }),
      ...(outcome.kind === 'rejected' ? { findings: outcome.findings.map(({ id }) => id) } : {}),
      ...(decision.dueAt ? { next: decision.dueAt } : {}),
    },
    ...(dataKey && fileNumber
      ? { fileNumber: dataKey.seal(Buffer.from(fileNumber), `file-number ${claimed.id}`) }
      : {}),
    ...(dataKey && outcome.kind === 'rejected'
      ? { refusal: dataKey.seal(Buffer.from(JSON.stringify(outcome.findings)), `refusal ${claimed.id}`) }
      : {}),
    ...(dataKey && receipt ? { receipt: sealReceipt(receipt, dataKey) } : {}),
    ...(dataKey && calls.length > 0 ? { calls: sealCalls(calls, claimed.id, claimed.number, dataKey) } : {}),
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
