import type { Wording } from '../findings.ts';
import { isCalendarDate } from '../messages/dates.ts';

/**
 * How a value of the portal's dialect and its value in the data become each other. Converters work on lists because
 * one field of a portal may stand for several values, and the other way round; `undefined` in a list is an absent value.
 *
 * What `write` has written, `read` reads back into the same values.
 */
export interface Converter {
  /** What the portal has to send, in words. */
  readonly expected: Wording;
  /** How many fields of the portal it takes. */
  readonly portal: number;
  /** How many values of the data it gives. */
  readonly data: number;
  /** @returns undefined when the values cannot be read. */
  read(values: readonly unknown[]): readonly unknown[] | undefined;
  /** @returns undefined when the dialect has no way to say the values. */
  write(values: readonly unknown[]): readonly unknown[] | undefined;
}

export type CodeTable = Readonly<Record<string, string | boolean>>;

/** One value for one field. `read` and `write` return undefined for what they cannot convert. */
function single(
  expected: Wording,
  read: (value: unknown) => unknown,
  write: (value: unknown) => unknown = read,
): Converter {
  const listed = (convert: (value: unknown) => unknown) => (values: readonly unknown[]) => {
    const converted = convert(values[0]);
    return converted === undefined ? undefined : [converted];
  };
  return { expected, portal: 1, data: 1, read: listed(read), write: listed(write) };
}

/** The parts that a regular expression finds in a text; an empty part is an absent one. */
function partsOf(value: unknown, pattern: RegExp): (string | undefined)[] | undefined {
  if (typeof value !== 'string') return undefined;
  return pattern
    .exec(value)
    ?.slice(1)
    .map((part) => part || undefined);
}

function readYesNo(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const answer = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  return answer === 'ja' ? true : answer === 'nein' ? false : undefined;
}

/** `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; undefined when the calendar has no such day, month or year. */
function joinDate(day: string | undefined, month: string | undefined, year: string | undefined): string | undefined {
  if (year === undefined || (day !== undefined && month === undefined)) return undefined;
  const parts = [year, month, day].filter((part) => part !== undefined).map((part) => part.padStart(2, '0'));
  return isCalendarDate([...parts, '01', '01'].slice(0, 3).join('-')) ? parts.join('-') : undefined;
}

function splitDate(value: unknown): (string | undefined)[] | undefined {
  const [year, month, day] = partsOf(value, /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/) ?? [];
  return joinDate(day, month, year) === undefined ? undefined : [day, month, year];
}

/** Day, month and year; the first ones may be missing. Numbers and digits are read alike. */
function dateInParts(write: (digits: string) => unknown): Converter {
  return {
    expected: { de: 'Tag, Monat und Jahr in Ziffern', en: 'a day, a month and a year in digits' },
    portal: 3,
    data: 1,
    read: (values) => {
      const digits = values.map((value) => (value === undefined ? undefined : String(value)));
      if (digits.some((part) => part !== undefined && !/^\d{1,4}$/.test(part))) return undefined;
      const date = joinDate(digits[0], digits[1], digits[2]);
      return date === undefined ? undefined : [date];
    },
    write: ([date]) => splitDate(date)?.map((part) => (part === undefined ? undefined : write(part))),
  };
}

function readGermanDate(value: unknown): string | undefined {
  if (value === 'unbekannt') return 'unknown';
  const [day, month, year] = partsOf(value, /^\s*(?:(?:(\d\d?)\.\s*)?(\d\d?)\.\s*)?(\d{4})\s*$/) ?? [];
  return joinDate(day, month, year);
}

function writeGermanDate(value: unknown): string | undefined {
  if (value === 'unknown') return 'unbekannt';
  return splitDate(value)
    ?.filter((part) => part !== undefined)
    .join('.');
}

