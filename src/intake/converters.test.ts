import { describe, expect, it } from 'vitest';
import { type Converter, converters, fromTable } from './converters.ts';

/** What is read, and how the same values are written. */
interface Example {
  readonly converter: Converter;
  readonly read: readonly (readonly [portal: readonly unknown[], data: readonly unknown[]])[];
  /** Values that cannot be read. */
  readonly refused: readonly (readonly unknown[])[];
}

const examples: Readonly<Record<string, Example>> = {
  'german-date': {
    converter: converters['german-date'],
    read: [
      [['24.12.1990'], ['1990-12-24']],
      [['12.1990'], ['1990-12']],
      [['1990'], ['1990']],
      [['unbekannt'], ['unknown']],
      [['29.02.2024'], ['2024-02-29']],
    ],
    refused: [['30.02.1990'], ['1990-12-24'], ['24.12.90'], ['13.1990'], ['0000'], ['gestern'], [19901224], [{}]],
  },
  'date-in-parts': {
    converter: converters['date-in-parts'],
    read: [
      [['24', '12', '1990'], ['1990-12-24']],
      [[undefined, '12', '1990'], ['1990-12']],
      [[undefined, undefined, '1990'], ['1990']],
    ],
    refused: [
      ['31', '02', '1990'],
      ['24', undefined, '1990'],
      ['24', '12', undefined],
      ['24', '12', '90'],
      [true, '12', '1990'],
    ],
  },
  'yes-no': {
    converter: converters['yes-no'],
    read: [
      [['ja'], [true]],
      [['nein'], [false]],
    ],
    refused: [['vielleicht'], [1], ['true']],
  },
  'whole-number': {
    converter: converters['whole-number'],
    read: [
      [['3'], [3]],
      [['-1'], [-1]],
      [['9007199254740991'], [Number.MAX_SAFE_INTEGER]],
    ],
    refused: [['drei'], ['3,5'], ['9007199254740993000'], [3.5], [['3']], [true]],
  },
  'postal-code-and-city': {
    converter: converters['postal-code-and-city'],
    read: [
      [['26789 Leer'], ['26789', 'Leer']],
      [['26789 Leer (Ostfriesland)'], ['26789', 'Leer (Ostfriesland)']],
      [['2678 Leer'], ['2678', 'Leer']],
    ],
    refused: [['Leer'], ['26789'], [26789]],
  },
  'house-number': {
    converter: converters['house-number'],
    read: [
      [['12'], ['12', undefined]],
      [['12a'], ['12', 'a']],
      [['12 1/2'], ['12', '1/2']],
    ],
    refused: [['a'], ['Haus 3'], [{}]],
  },
  'table of codes': {
    converter: fromTable({ Post: '01', Daten: '02' }),
    read: [
      [['Post'], ['01']],
      [['Daten'], ['02']],
    ],
    refused: [['Brieftaube'], ['01'], ['constructor'], ['__proto__'], [1]],
  },
};

describe.each(Object.entries(examples))('%s', (_, { converter, read, refused }) => {
  it.each(read)('reads %j as %j and writes it back', (portal, data) => {
    expect(converter.read(portal)).toEqual(data);
    expect(converter.write(data)).toEqual(portal);
  });

  it.each(refused.map((values) => [values]))('does not read %j', (values) => {
    expect(converter.read(values)).toBeUndefined();
  });
});

describe('what is read in more ways than it is written', () => {
  it.each([
    ['house-number', '12 a', ['12', 'a']],
    ['house-number', 12, ['12', undefined]],
    ['german-date', '1. 2. 1990', ['1990-02-01']],
    ['yes-no', 'Ja', [true]],
    ['yes-no', false, [false]],
    ['whole-number', 3, [3]],
    ['yes-or-nothing', 'nein', [undefined]],
    ['yes-or-nothing', 'ja', [true]],
  ] as const)('%s: %j', (name, value, data) => {
    expect(converters[name].read([value])).toEqual(data);
  });
});

describe('what a dialect has no way to say', () => {
  it.each([
    ['house-number', [undefined, 'a']],
    ['house-number', ['12', ' a']],
    ['postal-code-and-city', ['9700 AA', 'Voorbeeldstad']],
    ['postal-code-and-city', ['26789', undefined]],
    ['german-date', ['1990-02-30']],
    ['yes-no', ['ja']],
    ['whole-number', [1.5]],
    ['yes-or-nothing', [false]],
  ] as const)('%s: %j', (name, values) => {
    expect(converters[name].write(values)).toBeUndefined();
  });
});
