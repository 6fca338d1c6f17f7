import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { TextType } from '../../messages/text-type.ts';
import { bic } from './bic.ts';
import { evb } from './evb.ts';
import { computeFinCheckDigit, fin, finCheckDigit, isFinOfIso3779 } from './fin.ts';
import { hasIbanCheckDigits, iban } from './iban.ts';
import { printNumber, zb2Number } from './papers.ts';
import { hasTooManyDigits, plateDigits, plateDistrict, plateLength, plateLetters, seasonMonths } from './plate.ts';
import { stampCode, zb1Code, zb2Code } from './security-codes.ts';

const characters = [...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'];
const anyFin = fc.array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 }).map((all) => all.join(''));

describe.each<[string, TextType, string[], string[]]>([
  [
    'FIN',
    fin,
    ['A1BS31Z0430336179', 'a1bs31z0430336179', '1234', 'WI12345Q'],
    ['123', 'A1BS31ZO430336179', 'A1BS31Z04303361790', 'Ä234', ''],
  ],
  ['FIN check digit', finCheckDigit, ['4', 'X', 'x', '-'], ['', 'A', '10']],
  ['eVB', evb, ['A1B2C3D', 'a1b2c3d', '0000000'], ['A1B2C3', 'A1B2C3DE', 'O1B2C3D', 'I1B2C3D', 'A1B-C3D']],
  ['district', plateDistrict, ['L', 'LER', 'BÜS', 'büs', 'BU\u0308S'], ['', 'LEER', 'L1', 'ß']],
  ['letters', plateLetters, ['A', 'ZZ', 'zz'], ['', 'AAA', 'Ä', '1']],
  ['digits', plateDigits, ['1', '9999', '123456'], ['', '0', '0123', '1234567', '12A']],
  ['stamp code', stampCode, ['aB3', '000', 'Lik'.replace('i', 'x')], ['aB', 'aB3x', 'aO3', 'aI3', 'ai3', 'al3', 'ao3']],
  ['ZB I code', zb1Code, ['aB3dE5f'], ['aB3dE5', 'aB3dE5fg', 'aB3dE5l', 'aB3dE5O']],
  ['ZB II code', zb2Code, ['aB3dE5fG7iOl'], ['aB3dE5fG7iO', 'aB3dE5fG7iOlx', 'aB3dE5fG7i-l']],
  ['ZB II number', zb2Number, ['AB123456'], ['AB12345', 'AB1234567', 'AB 12345']],
  ['print number', printNumber, ['A1234567', 'a123456b'], ['11234567', 'A123456', 'A12345678']],
  [
    'IBAN',
    iban,
    ['DE89370400440532013000', 'de89 3704 0044 0532 0130 00', 'NL91ABNA0417164300', 'NO9386011117947'],
    ['DE8937040044053201300', 'DE893704004405320130001', 'DE8937040044053201300A', 'D189370400440532013000', ''],
  ],
  ['BIC', bic, ['COBADEFF', 'COBADEFFXXX', 'cobadeffxxx'], ['COBADEF', 'COBADEFFX', 'C0BADEFF']],
])('%s', (_, type, good, bad) => {
  it.each(good)('takes %s', (text) => expect(type.check(text)).toBeUndefined());
  it.each(bad)('refuses %j', (text) => expect(type.check(text)?.rule).toBe('pattern'));
  it.each(good)('what is written of %s is in order, and read as it is', (text) => {
    const written = type.write(text);
    expect(type.check(written)).toBeUndefined();
    expect(type.write(type.read(written))).toBe(written);
  });
  it('never throws', () => fc.assert(fc.property(fc.anything(), (value) => void type.check(value))));
});

describe('check digit of a FIN', () => {
  test('vector: A1BS31Z0430336179 → 4', () => expect(computeFinCheckDigit('A1BS31Z0430336179')).toBe('4'));

  test('small letters and blanks change nothing', () => {
    expect(computeFinCheckDigit('a1bs31 z0430336179')).toBe('4');
  });

  test('O counts nothing, and a remainder of 10 is X', () => {
    expect(computeFinCheckDigit('OOOO')).toBe('0');
    expect(computeFinCheckDigit('0005')).toBe('X');
  });

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(anyFin, fc.nat(16), fc.integer({ min: 1, max: 9 }), (text, at, step) => {
        fc.pre(/\d/.test(text.charAt(at)));
        const changed = `${text.slice(0, at)}${(Number(text.charAt(at)) + step) % 10}${text.slice(at + 1)}`;
        expect(computeFinCheckDigit(changed)).not.toBe(computeFinCheckDigit(text));
      }),
    );
  });

  test('a FIN of ISO 3779 has 17 characters without I, O, Q', () => {
    fc.assert(fc.property(anyFin, (text) => isFinOfIso3779(text)));
    for (const letter of 'IOQ') expect(isFinOfIso3779(`A1BS31Z043033617${letter}`)).toBe(false);
    expect(isFinOfIso3779('A1BS31Z043033617')).toBe(false);
  });
});

describe('check digits of an IBAN', () => {
  /** Any German account with the check digits that belong to it. */
  const anyIban = fc.array(fc.nat(9), { minLength: 18, maxLength: 18 }).map((digits) => {
    const account = digits.join('');
    return `DE${String(98n - (BigInt(`${account}131400`) % 97n)).padStart(2, '0')}${account}`;
  });

  test.each(['DE89370400440532013000', 'de89 3704 0044 0532 0130 00', 'NL91ABNA0417164300', 'NO9386011117947'])(
    '%s is right',
    (text) => expect(hasIbanCheckDigits(text)).toBe(true),
  );

  it('are right for every account with its own check digits', () => {
    fc.assert(fc.property(anyIban, (text) => hasIbanCheckDigits(text)));
  });

  it('find any single wrong digit', () => {
    fc.assert(
      fc.property(anyIban, fc.integer({ min: 2, max: 21 }), fc.integer({ min: 1, max: 9 }), (text, at, step) => {
        const wrong = (Number(text.charAt(at)) + step) % 10;
        return !hasIbanCheckDigits(`${text.slice(0, at)}${wrong}${text.slice(at + 1)}`);
      }),
    );
  });

  it('find any two neighbours that changed places', () => {
    fc.assert(
      fc.property(anyIban, fc.integer({ min: 4, max: 20 }), (text, at) => {
        fc.pre(text[at] !== text[at + 1]);
        return !hasIbanCheckDigits(`${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`);
      }),
    );
  });
});

describe('plates', () => {
  test.each([
    [{ district: 'LER', letters: 'AB', digits: '123' }, 8],
    [{ district: 'LER', letters: 'AB', digits: '1234' }, 9],
    [{ district: 'B', letters: 'AB', digits: '1234', suffix: 'E' }, 8],
    [{ district: 'BÜS', digits: '1' }, 4],
  ])('%j has %i characters', (plate, length) => expect(plateLength(plate)).toBe(length));

  test('more than four digits stand without letters only', () => {
    expect(hasTooManyDigits({ district: 'L', letters: 'A', digits: '12345' })).toBe(true);
    expect(hasTooManyDigits({ district: 'L', letters: 'A', digits: '1234' })).toBe(false);
    expect(hasTooManyDigits({ district: 'L', digits: '123456' })).toBe(false);
  });

  test.each([
    [4, 10, 7],
    [11, 2, 4],
    [5, 5, 1],
    [1, 12, 12],
    [5, 4, 12],
  ])('a season from %i to %i has %i months', (from, to, months) => expect(seasonMonths({ from, to })).toBe(months));
});
