import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';

it('writes what a reader reads back, with a byte order mark and semicolons', () => {
  expect(
    writeCsv([
      ['a', 'b;c'],
      ['say "x"', '1\n2'],
    ]),
  ).toBe('\uFEFFa;"b;c"\r\n"say ""x""";"1\n2"\r\n');
  const value = fc.string({ unit: fc.constantFrom('a', 'ü', ';', ',', '"', '\n', '\r', ' '), minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (lines) => {
      expect(readCsv(writeCsv([['path', 'value'], ...lines])).slice(1)).toEqual(lines);
    }),
  );
});
