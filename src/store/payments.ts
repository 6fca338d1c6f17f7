import type pg from 'pg';
import type { StoredEnvelope } from './supersede-delivery.ts';
import type { PaymentRecord, SubmissionState } from './tables.ts';

/** A submission that its portal wants to pay for. */
export interface Payable extends StoredEnvelope {
  readonly deliveryId: string;
  readonly networkId: string;
  readonly state: SubmissionState;
  readonly payment: PaymentRecord | null;
}

/** The submission of this portal with its principal delivery. */
export async function findPayable(pool: pg.Pool, portalId: string, id: string): Promise<Payable | undefined> {
  const { rows } = await pool.query<Payable>(
    `select submission.id as "submissionId", received_at as "receivedAt", submission.portal_id as "portalId", profile, seal_key_id as "sealKeyId",
       data_key as "dataKey", envelope, delivery.id as "deliveryId", submission.network_id as "networkId", submission.state, payment
     from submission join delivery on submission.id = submission_id and principal and delivery.state <> 'superseded'
     where submission.id = $1 and submission.portal_id = $2`,
    [id, portalId],
  );
  return rows[0];
}

const recordStatement = `
with paid as (
  update submission set envelope = $2, payment = $3, changed_at = $4 where id = $1 and state = 'held' returning *
)
insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
select id, null, portal_id, network_id, authority_id, 'paid', $4, $3 from paid`;

/**
 * Keeps what was paid for a held submission, with what the portal said as a whole. It stays held until its delivery is
 * superseded by one whose message has the payment: what breaks off in between can be done again.
 */
export async function recordPayment(
  pool: pg.Pool,
  paid: {
    readonly submissionId: string;
    /** Sealed. */
    readonly envelope: Buffer;
    readonly record: PaymentRecord;
    readonly now: Date;
  },
): Promise<void> {
  await pool.query(recordStatement, [paid.submissionId, paid.envelope, JSON.stringify(paid.record), paid.now]);
}

const refuseStatement = `
with late as (
  update delivery set state = 'rejected', settled_at = $1
  where id in (
    select id from delivery where awaits_payment and state = 'blocked' and give_up_at <= $1 for update skip locked)
    and state = 'blocked'
  returning *
), derived as (
  update submission set state = 'rejected', changed_at = $1 from late where submission.id = late.submission_id
)
insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
select submission_id, id, portal_id, network_id, authority_id, 'rejected', $1, '{"because": "not paid"}'::jsonb from late`;

/** Refuses what was not paid within its term. Returns how many. */
export async function refuseUnpaid(pool: pg.Pool, now: Date): Promise<number> {
  const { rowCount } = await pool.query(refuseStatement, [now]);
  return rowCount ?? 0;
}
