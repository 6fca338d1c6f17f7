import fc from 'fast-check';
import { dinCodePoints, dinSequences } from '../../src/messages/din91379-characters.ts';

/** Single values as the register of residents holds them, all in order. */

const letters = dinCodePoints('C')
  .filter((codePoint) => codePoint > 0x20 && codePoint !== 0xa0)
  .map((codePoint) => String.fromCodePoint(codePoint));
const sequences = dinSequences().flatMap(({ base, tails }) => tails.map((tail) => base + tail));
const character = fc.oneof(fc.constantFrom(...letters), fc.constantFrom(...sequences));

/** Text of any characters of datatypeC, also lines of it; as a form sends it, it neither begins nor ends with blanks. */
export const text = (maxLength = 12) =>
  fc
    .array(fc.oneof({ weight: 8, arbitrary: character }, fc.constantFrom(' ', '\r\n', '\t')), {
      minLength: 1,
      maxLength,
    })
    .map((parts) => parts.join('').normalize('NFC').trim())
    .filter((joined) => joined !== '' && [...joined].length <= maxLength);

export const nameOrNone = fc.oneof({ weight: 5, arbitrary: text() }, fc.constant(false as const));

export const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2026-11-24'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
export const partialDate = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));
export const partialDateOrUnknown = fc.oneof(partialDate, fc.constant('unknown'));

export const postalCode = fc.stringMatching(/^(0[1-9]|[1-9][0-9])[0-9]{3}$/);
export const municipalityKey = fc.stringMatching(/^[0-9]{8}$/);
export const state = fc.stringMatching(/^[1-9][0-9]{2}$/);
export const sex = fc.constantFrom('m', 'w', 'd', 'x');
export const status = fc.constantFrom('0', '1', '2');
export const doctorate = fc.constantFrom('Dr.', 'DR.', 'Dr.hc. Dr.', 'Dr.eh.');
export const taxId = fc.constantFrom('86095742719', '65929970489', '47036892816', '02476291358');

/** An object whose optional members are there or not, never `undefined`. */
export function object<T, O>(
  required: { [K in keyof T]: fc.Arbitrary<T[K]> },
  optional: { [K in keyof O]: fc.Arbitrary<O[K]> },
) {
  return fc
    .tuple(fc.record(required), fc.record(optional, { requiredKeys: [] }))
    .map(([must, may]) => ({ ...must, ...may }) as T & Partial<O>);
}

export const few = <T>(item: fc.Arbitrary<T>, maxLength = 2) => fc.array(item, { maxLength });
