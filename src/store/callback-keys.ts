import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Seal } from './seal.ts';
import type { Tables } from './tables.ts';

/** A key that callbacks of a portal are signed with, without its secret. */
export interface CallbackKey {
  readonly id: string;
  readonly portalId: string;
  readonly createdAt: Date;
  /** null: until it is rotated. */
  readonly endsAt: Date | null;
}

interface NewKey {
  readonly portalId: string;
  readonly secret: string;
  readonly now: Date;
  /** When the portal's keys so far end. */
  readonly othersEndAt: Date;
}

/** Stores a key, and lets the portal's others end. */
export async function storeCallbackKey(
  kysely: Kysely<Tables>,
  seal: Seal,
  { portalId, secret, now, othersEndAt }: NewKey,
): Promise<string> {
  const id = randomBytes(6).toString('hex');
  const key = seal.newDataKey(id);
  await kysely.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('callback_key')
      .set({ ends_at: othersEndAt })
      .where('portal_id', '=', portalId)
      .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', othersEndAt)]))
      .execute();
    await transaction
      .insertInto('callback_key')
      .values({
        id,
        portal_id: portalId,
        created_at: now,
        ends_at: null,
        seal_key_id: key.keyId,
        data_key: key.sealed,
        secret: key.seal(Buffer.from(secret), `callback-key ${id}`),
      })
      .execute();
  });
  return id;
}

/** @returns whether there was such a key that had not ended. */
export async function endCallbackKey(kysely: Kysely<Tables>, id: string, now: Date): Promise<boolean> {
  const result = await kysely
    .updateTable('callback_key')
    .set({ ends_at: now })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function listCallbackKeys(kysely: Kysely<Tables>): Promise<CallbackKey[]> {
  return kysely
    .selectFrom('callback_key')
    .select(['id', 'portal_id as portalId', 'created_at as createdAt', 'ends_at as endsAt'])
    .orderBy('created_at')
    .execute();
}

/** The secrets that callbacks of a portal are signed with now, the newest first. */
export async function readCallbackSecrets(
  kysely: Kysely<Tables>,
  seal: Seal,
  portalId: string,
  now: Date,
): Promise<string[]> {
  const rows = await kysely
    .selectFrom('callback_key')
    .selectAll()
    .where('portal_id', '=', portalId)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) =>
    seal.openDataKey(row.seal_key_id, row.data_key, row.id).open(row.secret, `callback-key ${row.id}`).toString('utf8'),
  );
}
