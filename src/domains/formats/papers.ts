import { patterned } from '../../messages/text-types.ts';
import { capitals } from './capitals.ts';

/** Number of the Zulassungsbescheinigung Teil II: 8 characters, more is not published. */
export const zb2Number = patterned('Nummer der ZB II', /^[A-Za-z0-9]{8}$/, {
  de: '8 Buchstaben und Ziffern',
  en: '8 letters and digits',
});

/** Druckstücknummer of a plate stamp; the 8th is a check character whose method is not published. */
export const printNumber = capitals('Druckstücknummer', /^[A-Z][A-Z0-9]{7}$/, {
  de: '8 Buchstaben und Ziffern, zuerst ein Buchstabe',
  en: '8 letters and digits, first a letter',
});
