import { capitals, inCapitals } from './capitals.ts';

/** IBAN (ISO 13616): country, two check digits, account. A German one has 20 digits after `DE`. */
export const iban = capitals('IBAN', /^(DE[0-9]{20}|(?!DE)[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})$/, {
  de: 'IBAN: DE und 20 Ziffern, andere Länder 15 bis 34 Zeichen',
  en: 'IBAN: DE and 20 digits, other countries 15 to 34 characters',
});

/**
 * Whether the check digits of an IBAN are right (ISO 7064 MOD 97-10): the first four characters moved to the end, letters
 * as A = 10 … Z = 35, the number is 1 modulo 97. Every single wrong digit and every swap of neighbours is found.
 */
export function hasIbanCheckDigits(text: string): boolean {
  const compact = inCapitals(text);
  const digits = [...`${compact.slice(4)}${compact.slice(0, 4)}`].map((character) => Number.parseInt(character, 36));
  return digits.reduce((rest, digit) => (rest * (digit > 9 ? 100 : 10) + digit) % 97, 0) === 1;
}
