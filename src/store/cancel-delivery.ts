import type pg from 'pg';
import type { DeliveryState } from './tables.ts';

export interface Cancel {
  readonly deliveryId: string;
  readonly networkId: string;
  /** The operator. */
  readonly by: string;
  readonly reason: string;
  readonly now: Date;
}

const cancelStatement = `
with found as materialized (
  select id, state from delivery where id = $1 and network_id = $2 for update
), cancelled as (
  update delivery set state = 'cancelled', settled_at = $3
  from found
  where delivery.id = found.id and found.state in ('waiting', 'blocked', 'rejected', 'parked')
  returning delivery.*, found.state as before
), derived as (
  update submission set state = 'withdrawn', changed_at = $3
  from cancelled where submission.id = cancelled.submission_id and cancelled.principal
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select submission_id, id, portal_id, network_id, authority_id, 'cancelled', $3,
    jsonb_build_object('by', $4::text, 'reason', $5::text, 'before', before)
  from cancelled
)
select found.state, cancelled.id is not null as changed from found left join cancelled using (id)`;

/**
 * Gives up a delivery that is not under way and not through, for good; what waits for it may go on.
 *
 * @returns what its state was, or undefined when there is no such delivery in the network.
 */
export async function cancelDelivery(
  pool: pg.Pool,
  { deliveryId, networkId, by, reason, now }: Cancel,
): Promise<{ before: DeliveryState; changed: boolean } | undefined> {
  const { rows } = await pool.query<{ state: DeliveryState; changed: boolean }>(cancelStatement, [
    deliveryId,
    networkId,
    now,
    by,
    reason,
  ]);
  const [row] = rows;
  return row && { before: row.state, changed: row.changed };
}
