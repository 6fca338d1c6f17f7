import type pg from 'pg';
import { type NewSubmission, onceKey } from './accept-submission.ts';
import type { RelationKind } from './tables.ts';

/** What a new submission follows. */
export interface NewRelation {
  /** Id of the first submission. */
  readonly earlier: string;
  readonly kind: RelationKind;
  /** Whether the destination takes the message. If not, only a withdrawal is stored that stops what never left. */
  readonly deliverable: boolean;
}

/**
 * One statement for a submission that follows another. A withdrawal stops the delivery of the first while nobody works on
 * it; what never left needs no message any more, and its withdrawal is done at once. What was tried already may have
 * arrived: then the office is told as well. The rows are locked as claiming locks them, the delivery first, so that an
 * attempt and a withdrawal never pass each other. Where the office needs order, both belong to one case, which bears the
 * first one's id if the portal gave it none, and the later one waits until the first is through.
 */
const acceptStatement = `
with target as materialized (
  select * from delivery where submission_id = $1::uuid and principal for no key update
), earlier as materialized (
  select submission.* from submission join target on submission.id = target.submission_id for no key update of submission
), fate as (
  select earlier.id, target.id as delivery_id, target.urgent, earlier.case_id as portals_case,
    case when $31::boolean then coalesce(target.case_id, earlier.id::text) end as case_id,
    target.state not in ('delivered', 'handed-over', 'superseded', 'cancelled') as is_open,
    $2::text = 'withdrawal' and target.state in ('waiting', 'blocked', 'parked') as stops,
    $2 = 'withdrawal' and target.state in ('waiting', 'blocked', 'parked') and target.attempts = 0 as undone
  from earlier cross join target where earlier.state not in ('withdrawn', 'deleted')
), files as (
  select attachment.id from attachment
  where attachment.id = any($30::uuid[]) and portal_id = $5::text and submission_id is null and complete
  order by id for update
), accepted as (
  insert into submission (id, portal_id, network_id, authority_id, revision_id, service_id, service_version, act, region,
    profile, destination_id, reference, once_key, body_hmac, state, received_at, changed_at, seal_key_id, data_key, envelope, case_id, callback)
  select $4::uuid, $5::text, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::text, $16, $17,
    case when fate.undone then 'completed' else 'received' end, $18::timestamptz, $18::timestamptz, $19, $20, $21, fate.portals_case, $32::text
  from fate
  where (fate.undone or $3::boolean)
    and (select count(*) from files) = cardinality($30::uuid[])
    and ($22::boolean or not exists (select from submission where submission.portal_id = $5::text and submission.reference = $15::text))
  on conflict (portal_id, once_key) do nothing
  returning *
), linked as (
  update attachment set submission_id = accepted.id from accepted where attachment.id in (select id from files)
), built as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  select $23::uuid, id, 'out', $24, $18, $25, $26, $27 from accepted
), queued as (
  insert into delivery (id, submission_id, message_uuid, portal_id, network_id, authority_id, destination_id, principal,
    state, due_at, give_up_at, created_at, settled_at, case_id, urgent)
  select $28::uuid, accepted.id, $23::uuid, portal_id, network_id, authority_id, destination_id, true,
    case when fate.undone then 'cancelled'
      when fate.case_id is not null and (fate.is_open and not fate.stops
        or waits_for_earlier(destination_id, portal_id, fate.case_id, accepted.id)) then 'blocked'
      else 'waiting' end,
    $18, $29, $18, case when fate.undone then $18 end, fate.case_id, fate.urgent
  from accepted cross join fate
), related as (
  insert into relation (submission_id, relates_to, kind) select id, $1::uuid, $2::text from accepted
), stopped as (
  update delivery set case_id = coalesce(delivery.case_id, fate.case_id),
    state = case when fate.stops then 'cancelled' else delivery.state end,
    settled_at = case when fate.stops then $18 else delivery.settled_at end
  from fate, accepted where delivery.id = fate.delivery_id and (fate.stops or fate.case_id is not null)
), withdrawn as (
  update submission set state = 'withdrawn', changed_at = $18
  from fate, accepted where submission.id = fate.id and fate.stops
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select happened.submission_id, happened.delivery_id, portal_id, network_id, authority_id, happened.type, $18, happened.detail
  from accepted cross join fate cross join lateral (values
    (1, accepted.id, $28::uuid, 'received', jsonb_build_object('destination', destination_id, 'message', $23::uuid, 'relatesTo', $1::uuid, 'kind', $2::text)),
    (2, case when fate.undone then accepted.id end, $28::uuid, 'cancelled', '{"because": "the first was never sent"}'::jsonb),
    (3, fate.id, null::uuid, $2::text, jsonb_build_object('submission', accepted.id)),
    (4, case when fate.stops then fate.id end, fate.delivery_id, 'withdrawn', '{}'::jsonb)
  ) as happened (place, submission_id, delivery_id, type, detail)
  where happened.submission_id is not null
  order by happened.place
)
select id from accepted`;

/**
 * @returns whether it was stored. It is not when the portal used the key or reference before, an attachment is not free,
 * the first submission was withdrawn, or there is no way to the office any more.
 */
export async function acceptRelated(
  pool: pg.Pool,
  submission: NewSubmission,
  { earlier, kind, deliverable }: NewRelation,
): Promise<boolean> {
  const { message, delivery, idempotencyKey, reference } = submission;
  const result = await pool.query(acceptStatement, [
    earlier,
    kind,
    deliverable,
    submission.id,
    submission.portalId,
    submission.networkId,
    submission.authorityId,
    submission.revisionId,
    submission.serviceId,
    submission.serviceVersion,
    submission.act,
    submission.region,
    submission.profile,
    submission.destinationId,
    reference ?? null,
    onceKey(idempotencyKey, reference),
    submission.bodyHmac,
    submission.receivedAt,
    submission.sealKeyId,
    submission.dataKey,
    submission.envelope,
    idempotencyKey !== undefined || reference === undefined,
    message.uuid,
    message.definition,
    message.size,
    message.sha256,
    message.content,
    delivery.id,
    delivery.giveUpAt,
    submission.attachmentIds,
    delivery.inOrder,
    submission.callback ?? null,
  ]);
  return result.rowCount === 1;
}
