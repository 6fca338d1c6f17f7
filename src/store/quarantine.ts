import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Tables } from './tables.ts';

/** What an office sent and nobody can be told of, or what a source had and cannot be taken. Bytes are sealed. */
export interface Quarantined {
  readonly id: string;
  readonly networkId: string;
  readonly destinationId: string;
  readonly receivedAt: Date;
  readonly reason: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  readonly content: Buffer;
}

/** What one destination or source may leave there, so that a broken procedure fills no disk. */
const mostPerDestination = 1_000;

/** @returns whether it is kept: the same bytes are kept once, and no more when there are too many already. */
export async function quarantine(pool: pg.Pool, reply: Quarantined): Promise<boolean> {
  const result = await pool.query(
    `insert into quarantined_reply (id, network_id, destination_id, received_at, reason, size, sha256, seal_key_id, data_key,
       content)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
     where (select count(*) from quarantined_reply where destination_id = $3) < ${mostPerDestination}
     on conflict (destination_id, sha256) do update set received_at = excluded.received_at`,
    [
      reply.id,
      reply.networkId,
      reply.destinationId,
      reply.receivedAt,
      reply.reason,
      reply.size,
      reply.sha256,
      reply.sealKeyId,
      reply.dataKey,
      reply.content,
    ],
  );
  return result.rowCount === 1;
}

/** The same for what was picked up at a source. */
export async function quarantinePickedUp(
  pool: pg.Pool,
  message: Omit<Quarantined, 'destinationId'> & { readonly sourceId: string },
): Promise<boolean> {
  const { id, networkId, sourceId, receivedAt, reason, size, sha256, sealKeyId, dataKey, content } = message;
  const result = await pool.query(
    `insert into quarantined_reply (id, network_id, source_id, received_at, reason, size, sha256, seal_key_id, data_key,
       content)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
     where (select count(*) from quarantined_reply where source_id = $3) < ${mostPerDestination}
     on conflict (source_id, sha256) do update set received_at = excluded.received_at, reason = excluded.reason`,
    [id, networkId, sourceId, receivedAt, reason, size, sha256, sealKeyId, dataKey, content],
  );
  return result.rowCount === 1;
}

/** How much of what each source has picked up lies there. */
export async function countQuarantined(
  kysely: Kysely<Tables>,
  networkId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await kysely
    .selectFrom('quarantined_reply')
    .select((eb) => ['source_id', eb.fn.countAll<string>().as('count')])
    .where('network_id', '=', networkId)
    .where('source_id', 'is not', null)
    .groupBy('source_id')
    .execute();
  return new Map(rows.map(({ source_id, count }) => [source_id ?? '', Number(count)]));
}

/** The newest first. */
export async function listQuarantined(kysely: Kysely<Tables>, networkId: string) {
  return kysely
    .selectFrom('quarantined_reply')
    .select(['id', 'destination_id', 'source_id', 'received_at', 'reason', 'size', 'sha256'])
    .where('network_id', '=', networkId)
    .orderBy('received_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
}

export async function findQuarantined(kysely: Kysely<Tables>, networkId: string, id: string) {
  return kysely
    .selectFrom('quarantined_reply')
    .selectAll()
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function removeQuarantined(kysely: Kysely<Tables>, networkId: string, id: string): Promise<boolean> {
  const result = await kysely
    .deleteFrom('quarantined_reply')
    .where('network_id', '=', networkId)
    .where('id', '=', id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
