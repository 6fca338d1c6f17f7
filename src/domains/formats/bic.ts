import { capitals } from './capitals.ts';

/** BIC (ISO 9362): bank 4, country 2, place 2, branch 3 or none. It has no check digit. */
export const bic = capitals('BIC', /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, {
  de: 'BIC mit 8 oder 11 Zeichen',
  en: 'BIC with 8 or 11 characters',
});
