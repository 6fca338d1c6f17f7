import { hash } from 'node:crypto';
import type { DataKey } from './seal.ts';

/** A message as it is stored: sealed, with the hash of its bytes. */
export interface SealedMessage {
  /** `standard/version/type`. */
  readonly definition: string;
  /** Bytes of the XML. */
  readonly size: number;
  /** Of the XML. */
  readonly sha256: Buffer;
  readonly content: Buffer;
}

/** @param uuid of the message, or of the reply: under which it is stored, and bound to it. */
export function sealMessage(
  { uuid, definition, xml }: { readonly uuid: string; readonly definition: string; readonly xml: Uint8Array },
  dataKey: DataKey,
): SealedMessage {
  const sha256 = hash('sha256', xml, 'buffer');
  return { definition, size: xml.length, sha256, content: dataKey.seal(xml, `message ${uuid}`) };
}
