import { expect, test } from 'vitest';
import { enumerate, fold, nearestOf, suggest } from './nearest.ts';

test('umlauts, accents, case and punctuation do not count', () => {
  expect(fold('Führungs-Zeugnis')).toBe('fuehrungszeugnis');
  expect(fold('Große Straße, Café')).toBe('grossestrassecafe');
});

test('the nearest come first, and nothing comes for a text that is far from all', () => {
  const names = ['Moormerland', 'Uplengen', 'Leer (Ostfriesland)'];
  const self = (name: string) => [name];
  expect(nearestOf('Mormerland', names, self)).toEqual(['Moormerland']);
  expect(nearestOf('Stadt Leer (Ostfriesland)', names, self)[0]).toBe('Leer (Ostfriesland)');
  expect(nearestOf('xyz', names, self)).toEqual([]);
  expect(nearestOf('', names, self)).toEqual([]);
});

test('a candidate is found by any of its keys', () => {
  const services = [{ id: 'a', keys: ['Bauantrag', '99012008001000'] }];
  expect(nearestOf('99012008001001', services, (service) => service.keys)).toEqual(services);
});

test('a suggestion names the nearest, else what is known', () => {
  expect(suggest('leer-meldewessen', ['leer-gewerbe', 'leer-meldewesen'])).toBe('did you mean "leer-meldewesen"?');
  expect(suggest('zzz', ['leer', 'weener'])).toBe('one of: leer, weener');
  expect(suggest('zzz', [])).toBe('none is declared yet');
});

test('a long list is cut', () => {
  expect(enumerate(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
});
