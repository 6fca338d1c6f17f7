import { expect, test } from 'vitest';
import { createCatalogue } from './services.ts';

const { search } = createCatalogue();
const idsOf = (words: string) => search(words).map(({ id }) => id);

test.each([
  ['Hund', 'hundesteuer-anmeldung'],
  ['Hund abmelden', 'hundesteuer-abmeldung'],
  ['ummelden', 'wohnsitz-anmeldung'],
  ['Ich möchte mein Auto ummelden.', 'kfz-zulassung'],
  ['Gewerbe anmelden', 'gewerbe-anmeldung'],
  ['Ausweis verloren', 'verlust-ausweis'],
  ['Anwohnerparken', 'bewohnerparken'],
  ['Kindergarten', 'kita-anmeldung'],
  ['urkunde geburt', 'geburtsurkunde'],
])('people say "%s" and mean %s', (words, id) => {
  expect(idsOf(words)[0]).toBe(id);
});

test.each([
  ['Führungszeugnis', 'fuehrungszeugnis'],
  ['FUEHRUNGSZEUGNIS', 'fuehrungszeugnis'],
  ['Fuhrungszeugniss', 'fuehrungszeugnis'],
  ['Hundestuer', 'hundesteuer-anmeldung'],
  ['Hnud', 'hundesteuer-anmeldung'],
  ['sperrmuell', 'abfall-service'],
  ['Baum fallen', 'baumfaellgenehmigung'],
])('typos and umlauts do not matter: "%s"', (words, id) => {
  expect(idsOf(words)[0]).toBe(id);
});

test('two words mean both; what is said around them means nothing', () => {
  expect(idsOf('Gewerbe')).toHaveLength(4);
  expect(idsOf('ich möchte ein Gewerbe')).toEqual(idsOf('Gewerbe'));
  expect(idsOf('Gewerbe ummelden')[0]).toBe('gewerbe-ummeldung');
  expect(idsOf('Hund')).toEqual(['hundesteuer-anmeldung', 'hundesteuer-abmeldung']);
});

test('nothing is found for nothing, or for what nobody offers', () => {
  for (const words of ['', ' – ', 'xyzzy']) expect(idsOf(words)).toEqual([]);
});
