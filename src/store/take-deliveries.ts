import type pg from 'pg';

/** A delivery that somebody has taken, with its message still sealed. */
export interface TakenDelivery {
  readonly id: string;
  readonly submissionId: string;
  readonly principal: boolean;
  readonly messageUuid: string;
  readonly definition: string;
  readonly content: Buffer;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  /** Number of this taking since the delivery was made or redriven; 1 for the first. */
  readonly attempt: number;
  readonly leaseUntil: Date;
  readonly lease: string;
}

export interface Taking {
  readonly destination: string;
  readonly now: Date;
  /** At most so many. */
  readonly limit: number;
  /** Names this taking; whoever settles shows it. */
  readonly lease: string;
  readonly leaseUntil: Date;
  /** Id of the key that takes. */
  readonly key: string;
  /** What was taken so often is not offered any more. */
  readonly attempts: number | null;
  /** Id of the destination's adapter, which may be held. */
  readonly adapter: string;
}

/**
 * One statement: what is due, the urgent first and then in the order of acceptance, and what somebody took and let go. What another caller is taking at
 * this moment is skipped, never waited for. A paused destination offers nothing, a draining one only what was begun. No lease
 * outlasts the delivery's age.
 */
const takeStatement = `
with held as materialized (
  select hold_of(network_id, id, $8) as hold from destination where id = $1
), due as (
  select id, state as before from delivery
  where destination_id = $1 and give_up_at > $2 and ($7::int is null or attempts - budget < $7)
    and (state = 'waiting' and due_at <= $2 or state = 'sending' and lease_until < $2)
    and case (select hold from held) when 'paused' then false when 'draining' then attempts > 0 else true end
    and (case_id is null or not waits_for_earlier(destination_id, portal_id, case_id, submission_id))
  order by urgent desc, created_at, id limit $3
  for update skip locked
), taken as (
  update delivery set state = 'sending', attempts = attempts + 1, lease_owner = $4, lease_until = least($5, give_up_at), taken_by = $6
  from due where delivery.id = due.id
  returning delivery.*, due.before
), started as (
  update submission set state = 'in-delivery', changed_at = $2
  from taken where submission.id = taken.submission_id and taken.principal and submission.state = 'received'
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select submission_id, taken.id, portal_id, network_id, authority_id, happened.type, $2, happened.detail
  from taken cross join lateral (values
    (1, case when before = 'sending' then 'lease-lost' end, jsonb_build_object('attempt', attempts - budget - 1)),
    (2, 'taken', jsonb_build_object('attempt', attempts - budget, 'destination', destination_id, 'key', taken_by, 'leaseUntil', lease_until))
  ) as happened (place, type, detail)
  where happened.type is not null
  order by taken.id, happened.place
)
select taken.id, taken.submission_id as "submissionId", taken.principal, taken.message_uuid as "messageUuid", message.definition,
  message.content, submission.seal_key_id as "sealKeyId", submission.data_key as "dataKey",
  taken.attempts - taken.budget as attempt, taken.lease_until as "leaseUntil", taken.lease_owner as lease
from taken
join message on message.submission_id = taken.submission_id and message.uuid = taken.message_uuid
join submission on submission.id = taken.submission_id
order by taken.urgent desc, taken.created_at, taken.id`;

export async function takeDeliveries(pool: pg.Pool, taking: Taking): Promise<TakenDelivery[]> {
  const { destination, now, limit, lease, leaseUntil, key, attempts, adapter } = taking;
  const values = [destination, now, limit, lease, leaseUntil, key, attempts, adapter];
  const result = await pool.query<TakenDelivery>({ name: 'take-deliveries', text: takeStatement, values });
  return result.rows;
}

/** Who shows a lease holds it; without one, the key that took last does. */
export const holdsLease = (lease: string, key: string) =>
  `state = 'sending' and case when ${lease}::uuid is null then taken_by = ${key} else lease_owner = ${lease} end`;

export interface Extension {
  readonly delivery: string;
  readonly destination: string;
  readonly lease: string | undefined;
  readonly key: string;
  readonly now: Date;
  readonly leaseUntil: Date;
}

/** @returns until when it is kept now; undefined when the caller no longer holds it, or it is too old. */
export async function extendTaking(pool: pg.Pool, extension: Extension): Promise<Date | undefined> {
  const { delivery, destination, lease, key, now, leaseUntil } = extension;
  const result = await pool.query<{ lease_until: Date }>(
    `update delivery set lease_until = least($6, give_up_at)
     where id = $1 and destination_id = $2 and give_up_at > $5 and ${holdsLease('$3', '$4')}
     returning lease_until`,
    [delivery, destination, lease ?? null, key, now, leaseUntil],
  );
  return result.rows[0]?.lease_until;
}

const parkStatement = `
with late as (
  update delivery set state = 'parked', settled_at = $3
  from unnest($1::text[], $2::int[]) as kept (id, attempts)
  where destination_id = kept.id and state = 'waiting'
    and (give_up_at <= $3 or delivery.attempts - delivery.budget >= kept.attempts)
  returning delivery.*
), derived as (
  update submission set state = 'parked', changed_at = $3 from late where submission.id = late.submission_id and late.principal
)
insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
select submission_id, id, portal_id, network_id, authority_id, 'parked', $3,
  jsonb_build_object('destination', destination_id, 'reason', case when give_up_at <= $3 then 'age' else 'attempts' end)
from late`;

/** Parks what nobody has collected in time, or what was taken too often for nothing. Returns how many. */
export async function parkUncollected(
  pool: pg.Pool,
  destinations: readonly { readonly id: string; readonly attempts: number | null }[],
  now: Date,
): Promise<number> {
  const ids = destinations.map(({ id }) => id);
  const result = await pool.query(parkStatement, [ids, destinations.map(({ attempts }) => attempts), now]);
  return result.rowCount ?? 0;
}
