import { correctMediaType } from '../attachments/recognise.ts';
import { type Scanner, type ScanObjection, scanWhole } from '../attachments/scanner.ts';
import type { ReplyDocument } from '../domains/replies/reply.ts';

/** Documents of an office's reply with the media types that their contents have; or why they may not be passed on. */
export async function checkDocuments(
  documents: readonly ReplyDocument[],
  scanner: Scanner | undefined,
): Promise<{ readonly documents: readonly ReplyDocument[]; readonly objection?: ScanObjection }> {
  const checked: ReplyDocument[] = [];
  for (const document of documents) {
    const content = Buffer.from(document.content, 'base64');
    const objection = scanner && (await scanWhole(content, scanner));
    if (objection) return { documents: [], objection };
    checked.push({ ...document, mediaType: await correctMediaType(document.mediaType, content) });
  }
  return { documents: checked };
}
