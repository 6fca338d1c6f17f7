import type pg from 'pg';
import type { DeliveryState } from './tables.ts';

/** Where a delivery goes, and how far it is; undefined when there is none. */
export async function findDelivery(
  pool: pg.Pool,
  id: string,
): Promise<{ readonly destinationId: string; readonly state: DeliveryState } | undefined> {
  const text = 'select destination_id as "destinationId", state from delivery where id = $1';
  const { rows } = await pool.query({ name: 'find-delivery', text, values: [id] });
  return rows[0];
}

/** Makes a delivery that waits due at once; any other stays as it is. */
export async function hurryDelivery(pool: pg.Pool, id: string, now: Date): Promise<void> {
  const text = `update delivery set due_at = $2 where id = $1 and state = 'waiting' and due_at > $2`;
  await pool.query({ name: 'hurry-delivery', text, values: [id, now] });
}
