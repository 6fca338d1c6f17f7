import { gewerbeanmeldung0001 } from '../../domains/gewerbe/gewerbe-0001.ts';
import type { Gewerbeanmeldung } from '../../domains/gewerbe/gewerbeanmeldung-data.ts';
import { buildMessage } from '../../messages/build.ts';
import { embedFiles } from './embed-files.ts';
import type { SampleKind } from './kind.ts';
import { headOf, someone, street } from './someone.ts';

const { definition } = gewerbeanmeldung0001;
const address = { street, houseNumber: '1', city: 'Leer', postalCode: '26789', country: '276' };

export const gewerbe: SampleKind = {
  definition: definition.id,
  takesFiles: true,
  write: (uuid, files) => {
    const data: Gewerbeanmeldung = {
      municipalityKey: '03457013',
      business: {
        legalForm: '180',
        fullTimeEmployees: 0,
        partTimeEmployees: 0,
        kinds: { industry: false, craft: false, trade: true, other: false },
        branch: '1',
        itinerant: false,
        secondaryOccupation: false,
        address,
      },
      persons: [{ role: '1', ...someone, sex: '2', address }],
      validFrom: '2026-12-01',
      activity: { main: { text: 'Verkauf von Fahrrädern' } },
      reason: '01',
      ...embedFiles(files),
    };
    return buildMessage(definition, { head: headOf(uuid), data });
  },
};
