import { createHash, randomUUID } from 'node:crypto';
import { status0001 } from '../domains/status/status-0001.ts';
import type { StatusDocument, StatusMessage } from '../domains/status/status-data.ts';
import { buildMessage } from '../messages/build.ts';
import { berlinDateTime } from '../messages/dates.ts';

interface StatusSource {
  /** Of the reply itself; absent: a new one. */
  readonly uuid?: string;
  readonly at?: Date;
  readonly office?: string;
}

/** A status message as an office's procedure writes it. */
export function writeStatus(
  data: StatusMessage,
  { uuid = randomUUID(), at = new Date(), office = 'Amt' }: StatusSource = {},
): Uint8Array {
  return buildMessage(status0001, {
    head: {
      uuid,
      createdAt: berlinDateTime(at),
      reader: { kennung: 'kop:portal', name: 'Portal' },
      author: { kennung: 'dbs:sample', name: office },
      product: { name: 'Simulator', manufacturer: 'Zustellwerk' },
    },
    data,
  });
}

/** A file as a status message embeds it. */
export function embedDocument(label: string, fileName: string, mediaType: string, file: Uint8Array): StatusDocument {
  return {
    label,
    fileName,
    mediaType,
    sha512: createHash('sha512').update(file).digest('hex'),
    content: Buffer.from(file).toString('base64'),
  };
}
