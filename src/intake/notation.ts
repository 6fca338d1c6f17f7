import type { CodeTable, ConverterName } from './converters.ts';
import type { Row } from './profile-table.ts';

/** How a portal writes values, whatever its fields are called. */
export interface Notation {
  /** `24.12.1990` or `1990-12-24`. */
  readonly dates: 'german' | 'iso';
  /** `ja` and `nein`, the texts `true` and `false`, or JSON's own. */
  readonly answers: 'ja-nein' | 'texts' | 'json';
  /** Numbers as texts of digits or as numbers of JSON. */
  readonly numbers: 'texts' | 'json';
  /** Words in place of codes, where the list of codes is public and complete. */
  readonly codes: 'words' | 'codes';
  /** House number with its addition, and postal code with the city, in one field or each in its own. */
  readonly addresses: 'joined' | 'split';
}

/** A field of a form before anybody has said how a portal writes it. */
export interface Word {
  /** JSON pointer below the fields; `*` for each item of a list. */
  readonly field: string;
  readonly data: string | readonly string[];
  /** Absent: a text. */
  readonly kind?: keyof typeof plain | keyof typeof joined | { readonly codes: CodeTable };
}

const plain = {
  date: ({ dates }) => (dates === 'german' ? 'german-date' : 'text'),
  answer: ({ answers }) => (({ 'ja-nein': 'yes-no', texts: 'true-false', json: 'text' }) as const)[answers],
  /** A box that is true or says nothing. */
  tick: ({ answers }) => (({ 'ja-nein': 'yes-or-nothing', texts: 'true-or-nothing', json: 'tick' }) as const)[answers],
  count: ({ numbers }) => (numbers === 'texts' ? 'whole-number' : 'text'),
} as const satisfies Record<string, (notation: Notation) => ConverterName>;

/** Two values of the data in one field: the converter, and the names of the fields where each has its own. */
const joined = {
  'house-number': { convert: 'house-number', apart: (field) => [field, `${field}Zusatz`] },
  'postal-code-and-city': {
    convert: 'postal-code-and-city',
    apart: (field) => ['plz', 'ort'].map((name) => field.replace(/[^/]*$/, name)),
  },
} as const satisfies Record<string, { convert: ConverterName; apart: (field: string) => string[] }>;

/** The rows that a vocabulary makes in a notation. */
export function writeRows(vocabulary: readonly Word[], notation: Notation): Row[] {
  return vocabulary.flatMap((word) => writeWord(word, notation));
}

function writeWord({ field, data, kind }: Word, notation: Notation): Row[] {
  if (kind === undefined) return [{ portal: field, data }];
  if (typeof kind === 'object') {
    return [{ portal: field, data, ...(notation.codes === 'words' && { convert: { table: kind.codes } }) }];
  }
  if (isPlain(kind)) return [{ portal: field, data, convert: plain[kind](notation) }];
  const { convert, apart } = joined[kind];
  if (notation.addresses === 'joined') return [{ portal: field, data, convert }];
  const paths = [data].flat();
  return apart(field).flatMap((portal, index) => (paths[index] === undefined ? [] : [{ portal, data: paths[index] }]));
}

function isPlain(kind: string): kind is keyof typeof plain {
  return Object.hasOwn(plain, kind);
}
