import type pg from 'pg';
import type { DeliveryState, SubmissionState } from './tables.ts';

/** The submission that a reply is about, with its principal delivery and what opens its content. */
export interface Answered {
  readonly submissionId: string;
  readonly authorityId: string;
  readonly submissionState: SubmissionState;
  readonly deliveryId: string;
  readonly deliveryState: DeliveryState;
  readonly messageUuid: string;
  /** Of the message that was sent. */
  readonly definition: string;
  /** The message, sealed. */
  readonly content: Buffer;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
}

const statement = (condition: string) => `
select submission.id as "submissionId", submission.authority_id as "authorityId", submission.state as "submissionState",
  delivery.id as "deliveryId", delivery.state as "deliveryState", message.uuid as "messageUuid", message.definition,
  message.content, submission.seal_key_id as "sealKeyId", submission.data_key as "dataKey"
from delivery
join submission on submission.id = delivery.submission_id
join message on message.submission_id = delivery.submission_id and message.uuid = delivery.message_uuid
where delivery.destination_id = $1 and delivery.principal and delivery.attempts > 0 and ${condition}`;

/**
 * The message with this UUID, if it was ever on its way to this destination. A message that goes elsewhere, one that
 * never left, and none at all are the same here.
 */
export async function findByMessage(
  pool: pg.Pool,
  destinationId: string,
  messageUuid: string,
): Promise<Answered | undefined> {
  const result = await pool.query<Answered>(statement('message.uuid = $2'), [destinationId, messageUuid]);
  return result.rows[0];
}

/**
 * The submission that this destination gave a file number. What was sent after, under the same number, belongs to the
 * first; a number that means several cases means none.
 */
export async function findByFileNumber(
  pool: pg.Pool,
  destinationId: string,
  hmac: Buffer,
): Promise<Answered | undefined> {
  const numbered = `delivery.submission_id in (
    select coalesce(relation.relates_to, file_number.submission_id)
    from file_number left join relation on relation.submission_id = file_number.submission_id
    where file_number.destination_id = $1 and file_number.hmac = $2)`;
  const result = await pool.query<Answered>(statement(numbered), [destinationId, hmac]);
  return result.rows.length === 1 ? result.rows[0] : undefined;
}
