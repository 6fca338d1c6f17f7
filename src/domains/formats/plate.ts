import { capitals, inCapitals } from './capitals.ts';

/**
 * The parts of a number plate (FZV 2011 § 8, § 9, Anlagen 1, 2 and 4), never one string: `LER-A 123` and `LE-RA 123`
 * are two plates. The list of valid Unterscheidungszeichen (Bundesanzeiger) is not checked.
 */
export interface PlateParts {
  /** Unterscheidungszeichen. */
  readonly district: string;
  /** Letters of the Erkennungsnummer; absent on plates of public bodies. */
  readonly letters?: string | undefined;
  readonly digits: string;
  /** E: electric, H: Oldtimer. */
  readonly suffix?: string | undefined;
}

export const plateDistrict = capitals('Unterscheidungszeichen', /^[A-ZÄÖÜ]{1,3}$/, {
  de: '1 bis 3 Buchstaben',
  en: '1 to 3 letters',
});

export const plateLetters = capitals('Buchstaben der Erkennungsnummer', /^[A-Z]{1,2}$/, {
  de: '1 oder 2 Buchstaben ohne Ä, Ö, Ü',
  en: '1 or 2 letters without Ä, Ö, Ü',
});

export const plateDigits = capitals('Ziffern der Erkennungsnummer', /^[1-9][0-9]{0,5}$/, {
  de: '1 bis 4 Ziffern, ohne Buchstaben bis zu 6, ohne führende Null',
  en: '1 to 4 digits, without letters up to 6, no leading zero',
});

export const plateSuffix = capitals('Zusatz', /^[EH]$/, { de: 'E oder H', en: 'E or H' });

export const longestPlate = 8;

/** Letters and digits in all: no plate has more than eight, and E and H count. */
export function plateLength({ district, letters = '', digits, suffix = '' }: PlateParts): number {
  return inCapitals(`${district}${letters}${digits}${suffix}`).length;
}

/** Four digits at most beside letters; public bodies have up to six digits without letters. */
export function hasTooManyDigits({ letters, digits }: PlateParts): boolean {
  return letters !== undefined && digits.length > 4;
}

/** A season has 2 to 11 full months. */
export const seasonBounds = { shortest: 2, longest: 11 } as const;

/** Number of full months from the first of `from` to the last of `to`, also over the turn of the year. */
export function seasonMonths({ from, to }: { readonly from: number; readonly to: number }): number {
  return ((to - from + 12) % 12) + 1;
}
