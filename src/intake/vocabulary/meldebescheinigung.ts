import type { Word } from '../notation.ts';

/** XMeld `meldebescheinigung.zustellvariante`, complete. */
const deliveryVariants = { Post: '01', Daten: '02', Dokument: '03' };

export const meldebescheinigung: readonly Word[] = [
  { field: '/antragsteller/familienname', data: 'person.familyName' },
  { field: '/antragsteller/vornamen', data: 'person.givenNames' },
  { field: '/antragsteller/keineVornamen', data: 'person.withoutGivenNames', kind: 'tick' },
  { field: '/antragsteller/geburtsdatum', data: 'person.birthDate', kind: 'date' },

  { field: '/anschrift/strasse', data: 'address.street' },
  {
    field: '/anschrift/hausnummer',
    data: ['address.houseNumber', 'address.houseNumberSuffix'],
    kind: 'house-number',
  },
  { field: '/anschrift/plz', data: 'address.postalCode' },
  { field: '/anschrift/gemeindeschluessel', data: 'address.municipalityKey' },

  { field: '/bescheinigung/zustellung', data: 'certificate.delivery', kind: { codes: deliveryVariants } },
  { field: '/bescheinigung/zusatzangaben/*', data: 'certificate.extraElements.*' },
];
