import type pg from 'pg';
import { writeByteaArray } from './bytea-array.ts';
import type { SealedMessage } from './seal-message.ts';
import type { SubmissionState } from './tables.ts';

/** All that a reply writes. Bytes are sealed already. */
export interface NewReply {
  readonly id: string;
  readonly submissionId: string;
  readonly deliveryId: string;
  readonly destinationId: string;
  /** As it stands in the reply. */
  readonly replyUuid: string;
  /** What may be there once per submission. */
  readonly onceKey?: string;
  readonly receivedAt: Date;
  readonly told: Buffer;
  readonly message: SealedMessage;
  /** The state that the reply brings, where it brings one. */
  readonly verdict: 'completed' | 'rejected' | undefined;
  /** Why it was rejected. */
  readonly refusal?: Buffer;
  /** The office's own number, and how it is found again. */
  readonly fileNumber?: { readonly sealed: Buffer; readonly hmac: Buffer };
  readonly documents: readonly NewDocument[];
  readonly forwardings: readonly NewForwarding[];
  readonly events: readonly NewEvent[];
}

/** A file of the office, with a data key of its own as every attachment. */
export interface NewDocument {
  readonly id: string;
  readonly name: Buffer;
  readonly label: Buffer;
  readonly mediaType: string;
  readonly size: number;
  readonly sha512: Buffer;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  readonly chunks: readonly Buffer[];
}

/** A further message to a further destination; it never changes the submission's state. */
export interface NewForwarding {
  readonly deliveryId: string;
  readonly messageUuid: string;
  readonly message: SealedMessage;
  readonly destinationId: string;
  readonly giveUpAt: Date;
}

