import { PassThrough } from 'node:stream';
import type { WaitingAttachment } from '../../attachments/attachment-store.ts';
import { takeFile } from '../../attachments/take-file.ts';
import type { MetadataAttachment, SealedSink } from '../../fit-connect/index.ts';
import { safeFileName } from './file-name.ts';
import { Kept, type SourceParts } from './parts.ts';

/**
 * Streams a decrypted file into the store of attachments, sealed chunk by chunk. The store lists it only when it is
 * complete, and it is complete only when the whole submission is known to be true. Its type is that of its content; with
 * malware in a file, or while the scanner cannot tell, the submission is kept.
 */
export function openAttachmentSink(
  parts: Pick<SourceParts, 'attachments' | 'scanner'>,
  portalId: string,
  { filename, mimeType: mediaType }: MetadataAttachment,
): SealedSink<WaitingAttachment> {
  const content = new PassThrough();
  const name = safeFileName(filename, mediaType);
  const written = takeFile({ name, mediaType, content, correctsType: true }, portalId, Number.POSITIVE_INFINITY, parts);
  // Whoever writes hears of it; until then it must not end the process.
  written.catch((cause) => content.destroy(cause));
  return {
    write: (chunk) =>
      new Promise((resolve, reject) => content.write(chunk, (error) => (error ? reject(error) : resolve()))),
    release: async () => {
      content.end();
      const taken = await written;
      if (taken.kind === 'infected') throw new Kept('MALWARE_FOUND');
      if (taken.kind === 'unscanned') throw new Kept('SCANNER_UNAVAILABLE');
      if (taken.kind !== 'stored') throw new Error('The store of attachments took no file.');
      return taken.file;
    },
    discard: async () => {
      content.destroy(new Error('The submission is refused.'));
      await written.catch(() => undefined);
    },
  };
}
