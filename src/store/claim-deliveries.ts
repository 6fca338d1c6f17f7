import type pg from 'pg';

/** How much of a destination's work one gateway may have under way. */
export interface DestinationShare {
  readonly id: string;
  /** Deliveries under way at once. */
  readonly parallel: number;
  /** Id of its adapter, which may be held. */
  readonly adapter: string;
}

/** A delivery that this process now holds the lease of, with its message still sealed. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly submissionId: string;
  readonly destinationId: string;
  readonly messageUuid: string;
  readonly definition: string;
  readonly content: Buffer;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  /** Number of this attempt since the delivery was made or redriven; 1 for the first. */
  readonly attempt: number;
  /** Number of this attempt in all, also before redrives. */
  readonly number: number;
  /** What became of the attempt before is not known. */
  readonly inDoubt: boolean;
  readonly giveUpAt: Date;
}

/**
 * One statement: due deliveries, the urgent first and then first come first served within a destination, in turn between the destinations of a network
 * and between networks, as many as each destination has free places. A destination whose breaker is open gets none; one whose
 * pause is over gets a single one, as a probe. A paused destination gets none; a draining one only what was begun. Of a case,
 * none is begun while an earlier one is not through. What another process is claiming is skipped, never waited for: rows, and whole destinations,
 * since only one process at a time can count free places and fill them. Accepting needs no lock that this one excludes.
 */
const claimStatement = `
with reachable as materialized (
  select id, network_id, closed_until from destination
  where id = any($1::text[]) and (closed_until is null or closed_until <= $3)
    and exists (select from delivery where destination_id = destination.id and state = 'waiting' and due_at <= $3)
  for no key update skip locked
), free as materialized (
  select reachable.id, network_id, hold_of(network_id, reachable.id, share.adapter) as hold,
    case when closed_until is null then share.parallel else 1 end - sending_count(reachable.id) as places
  from reachable join unnest($1::text[], $2::int[], $7::text[]) as share (id, parallel, adapter) on share.id = reachable.id
), due as (
  select next.id, next.due_at, next.urgent, free.network_id,
    row_number() over (partition by free.id order by next.urgent desc, next.due_at, next.id) as place
  from free cross join lateral (
    select id, due_at, urgent from delivery
    where destination_id = free.id and state = 'waiting' and due_at <= $3
      and (free.hold is null or attempts > 0)
      and (case_id is null or not waits_for_earlier(destination_id, portal_id, case_id, submission_id))
    order by urgent desc, due_at
    limit case when free.hold = 'paused' then 0 else greatest(free.places, 0) end
    for update skip locked
  ) as next
), turns as (
  select id, due_at, row_number() over (partition by network_id order by urgent desc, place, due_at) as turn from due
), picked as (
  select id from turns order by turn, due_at limit $4
), claimed as (
  update delivery set state = 'sending', attempts = attempts + 1, lease_owner = $5, lease_until = $6
  from picked where delivery.id = picked.id
  returning delivery.*
), started as (
  update submission set state = 'in-delivery', changed_at = $3
  from claimed where submission.id = claimed.submission_id and claimed.principal and submission.state = 'received'
)
select claimed.id, claimed.submission_id as "submissionId", claimed.destination_id as "destinationId",
  claimed.message_uuid as "messageUuid", claimed.attempts - claimed.budget as attempt, claimed.attempts as number,
  claimed.in_doubt as "inDoubt", claimed.give_up_at as "giveUpAt",
  message.definition, message.content, submission.seal_key_id as "sealKeyId", submission.data_key as "dataKey"
from claimed
join message on message.submission_id = claimed.submission_id and message.uuid = claimed.message_uuid
join submission on submission.id = claimed.submission_id`;

interface ClaimRequest {
  readonly shares: readonly DestinationShare[];
  readonly now: Date;
  readonly limit: number;
  /** This process. */
  readonly owner: string;
  readonly leaseUntil: Date;
}

export async function claimDeliveries(pool: pg.Pool, request: ClaimRequest): Promise<ClaimedDelivery[]> {
  const { shares, now, limit, owner, leaseUntil } = request;
  const result = await pool.query<ClaimedDelivery>({
    name: 'claim-deliveries',
    text: claimStatement,
    values: [
      shares.map(({ id }) => id),
      shares.map(({ parallel }) => parallel),
      now,
      limit,
      owner,
      leaseUntil,
      shares.map(({ adapter }) => adapter),
    ],
  });
  return result.rows;
}

/**
 * Extends the leases of what this process is still working on, and of nothing else: a claim whose answer was lost with
 * the connection is nobody's work, and its lease has to run out.
 */
export async function extendLeases(
  pool: pg.Pool,
  owner: string,
  deliveries: readonly string[],
  leaseUntil: Date,
): Promise<void> {
  await pool.query(
    "update delivery set lease_until = $3 where id = any($2::uuid[]) and lease_owner = $1 and state = 'sending'",
    [owner, deliveries, leaseUntil],
  );
}

const takeBackStatement = `
with lost as (
  update delivery set state = 'waiting', due_at = $1, lease_owner = null, lease_until = null, in_doubt = true
  where id in (select id from delivery where state = 'sending' and lease_until < $1 for update skip locked)
  returning *
)
insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
select submission_id, id, portal_id, network_id, authority_id, 'lease-lost', $1, jsonb_build_object('attempt', attempts - budget)
from lost returning delivery_id`;

/** Gives the deliveries of dead processes back to everybody. What came of those attempts is not known. */
export async function takeBackLostLeases(pool: pg.Pool, now: Date): Promise<number> {
  const result = await pool.query({ name: 'take-back', text: takeBackStatement, values: [now] });
  return result.rowCount ?? 0;
}

/** Gives back what this process has begun but not finished, so that others take it at once. */
export async function releaseDeliveries(pool: pg.Pool, owner: string, now: Date): Promise<void> {
  await pool.query(
    "update delivery set state = 'waiting', due_at = $2, lease_owner = null, lease_until = null, in_doubt = true where lease_owner = $1 and state = 'sending'",
    [owner, now],
  );
}
