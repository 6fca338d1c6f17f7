import type pg from 'pg';
import type { Scope } from './read-submissions.ts';
import type { DeliveryState } from './tables.ts';

const advanceStatement = `
with free as (
  select id from delivery
  where state = 'blocked' and not awaits_payment and destination_id = any($2::text[])
    and not waits_for_earlier(destination_id, portal_id, case_id, submission_id)
  for update skip locked
), advanced as (
  update delivery set state = 'waiting', due_at = $1, give_up_at = give_up_at + ($1 - created_at)
  from free where delivery.id = free.id and delivery.state = 'blocked'
  returning delivery.*
)
insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at)
select submission_id, id, portal_id, network_id, authority_id, 'unblocked', $1 from advanced returning delivery_id`;

/**
 * Lets the next delivery of each case go whose earlier one is through. The time that it was blocked does not count against
 * its age.
 *
 * @returns how many may go now.
 */
export async function advanceCases(pool: pg.Pool, destinations: readonly string[], now: Date): Promise<number> {
  const result = await pool.query({ name: 'advance-cases', text: advanceStatement, values: [now, destinations] });
  return result.rowCount ?? 0;
}

/** A case in which something is not through yet. */
export interface OpenCase {
  readonly caseId: string;
  readonly portalId: string;
  readonly destinationId: string;
  /** The earliest delivery that is not through: the others wait for it. */
  readonly deliveryId: string;
  readonly submissionId: string;
  readonly state: DeliveryState;
  /** When its submission was accepted. */
  readonly since: Date;
  /** How many deliveries wait behind it. */
  readonly behind: number;
}

const listStatement = (column: Scope['column']) => `
select * from (
  select distinct on (destination_id, portal_id, case_id) case_id as "caseId", portal_id as "portalId", destination_id as "destinationId",
    id as "deliveryId", submission_id as "submissionId", state, created_at as since,
    (count(*) over (partition by destination_id, portal_id, case_id) - 1)::int as behind
  from delivery
  where case_id is not null and ${column} = $1 and state not in ('delivered', 'handed-over', 'superseded', 'cancelled')
  order by destination_id, portal_id, case_id, submission_id
) as open
where behind > 0 or not $2
order by since, "deliveryId" limit $3`;

/** Open cases, those that have waited longest first; with `blocked`, only those in which something waits for another. */
export async function listCases(pool: pg.Pool, scope: Scope, blocked: boolean, limit: number): Promise<OpenCase[]> {
  const { rows } = await pool.query<OpenCase>(listStatement(scope.column), [scope.value, blocked, limit]);
  return rows;
}
