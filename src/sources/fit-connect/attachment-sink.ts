import { PassThrough } from 'node:stream';
import type { AttachmentStore, WaitingAttachment } from '../../attachments/attachment-store.ts';
import type { MetadataAttachment, SealedSink } from '../../fit-connect/index.ts';
import { safeFileName } from './file-name.ts';

/**
 * Streams a decrypted file into the store of attachments, sealed chunk by chunk. The store lists it only when it is
 * complete, and it is complete only when the whole submission is known to be true.
 */
export function openAttachmentSink(
  store: AttachmentStore,
  portalId: string,
  { filename, mimeType: mediaType }: MetadataAttachment,
): SealedSink<WaitingAttachment> {
  const content = new PassThrough();
  const name = safeFileName(filename, mediaType);
  const written = store.write(portalId, { name, mediaType, content }, Number.POSITIVE_INFINITY);
  // Whoever writes hears of it; until then it must not end the process.
  written.catch((cause) => content.destroy(cause));
  return {
    write: (chunk) =>
      new Promise((resolve, reject) => content.write(chunk, (error) => (error ? reject(error) : resolve()))),
    release: async () => {
      content.end();
      const file = await written;
      if (!file) throw new Error('The store of attachments took no file.');
      return file;
    },
    discard: async () => {
      content.destroy(new Error('The submission is refused.'));
      await written.catch(() => undefined);
    },
  };
}
