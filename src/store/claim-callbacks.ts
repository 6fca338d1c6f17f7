import type pg from 'pg';

/** An event that this process now tells a portal of. */
export interface ClaimedCallback {
  readonly submissionId: string;
  readonly eventId: number;
  readonly portalId: string;
  /** 1 for the first, counted anew after a replay. */
  readonly attempt: number;
  readonly since: Date;
  readonly type: string;
  readonly at: Date;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly serviceId: string;
  readonly act: string;
  readonly region: string;
  /** Sealed, in base64; empty: the portal's own address. */
  readonly address: string;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
}

interface CallbackShare {
  readonly portalId: string;
  /** How many more this process may have under way. */
  readonly places: number;
  /** When another process may take over what this one was silent about. */
  readonly leaseUntil: Date;
}

/**
 * One statement: of each portal the events that are due, of each submission only the earliest that is open. Who takes one
 * moves its due time to the end of the lease, so that it comes back by itself when the process dies.
 */
const claimStatement = `
with due as materialized (
  select next.*, share.lease_until
  from unnest($1::text[], $2::int[], $3::timestamptz[]) as share (portal_id, places, lease_until)
  cross join lateral (
    select submission_id, event_id from callback
    where portal_id = share.portal_id and state = 'waiting' and due_at <= $4
      and not exists (select from callback as earlier
        where earlier.submission_id = callback.submission_id and earlier.event_id < callback.event_id and earlier.state = 'waiting')
    order by due_at, event_id limit share.places
    for update skip locked
  ) as next
), claimed as (
  update callback set attempts = attempts + 1, lease_owner = $5, due_at = due.lease_until
  from due where callback.submission_id = due.submission_id and callback.event_id = due.event_id
  returning callback.*
)
select claimed.submission_id as "submissionId", claimed.event_id as "eventId", claimed.portal_id as "portalId",
  claimed.attempts as attempt, claimed.since, event.type, event.at, event.detail,
  submission.service_id as "serviceId", submission.act, submission.region, submission.callback as address,
  submission.seal_key_id as "sealKeyId", submission.data_key as "dataKey"
from claimed
join event on event.submission_id = claimed.submission_id and event.id = claimed.event_id
join submission on submission.id = claimed.submission_id`;

export async function claimCallbacks(
  pool: pg.Pool,
  owner: string,
  now: Date,
  shares: readonly CallbackShare[],
): Promise<ClaimedCallback[]> {
  const result = await pool.query<ClaimedCallback>({
    name: 'claim-callbacks',
    text: claimStatement,
    values: [
      shares.map(({ portalId }) => portalId),
      shares.map(({ places }) => places),
      shares.map(({ leaseUntil }) => leaseUntil),
      now,
      owner,
    ],
  });
  return result.rows;
}

/** What an attempt came to. */
export type CallbackResult = (
  | { readonly state: 'told' }
  | { readonly state: 'given-up'; readonly trouble: string }
  | { readonly state: 'waiting'; readonly trouble: string; readonly dueAt: Date }
) & {
  /** Of the answer, when there was one. */
  readonly status?: number | undefined;
};

/**
 * Later events of the submission come when this one does: they are due together with it, else each look for work would
 * pass over them again.
 */
const settleStatement = `
with settled as (
  update callback set state = $4, due_at = $5, trouble = $6, status = $7, lease_owner = null,
    settled_at = case when $4 = 'waiting' then null else $8::timestamptz end
  where submission_id = $1 and event_id = $2 and lease_owner = $3 and state = 'waiting'
  returning submission_id, event_id
)
update callback set due_at = $5 from settled
where callback.submission_id = settled.submission_id and callback.event_id > settled.event_id and callback.state = 'waiting'`;

/** Only who holds the lease settles. */
export async function settleCallback(
  pool: pg.Pool,
  { submissionId, eventId }: Pick<ClaimedCallback, 'submissionId' | 'eventId'>,
  owner: string,
  result: CallbackResult,
  now: Date,
): Promise<void> {
  const dueAt = result.state === 'waiting' ? result.dueAt : now;
  const trouble = result.state === 'told' ? null : result.trouble;
  await pool.query({
    name: 'settle-callback',
    text: settleStatement,
    values: [submissionId, eventId, owner, result.state, dueAt, trouble, result.status ?? null, now],
  });
}

/** Gives back what was cut off. */
export async function releaseCallbacks(pool: pg.Pool, owner: string, now: Date): Promise<void> {
  await pool.query("update callback set lease_owner = null, due_at = $2 where lease_owner = $1 and state = 'waiting'", [
    owner,
    now,
  ]);
}