/** True, or nothing: for members that are true or absent. */
function tick(read: (value: unknown) => boolean | undefined, word: unknown, expected: Wording): Converter {
  return {
    expected,
    portal: 1,
    data: 1,
    read: ([value]) => {
      const answer = read(value);
      return answer === undefined ? undefined : [answer || undefined];
    },
    write: ([value]) => (value === true ? [word] : undefined),
  };
}

function readTruth(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** Not more digits than a number holds exactly. */
function exactly(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

export const converters = {
  /** As it is, whatever it is: the check of the data judges it. */
  text: single('any value', (value) => value),

  /** `24.12.1990` is `1990-12-24`; `12.1990` and `1990` where the rest is not known; `unbekannt` is `unknown`. */
  'german-date': single('a date such as 24.12.1990, or 12.1990, 1990 or unbekannt', readGermanDate, writeGermanDate),

  /** Day, month and year in three fields of their own; the first ones may be missing. */
  'date-in-parts': dateInParts((digits) => digits),

  /** The same in numbers of JSON, as FIM's partial date. */
  'date-in-numbers': dateInParts(Number),

  /** `ja` is true and `nein` is false. */
  'yes-no': single({ de: 'ja oder nein', en: 'ja or nein' }, readYesNo, (value) =>
    value === true ? 'ja' : value === false ? 'nein' : undefined,
  ),

  /** `ja` is true and `nein` is nothing, for members that are true or absent. */
  'yes-or-nothing': tick(readYesNo, 'ja', { de: 'ja oder nein', en: 'ja or nein' }),

  /** The texts `true` and `false`; JSON's own are taken too. */
  'true-false': single('true or false', readTruth, (value) => (typeof value === 'boolean' ? String(value) : undefined)),

  /** The text `true` is true and `false` is nothing. */
  'true-or-nothing': tick(readTruth, 'true', 'true or false'),

  /** JSON's `true` is true and `false` is nothing. */
  tick: tick((value) => (typeof value === 'boolean' ? value : undefined), true, 'true or false'),

  /** `"3"` is 3. */
  'whole-number': single(
    'a whole number in digits',
    (value) => (typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? exactly(Number(value)) : exactly(value)),
    (value) => exactly(value)?.toString(),
  ),

  /** `26789 Leer` is `26789` and `Leer`. Whether the digits are a postal code is for the check to say. */
  'postal-code-and-city': {
    expected: { de: 'Postleitzahl und Ort, etwa 26789 Leer', en: 'postal code and city, such as 26789 Leer' },
    portal: 1,
    data: 2,
    read: ([value]) => partsOf(value, /^\s*(\d+)\s+(\S.*)$/s),
    write: ([postalCode, city]) =>
      /^\d+$/.test(String(postalCode)) && /^\S/.test(String(city ?? '')) ? [`${postalCode} ${city}`] : undefined,
  },

  /** `12a`, `12 a` and `12 1/2` are the digits and what follows them. An addition without a number has no way to be said. */
  'house-number': {
    expected: {
      de: 'Hausnummer, die mit Ziffern beginnt, etwa 12, 12a oder 12 1/2',
      en: 'a house number that begins with digits, such as 12, 12a or 12 1/2',
    },
    portal: 1,
    data: 2,
    read: ([value]) => partsOf(typeof value === 'number' ? String(value) : value, /^\s*(\d+)\s*(.*)$/s),
    write: ([number, addition]) => {
      if (!/^\d+$/.test(String(number)) || /^\s/.test(String(addition ?? ''))) return undefined;
      const between = /^\d/.test(String(addition ?? '')) ? ' ' : '';
      return [`${number}${between}${addition ?? ''}`];
    },
  },
} as const satisfies Record<string, Converter>;

export type ConverterName = keyof typeof converters;

/** Words of the portal for codes of the data. */
export function fromTable(table: CodeTable): Converter {
  return single(
    `one of ${Object.keys(table).join(', ')}`,
    (word) => (typeof word === 'string' && Object.hasOwn(table, word) ? table[word] : undefined),
    (code) => Object.keys(table).find((word) => table[word] === code),
  );
}
