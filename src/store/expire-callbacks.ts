import type pg from 'pg';

interface Keeping {
  readonly portalId: string;
  /** How long what was told or given up can be replayed, in milliseconds. */
  readonly keep: number;
}

/**
 * Removes callbacks that were told, or given up, longer ago than their portal may have them replayed; what waits stays.
 *
 * @returns how many.
 */
export async function expireCallbacks(pool: pg.Pool, portals: readonly Keeping[], now: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from callback using unnest($1::text[], $2::timestamptz[]) as kept (portal_id, since)
     where callback.portal_id = kept.portal_id and settled_at < kept.since`,
    [portals.map(({ portalId }) => portalId), portals.map(({ keep }) => new Date(now.getTime() - keep))],
  );
  return rowCount ?? 0;
}
