import type pg from 'pg';
import type { DeliveryState } from './tables.ts';

/** A line of a mailbox. Nothing in it is personal. */
export interface MailboxEntry {
  readonly id: string;
  readonly serviceId: string;
  readonly act: string;
  readonly region: string;
  readonly definition: string;
  readonly reference: string | null;
  readonly receivedAt: Date;
  readonly state: DeliveryState;
  /** How often it was downloaded before it was finished. */
  readonly downloads: number;
}

/** In the order of acceptance, one page after the delivery `after`. */
export async function listMailbox(
  pool: pg.Pool,
  destination: string,
  { states, after, limit }: { states: readonly DeliveryState[]; after: string | undefined; limit: number },
): Promise<MailboxEntry[]> {
  const result = await pool.query<MailboxEntry>(
    `select delivery.id, submission.service_id as "serviceId", submission.act, submission.region, message.definition,
       submission.reference, submission.received_at as "receivedAt", delivery.state, delivery.attempts as downloads
     from delivery
     join message on message.submission_id = delivery.submission_id and message.uuid = delivery.message_uuid
     join submission on submission.id = delivery.submission_id
     where delivery.destination_id = $1 and delivery.state = any($2::text[])
       and ($3::uuid is null or (delivery.created_at, delivery.id) > (select created_at, id from delivery where id = $3))
     order by delivery.created_at, delivery.id limit $4`,
    [destination, states, after ?? null, limit],
  );
  return result.rows;
}

/** What a clerk downloads, still sealed. */
export interface DownloadedMessage {
  readonly id: string;
  readonly submissionId: string;
  readonly principal: boolean;
  readonly messageUuid: string;
  readonly definition: string;
  readonly content: Buffer;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  readonly serviceId: string;
  readonly portalId: string;
  readonly profile: string;
  /** Of the submission, sealed. */
  readonly envelope: Buffer;
  readonly reference: string | null;
  readonly receivedAt: Date;
}

const downloadStatement = `
with found as (
  select * from delivery
  where id = $1 and destination_id = $2 and state in ('waiting', 'parked', 'delivered', 'handed-over', 'rejected')
), counted as (
  update delivery set attempts = delivery.attempts + 1, taken_by = $4
  from found where delivery.id = found.id and delivery.state in ('waiting', 'parked')
), started as (
  update submission set state = 'in-delivery', changed_at = $3
  from found where submission.id = found.submission_id and found.principal and submission.state = 'received'
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select submission_id, id, portal_id, network_id, authority_id, 'downloaded', $3,
    jsonb_build_object('destination', destination_id, 'key', $4::text)
  from found
)
select found.id, found.submission_id as "submissionId", found.principal, found.message_uuid as "messageUuid", message.definition,
  message.content, submission.seal_key_id as "sealKeyId", submission.data_key as "dataKey", submission.service_id as "serviceId",
  submission.portal_id as "portalId", submission.profile, submission.envelope,
  submission.reference, submission.received_at as "receivedAt"
from found
join message on message.submission_id = found.submission_id and message.uuid = found.message_uuid
join submission on submission.id = found.submission_id`;

/** Hands a message out to a clerk, and keeps that it was. Undefined when there is no such delivery in the mailbox. */
export async function downloadMessage(
  pool: pg.Pool,
  id: string,
  destination: string,
  key: string,
  now: Date,
): Promise<DownloadedMessage | undefined> {
  return (await pool.query<DownloadedMessage>(downloadStatement, [id, destination, now, key])).rows[0];
}
