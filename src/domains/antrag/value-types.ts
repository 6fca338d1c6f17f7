import type { Wording } from '../../findings.ts';
import type { TextType } from '../../messages/text-type.ts';
import { din, patterned } from '../../messages/text-types.ts';

/** How the values of the generic message stand in XML. */

export const freeText = din('E');
export const label = din('E', { max: 250 });
export const personName = din('A', { max: 200 });
export const firmName = din('D', { max: 500 });
export const houseNumber = din('C', { max: 20 });
export const fileName = din('B', {
  max: 255,
  pattern: /^[^/\\\s]([^/\\\n\r\t]*[^/\\\s])?$/,
  expected: { de: 'Dateiname ohne Ordner', en: 'file name without folders' },
});

export const name = din('C', {
  max: 100,
  pattern: /^\S+$/,
  expected: { de: 'höchstens 100 Zeichen ohne Leerzeichen', en: 'at most 100 characters without blanks' },
});

export const postalCode = patterned('PLZ', /^[A-Za-z0-9]([A-Za-z0-9 -]{0,8}[A-Za-z0-9])?$/, {
  de: 'Postleitzahl, höchstens 10 Buchstaben, Ziffern, - und Leerzeichen',
  en: 'postal code, at most 10 letters, digits, - and blanks',
});

export const leikaId = patterned('LeiKa', /^99\d{12}$/, { de: '14 Ziffern, 99…', en: '14 digits, 99…' });
export const documentId = patterned('xs:token', /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/, {
  de: 'höchstens 128 Buchstaben, Ziffern und . _ : -',
  en: 'at most 128 letters, digits and . _ : -',
});
export const mediaType = patterned('MIME', /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/, {
  de: 'Typ/Untertyp',
  en: 'type/subtype',
});
export const trustLevel = patterned('Vertrauensniveau', /^(normal|substantiell|hoch)$/, 'normal, substantiell, hoch');
/** As metadata of FIT-Connect name it (fit-connect: authenticationInformation). */
export const reportVersion = patterned('Version', /^\d+\.\d+\.\d+$/, {
  de: 'drei Zahlen mit Punkten',
  en: 'three numbers with dots',
});
/** A JWT as it was signed. */
export const signedText = patterned('JWT', /^[A-Za-z0-9_.-]+$/, {
  de: 'signierter Text (JWT)',
  en: 'signed text (JWT)',
});
export const currency = patterned('Währung', /^EUR$/, 'EUR');
/** Spelt as in XBezahldienste 1.0.0. */
export const paymentStatus = patterned(
  'Status',
  /^(INITIAL|PAYED|FAILED|CANCELED)$/,
  'INITIAL, PAYED, FAILED, CANCELED',
);
export const timeOfDay = patterned('xs:time', /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, 'hh:mm:ss');

/** A key of a list that only the form knows: the form has checked it. */
export const codeValue = patterned('xs:token', /^\S(.{0,248}\S)?$/u, { de: 'Schlüssel', en: 'code' });
/** The words for a key, from the form. */
export const codeName = patterned('xs:normalizedString', /^[^\r\n\t]+$/u, { de: 'Text', en: 'text' });

const number: Wording = {
  de: 'Zahl, dezimal ohne Exponent schreibbar',
  en: 'number that can be written without an exponent',
};

/** xs:decimal knows no exponent; a number that JavaScript writes with one is beyond what a form means. */
export const decimal: TextType = {
  name: 'xs:decimal',
  expected: number,
  check: (value) => {
    if (typeof value !== 'number') return { rule: 'type', params: { expected: number } };
    return /^-?\d+(\.\d+)?$/.test(String(value)) ? undefined : { rule: 'number', params: { expected: number } };
  },
  write: String,
  read: Number,
};

export const truth: TextType = {
  name: 'xs:boolean',
  expected: 'true, false',
  check: (value) =>
    typeof value === 'boolean'
      ? undefined
      : { rule: 'type', params: { expected: { de: 'true oder false', en: 'true or false' } } },
  write: String,
  read: (text) => text.trim() === 'true' || text.trim() === '1',
};

const euroAmount: Wording = {
  de: 'Betrag in Euro von 0 bis 999999, höchstens zwei Nachkommastellen',
  en: 'amount in euros from 0 to 999999, at most two decimals',
};

export const euros: TextType = {
  ...decimal,
  name: 'xs:decimal, euros',
  expected: euroAmount,
  check: (value) => {
    if (typeof value !== 'number') return { rule: 'type', params: { expected: euroAmount } };
    const sound = /^\d+(\.\d{1,2})?$/.test(String(value)) && value <= 999_999;
    return sound ? undefined : { rule: 'number', params: { expected: euroAmount } };
  },
};
