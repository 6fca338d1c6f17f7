import { capitals, inCapitals } from './capitals.ts';

/**
 * Fahrzeug-Identifizierungsnummer (VIN). ISO 3779: 17 characters without I, O, Q; vehicles from before 1981/83 have
 * shorter ones, 4 characters at least, and i-Kfz portals refuse only O. The North American check digit at position 9 is
 * not mandatory in Europe and is not checked.
 */
export const fin = capitals('FIN', /^[A-NP-Z0-9]{4,17}$/, {
  de: '4 bis 17 Großbuchstaben und Ziffern, kein O',
  en: '4 to 17 capital letters and digits, no O',
});

/** Whether the FIN is one of ISO 3779, as every new vehicle has it. */
export function isFinOfIso3779(text: string): boolean {
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(inCapitals(text));
}

/** Field (3) of the registration certificate; `-` where an old vehicle has none. */
export const finCheckDigit = capitals('FIN-Prüfziffer', /^[0-9X-]$/, {
  de: 'eine Ziffer, X, oder - ohne Prüfziffer (Feld 3 der Zulassungsbescheinigung)',
  en: 'one digit, X, or - without a check digit (field 3 of the registration certificate)',
});

/** From the right: 2 to 10, then 2 to 9. */
const weights = [2, 3, 4, 5, 6, 7, 8, 9, 10, 2, 3, 4, 5, 6, 7, 8, 9];

/** A = 1 … I = 9, J = 1 … R = 9, S = 2 … Z = 9: the place in the row. O counts nothing. */
const letterRows = ['ABCDEFGHI', 'JKLMN PQR', ' STUVWXYZ'];

function worthOf(character: string): number {
  if (/\d/.test(character)) return Number(character);
  return Math.max(...letterRows.map((row) => row.indexOf(character) + 1));
}

/**
 * The German check digit of a FIN, which stands in field (3) of the registration certificate and not in the FIN itself:
 * weighted sum modulo 11, 10 is `X` (gpz.info, ikfz-plus.de). Test vector: `A1BS31Z0430336179` → `4`.
 */
export function computeFinCheckDigit(text: string): string {
  const sum = [...inCapitals(text)]
    .toReversed()
    .reduce((total, character, index) => total + worthOf(character) * (weights[index] ?? 0), 0);
  const remainder = sum % 11;
  return remainder === 10 ? 'X' : String(remainder);
}
