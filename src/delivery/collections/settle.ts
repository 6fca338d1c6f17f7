import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { DataKey, Seal } from '../../store/seal.ts';
import { type CollectedDelivery, findCollected, settleTaken, type TakenSettlement } from '../../store/settle-taken.ts';
import type { RefusalFinding } from '../outcome.ts';

/** What somebody at the office says about a delivery that was taken. */
export interface Statement {
  readonly event: 'acknowledged' | 'refused' | 'done';
  readonly state: 'delivered' | 'handed-over' | 'rejected';
  readonly fileNumber?: string;
  readonly findings?: readonly RefusalFinding[];
  readonly receipt?: Uint8Array;
}

export type SettleResult =
  | { readonly kind: 'unknown' }
  /** `changed` is false when it was so already. */
  | { readonly kind: 'settled'; readonly state: string; readonly changed: boolean }
  | { readonly kind: 'never-taken' }
  | { readonly kind: 'taken-by-others'; readonly leaseUntil: Date | null }
  | { readonly kind: 'otherwise'; readonly state: string };

interface SettleParts {
  readonly pool: pg.Pool;
  readonly seal: Seal;
  readonly now: () => Date;
}

export interface Speaker {
  readonly destination: string;
  /** Id of the key. */
  readonly key: string;
  /** Without one, the key that took last holds the lease. */
  readonly lease?: string | undefined;
}

/** Ends a delivery that was taken; saying the same again changes nothing. */
export async function settleCollected(
  delivery: string,
  { destination, key, lease }: Speaker,
  statement: Statement,
  { pool, seal, now }: SettleParts,
): Promise<SettleResult> {
  const found = await findCollected(pool, delivery, destination);
  if (!found) return { kind: 'unknown' };
  const dataKey = seal.openDataKey(found.sealKeyId, found.dataKey, found.submissionId);
  const settled = await settleTaken(pool, {
    delivery,
    destination,
    lease,
    key,
    now: now(),
    state: statement.state,
    event: statement.event,
    detail: {
      receipt: statement.receipt !== undefined,
      ...(statement.findings && { findings: statement.findings.map(({ id }) => id) }),
    },
    ...sealStatement(delivery, statement, dataKey),
  });
  if (settled) return { kind: 'settled', state: statement.state, changed: true };
  // Somebody may have said something since it was found: what counts is how it stands now.
  return explain((await findCollected(pool, delivery, destination)) ?? found, statement);
}

function explain({ state, attempts, leaseUntil }: CollectedDelivery, statement: Statement): SettleResult {
  const success = ['delivered', 'handed-over'];
  if (state === statement.state || (success.includes(state) && success.includes(statement.state))) {
    return { kind: 'settled', state, changed: false };
  }
  if (state === 'sending') return { kind: 'taken-by-others', leaseUntil };
  const open = ['waiting', 'blocked', 'parked'].includes(state);
  return open && attempts === 0 ? { kind: 'never-taken' } : { kind: 'otherwise', state };
}

function sealStatement(
  delivery: string,
  { fileNumber, findings, receipt }: Statement,
  dataKey: DataKey,
): Pick<TakenSettlement, 'fileNumber' | 'refusal' | 'receipt'> {
  const receiptId = randomUUID();
  return {
    ...(fileNumber !== undefined && { fileNumber: dataKey.seal(Buffer.from(fileNumber), `file-number ${delivery}`) }),
    ...(findings && { refusal: dataKey.seal(Buffer.from(JSON.stringify(findings)), `refusal ${delivery}`) }),
    ...(receipt && {
      receipt: {
        id: receiptId,
        definition: 'receipt',
        size: receipt.length,
        sha256: createHash('sha256').update(receipt).digest(),
        content: dataKey.seal(receipt, `message ${receiptId}`),
      },
    }),
  };
}
