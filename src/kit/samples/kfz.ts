import type { FirstRegistration } from '../../domains/kfz/first-registration.ts';
import { neuzulassung0001 } from '../../domains/kfz/kfz-0001.ts';
import { buildMessage } from '../../messages/build.ts';
import type { SampleKind } from './kind.ts';
import { headOf, someone, street } from './someone.ts';

const { definition } = neuzulassung0001;

export const kfz: SampleKind = {
  definition: definition.id,
  takesFiles: false,
  write: (uuid) => {
    const data: FirstRegistration = {
      vehicle: { fin: 'WMUSTER0000000017', finCheckDigit: '-' },
      zb2: { number: 'AB123456', securityCode: 'aB3dE5fG7hK9' },
      evb: 'A1B2C3D',
      holder: {
        person: { ...someone, birthPlace: 'Leer', sex: 'w' },
        address: { street, houseNumber: '1', postalCode: '26789', city: 'Leer' },
      },
      plateWish: { assignment: 'RANDOM', kind: 'REGULAR' },
      tax: { accountHolder: 'Muster', iban: 'DE89370400440532013000', taxBenefit: false },
    };
    return buildMessage(definition, { head: headOf(uuid), data });
  },
};
