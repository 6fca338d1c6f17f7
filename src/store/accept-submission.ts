import type pg from 'pg';

/** All that accepting a submission writes. Bytes are sealed already. */
export interface NewSubmission {
  readonly id: string;
  readonly portalId: string;
  readonly networkId: string;
  readonly authorityId: string;
  readonly revisionId: string;
  readonly serviceId: string;
  readonly serviceVersion: string;
  readonly act: string;
  readonly region: string;
  readonly profile: string;
  readonly destinationId: string;
  readonly reference: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly bodyHmac: Buffer;
  readonly receivedAt: Date;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  readonly envelope: Buffer;
  readonly message: {
    readonly uuid: string;
    readonly definition: string;
    readonly size: number;
    readonly sha256: Buffer;
    readonly content: Buffer;
  };
  readonly delivery: { readonly id: string; readonly giveUpAt: Date };
  readonly attachmentIds: readonly string[];
}

/**
 * One statement: either all of it is on disk when this returns true, or nothing is.
 *
 * A concurrent twin with the same once-key waits at the unique index until the first one is committed, then inserts
 * nothing. The same holds for two submissions that reference the same attachment: its row is locked first.
 */
const acceptStatement = `
with files as (
  select id from attachment
  where id = any($27::uuid[]) and portal_id = $2 and submission_id is null and complete
  order by id for update
), accepted as (
  insert into submission (id, portal_id, network_id, authority_id, revision_id, service_id, service_version, act, region,
    profile, destination_id, reference, once_key, body_hmac, state, received_at, changed_at, seal_key_id, data_key, envelope)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'received', $15, $15, $16, $17, $18
  where (select count(*) from files) = cardinality($27::uuid[])
    and ($19 or not exists (select from submission where portal_id = $2 and reference = $12))
  on conflict (portal_id, once_key) do nothing
  returning id
), linked as (
  update attachment set submission_id = accepted.id from accepted where attachment.id in (select id from files)
), built as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  select $20, id, 'out', $21, $15, $22, $23, $24 from accepted
), queued as (
  insert into delivery (id, submission_id, message_uuid, portal_id, network_id, authority_id, destination_id, principal,
    state, due_at, give_up_at, created_at)
  select $25, id, $20, $2, $3, $4, $11, true, 'waiting', $15, $26, $15 from accepted
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select id, $25, $2, $3, $4, 'received', $15, jsonb_build_object('destination', $11::text, 'message', $20::text) from accepted
)
select id from accepted`;

/** @returns false when the portal already used the key or reference, or an attachment is not free; nothing was stored. */
export async function acceptSubmission(pool: pg.Pool, submission: NewSubmission): Promise<boolean> {
  const s = submission;
  const result = await pool.query({
    name: 'accept-submission',
    text: acceptStatement,
    values: [
      s.id,
      s.portalId,
      s.networkId,
      s.authorityId,
      s.revisionId,
      s.serviceId,
      s.serviceVersion,
      s.act,
      s.region,
      s.profile,
      s.destinationId,
      s.reference ?? null,
      onceKey(s.idempotencyKey, s.reference),
      s.bodyHmac,
      s.receivedAt,
      s.sealKeyId,
      s.dataKey,
      s.envelope,
      s.idempotencyKey !== undefined || s.reference === undefined,
      s.message.uuid,
      s.message.definition,
      s.message.size,
      s.message.sha256,
      s.message.content,
      s.delivery.id,
      s.delivery.giveUpAt,
      s.attachmentIds,
    ],
  });
  return result.rowCount === 1;
}

/** What a portal may send once only: its Idempotency-Key; without one, its own reference. */
export function onceKey(idempotencyKey: string | undefined, reference: string | undefined): string | null {
  if (idempotencyKey !== undefined) return `key:${idempotencyKey}`;
  return reference === undefined ? null : `reference:${reference}`;
}
