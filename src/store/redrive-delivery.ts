import type pg from 'pg';
import type { DeliveryState } from './tables.ts';

export interface Redrive {
  readonly deliveryId: string;
  readonly networkId: string;
  /** The operator. */
  readonly by: string;
  readonly reason: string;
  readonly now: Date;
  /** How long it may be tried again before it is parked, in milliseconds. */
  readonly maxAge: (destinationId: string) => number;
  /** Whether the procedure is asked first what became of it, if that is not known. */
  readonly asksFirst: (destinationId: string) => boolean;
}

/**
 * Gives a parked or rejected delivery another budget of attempts: the same delivery, the same bytes, the same UUID.
 * A waiting one becomes due at once, unless it is so within a second: the clocks of two that press at once differ by less. What is in doubt is no longer so, unless the procedure is asked first. Anything else stays as it is, so pressing twice does it once.
 *
 * @returns what the delivery's state was, or undefined when there is no such delivery in the network.
 */
export async function redriveDelivery(
  pool: pg.Pool,
  redrive: Redrive,
): Promise<{ before: DeliveryState; changed: boolean } | undefined> {
  const { deliveryId, networkId, by, reason, now, maxAge, asksFirst } = redrive;
  const find = () =>
    pool.query<{ state: DeliveryState; destination_id: string }>(
      'select state, destination_id from delivery where id = $1 and network_id = $2',
      [deliveryId, networkId],
    );
  const delivery = (await find()).rows[0];
  if (!delivery) return undefined;
  const giveUpAt = new Date(now.getTime() + maxAge(delivery.destination_id));
  const detail = JSON.stringify({ by, reason, before: delivery.state });
  const result = await pool.query(redriveStatement, [
    deliveryId,
    now,
    giveUpAt,
    detail,
    delivery.state,
    asksFirst(delivery.destination_id),
  ]);
  if (result.rowCount === 1) return { before: delivery.state, changed: true };
  // Somebody else may have pressed at the same moment: what counts is how it stands now.
  return { before: (await find()).rows[0]?.state ?? delivery.state, changed: false };
}

const redriveStatement = `
with again as (
  update delivery set state = 'waiting', due_at = $2, give_up_at = greatest(give_up_at, $3), settled_at = null, refusal = null,
    in_doubt = in_doubt and $6,
    budget = case when state = 'waiting' then budget else attempts end
  where id = $1 and state = $5 and (state in ('parked', 'rejected') or state = 'waiting' and due_at > $2::timestamptz + interval '1 second')
  returning *
), derived as (
  update submission set state = 'in-delivery', changed_at = $2
  from again where submission.id = again.submission_id and again.principal
)
insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
select submission_id, id, portal_id, network_id, authority_id, 'redriven', $2, $4 from again`;
