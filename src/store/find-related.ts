import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { DeliveryState, RelationKind, SubmissionState, Tables } from './tables.ts';

/** A submission that another one can follow, with its principal delivery. */
export interface EarlierOfPortal {
  readonly id: string;
  readonly serviceId: string;
  readonly region: string;
  readonly destinationId: string;
  readonly state: SubmissionState;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  readonly deliveryId: string;
  readonly deliveryState: DeliveryState;
  readonly attempts: number;
  readonly messageUuid: string;
  /** Sealed. */
  readonly fileNumber: Buffer | null;
  /** Whether it follows another one itself. */
  readonly follows: boolean;
}

/** Finds it among those of this portal. */
export async function findEarlierOf(pool: pg.Pool, portalId: string, id: string): Promise<EarlierOfPortal | undefined> {
  const result = await pool.query<EarlierOfPortal>(
    `select submission.id, submission.service_id as "serviceId", submission.region, submission.state,
       submission.destination_id as "destinationId", submission.seal_key_id as "sealKeyId", submission.data_key as "dataKey",
       delivery.id as "deliveryId", delivery.state as "deliveryState", delivery.attempts, delivery.file_number as "fileNumber",
       delivery.message_uuid as "messageUuid",
       exists (select from relation where relation.submission_id = submission.id) as follows
     from submission join delivery on delivery.submission_id = submission.id and delivery.principal
     where submission.id = $1 and submission.portal_id = $2`,
    [id, portalId],
  );
  return result.rows[0];
}

/** The UUID that stands in a reply to this submission. */
export async function findReplyUuid(pool: pg.Pool, submissionId: string, id: string): Promise<string | undefined> {
  const result = await pool.query<{ uuid: string }>(
    'select reply_uuid as uuid from reply where id = $1 and submission_id = $2',
    [id, submissionId],
  );
  return result.rows[0]?.uuid;
}

interface RelatedSubmission {
  readonly submission: string;
  readonly kind: RelationKind;
}

/** What a submission follows, and what follows it, the first first. */
export async function listRelated(
  kysely: Kysely<Tables>,
  id: string,
): Promise<{ relatesTo: RelatedSubmission | null; followedBy: RelatedSubmission[] }> {
  const rows = await kysely
    .selectFrom('relation')
    .selectAll()
    .where(({ eb, or }) => or([eb('submission_id', '=', id), eb('relates_to', '=', id)]))
    .orderBy('submission_id')
    .execute();
  const own = rows.find(({ submission_id }) => submission_id === id);
  return {
    relatesTo: own === undefined ? null : { submission: own.relates_to, kind: own.kind },
    followedBy: rows
      .filter(({ relates_to }) => relates_to === id)
      .map(({ submission_id, kind }) => ({ submission: submission_id, kind })),
  };
}
