/**
 * The characters of DIN 91379 (August 2022), as facts: which code points each of the five data types admits, and which
 * sequences of a base letter and combining marks. The check and our XML schema are both made from this one table, so
 * that they cannot say different things.
 */

export type DinType = 'A' | 'B' | 'C' | 'D' | 'E';

export const dinTypes: readonly DinType[] = ['A', 'B', 'C', 'D', 'E'];

/** What a type adds to the one it builds on; code points or ranges in hexadecimal. */
interface Addition {
  readonly base?: DinType;
  readonly codePoints: string;
}

const additions: Readonly<Record<DinType, Addition>> = {
  A: {
    codePoints: `
      0020 0027 002C-002E 0041-005A 0060-007A 007E 00A8 00B4 00B7 00C0-00D6 00D8-00F6 00F8-017E 0187-0188 018F 0197
      01A0-01A1 01AF-01B0 01B7 01CD-01DC 01DE-01DF 01E2-01F0 01F4-01F5 01F8-01FF 0212-0213 0218-021B 021E-021F 0227-0233
      0259 0268 0292 02B9-02BA 02BE-02BF 02C8 02CC 1E02-1E03 1E06-1E07 1E0A-1E11 1E17 1E1C-1E2B 1E2F-1E37 1E3A-1E3B
      1E40-1E49 1E52-1E5B 1E5E-1E63 1E6A-1E6F 1E80-1E87 1E8C-1E97 1E9E 1EA0-1EF9 2019 2021`,
  },
  B: {
    base: 'A',
    codePoints: `
      0021-0026 0028-002B 002F-0040 005B-005F 007B-007D 00A1-00A3 00A5 00A7 00A9-00AC 00AE-00B3 00B5-00B6 00B9-00BB 00BF
      00D7 00F7 20AC`,
  },
  C: { base: 'B', codePoints: '0009-000A 000D 00A0 00A4 00A6 00B8 00BC-00BE' },
  D: {
    base: 'B',
    codePoints: `
      00A4 00A6 00B8 00BC-00BE 0192 02B0 02B3 02C6 02DC 02E2 0386 0388-038A 038C 038E-03A1 03A3-03CE 1D48 1D57 2018 201A
      201C-201E 2020 2026 2030 2032-2033 2039-203A 2070 2074-2079 207F-2089 2122 221E 2264-2265`,
  },
  E: { base: 'D', codePoints: '0009-000A 000D 00A0 040D 0410-042A 042C 042E-044A 044C 044E-044F 045D' },
};

/**
 * The sequences, the same in all five types: base letter, then what may follow it. A tail of several code points is
 * joined by a plus sign; two of them end in a letter of their own (K, double macron below, H).
 */
const sequenceTable = `
  0041:030B
  0043:0300,0304,0306,0308,0315,0323,0326,0328+0306
  0044:0302
  0046:0300,0304
  0047:0300
  0048:0304,0326,0331
  004A:0301,030C
  004B:0300,0302,0304,0307,0315,031B,0326,035F+0048,035F+0068
  004C:0302,0325,0325+0304,0326
  004D:0300,0302,0306,0310
  004E:0302,0304,0306,0326
  0050:0300,0304,0315,0323
  0052:0306,0325,0325+0304
  0053:0300,0304,031B+0304,0331
  0054:0300,0304,0308,0315,031B
  0055:0307
  005A:0300,0304,0306,0308,0327
  0061:030B
  0063:0300,0304,0306,0308,0315,0323,0326,0328+0306
  0064:0302
  0066:0300,0304
  0067:0300
  0068:0304,0326
  006A:0301
  006B:0300,0302,0304,0307,0315,031B,0326,035F+0068
  006C:0302,0325,0325+0304,0326
  006D:0300,0302,0306,0310
  006E:0302,0304,0306,0326
  0070:0300,0304,0315,0323
  0072:0306,0325,0325+0304
  0073:0300,0304,031B+0304,0331
  0074:0300,0304,0315,031B
  0075:0307
  007A:0300,0304,0306,0308,0327
  00C7:0306
  00DB:0304
  00E7:0306
  00FB:0304
  00FF:0301
  010C:0315,0323
  010D:0315,0323
  0113:030D
  012A:0301
  012B:0301
  014D:030D
  017D:0326,0327
  017E:0326,0327
  1E32:0304
  1E33:0304
  1E62:0304
  1E63:0304
  1E6C:0304
  1E6D:0304
  1EA0:0308
  1EA1:0308
  1ECC:0308
  1ECD:0308
  1EE4:0304,0308
  1EE5:0304,0308`;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** All single code points of a type, ascending. Every one lies in the Basic Multilingual Plane. */
export function dinCodePoints(type: DinType): number[] {
  const { base, codePoints } = additions[type];
  const all = base === undefined ? [] : dinCodePoints(base);
  for (const word of words(codePoints)) {
    const [first = '', last = first] = word.split('-');
    const end = Number.parseInt(last, 16);
    for (let codePoint = Number.parseInt(first, 16); codePoint <= end; codePoint += 1) all.push(codePoint);
  }
  return all.sort((a, b) => a - b);
}

export interface DinSequences {
  readonly base: string;
  /** What may follow the base letter, longest first: of two that fit, the longer one is the one that is meant. */
  readonly tails: readonly string[];
}

/** The sequences by their base letter, ascending. */
export function dinSequences(): DinSequences[] {
  return words(sequenceTable).map((entry) => {
    const [base = '', tails = ''] = entry.split(':');
    return {
      base: fromHex(base),
      tails: tails
        .split(',')
        .map((tail) => tail.split('+').map(fromHex).join(''))
        .sort((a, b) => b.length - a.length || (a < b ? -1 : 1)),
    };
  });
}

function fromHex(hex: string): string {
  return String.fromCodePoint(Number.parseInt(hex, 16));
}
