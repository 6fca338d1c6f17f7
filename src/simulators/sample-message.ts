import { meldebescheinigung1700 } from '../domains/meldewesen/xmeld-1700.ts';
import { buildMessage } from '../messages/build.ts';
import type { Head } from '../messages/head-g2g.ts';

const address = { street: 'Musterstraße', houseNumber: '1', postalCode: '26789', city: 'Leer' };

/** The head of sample messages, but for their UUID. */
export const sampleHead: Omit<Head, 'uuid'> = {
  createdAt: '2026-03-01T12:00:00.000+01:00',
  reader: { kennung: 'ags:03457013', name: 'Stadt Leer' },
  author: { kennung: 'mbp:sample', name: 'Kreisportal', address, reachability: [{ channel: '01', id: 'a@b.example' }] },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
  test: 'Test',
};

/** A valid XMeld message about a person who does not exist, to try a procedure with. */
export function writeSampleMessage(uuid: string, familyName = 'Mustermann'): Uint8Array {
  const data = {
    person: { familyName, givenNames: 'Erika', birthDate: '1990-05-17' },
    address: { street: 'Musterstraße', houseNumber: '1', postalCode: '26789', municipalityKey: '03457013' },
    certificate: { delivery: '01' },
  };
  return buildMessage(meldebescheinigung1700.definition, { head: { uuid, ...sampleHead }, data });
}
