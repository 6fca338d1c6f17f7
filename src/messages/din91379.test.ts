import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFault, suggestTransliteration } from './din91379.ts';
import { type DinType, dinCodePoints, dinSequences, dinTypes } from './din91379-characters.ts';

const samples = process.env.ZUSTELLWERK_SAMPLES;
if (samples === undefined) console.info('ZUSTELLWERK_SAMPLES is not set: no comparison with the published patterns.');

const allSequences = dinSequences().flatMap(({ base, tails }) => tails.map((tail) => base + tail));

describe('the characters of DIN 91379', () => {
  it('are as many as the norm has', () => {
    const counts = dinTypes.map((type) => new Set(dinCodePoints(type)).size);
    expect(counts).toEqual([518, 578, 588, 695, 761]);
    expect(new Set(allSequences).size).toBe(149);
  });

  it('are listed once each', () => {
    for (const type of dinTypes) expect(dinCodePoints(type)).toHaveLength(new Set(dinCodePoints(type)).size);
  });
});

describe('findFault', () => {
  it('finds nothing in an empty text and in everyday German', () => {
    for (const type of dinTypes) {
      expect(findFault('', type)).toBeUndefined();
      expect(findFault("Jürgen-Björn O'Neill ẞß", type)).toBeUndefined();
    }
  });

  it('counts positions in code points from 1 and names what cannot be seen', () => {
    expect(findFault('Meier\u00ADhof', 'C')).toEqual({ index: 6, character: '\u00AD', codePoint: 'U+00AD' });
    expect(findFault('a😀b', 'E')).toEqual({ index: 2, character: '😀', codePoint: 'U+1F600' });
    expect(findFault('M\u0302\u2013', 'A')).toEqual({ index: 3, character: '\u2013', codePoint: 'U+2013' });
    expect(findFault('\uD83D', 'A')).toMatchObject({ index: 1, codePoint: 'U+D83D' });
  });

  it.each([
    ['digits', '1', 'BCDE'],
    ['a line break', '\n', 'CE'],
    ['Greek', 'Ω', 'DE'],
    ['Bulgarian', 'Ж', 'E'],
    ['an en dash', '\u2013', ''],
    ['a mark alone', '\u0302', ''],
    ['a mark on a letter that does not take it', 'a\u0302', ''],
    ['a decomposed umlaut', 'u\u0308', ''],
    ['the right apostrophe', '\u2019', 'ABCDE'],
    ['the left one', '\u2018', 'DE'],
  ])('admits %s in the right types only', (_, text, admitting) => {
    expect(dinTypes.filter((type) => findFault(text, type) === undefined).join('')).toBe(admitting);
  });

  it('takes the longest sequence', () => {
    expect(findFault('l\u0325\u0304', 'A')).toBeUndefined();
    expect(findFault('K\u035FH', 'A')).toBeUndefined();
    // The H belongs to the K and can take no further mark.
    expect(findFault('K\u035FH\u0331', 'A')).toMatchObject({ index: 4, codePoint: 'U+0331' });
    expect(findFault('C\u0328', 'A')).toMatchObject({ index: 2, codePoint: 'U+0328' });
    expect(findFault('l\u0325\u0304\u0304', 'A')).toMatchObject({ index: 4 });
  });

  it('needs time in proportion to the length, and takes a million characters', () => {
    const long = 'Straße l\u0325\u0304 '.repeat(100_000);
    const start = performance.now();
    expect(findFault(long, 'C')).toBeUndefined();
    expect(findFault(`${long}\u2014`, 'C')).toMatchObject({ index: long.length + 1 });
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('suggestTransliteration', () => {
  it.each([
    ['\u2013', '-'],
    ['\u2014', '-'],
    ['\u201E', "'"],
    ['\u2018', "'"],
    ['\u2026', '...'],
    ['\u00A0', ' '],
    ['\u00AD', ''],
    ['ﬁ', 'fi'],
    ['ǆ', 'dž'],
    ['ḿ', 'm'],
    ['x\u0303', 'x'],
    ['u\u0308', 'ü'],
  ])('of %j is %j', (character, expected) => {
    expect(suggestTransliteration(character)).toBe(expected);
  });

  it('has none for other scripts, pictures and characters that are right', () => {
    for (const character of ['Ж', '漢', '😀', 'a', 'ü', 'ệ', '\u0302', '']) {
      expect(suggestTransliteration(character)).toBeUndefined();
    }
  });

  it('only ever suggests what every type admits', () => {
    for (let codePoint = 0; codePoint <= 0xffff; codePoint += 1) {
      const suggestion = suggestTransliteration(String.fromCharCode(codePoint));
      if (suggestion !== undefined) expect(findFault(suggestion, 'A'), codePoint.toString(16)).toBeUndefined();
    }
  });
});

describe.skipIf(samples === undefined)('compared with the published patterns', () => {
  function pattern(type: DinType): RegExp {
    const file = join(samples ?? '', 'xoev-samples', 'codelisten', 'din91379-patterns.json');
    const { patterns } = JSON.parse(readFileSync(file, 'utf8')) as { patterns: Record<string, string> };
    return new RegExp(patterns[`datatype${type}`] ?? '(?!)');
  }

  it.each(dinTypes)('type %s says the same of every BMP character', (type) => {
    const regExp = pattern(type);
    for (let codePoint = 0; codePoint <= 0xffff; codePoint += 1) {
      const text = String.fromCharCode(codePoint);
      if ((findFault(text, type) === undefined) !== regExp.test(text)) expect.fail(`U+${codePoint.toString(16)}`);
    }
  });

  it.each(dinTypes)('type %s says the same of every sequence and of every letter with one or two marks', (type) => {
    const regExp = pattern(type);
    const marks = [...new Set(allSequences.flatMap((sequence) => [...sequence.slice(1)]))];
    const bases = [...new Set([...allSequences.map((sequence) => sequence.slice(0, 1)), 'x', 'ü', '\u2013'])];
    const texts = [
      ...allSequences,
      ...allSequences.map((sequence) => `A${sequence}${sequence}B`),
      ...bases.flatMap((base) => marks.flatMap((one) => [base + one, ...marks.map((two) => base + one + two)])),
    ];
    for (const text of texts) {
      if ((findFault(text, type) === undefined) !== regExp.test(text)) expect.fail(JSON.stringify(text));
    }
  });
});
