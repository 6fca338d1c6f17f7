import type { AttachmentStore, WaitingAttachment } from '../attachments/attachment-store.ts';

/** A stored file, streamed chunk by chunk. It is a stranger's: a browser saves it, and never shows it as ours. */
export function fileResponse(file: WaitingAttachment, attachments: Pick<AttachmentStore, 'read'>): Response {
  const headers = {
    'content-type': file.mediaType,
    'content-length': String(file.size),
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  };
  return new Response(ReadableStream.from(attachments.read(file.id)) as ReadableStream<Uint8Array>, { headers });
}
