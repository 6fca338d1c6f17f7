import type { Wording } from '../findings.ts';
import { isCalendarDate } from './dates.ts';
import { type DinType, findFault, suggestTransliteration } from './din91379.ts';
import type { TextFault, TextType } from './text-type.ts';

interface TextLimits {
  /** Longest allowed text, in characters (code points). */
  readonly max?: number;
  readonly pattern?: RegExp;
  /** The pattern in words. */
  readonly expected?: Wording;
  /** Which rule is named when the pattern fails. */
  readonly rule?: 'pattern' | 'postal-code' | 'house-number' | 'format';
}

/**
 * Upper bound for any text without a limit of its own, in characters. The standards leave most texts unlimited; libxml2
 * takes about 70 ms for 100,000 characters of a DIN 91379 type, so a bound protects everybody else's submissions.
 */
const longestText = 10_000;

/** A text of one of the five character sets of DIN 91379, in NFC. */
export function din(type: DinType, limits: TextLimits = {}): TextType {
  const max = limits.max ?? longestText;
  return {
    name: `datatype${type}${limits.max ? `, max. ${limits.max}` : ''}`,
    expected: limits.expected ?? {
      de: `Text, höchstens ${max} Zeichen der DIN 91379, Typ ${type}`,
      en: `text, at most ${max} characters of DIN 91379 type ${type}`,
    },
    check: (value) => checkDin(value, type, max, limits),
    write: (value) => toNfc(String(value)),
    read: (text) => text,
  };
}

function checkDin(value: unknown, type: DinType, max: number, limits: TextLimits): TextFault | undefined {
  if (typeof value !== 'string') return { rule: 'type', params: { expected: plainText } };
  if (value.trim() === '') return { rule: 'not-empty' };
  if (value.length > max) {
    const length = [...toNfc(value)].length;
    if (length > max) return { rule: 'too-long', params: { actual: length, max } };
  }
  const text = toNfc(value);
  const fault = findFault(text, type);
  if (fault) {
    const suggestion = suggestTransliteration(fault.character);
    return {
      rule: 'character',
      params: {
        position: fault.index,
        character: fault.character,
        codePoint: fault.codePoint,
        list: `datatype${type}`,
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    };
  }
  if (limits.pattern && !limits.pattern.test(text)) {
    return { rule: limits.rule ?? 'pattern', params: { expected: limits.expected ?? limits.pattern.source } };
  }
  return undefined;
}

/** Text below the combining marks (U+0300) is in NFC already, and most texts are; to ask costs more than to look. */
function toNfc(text: string): string {
  return /[^\0-\u02FF]/.test(text) ? text.normalize('NFC') : text;
}

/** A text whose form alone matters, such as a number of a register. */
export function patterned(name: string, pattern: RegExp, expected: Wording): TextType {
  return {
    name,
    expected,
    accepts: (value) => typeof value === 'string' && pattern.test(value),
    check: (value) =>
      typeof value === 'string' && pattern.test(value) ? undefined : { rule: 'pattern', params: { expected } },
    write: String,
    read: collapse,
  };
}

/** The schema types of these values let white space stand around them, which means nothing. */
function collapse(text: string): string {
  return text.trim();
}

const plainText = { de: 'Text', en: 'text' };
const isoDay = { de: 'JJJJ-MM-TT', en: 'YYYY-MM-DD' };

/** A day without time zone: XInneres `Tagesdatum`, xs:date with the pattern `[0-9]{4}-[0-9]{2}-[0-9]{2}`. */
export const day: TextType = {
  name: 'Tagesdatum',
  expected: isoDay,
  accepts: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  check: (value) =>
    typeof value === 'string' && isCalendarDate(value) ? undefined : { rule: 'date', params: { expected: isoDay } },
  write: String,
  read: collapse,
};

/** XInneres `JahrMonat`, where the day of a date is not known. */
export const yearMonth = patterned('JahrMonat', /^[0-9]{4}-(0[1-9]|1[0-2])$/, { de: 'JJJJ-MM', en: 'YYYY-MM' });

/** XInneres `Jahr`, where only the year of a date is known. */
export const year = patterned('Jahr', /^[0-9]{4}$/, { de: 'JJJJ', en: 'YYYY' });

/** A point in time with milliseconds and zone, as XInneres demands in its text (the schema asks for less). */
export const dateTime: TextType = {
  name: 'xs:dateTime',
  expected: { de: 'JJJJ-MM-TTThh:mm:ss.sss+hh:mm', en: 'YYYY-MM-DDThh:mm:ss.sss+hh:mm' },
  check: (value) =>
    typeof value === 'string' && !Number.isNaN(Date.parse(value)) && /T.*(Z|[+-]\d{2}:\d{2})$/.test(value)
      ? undefined
      : { rule: 'date-time' },
  write: String,
  read: collapse,
};

export const uuid = patterned(
  'UUID',
  /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  'UUID',
);

export const sha512 = patterned('SHA-512', /^[0-9a-fA-F]{128}$/, {
  de: '128 hexadezimale Ziffern',
  en: '128 hexadecimal digits',
});

/** An address that names its scheme; xs:anyURI takes more, and no two parsers agree on what. */
export const anyUri = patterned('xs:anyURI', /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/, {
  de: 'URI mit Schema, zum Beispiel urn:…',
  en: 'URI with its scheme, for example urn:…',
});

/** A whole number in a range. */
export function wholeNumber(min: number, max: number): TextType {
  const expected = { de: `ganze Zahl von ${min} bis ${max}`, en: `whole number from ${min} to ${max}` };
  return {
    name: `xs:integer ${min}…${max}`,
    expected,
    check: (value) => {
      if (typeof value !== 'number') return { rule: 'type', params: { expected } };
      return Number.isInteger(value) && value >= min && value <= max
        ? undefined
        : { rule: 'number', params: { expected } };
    },
    write: String,
    read: Number,
  };
}

/**
 * An element whose presence is the whole information (`fixed="true"` in the standards): written when `meaning` holds,
 * left out otherwise. `false` must never be written.
 */
export function mark(meaning: unknown = true): TextType {
  return {
    name: 'xs:boolean, fixed true',
    expected: String(meaning),
    accepts: (value) => value === meaning,
    check: (value) =>
      value === meaning
        ? undefined
        : {
            rule: 'type',
            params: { expected: { de: `${meaning} oder gar nichts`, en: `${meaning}, or nothing at all` } },
          },
    write: () => 'true',
    read: () => meaning,
  };
}

/** Bytes in base64; in data they are base64 text too. */
export const base64: TextType = {
  name: 'xs:base64Binary',
  expected: 'base64',
  check: (value) =>
    typeof value === 'string' && value.length > 0 && value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value)
      ? undefined
      : { rule: 'format', params: { expected: 'base64' } },
  write: String,
  read: (text) => text.replaceAll(/\s/g, ''),
};
