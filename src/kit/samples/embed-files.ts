import { createHash } from 'node:crypto';
import type { TargetAttachment } from '../../simulators/target.ts';

/** Files as messages embed them; nothing to be put in when there are none. */
export function embedFiles(files: readonly TargetAttachment[]) {
  return files.length === 0 ? {} : { attachments: files.map(describe) };
}

function describe({ name, bytes }: TargetAttachment, index: number) {
  return {
    id: `file-${index + 1}`,
    label: 'Anlage',
    fileName: name,
    mediaType: 'application/octet-stream',
    size: bytes.length,
    sha512: createHash('sha512').update(bytes).digest('hex'),
    content: Buffer.from(bytes).toString('base64'),
  };
}
