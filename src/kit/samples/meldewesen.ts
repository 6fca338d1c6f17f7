import { meldebescheinigung1700 } from '../../domains/meldewesen/xmeld-1700.ts';
import { buildMessage } from '../../messages/build.ts';
import type { SampleKind } from './kind.ts';
import { headOf, someone, street } from './someone.ts';

const { definition } = meldebescheinigung1700;

export const meldewesen: SampleKind = {
  definition: definition.id,
  takesFiles: false,
  write: (uuid) => {
    const address = { street, houseNumber: '1', postalCode: '26789', municipalityKey: '03457013' };
    const { reader, author, ...head } = headOf(uuid);
    return buildMessage(definition, {
      head: {
        ...head,
        reader: { ...reader, kennung: 'ags:03457013' },
        author: {
          ...author,
          kennung: 'mbp:sample',
          address: { street: 'Musterstraße', houseNumber: '1', postalCode: '26789', city: 'Leer' },
          reachability: [{ channel: '01', id: 'a@b.example' }],
        },
      },
      data: { person: someone, address, certificate: { delivery: '01' } },
    });
  },
};
