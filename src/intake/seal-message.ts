import { hash } from 'node:crypto';
import type { NewSubmission } from '../store/accept-submission.ts';
import type { DataKey } from '../store/seal.ts';

/** A message as it is stored: sealed, with the hash of its bytes. */
export function sealMessage(
  uuid: string,
  definition: string,
  xml: Uint8Array,
  dataKey: DataKey,
): NewSubmission['message'] {
  const sha256 = hash('sha256', xml, 'buffer');
  return { uuid, definition, size: xml.length, sha256, content: dataKey.seal(xml, `message ${uuid}`) };
}
