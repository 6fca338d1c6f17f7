import { createHash } from 'node:crypto';
import type pg from 'pg';

/** A message that went to a destination, and what opens it. */
export interface SentMessage {
  readonly submissionId: string;
  readonly authorityId: string;
  readonly definition: string;
  readonly content: Buffer;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
}

/** The principal message with this UUID, if it went to this destination. */
export async function findSentMessage(
  pool: pg.Pool,
  uuid: string,
  destinationId: string,
): Promise<SentMessage | undefined> {
  const result = await pool.query<SentMessage>(
    `select submission.id as "submissionId", submission.authority_id as "authorityId", message.definition, message.content,
       submission.seal_key_id as "sealKeyId", submission.data_key as "dataKey"
     from message
     join delivery on delivery.message_uuid = message.uuid and delivery.principal
     join submission on submission.id = message.submission_id
     where message.uuid = $1 and message.direction = 'out' and delivery.destination_id = $2`,
    [uuid, destinationId],
  );
  return result.rows[0];
}

/** All that a confirmation writes. Bytes are sealed already. */
export interface NewConfirmation {
  readonly submissionId: string;
  readonly receivedAt: Date;
  /** Made by `confirmationUuid`. */
  readonly uuid: string;
  readonly message: StoredMessage;
  readonly forwardings: readonly NewForwarding[];
  readonly events: readonly NewEvent[];
}

export interface StoredMessage {
  /** `standard/version/type`. */
  readonly definition: string;
  readonly size: number;
  readonly sha256: Buffer;
  readonly content: Buffer;
}

/** A further message to a further destination; it never changes the submission's state. */
export interface NewForwarding {
  readonly deliveryId: string;
  readonly messageUuid: string;
  readonly message: StoredMessage;
  readonly destinationId: string;
  readonly giveUpAt: Date;
}

/** Never with personal data. */
export interface NewEvent {
  readonly type: 'confirmed' | 'forwarding' | 'forwarding-withheld';
  readonly deliveryId?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** A message is confirmed once: the confirmation's own UUID here follows from the message's (UUID version 8). */
export function confirmationUuid(messageUuid: string): string {
  const hash = createHash('sha256').update(`confirmation of ${messageUuid.toLowerCase()}`).digest();
  hash[6] = (hash.readUInt8(6) & 0x0f) | 0x80;
  hash[8] = (hash.readUInt8(8) & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** One statement: all of it is on disk, or, when the message is confirmed already, nothing. */
const confirmStatement = `
with received as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  values ($1, $2, 'in', $3, $4, $5, $6, $7)
  on conflict (submission_id, uuid) do nothing
  returning submission_id
), confirmed as (
  select submission.* from received join submission on submission.id = received.submission_id
), forwarding as (
  select * from jsonb_to_recordset($8::jsonb) as f (delivery_id uuid, message_uuid uuid, definition text, size int,
    sha256 text, content text, destination_id text, give_up_at timestamptz)
), built as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  select message_uuid, confirmed.id, 'out', definition, $4, size, decode(sha256, 'base64'), decode(content, 'base64')
  from forwarding cross join confirmed
), queued as (
  insert into delivery (id, submission_id, message_uuid, portal_id, network_id, authority_id, destination_id, principal,
    state, due_at, give_up_at, created_at)
  select delivery_id, confirmed.id, message_uuid, portal_id, network_id, authority_id, forwarding.destination_id, false,
    'waiting', $4, give_up_at, $4
  from forwarding cross join confirmed
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select confirmed.id, happened.delivery_id, portal_id, network_id, authority_id, happened.type, $4, happened.detail
  from rows from (jsonb_to_recordset($9::jsonb) as (type text, delivery_id uuid, detail jsonb)) with ordinality as happened
  cross join confirmed
  order by happened.ordinality
)
select id from confirmed`;

/** @returns false when the message was confirmed before; nothing is written then. */
export async function storeConfirmation(pool: pg.Pool, confirmation: NewConfirmation): Promise<boolean> {
  const { uuid, submissionId, message, receivedAt, forwardings, events } = confirmation;
  const result = await pool.query(confirmStatement, [
    uuid,
    submissionId,
    message.definition,
    receivedAt,
    message.size,
    message.sha256,
    message.content,
    JSON.stringify(forwardings.map(toRecord)),
    JSON.stringify(events.map(({ type, deliveryId, detail }) => ({ type, delivery_id: deliveryId, detail }))),
  ]);
  return result.rowCount === 1;
}

function toRecord({ deliveryId, messageUuid, message, destinationId, giveUpAt }: NewForwarding) {
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
