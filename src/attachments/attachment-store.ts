import { createHash, randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { Wording } from '../findings.ts';
import { inChunks } from '../store/in-chunks.ts';
import type { Seal } from '../store/seal.ts';
import type { Tables } from '../store/tables.ts';

/** Bytes of a file in one sealed chunk. */
export const chunkSize = 1024 * 1024;

/** A file as its portal, and later its office, sees it. */
export interface WaitingAttachment {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** In hexadecimal digits. */
  readonly sha512: string;
}

/** A file that came with an office's reply. */
export interface OfficeDocument extends WaitingAttachment {
  readonly replyId: string;
  readonly label: Wording;
}

export interface AttachmentStore {
  /**
   * Streams a file into sealed chunks; one chunk is in memory at a time. A file that exceeds `limit` bytes or breaks
   * off leaves nothing behind.
   *
   * @returns undefined when the file is larger than the limit.
   */
  write(
    portalId: string,
    file: { name: string; mediaType: string; content: AsyncIterable<Uint8Array> },
    limit: number,
  ): Promise<WaitingAttachment | undefined>;
  /** Files of this portal that are complete and not yet part of a submission. */
  findWaiting(ids: readonly string[], portalId: string): Promise<WaitingAttachment[]>;
  /** Files of a submission. */
  findOfSubmission(ids: readonly string[], submissionId: string): Promise<WaitingAttachment[]>;
  /** A file that came with a submission to this destination. */
  findDelivered(id: string, destinationId: string): Promise<WaitingAttachment | undefined>;
  /** Files that the portal sent with a submission. */
  listSubmitted(submissionId: string): Promise<WaitingAttachment[]>;
  /** Files of the office's replies, in the order of the replies. */
  listDocuments(submissionId: string): Promise<OfficeDocument[]>;
  /** The content, chunk by chunk. */
  read(id: string): AsyncIterable<Buffer>;
  /** Removes a file that no submission has. */
  remove(id: string): Promise<void>;
  /** Removes files that no submission has referenced since `before`. Returns how many. */
  expire(before: Date): Promise<number>;
}

export function createAttachmentStore(kysely: Kysely<Tables>, seal: Seal, now: () => Date): AttachmentStore {
  const show = (row: Selectable<Tables['attachment']>): WaitingAttachment => ({
    id: row.id,
    name: seal
      .openDataKey(row.seal_key_id, row.data_key, row.id)
      .open(row.name, `attachment-name ${row.id}`)
      .toString(),
    mediaType: row.media_type,
    size: Number(row.size),
    sha512: row.sha512.toString('hex'),
  });
  const remove = async (id: string) => {
    await kysely.deleteFrom('attachment').where('id', '=', id).where('submission_id', 'is', null).execute();
  };
  return {
    write: async (portalId, { name, mediaType, content }, limit) => {
      const id = randomUUID();
      const key = seal.newDataKey(id);
      const hash = createHash('sha512');
      const row = {
        id,
        portal_id: portalId,
        submission_id: null,
        name: key.seal(Buffer.from(name), `attachment-name ${id}`),
        media_type: mediaType,
        size: 0,
        sha512: Buffer.alloc(0),
        seal_key_id: key.keyId,
        data_key: key.sealed,
        created_at: now(),
        complete: false,
      };
      await kysely.insertInto('attachment').values(row).execute();
      try {
        let size = 0;
        let number = 0;
        for await (const chunk of inChunks(content)) {
          size += chunk.length;
          if (size > limit) {
            await remove(id);
            return undefined;
          }
          hash.update(chunk);
          const sealed = key.seal(chunk, `attachment ${id} ${number}`);
          await kysely.insertInto('attachment_chunk').values({ attachment_id: id, number, content: sealed }).execute();
          number += 1;
        }
        const sha512 = hash.digest();
        await kysely.updateTable('attachment').set({ size, sha512, complete: true }).where('id', '=', id).execute();
        return { id, name, mediaType, size, sha512: sha512.toString('hex') };
      } catch (error) {
        await remove(id);
        throw error;
      }
    },
    findWaiting: async (ids, portalId) => {
      const known = ids.filter(isId);
      if (known.length === 0) return [];
      const rows = await kysely
        .selectFrom('attachment')
        .selectAll()
        .where('id', 'in', known)
        .where('portal_id', '=', portalId)
        .where('submission_id', 'is', null)
        .where('complete', '=', true)
        .execute();
      return rows.map(show);
    },
    findOfSubmission: async (ids, submissionId) => {
      const known = ids.filter(isId);
      if (known.length === 0) return [];
      const query = kysely.selectFrom('attachment').selectAll().where('id', 'in', known);
      return (await query.where('submission_id', '=', submissionId).execute()).map(show);
    },
    findDelivered: async (id, destinationId) => {
      if (!isId(id)) return undefined;
      const row = await kysely
        .selectFrom('attachment')
        .innerJoin('submission', 'submission.id', 'attachment.submission_id')
        .selectAll('attachment')
        .where('attachment.id', '=', id)
        .where('submission.destination_id', '=', destinationId)
        .where('attachment.reply_id', 'is', null)
        .executeTakeFirst();
      return row && show(row);
    },
    listSubmitted: async (submissionId) => {
      const rows = await kysely
        .selectFrom('attachment')
        .selectAll()
        .where('submission_id', '=', submissionId)
        .where('reply_id', 'is', null)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(show);
    },
    listDocuments: async (submissionId) => {
      const rows = await kysely
        .selectFrom('attachment')
        .selectAll()
        .where('submission_id', '=', submissionId)
        .where('reply_id', 'is not', null)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => {
        const key = seal.openDataKey(row.seal_key_id, row.data_key, row.id);
        const label = row.label && JSON.parse(key.open(row.label, `attachment-label ${row.id}`).toString());
        return { ...show(row), replyId: row.reply_id ?? '', label: label as Wording };
      });
    },
    read: async function* (id) {
      const row = await kysely
        .selectFrom('attachment')
        .select(['seal_key_id', 'data_key'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const key = seal.openDataKey(row.seal_key_id, row.data_key, id);
      for (let number = 0; ; number += 1) {
        const chunk = await kysely
          .selectFrom('attachment_chunk')
          .select('content')
          .where('attachment_id', '=', id)
          .where('number', '=', number)
          .executeTakeFirst();
        if (!chunk) return;
        yield key.open(chunk.content, `attachment ${id} ${number}`);
      }
    },
    remove,
    expire: async (before) => {
      const result = await kysely
        .deleteFrom('attachment')
        .where('submission_id', 'is', null)
        .where('created_at', '<', before)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
