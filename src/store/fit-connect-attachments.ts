import type { Kysely } from 'kysely';
import type { SubmissionStore } from '../fit-connect/server/index.ts';
import { inChunks } from './in-chunks.ts';
import { orderedId } from './ordered-id.ts';
import type { Tables } from './tables.ts';

/** Attachments of submissions through FIT-Connect: rows of chunks, one of which is in memory at a time. */
export function createFitConnectAttachments(
  kysely: Kysely<Tables>,
  now: () => Date,
): Pick<SubmissionStore, 'putAttachment' | 'readAttachment'> {
  const remove = (uploadId: string) =>
    kysely.deleteFrom('fit_connect_attachment').where('upload_id', '=', uploadId).execute();
  return {
    putAttachment: async ({ submissionId, attachmentId }, content, seen, limitTogether) => {
      const uploadId = orderedId(now());
      const row = { upload_id: uploadId, submission_id: submissionId, attachment_id: attachmentId };
      await kysely
        .insertInto('fit_connect_attachment')
        .values({ ...row, size: 0, tag: '', complete: false })
        .execute();
      try {
        let number = 0;
        for await (const chunk of inChunks(content)) {
          await kysely
            .insertInto('fit_connect_chunk')
            .values({ upload_id: uploadId, number, content: chunk })
            .execute();
          number += 1;
        }
        const result = await complete(kysely, { uploadId, submissionId, attachmentId, ...seen() }, limitTogether);
        if (result !== 'stored') await remove(uploadId);
        return result;
      } catch (error) {
        await remove(uploadId);
        throw error;
      }
    },
    readAttachment: async (submissionId, attachmentId) => {
      const row = await kysely
        .selectFrom('fit_connect_attachment')
        .select(['upload_id', 'size'])
        .where('submission_id', '=', submissionId)
        .where('attachment_id', '=', attachmentId)
        .where('complete', '=', true)
        .executeTakeFirst();
      return row && { size: Number(row.size), content: readChunks(kysely, row.upload_id, Number(row.size)) };
    },
  };
}

interface Upload {
  readonly uploadId: string;
  readonly submissionId: string;
  readonly attachmentId: string;
  readonly size: number;
  readonly tag: string;
}

/** Under the lock of the submission: what is submitted names the tags of what is there, so nothing may change after. */
function complete(kysely: Kysely<Tables>, upload: Upload, limitTogether: number) {
  const { uploadId, submissionId, attachmentId, size, tag } = upload;
  return kysely
    .transaction()
    .execute(async (transaction): Promise<'stored' | 'closed' | 'too-large'> => {
      const submission = await transaction
        .updateTable('fit_connect_submission')
        .set((column) => ({ revision: column('revision', '+', 1) }))
        .where('id', '=', submissionId)
        .where('state', '=', 'incomplete')
        .returning('id')
        .executeTakeFirst();
      if (!submission) return 'closed';
      await transaction
        .deleteFrom('fit_connect_attachment')
        .where('submission_id', '=', submissionId)
        .where('attachment_id', '=', attachmentId)
        .where('complete', '=', true)
        .execute();
      const others = await transaction
        .selectFrom('fit_connect_attachment')
        .select((column) => column.fn.sum<string | null>('size').as('total'))
        .where('submission_id', '=', submissionId)
        .where('complete', '=', true)
        .executeTakeFirst();
      if (Number(others?.total ?? 0) + size > limitTogether) throw new TooLarge();
      await transaction
        .updateTable('fit_connect_attachment')
        .set({ size, tag, complete: true })
        .where('upload_id', '=', uploadId)
        .execute();
      return 'stored';
    })
    .catch((error: unknown) => {
      if (error instanceof TooLarge) return 'too-large' as const;
      throw error;
    });
}

/** Undoes the transaction. */
class TooLarge extends Error {}

/** @throws Error when chunks are missing, because the content was removed meanwhile: a shorter file must not look whole. */
async function* readChunks(kysely: Kysely<Tables>, uploadId: string, size: number): AsyncGenerator<Uint8Array> {
  let left = size;
  for (let number = 0; left > 0; number += 1) {
    const chunk = await kysely
      .selectFrom('fit_connect_chunk')
      .select('content')
      .where('upload_id', '=', uploadId)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!chunk) throw new Error('The attachment was removed while it was read.');
    left -= chunk.content.length;
    yield chunk.content;
  }
}
