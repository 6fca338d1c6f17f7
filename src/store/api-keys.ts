import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Role, Tables } from './tables.ts';

/** Who calls: the role, and which portal, destination or operator it is. */
export interface Caller {
  readonly keyId: string;
  readonly role: Role;
  readonly subject: string;
  /** Null: the network that has the subject. */
  readonly networkId: string | null;
}

/** A key as operators see it; the secret is shown once, when it is made. */
export interface ApiKey extends Caller {
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/**
 * Makes a key `zw_ROLE_ID_SECRET`. The secret has 256 random bits, so a plain SHA-256 is enough to store.
 *
 * @param networkId for an operator, who is no part of a network file: whose operator it is.
 */
export async function createApiKey(
  kysely: Kysely<Tables>,
  role: Role,
  subject: string,
  now: Date,
  networkId: string | null = null,
): Promise<{ id: string; key: string }> {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  await kysely
    .insertInto('api_key')
    .values({ id, role, subject, hash: hashOf(secret), created_at: now, revoked_at: null, network_id: networkId })
    .execute();
  return { id, key: `zw_${role}_${id}_${secret}` };
}

export async function listApiKeys(kysely: Kysely<Tables>): Promise<ApiKey[]> {
  const rows = await kysely.selectFrom('api_key').selectAll().orderBy('created_at').execute();
  return rows.map((row) => ({
    keyId: row.id,
    role: row.role,
    subject: row.subject,
    networkId: row.network_id,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }));
}

/** @returns whether there was such a key that was not revoked. */
export async function revokeApiKey(kysely: Kysely<Tables>, id: string, now: Date): Promise<boolean> {
  const result = await kysely
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Who holds a key that was not revoked. */
export async function findHolder(kysely: Kysely<Tables>, id: string): Promise<Caller | undefined> {
  const row = await kysely
    .selectFrom('api_key')
    .select(['id as keyId', 'role', 'subject', 'network_id as networkId'])
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row;
}

/** How long a key that was found valid is taken as valid without asking again, in milliseconds. */
const trustFor = 5_000;

/**
 * Finds who a key belongs to. A valid key is remembered for five seconds, so that accepting needs no second statement;
 * a revoked one stops working within that time.
 */
export function createAuthenticator(
  kysely: Kysely<Tables>,
  now: () => Date,
): (key: string) => Promise<Caller | undefined> {
  const known = new Map<string, { caller: Caller; hash: Buffer; until: number }>();
  return async (key) => {
    const parts = /^zw_(portal|vendor|operator|clerk)_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/.exec(key);
    const [, role, id = '', secret = ''] = parts ?? [];
    if (id === '') return undefined;
    const hash = hashOf(secret);
    const remembered = known.get(id);
    if (remembered && remembered.until > now().getTime()) {
      return timingSafeEqual(remembered.hash, hash) && remembered.caller.role === role ? remembered.caller : undefined;
    }
    const row = await kysely
      .selectFrom('api_key')
      .selectAll()
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (!row || !timingSafeEqual(row.hash, hash) || row.role !== role) {
      known.delete(id);
      return undefined;
    }
    const caller = { keyId: row.id, role: row.role, subject: row.subject, networkId: row.network_id };
    known.set(id, { caller, hash: row.hash, until: now().getTime() + trustFor });
    return caller;
  };
}

function hashOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
