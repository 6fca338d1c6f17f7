import { capitals } from './capitals.ts';

/**
 * Number of the electronic confirmation of insurance (elektronische Versicherungsbestätigung): 7 letters and digits; the
 * letters O and I are not used; the first two identify the insurer. No check digit is published.
 */
export const evb = capitals('eVB-Nummer', /^[A-HJ-NP-Z0-9]{7}$/, {
  de: '7 Buchstaben und Ziffern, kein I und kein O',
  en: '7 letters and digits, no I and no O',
});
