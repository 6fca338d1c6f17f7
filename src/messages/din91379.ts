import { type DinType, dinCodePoints, dinSequences, dinTypes } from './din91379-characters.ts';

export type { DinType } from './din91379-characters.ts';

export interface DinFault {
  /** Position in code points, counted from 1: what a person counts when looking for the character. */
  readonly index: number;
  readonly character: string;
  /** In the usual notation, because the worst characters are the ones that cannot be seen: `U+00AD`. */
  readonly codePoint: string;
}

/** For each code unit one bit per type. All admitted characters lie in the BMP, so a surrogate is never admitted. */
const admitted = new Uint8Array(0x1_0000);
const bitOf: Record<DinType, number> = { A: 1, B: 2, C: 4, D: 8, E: 16 };
for (const type of dinTypes) {
  for (const codePoint of dinCodePoints(type)) admitted[codePoint] = (admitted[codePoint] ?? 0) | bitOf[type];
}

const tailsOf = new Map(dinSequences().map(({ base, tails }) => [base.charCodeAt(0), tails]));

/**
 * The first character of a text that a DIN 91379 type does not admit. The text is expected in NFC; a letter that is
 * split into base and mark is a fault where the norm knows the composed letter only.
 *
 * A scan instead of a regular expression: a text of a million characters overflows the stack of the expression, and
 * the caller needs to know which character it was. One pass, no backtracking: a sequence begins with an admitted letter
 * and goes on with a mark, which is never admitted alone.
 */
export function findFault(text: string, type: DinType): DinFault | undefined {
  const bit = bitOf[type];
  /** The letter before, unless it belongs to a sequence that has ended. */
  let base = Number.NaN;
  let unit = 0;
  while (unit < text.length) {
    const code = text.charCodeAt(unit);
    if (((admitted[code] ?? 0) & bit) !== 0) {
      base = code;
      unit += 1;
      continue;
    }
    const tail = tailsOf.get(base)?.find((each) => text.startsWith(each, unit));
    if (tail === undefined) return faultAt(text, unit);
    base = Number.NaN;
    unit += tail.length;
  }
  return undefined;
}

/** What is before the fault lies in the BMP, so that code units are code points. */
function faultAt(text: string, unit: number): DinFault {
  const codePoint = text.codePointAt(unit) ?? 0;
  return {
    index: unit + 1,
    character: String.fromCodePoint(codePoint),
    codePoint: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`,
  };
}

/**
 * What stands in for characters that word processors and phones put in by themselves. Each value is admitted by all
 * five types, so a suggestion is right whatever the field; that is why all quotation marks become the apostrophe. An
 * empty value means: leave it out.
 */
const replacements = new Map<string, string>([
  ...each('\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D', '-'),
  ...each(
    '\u2018\u201A\u201B\u2032\u2035\u201C\u201D\u201E\u201F\u2033\u2036\u2039\u203A\u00AB\u00BB\uFF07\uFF02"',
    "'",
  ),
  ...each('\t\n\r\u00A0\u1680\u202F\u205F\u3000\u2028\u2029\u0085', ' '),
  ...each('\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A', ' '),
  ...each('\u00AD\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF', ''),
  ...each('\u2022\u2027\u2219\u22C5\u30FB', '\u00B7'),
  ['\u2026', '...'],
  ['\u20AC', 'EUR'],
  ['\u2122', 'TM'],
  ['\u0192', 'f'],
  ['\u0181', 'B'],
  ['\u0253', 'b'],
  ['\u0189', '\u0110'],
  ['\u018A', 'D'],
  ['\u0257', 'd'],
  ['\u0190', 'E'],
  ['\u025B', 'e'],
  ['\u0198', 'K'],
  ['\u0199', 'k'],
  ['\u019D', 'N'],
  ['\u0272', 'n'],
  ['\u01B3', 'Y'],
  ['\u01B4', 'y'],
  ['\u0237', 'j'],
  ['\u0251', 'a'],
  ['\u0261', 'g'],
  ['\u0254', 'o'],
  ['\u0186', 'O'],
]);

function each(characters: string, replacement: string): [string, string][] {
  return Array.from(characters, (character) => [character, replacement]);
}

/**
 * A near character that DIN 91379 admits, for the text of an error. Never applied silently: whether a name may be
 * written differently is for its bearer to decide. Undefined where no honest suggestion exists, such as for another
 * script.
 */
export function suggestTransliteration(character: string): string | undefined {
  const replacement = replacements.get(character);
  if (replacement !== undefined) return replacement;
  if (!/^\p{Script=Latin}\p{Mark}*$/u.test(character) || findFault(character, 'A') === undefined) {
    return undefined;
  }
  // First keep the marks and only undo ligatures and other forms of the same letter, then give up the marks as well.
  const decomposed = character.normalize('NFKD');
  const candidates = [decomposed.normalize('NFC'), decomposed.replace(/\p{Mark}/gu, '')];
  return candidates.find((text) => text !== '' && text !== character && findFault(text, 'A') === undefined);
}
