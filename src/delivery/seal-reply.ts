import { createHash, randomUUID } from 'node:crypto';
import { chunkSize } from '../attachments/attachment-store.ts';
import type { ReplyDocument, Saying } from '../domains/replies/reply.ts';
import type { Seal } from '../store/seal.ts';
import type { NewDocument, NewEvent } from '../store/store-reply.ts';

/** A document as an attachment of its own, sealed in chunks as those of portals are. */
export function sealDocument({ label, fileName, mediaType, content }: ReplyDocument, seal: Seal): NewDocument {
  const id = randomUUID();
  const key = seal.newDataKey(id);
  const file = Buffer.from(content, 'base64');
  const chunks: Buffer[] = [];
  for (let at = 0; at < file.length; at += chunkSize) {
    chunks.push(key.seal(file.subarray(at, at + chunkSize), `attachment ${id} ${chunks.length}`));
  }
  return {
    id,
    name: key.seal(Buffer.from(fileName), `attachment-name ${id}`),
    label: key.seal(Buffer.from(JSON.stringify(label)), `attachment-label ${id}`),
    mediaType,
    size: file.length,
    sha512: createHash('sha512').update(file).digest(),
    sealKeyId: key.keyId,
    dataKey: key.sealed,
    chunks,
  };
}

/** What of a reply stands in the events: kinds, codes and ids, never its words. */
export function eventsOf(reply: string, says: readonly Saying[], documents: readonly NewDocument[]): NewEvent[] {
  return [
    ...says.map((one) => ({ type: one.type, detail: { reply, ...detailOf(one) } })),
    ...documents.map(({ id, mediaType, size }) => ({
      type: 'document',
      detail: { reply, document: id, mediaType, size },
    })),
  ];
}

function detailOf(one: Saying): Record<string, unknown> {
  switch (one.type) {
    case 'accepted':
      return one.partly ? { partly: true } : {};
    case 'rejected':
      return { findings: one.findings.map(({ id }) => id) };
    case 'status':
      return { status: one.status, ...(one.deadline !== undefined && { deadline: one.deadline }) };
    case 'query':
      return one.deadline === undefined ? {} : { deadline: one.deadline };
    case 'acknowledged':
    case 'file-number':
      return {};
  }
}
