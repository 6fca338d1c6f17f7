import type pg from 'pg';
import type { NewSubmission } from './accept-submission.ts';
import type { DeliveryState } from './tables.ts';

/** What a portal posted, as it is stored. */
export interface StoredEnvelope {
  readonly submissionId: string;
  readonly receivedAt: Date;
  readonly portalId: string;
  readonly profile: string;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  readonly envelope: Buffer;
}

/** What the principal delivery with this id was made from. */
export async function findEnvelope(
  pool: pg.Pool,
  deliveryId: string,
  networkId: string,
): Promise<StoredEnvelope | undefined> {
  const { rows } = await pool.query<StoredEnvelope>(
    `select submission.id as "submissionId", received_at as "receivedAt", submission.portal_id as "portalId", profile, seal_key_id as "sealKeyId", data_key as "dataKey",
       envelope
     from delivery join submission on submission.id = submission_id
     where delivery.id = $1 and delivery.network_id = $2 and principal`,
    [deliveryId, networkId],
  );
  return rows[0];
}

/** A delivery of a message that was mapped again. */
export interface NewDelivery {
  readonly id: string;
  readonly destinationId: string;
  readonly authorityId: string;
  readonly revisionId: string;
  readonly serviceVersion: string;
  readonly giveUpAt: Date;
  /** Only where the order within the case matters. */
  readonly caseId: string | undefined;
  readonly message: NewSubmission['message'];
}

export interface Supersede {
  /** The old delivery. */
  readonly deliveryId: string;
  readonly networkId: string;
  readonly by: string;
  readonly reason: string;
  readonly now: Date;
  /** A person has confirmed that it may be delivered although the old one is, or may be. */
  readonly confirmed: boolean;
}

export type Superseded =
  | { readonly kind: 'superseded'; readonly delivery: string; readonly before: DeliveryState }
  /** By somebody who pressed before. */
  | { readonly kind: 'superseded-before'; readonly delivery: string; readonly before: 'superseded' }
  /** What became of the old delivery asks for a confirmation. */
  | { readonly kind: 'needs-confirmation'; readonly state: DeliveryState }
  /** It is under way, or was cancelled. */
  | { readonly kind: 'not-now'; readonly state: DeliveryState };

/** One statement: whoever comes second waits for the row of the old delivery, and then finds it superseded. */
const supersedeStatement = `
with found as materialized (
  select id, state from delivery where id = $1 and network_id = $2 and principal for update
), old as (
  update delivery set state = 'superseded', settled_at = coalesce(settled_at, $3)
  from found
  where delivery.id = found.id and (
    found.state in ('waiting', 'blocked', 'rejected', 'parked') and (not in_doubt or $4)
    or found.state in ('delivered', 'handed-over') and $4)
  returning delivery.*, found.state as before
), built as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  select $5, submission_id, 'out', $6, $3, $7, $8, $9 from old
), queued as (
  insert into delivery (id, submission_id, message_uuid, portal_id, network_id, authority_id, destination_id, principal,
    state, due_at, give_up_at, created_at, case_id, urgent, supersedes)
  select $10, submission_id, $5, portal_id, network_id, $11, $12, true,
    case when $13::text is not null and waits_for_earlier($12, portal_id, $13, submission_id) then 'blocked' else 'waiting' end,
    $3, $14, $3, $13, urgent, id
  from old
), derived as (
  update submission set state = 'in-delivery', changed_at = $3, destination_id = $12, authority_id = $11, revision_id = $15,
    service_version = $16
  from old where submission.id = old.submission_id
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select submission_id, delivery_id, portal_id, network_id, authority_id, type, $3, detail
  from old cross join lateral (values
    (1, id, 'superseded', jsonb_build_object('by', $17::text, 'reason', $18::text, 'before', before, 'delivery', $10::uuid)),
    (2, $10::uuid, 'mapped-again', jsonb_build_object('destination', $12::text, 'message', $5::uuid, 'supersedes', id))
  ) as happened (place, delivery_id, type, detail)
  order by place
)
select before from old`;

/** Puts a delivery of a new message in the place of an old one. */
export async function supersedeDelivery(
  pool: pg.Pool,
  order: Supersede,
  { message, ...delivery }: NewDelivery,
): Promise<Superseded> {
  const { deliveryId, networkId, by, reason, now, confirmed } = order;
  const { rows } = await pool.query<{ before: DeliveryState }>(supersedeStatement, [
    deliveryId,
    networkId,
    now,
    confirmed,
    message.uuid,
    message.definition,
    message.size,
    message.sha256,
    message.content,
    delivery.id,
    delivery.authorityId,
    delivery.destinationId,
    delivery.caseId ?? null,
    delivery.giveUpAt,
    delivery.revisionId,
    delivery.serviceVersion,
    by,
    reason,
  ]);
  const [old] = rows;
  if (old) return { kind: 'superseded', delivery: delivery.id, before: old.before };
  // Something was in the way, and is so no longer: whoever asks again finds out.
  return (await findObstacle(pool, deliveryId)) ?? { kind: 'not-now', state: 'sending' };
}

/** Why a delivery cannot be superseded as it stands; undefined when it can without a confirmation. */
export async function findObstacle(
  pool: pg.Pool,
  deliveryId: string,
): Promise<Exclude<Superseded, { kind: 'superseded' }> | undefined> {
  const { rows } = await pool.query<{ state: DeliveryState; in_doubt: boolean; next: string | null }>(
    `select state, in_doubt, (select id from delivery where supersedes = old.id) as next from delivery as old where id = $1`,
    [deliveryId],
  );
  const [old] = rows;
  if (!old) return undefined;
  if (old.next) return { kind: 'superseded-before', delivery: old.next, before: 'superseded' };
  if (old.state === 'sending' || old.state === 'cancelled') return { kind: 'not-now', state: old.state };
  const through = old.state === 'delivered' || old.state === 'handed-over';
  return through || old.in_doubt ? { kind: 'needs-confirmation', state: old.state } : undefined;
}
