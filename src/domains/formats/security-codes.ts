import { patterned } from '../../messages/text-types.ts';

/**
 * The codes under the scratch fields of plates and papers (FZV 2011 and public SDKs). Case matters. Letters are
 * without I, O, i, l, o, except in ZB II.
 */

/** Stempelplakette of one plate. */
export const stampCode = patterned('Sicherheitscode der Stempelplakette', /^[A-HJ-NP-Za-hjkmnp-z0-9]{3}$/, {
  de: '3 Zeichen, Groß- und Kleinschreibung zählt, kein I, O, i, l, o',
  en: '3 characters, upper and lower case matter, no I, O, i, l, o',
});

/** Zulassungsbescheinigung Teil I. */
export const zb1Code = patterned('Sicherheitscode der ZB I', /^[A-HJ-NP-Za-hjkmnp-z0-9]{7}$/, {
  de: '7 Zeichen, Groß- und Kleinschreibung zählt, kein I, O, i, l, o',
  en: '7 characters, upper and lower case matter, no I, O, i, l, o',
});

/** Zulassungsbescheinigung Teil II. The last is a check digit modulo 11 whose weights are not published: form only. */
export const zb2Code = patterned('Sicherheitscode der ZB II', /^[A-Za-z0-9]{12}$/, {
  de: '12 Buchstaben und Ziffern, Groß- und Kleinschreibung zählt',
  en: '12 letters and digits, upper and lower case matter',
});