/** Never with personal data. */
export interface NewEvent {
  readonly type: string;
  readonly deliveryId?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface StoredReply {
  readonly late: boolean;
  readonly state: SubmissionState;
}

/** A submission that has ended: a reply is kept, and changes nothing any more. */
const ended = "('completed', 'rejected', 'withdrawn', 'deleted')";

/**
 * One statement: all of it is on disk, or nothing, when this reply is known already.
 *
 * The delivery is locked before the submission, as claiming and settling do. A delivery that waits or is parked has
 * arrived, or nobody could answer it: it is not tried again. One that is under way is left to its attempt.
 */
const storeStatement = `
with target as materialized (
  select * from delivery where id = $3 for no key update
), subject as materialized (
  select submission.* from submission join target on submission.id = target.submission_id for no key update of submission
), judged as (
  select subject.id, subject.portal_id, subject.network_id, subject.authority_id,
    subject.state in ${ended} or subject.state = 'parked' as late,
    case
      when subject.state in ${ended} then subject.state
      when $12::text is not null then $12::text
      when target.state in ('waiting', 'parked') then 'delivered'
      else subject.state
    end as state
  from subject cross join target
), stored as (
  insert into reply (id, submission_id, portal_id, network_id, authority_id, destination_id, reply_uuid, once_key, definition,
    sha256, late, received_at, told)
  select $1, id, portal_id, network_id, authority_id, $4, $5, $6, $8, $10, late, $7, $13 from judged
  on conflict do nothing
  returning *
), received as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  select $1, submission_id, 'in', $8, $7, $9, $10, $11 from stored
), derived as (
  update submission set state = judged.state, changed_at = $7
  from judged join stored on stored.submission_id = judged.id
  where submission.id = judged.id and submission.state <> judged.state
), arrived as (
  update delivery set
    in_doubt = false, state = case when delivery.state in ('waiting', 'parked') then 'delivered' else delivery.state end,
    settled_at = case when delivery.state in ('waiting', 'parked') then $7 else delivery.settled_at end,
    file_number = coalesce($14, delivery.file_number),
    refusal = case when $2::boolean and not stored.late then $15 else delivery.refusal end
  from target, stored
  where delivery.id = target.id
    and (target.state in ('waiting', 'parked') or $14::bytea is not null or $2::boolean and not stored.late)
), numbered as (
  insert into file_number (destination_id, hmac, submission_id)
  select $4, $16, submission_id from stored where $16::bytea is not null
  on conflict do nothing
), file as (
  select * from jsonb_to_recordset($17::jsonb) as f (id uuid, name text, label text, media_type text, size bigint, sha512 text,
    seal_key_id text, data_key text)
), filed as (
  insert into attachment (id, portal_id, submission_id, name, label, media_type, size, sha512, seal_key_id, data_key, created_at,
    complete, reply_id)
  select file.id, stored.portal_id, stored.submission_id, decode(name, 'base64'), decode(label, 'base64'), media_type, size,
    decode(sha512, 'base64'), seal_key_id, decode(data_key, 'base64'), $7, true, stored.id
  from file cross join stored
), chunked as (
  insert into attachment_chunk (attachment_id, number, content)
  select chunk.attachment_id, chunk.number, chunk.content
  from unnest($18::uuid[], $19::int[], $20::bytea[]) as chunk (attachment_id, number, content) cross join stored
), forwarding as (
  select * from jsonb_to_recordset($21::jsonb) as f (delivery_id uuid, message_uuid uuid, definition text, size int,
    sha256 text, content text, destination_id text, give_up_at timestamptz)
), built as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  select message_uuid, submission_id, 'out', forwarding.definition, $7, size, decode(forwarding.sha256, 'base64'),
    decode(content, 'base64')
  from forwarding cross join stored
), queued as (
  insert into delivery (id, submission_id, message_uuid, portal_id, network_id, authority_id, destination_id, principal,
    state, due_at, give_up_at, created_at)
  select delivery_id, submission_id, message_uuid, portal_id, network_id, authority_id, forwarding.destination_id, false,
    'waiting', $7, give_up_at, $7
  from forwarding cross join stored
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select stored.submission_id, happened.delivery_id, portal_id, network_id, authority_id, happened.type, $7,
    happened.detail || case when late then '{"late": true}'::jsonb else '{}'::jsonb end
  from rows from (jsonb_to_recordset($22::jsonb) as (type text, delivery_id uuid, detail jsonb)) with ordinality as happened
  cross join stored
  order by happened.ordinality
)
select stored.late, judged.state from stored join judged on judged.id = stored.submission_id`;

/** @returns undefined when this reply, or one that may be there once only, is there already; nothing is written then. */
export async function storeReply(pool: pg.Pool, reply: NewReply): Promise<StoredReply | undefined> {
  const { message, documents } = reply;
  const chunks = documents.flatMap(({ id, chunks: parts }) =>
    parts.map((content, number) => ({ id, number, content })),
  );
  const result = await pool.query<StoredReply>(storeStatement, [
    reply.id,
    reply.refusal !== undefined,
    reply.deliveryId,
    reply.destinationId,
    reply.replyUuid,
    reply.onceKey ?? null,
    reply.receivedAt,
    message.definition,
    message.size,
    message.sha256,
    message.content,
    reply.verdict ?? null,
    reply.told,
    reply.fileNumber?.sealed ?? null,
    reply.refusal ?? null,
    reply.fileNumber?.hmac ?? null,
    JSON.stringify(documents.map(toFile)),
    chunks.map(({ id }) => id),
    chunks.map(({ number }) => number),
    writeByteaArray(chunks.map(({ content }) => content)),
    JSON.stringify(reply.forwardings.map(toForwarding)),
    JSON.stringify(reply.events.map(({ type, deliveryId, detail }) => ({ type, delivery_id: deliveryId, detail }))),
  ]);
  return result.rows[0];
}

function toFile({ id, name, label, mediaType, size, sha512, sealKeyId, dataKey }: NewDocument) {
  return {
    id,
    name: name.toString('base64'),
    label: label.toString('base64'),
    media_type: mediaType,
    size,
    sha512: sha512.toString('base64'),
    seal_key_id: sealKeyId,
    data_key: dataKey.toString('base64'),
  };
}

function toForwarding({ deliveryId, messageUuid, message, destinationId, giveUpAt }: NewForwarding) {
  return {
    delivery_id: deliveryId,
    message_uuid: messageUuid,
    definition: message.definition,
    size: message.size,
    sha256: message.sha256.toString('base64'),
    content: message.content.toString('base64'),
    destination_id: destinationId,
    give_up_at: giveUpAt,
  };
}

/** A reply of this destination that is there already. */
export interface KnownReply {
  readonly id: string;
  readonly submissionId: string;
  readonly replyUuid: string;
  readonly sha256: Buffer;
}

/** By its own UUID; or by what may be there once only. */
export async function findKnownReply(
  pool: pg.Pool,
  destinationId: string,
  replyUuid: string,
  once: { readonly submissionId: string; readonly key: string } | undefined,
): Promise<KnownReply | undefined> {
  const result = await pool.query<KnownReply>(
    `select id, submission_id as "submissionId", reply_uuid as "replyUuid", sha256 from reply
     where destination_id = $1 and reply_uuid = $2 or submission_id = $3 and once_key = $4
     order by reply_uuid = $2 desc limit 1`,
    [destinationId, replyUuid, once?.submissionId ?? null, once?.key ?? null],
  );
  return result.rows[0];
}

/** Notes that other bytes came under the UUID of a reply: somebody has to ask the office which of them is meant. */
export async function noteConflict(pool: pg.Pool, known: KnownReply, at: Date): Promise<void> {
  await pool.query(
    `insert into event (submission_id, portal_id, network_id, authority_id, type, at, detail)
     select id, portal_id, network_id, authority_id, 'reply-conflict', $2, jsonb_build_object('reply', $3::text)
     from submission where id = $1`,
    [known.submissionId, at, known.id],
  );
}
