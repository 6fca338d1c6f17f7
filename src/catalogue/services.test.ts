import { expect, test } from 'vitest';
import { createCatalogue } from './services.ts';

const catalogue = createCatalogue();

test('a service is found by id, LeiKa key and LeiKa address', () => {
  for (const key of ['meldebescheinigung', '99115003012000', 'urn:de:fim:leika:leistung:99115003012000']) {
    expect(catalogue.resolve(key)).toMatchObject({ kind: 'found', service: { id: 'meldebescheinigung' } });
  }
});

test('a LeiKa key of two services is ambiguous', () => {
  const resolution = catalogue.resolve('99115005104000');
  expect(resolution.kind === 'ambiguous' && resolution.candidates.map(({ id }) => id)).toEqual([
    'wohnsitz-anmeldung',
    'umzug-voranmelden',
  ]);
});

test.each([
  ['Melde-Bescheinigung', 'meldebescheinigung'],
  ['gewerbeanmeldung', 'gewerbe-anmeldung'],
  ['Führungszeugnis', 'fuehrungszeugnis'],
  ['Sperrmuell', 'abfall-service'],
  ['99115003012001', 'meldebescheinigung'],
])('%s is unknown, %s is nearest', (text, id) => {
  const resolution = catalogue.resolve(text);
  expect(resolution.kind === 'unknown' && resolution.nearest[0]?.id).toBe(id);
});

test('what is near to nothing has no neighbours', () => {
  expect(catalogue.resolve('xyzzy')).toEqual({ kind: 'unknown', nearest: [] });
  expect(catalogue.resolve('')).toEqual({ kind: 'unknown', nearest: [] });
});

test('ids are unique', () => {
  const ids = catalogue.list().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
