import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Tables } from './tables.ts';

/** A source and who has it; one process polls it at a time. */

interface Owned {
  readonly id: string;
  readonly networkId: string;
  readonly authorityId: string;
}

/** Makes the rows of sources that are new. */
export async function storeSources(pool: pg.Pool, sources: readonly Owned[], now: Date): Promise<void> {
  for (const { id, networkId, authorityId } of sources) {
    await pool.query(
      `insert into source (id, network_id, authority_id, due_at) values ($1, $2, $3, $4)
       on conflict (id) do update set network_id = excluded.network_id, authority_id = excluded.authority_id`,
      [id, networkId, authorityId, now],
    );
  }
}

interface Claim {
  readonly id: string;
  readonly owner: string;
  readonly now: Date;
  readonly leaseUntil: Date;
  readonly nextDue: Date;
}

/** When each was last looked at to its end, and why it is not now. */
export async function listPolled(kysely: Kysely<Tables>, networkId: string) {
  const polled = kysely.selectFrom('source').select(['id', 'polled_at', 'trouble']);
  return polled.where('network_id', '=', networkId).execute();
}

/** Takes a source that is due and nobody's. It is due again at `nextDue`, or when a callback says so in the meantime. */
export async function claimSource(pool: pg.Pool, { id, owner, now, leaseUntil, nextDue }: Claim): Promise<boolean> {
  const result = await pool.query(
    `update source set lease_owner = $2, lease_until = $4, due_at = $5
     where id = $1 and due_at <= $3 and (lease_until is null or lease_until <= $3)`,
    [id, owner, now, leaseUntil, nextDue],
  );
  return result.rowCount === 1;
}

/** @returns false when another process has it by now. */
export async function extendSource(pool: pg.Pool, id: string, owner: string, leaseUntil: Date): Promise<boolean> {
  const result = await pool.query('update source set lease_until = $3 where id = $1 and lease_owner = $2', [
    id,
    owner,
    leaseUntil,
  ]);
  return result.rowCount === 1;
}

/** Gives it back with how the round went. */
export async function releaseSource(
  pool: pg.Pool,
  id: string,
  owner: string,
  { polledAt, trouble }: { readonly polledAt: Date; readonly trouble: string | undefined },
): Promise<void> {
  await pool.query(
    `update source set lease_owner = null, lease_until = null, trouble = $4,
       polled_at = case when $4::text is null then $3 else polled_at end
     where id = $1 and lease_owner = $2`,
    [id, owner, polledAt, trouble ?? null],
  );
}

/** Makes it due at once, for whichever process looks first. */
export async function hurrySource(pool: pg.Pool, id: string, now: Date): Promise<void> {
  await pool.query('update source set due_at = least(due_at, $2) where id = $1', [id, now]);
}
