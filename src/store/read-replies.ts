import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** All replies to a submission, in the order in which they came. */
export async function listReplies(kysely: Kysely<Tables>, submissionId: string) {
  return kysely
    .selectFrom('reply')
    .select(['id', 'definition', 'late', 'received_at', 'told', 'reply_uuid'])
    .where('submission_id', '=', submissionId)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
}
