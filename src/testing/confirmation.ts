import { createHash, randomUUID } from 'node:crypto';
import { type Empfangsbescheinigung, empfangsbescheinigung } from '../domains/gewerbe/empfangsbescheinigung.ts';
import { buildMessage } from '../messages/build.ts';
import type { Message } from '../messages/head-g2g.ts';

const pdf = Buffer.from('%PDF-1.7');

/** What a trade office answers when it has received a notice. For tests. */
export function confirmationMessage(
  messageUuid: string,
  changes: Partial<Empfangsbescheinigung> = {},
): Message<Empfangsbescheinigung> {
  const party = { kennung: 'MELDID:03457013', name: 'Gewerbeamt' };
  return {
    head: {
      uuid: randomUUID(),
      createdAt: '2026-11-26T08:00:00.000+01:00',
      reader: party,
      author: party,
      product: { name: 'Verfahren', manufacturer: 'Hersteller' },
    },
    data: {
      messageUuid,
      noticeNumber: '2026 17',
      receivedOn: '2026-11-25',
      issuedOn: '2026-11-26',
      businessId: '0c9003a6-5b4f-4a99-98ae-b2b915708c1d',
      mainActivity: { key: '95290', keyword: 'Fahrräder' },
      certificate: {
        fileName: 'Bescheinigung.pdf',
        mediaType: 'application/pdf',
        sha512: createHash('sha512').update(pdf).digest('hex'),
        content: pdf.toString('base64'),
      },
      ...changes,
    },
  };
}

/** The same as XML. */
export function confirmationOf(messageUuid: string, changes: Partial<Empfangsbescheinigung> = {}): Uint8Array {
  return buildMessage(empfangsbescheinigung, confirmationMessage(messageUuid, changes));
}
