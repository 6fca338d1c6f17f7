import type pg from 'pg';
import type { Settlement } from './settle-deliveries.ts';
import { forwardingReceipt } from './settle-deliveries.ts';
import type { DeliveryState } from './tables.ts';
import { holdsLease } from './take-deliveries.ts';

/** What somebody said about a delivery that was taken. Bytes are sealed already. */
export interface TakenSettlement extends Pick<Settlement, 'fileNumber' | 'refusal' | 'receipt'> {
  readonly delivery: string;
  readonly destination: string;
  readonly state: 'delivered' | 'handed-over' | 'rejected';
  readonly lease: string | undefined;
  /** Id of the key that says so. */
  readonly key: string;
  readonly now: Date;
  readonly event: 'acknowledged' | 'refused' | 'done';
  /** What the event says. Never personal data. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * One statement. It counts while the lease is held, and also after it was lost as long as nobody else has taken the delivery:
 * what was done at the office is done.
 */
const settleStatement = `
with settled as (
  update delivery set state = $3, lease_owner = null, lease_until = null, settled_at = $4, file_number = $5, refusal = $6
  where id = $1 and destination_id = $2 and attempts > 0 and (state in ('waiting', 'parked') or ${holdsLease('$7', '$8')})
  returning *
), derived as (
  update submission set state = $3, changed_at = $4 from settled where submission.id = settled.submission_id and settled.principal
), received as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  select $11::uuid, submission_id, 'in', case when principal then $12 else '${forwardingReceipt}' end, $4, $13::int, $14::bytea, $15::bytea
  from settled where $11::uuid is not null
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select submission_id, settled.id, portal_id, network_id, authority_id, happened.type, $4, happened.detail
  from settled cross join lateral (values
    (1, $9, jsonb_build_object('attempt', attempts - budget, 'destination', destination_id, 'key', $8::text) || $10::jsonb),
    (2, $3, '{}'::jsonb)
  ) as happened (place, type, detail)
  order by happened.place
)
select id from settled`;

/** @returns false when it does not count (any more); nothing was written then. */
export async function settleTaken(pool: pg.Pool, settlement: TakenSettlement): Promise<boolean> {
  const { delivery, destination, state, now, fileNumber, refusal, lease, key, event, detail, receipt } = settlement;
  const result = await pool.query(settleStatement, [
    delivery,
    destination,
    state,
    now,
    fileNumber ?? null,
    refusal ?? null,
    lease ?? null,
    key,
    event,
    JSON.stringify(detail),
    receipt?.id ?? null,
    receipt?.definition ?? null,
    receipt?.size ?? null,
    receipt?.sha256 ?? null,
    receipt?.content ?? null,
  ]);
  return result.rowCount === 1;
}

/** A delivery of one destination, and what opens it. */
export interface CollectedDelivery {
  readonly id: string;
  readonly submissionId: string;
  readonly messageUuid: string;
  readonly definition: string;
  readonly content: Buffer;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  readonly state: DeliveryState;
  /** How often it was taken, in all. */
  readonly attempts: number;
  readonly leaseUntil: Date | null;
}

export async function findCollected(
  pool: pg.Pool,
  id: string,
  destination: string,
): Promise<CollectedDelivery | undefined> {
  const result = await pool.query<CollectedDelivery>(
    `select delivery.id, delivery.submission_id as "submissionId", delivery.message_uuid as "messageUuid", message.definition,
       message.content, submission.seal_key_id as "sealKeyId", submission.data_key as "dataKey", delivery.state, delivery.attempts,
       delivery.lease_until as "leaseUntil"
     from delivery
     join message on message.submission_id = delivery.submission_id and message.uuid = delivery.message_uuid
     join submission on submission.id = delivery.submission_id
     where delivery.id = $1 and delivery.destination_id = $2`,
    [id, destination],
  );
  return result.rows[0];
}
