import type { ProfileTable } from '../../../src/sdk.ts';
import { ofTheForm } from './form.ts';

/** XMeld `meldebescheinigung.zustellvariante`, complete. */
const deliveryVariants = { Post: '01', Daten: '02', Dokument: '03' };

export const meldebescheinigung: ProfileTable = {
  rows: [
    { portal: '/antragsteller/familienname', data: 'person.familyName' },
    { portal: '/antragsteller/vornamen', data: 'person.givenNames' },
    { portal: '/antragsteller/keineVornamen', data: 'person.withoutGivenNames', convert: 'yes-or-nothing' },
    { portal: '/antragsteller/geburtsdatum', data: 'person.birthDate', convert: 'german-date' },

    { portal: '/anschrift/strasse', data: 'address.street' },
    {
      portal: '/anschrift/hausnummer',
      data: ['address.houseNumber', 'address.houseNumberSuffix'],
      convert: 'house-number',
    },
    { portal: '/anschrift/plz', data: 'address.postalCode' },
    { portal: '/anschrift/gemeindeschluessel', data: 'address.municipalityKey' },

    { portal: '/bescheinigung/zustellung', data: 'certificate.delivery', convert: { table: deliveryVariants } },
    { portal: '/bescheinigung/zusatzangaben/*', data: 'certificate.extraElements.*' },
  ],
  // The municipality is known from the region of the submission.
  ignored: [...ofTheForm, '/anschrift/ort'],
};
