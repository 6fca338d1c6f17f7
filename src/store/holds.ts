import type pg from 'pg';
import type { HoldKind, HoldMode } from './tables.ts';

/** What an operator does to a destination, or to all destinations of an adapter. */
export interface HoldOrder {
  readonly networkId: string;
  readonly kind: HoldKind;
  readonly subject: string;
  /** The destinations that it is about. */
  readonly destinations: readonly string[];
  readonly operator: string;
  readonly reason: string;
  readonly now: Date;
}

/** What holds a destination. */
export interface Hold {
  readonly kind: HoldKind;
  readonly subject: string;
  readonly mode: HoldMode;
  readonly operator: string;
  readonly reason: string;
  readonly since: Date;
}

/**
 * Whoever claims has locked the destination: waiting for that lock means that nothing is begun once this is done. In one
 * order, so that two that wait never do so in a circle.
 */
const lockDestinations = `
locked as materialized (
  select id from destination where id = any($8::text[]) order by id for no key update
), turn as materialized (select count(*) from locked)`;

const holdStatement = `
with ${lockDestinations}, told as (
  insert into operator_action (network_id, kind, subject, action, operator, reason, at)
  select $1, $2, $3, $4, $5, $6, $7 from turn
)
insert into hold (network_id, kind, subject, mode, operator, reason, since)
select $1, $2, $3, $4, $5, $6, $7 from turn
on conflict (network_id, kind, subject) do update
  set mode = excluded.mode, operator = excluded.operator, reason = excluded.reason,
    since = case when hold.mode = excluded.mode then hold.since else excluded.since end`;

/** Stops a destination or adapter in a way; in the same way twice is the same as once. */
export async function hold(pool: pg.Pool, order: HoldOrder, mode: HoldMode): Promise<void> {
  await pool.query(holdStatement, values(order, mode));
}

/** The time that a delivery was held does not count against its age. */
const resumeStatement = `
with ${lockDestinations}, ended as (
  delete from hold using turn where network_id = $1 and kind = $2 and subject = $3 returning since
), aged as (
  update delivery set give_up_at = give_up_at + ($7::timestamptz - greatest(since, created_at))
  from ended where destination_id = any($8::text[]) and state = 'waiting'
)
insert into operator_action (network_id, kind, subject, action, operator, reason, at)
select $1, $2, $3, $4, $5, $6, $7 from ended`;

/** @returns false when nothing was held. */
export async function resume(pool: pg.Pool, order: HoldOrder): Promise<boolean> {
  return (await pool.query(resumeStatement, values(order, 'resumed'))).rowCount === 1;
}

function values({ networkId, kind, subject, operator, reason, now, destinations }: HoldOrder, action: string) {
  return [networkId, kind, subject, action, operator, reason, now, destinations];
}

export async function listHolds(pool: pg.Pool, networkId: string): Promise<Hold[]> {
  const { rows } = await pool.query<Hold>(
    'select kind, subject, mode, operator, reason, since from hold where network_id = $1 order by kind, subject',
    [networkId],
  );
  return rows;
}

/** What an operator did to a destination or an adapter. */
export interface OperatorAction {
  readonly at: Date;
  readonly operator: string;
  readonly action: string;
  readonly kind: HoldKind;
  readonly subject: string;
  readonly reason: string;
}

/** The latest first. */
export async function listActions(pool: pg.Pool, networkId: string, limit: number): Promise<OperatorAction[]> {
  const { rows } = await pool.query<OperatorAction>(
    `select at, operator, action, kind, subject, reason from operator_action where network_id = $1 order by id desc limit $2`,
    [networkId, limit],
  );
  return rows;
}
