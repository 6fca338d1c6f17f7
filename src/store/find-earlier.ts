import type pg from 'pg';
import { onceKey } from './accept-submission.ts';

/** A submission that a portal made before under the same key or reference. */
export interface EarlierSubmission {
  readonly id: string;
  /** It waits for a payment. */
  readonly held: boolean;
  readonly receivedAt: Date;
  readonly destinationId: string;
  /** `standard/version/type`. */
  readonly definition: string;
  readonly messageUuid: string;
  readonly bodyHmac: Buffer;
}

const statement = `
select submission.id, submission.state = 'held' as held, submission.received_at as "receivedAt", submission.destination_id as "destinationId",
  submission.body_hmac as "bodyHmac", message.definition, message.uuid as "messageUuid"
from submission
join message on message.submission_id = submission.id and message.direction = 'out'
where submission.portal_id = $1 and (submission.once_key = $2 or submission.reference = $3)
order by submission.received_at, message.created_at
limit 1`;

/** Finds the first one by Idempotency-Key; without a key, by reference. */
export async function findEarlier(
  pool: pg.Pool,
  portalId: string,
  idempotencyKey: string | undefined,
  reference: string | undefined,
): Promise<EarlierSubmission | undefined> {
  const byReference = idempotencyKey === undefined ? (reference ?? null) : null;
  const result = await pool.query<EarlierSubmission>(statement, [
    portalId,
    onceKey(idempotencyKey, reference),
    byReference,
  ]);
  return result.rows[0];
}

const useStatement = `
select from message join submission on submission.id = message.submission_id
where message.uuid = $1 and message.direction = 'out' and (submission.portal_id <> $2 or submission.once_key is distinct from $3)
limit 1`;

/** Whether a message that was not sent under this key has the UUID already. */
export async function isUuidUsed(
  pool: pg.Pool,
  {
    uuid,
    portalId,
    idempotencyKey,
  }: { readonly uuid: string; readonly portalId: string; readonly idempotencyKey: string },
): Promise<boolean> {
  const result = await pool.query(useStatement, [uuid, portalId, onceKey(idempotencyKey, undefined)]);
  return result.rowCount !== 0;
}
