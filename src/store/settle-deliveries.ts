import type pg from 'pg';
import type { DeliveryState, SubmissionState } from './tables.ts';

/** What an attempt came to, as it is stored. */
export interface Settlement {
  readonly deliveryId: string;
  /** Number of the attempt, as it was claimed. */
  readonly attempt: number;
  /** Of the attempt in all, also before redrives. */
  readonly number: number;
  readonly state: Extract<DeliveryState, 'waiting' | 'delivered' | 'handed-over' | 'rejected' | 'parked'>;
  readonly submissionState: SubmissionState;
  /** When it is tried again; only for `waiting`. */
  readonly dueAt?: Date;
  /** The attempt does not count: the next one has the same number. */
  readonly keepsAttempt?: true;
  /** What became of the attempt is not known. */
  readonly inDoubt: boolean;
  /** What the event says: attempt, outcome, answer, duration. Never personal data. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly fileNumber?: Buffer;
  /** How a reply that names the number is matched; see `fileNumberHmac`. */
  readonly fileNumberHmac?: Buffer;
  readonly refusal?: Buffer;
  /** The call log. */
  readonly calls?: Buffer;
  readonly receipt?: {
    readonly id: string;
    readonly definition: string;
    readonly size: number;
    readonly sha256: Buffer;
    readonly content: Buffer;
  };
}

/** How a destination did in the batch, for its breaker. */
export interface DestinationReport {
  readonly id: string;
  /** Whether any attempt of the batch got through to the procedure. */
  readonly reached: boolean;
  /** Failed attempts in a row at the end of the batch. */
  readonly failures: number;
  /** So many failures in a row open the breaker… */
  readonly threshold: number;
  /** …until then. */
  readonly closedUntil: Date;
}

/** A receipt for a forwarding is the operator's business, as the forwarding is: see `read-submissions.ts`. */
export const forwardingReceipt = 'forwarding-receipt';

/**
 * One statement for a batch. Only the holder of the lease settles, and only the attempt that it claimed; an outcome that
 * comes after the lease was lost is kept as an event, since somebody is already trying again.
 */
const settleStatement = `
with outcome as (
  select * from jsonb_to_recordset($1::jsonb) as o (delivery_id uuid, attempt int, number int, in_doubt boolean, calls text, state text, submission_state text, due_at timestamptz, keeps_attempt boolean,
    detail jsonb, file_number text, file_number_hmac text, refusal text, receipt_id uuid, receipt_definition text, receipt_size int,
    receipt_sha256 text, receipt_content text)
), settled as (
  update delivery set state = outcome.state, lease_owner = null, lease_until = null,
    due_at = coalesce(outcome.due_at, delivery.due_at), in_doubt = outcome.in_doubt,
    budget = delivery.budget + case when outcome.keeps_attempt then 1 else 0 end,
    settled_at = case when outcome.state = 'waiting' then null else $3::timestamptz end,
    file_number = coalesce(decode(outcome.file_number, 'base64'), delivery.file_number),
    refusal = coalesce(decode(outcome.refusal, 'base64'), delivery.refusal)
  from outcome
  where delivery.id = outcome.delivery_id and delivery.state = 'sending' and delivery.lease_owner = $2
    and delivery.attempts - delivery.budget = outcome.attempt
  returning delivery.*
), derived as (
  update submission set state = outcome.submission_state, changed_at = $3
  from settled join outcome on outcome.delivery_id = settled.id
  where submission.id = settled.submission_id and settled.principal
    -- A reply or a withdrawal that overtook the receipt has the last word.
    and submission.state not in ('completed', 'rejected', 'withdrawn', 'deleted')
), numbered as (
  insert into file_number (destination_id, hmac, submission_id)
  select settled.destination_id, decode(outcome.file_number_hmac, 'base64'), settled.submission_id
  from settled join outcome on outcome.delivery_id = settled.id
  where outcome.file_number_hmac is not null and settled.principal
  on conflict do nothing
), received as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  select receipt_id, settled.submission_id, 'in',
    case when settled.principal then receipt_definition else '${forwardingReceipt}' end, $3, receipt_size, decode(receipt_sha256, 'base64'),
    decode(receipt_content, 'base64')
  from settled join outcome on outcome.delivery_id = settled.id where receipt_id is not null
), logged as (
  insert into delivery_attempt (delivery_id, number, at, calls)
  select delivery_id, number, $3, decode(calls, 'base64') from outcome where calls is not null
  on conflict do nothing
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select delivery.submission_id, delivery.id, delivery.portal_id, delivery.network_id, delivery.authority_id, happened.type, $3,
    happened.detail
  from outcome
  join delivery on delivery.id = outcome.delivery_id
  left join settled on settled.id = outcome.delivery_id
  cross join lateral (values
    (1, case when settled.id is null then 'attempt-after-lease' else 'attempt' end, outcome.detail),
    (2, case when settled.id is not null and outcome.state <> 'waiting' then outcome.state end, '{}'::jsonb),
    (3, case when settled.id is not null and outcome.submission_state = 'completed' then 'accepted' end, '{}'::jsonb)
  ) as happened (place, type, detail)
  where happened.type is not null
  order by outcome.delivery_id, happened.place
), report as (
  select * from jsonb_to_recordset($4::jsonb)
    as r (id text, reached boolean, failures int, threshold int, closed_until timestamptz)
), known as (
  -- In one order, so that processes that settle at once never wait for each other in a circle.
  select id from destination where id in (select id from report) order by id for no key update
), learned as (
  update destination set
    failures = case when report.reached then report.failures else destination.failures + report.failures end,
    closed_until = case
      when (case when report.reached then report.failures else destination.failures + report.failures end) >= report.threshold
      then report.closed_until end
  from report join known using (id)
  where destination.id = report.id
)
select id from settled`;

/** @returns the ids of the deliveries that were settled. */
export async function settleDeliveries(
  pool: pg.Pool,
  owner: string,
  now: Date,
  settlements: readonly Settlement[],
  reports: readonly DestinationReport[],
): Promise<string[]> {
  const result = await pool.query<{ id: string }>({
    name: 'settle-deliveries',
    text: settleStatement,
    values: [JSON.stringify(settlements.map(toRecord)), owner, now, JSON.stringify(reports.map(toReport))],
  });
  return result.rows.map(({ id }) => id);
}

function toRecord(settlement: Settlement) {
  const { receipt } = settlement;
  return {
    delivery_id: settlement.deliveryId,
    attempt: settlement.attempt,
    number: settlement.number,
    in_doubt: settlement.inDoubt,
    calls: settlement.calls?.toString('base64'),
    state: settlement.state,
    submission_state: settlement.submissionState,
    due_at: settlement.dueAt,
    keeps_attempt: settlement.keepsAttempt,
    detail: settlement.detail,
    file_number: settlement.fileNumber?.toString('base64'),
    file_number_hmac: settlement.fileNumberHmac?.toString('base64'),
    refusal: settlement.refusal?.toString('base64'),
    receipt_id: receipt?.id,
    receipt_definition: receipt?.definition,
    receipt_size: receipt?.size,
    receipt_sha256: receipt?.sha256.toString('base64'),
    receipt_content: receipt?.content.toString('base64'),
  };
}

function toReport({ id, reached, failures, threshold, closedUntil }: DestinationReport) {
  return { id, reached, failures, threshold, closed_until: closedUntil };
}
