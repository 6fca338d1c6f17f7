import { expect, test } from 'vitest';
import data from './data/regions.json' with { type: 'json' };
import { createRegions } from './regions.ts';

const regions = createRegions();
const names = (found: readonly { name: string }[]) => found.map(({ name }) => name);

test('a region is found by ARS and by AGS', () => {
  expect(regions.find('034570013013')).toMatchObject({ ags: '03457013', name: 'Leer (Ostfriesland)', type: 'Stadt' });
  expect(regions.find('03457013')?.ars).toBe('034570013013');
  expect(regions.find('03457000')?.name).toBe('Landkreis Leer');
  expect(regions.find('000000000000')).toBeUndefined();
});

test('the members of a Samtgemeinde share its first nine digits, itself excluded', () => {
  expect(names(regions.members('034575402000'))).toEqual([
    'Brinkum',
    'Firrel',
    'Hesel',
    'Holtland',
    'Neukamperfehn',
    'Schwerinsdorf',
  ]);
  for (const [ars, , , , , , verband] of data.regions) {
    if (verband) expect(`${ars?.slice(0, 9)}000`).toBe(verband);
  }
});

test('the members of a county are municipalities, a municipality has none', () => {
  const leer = regions.members('034570000000');
  expect(leer).toHaveLength(23 - 3);
  expect(leer.every(regions.isMunicipality)).toBe(true);
  expect(regions.members('034570013013')).toEqual([]);
});

test('parents come nearest first', () => {
  expect(names(regions.parents('034575402003'))).toEqual(['Samtgemeinde Hesel', 'Landkreis Leer', 'Niedersachsen']);
  expect(names(regions.parents('034570013013'))).toEqual(['Landkreis Leer', 'Niedersachsen']);
  expect(names(regions.parents('034570000000'))).toEqual(['Niedersachsen']);
  expect(regions.parents('030000000000')).toEqual([]);
});

test('the nearest regions to a mistyped number or name', () => {
  expect(names(regions.nearest('034570013031'))).toContain('Leer (Ostfriesland)');
  expect(regions.nearest('Mormerland')[0]?.name).toBe('Moormerland');
  expect(regions.nearest('Stadt Leer')[0]?.name).toBe('Leer (Ostfriesland)');
  expect(regions.nearest('Juemme')[0]?.name).toBe('Samtgemeinde Jümme');
  expect(regions.nearest('Xqzw Qqq')).toEqual([]);
});

test('a Samtgemeinde and a county are no municipalities', () => {
  const isMunicipality = (ars: string) => {
    const region = regions.find(ars);
    return region && regions.isMunicipality(region);
  };
  expect(isMunicipality('034575402000')).toBe(false);
  expect(isMunicipality('034570000000')).toBe(false);
  expect(isMunicipality('034575402003')).toBe(true);
  expect(isMunicipality('034040000000')).toBe(true);
});

test('an AGS is the ARS without its association key, and every parent is an ARS of the same county', () => {
  for (const [ars = '', ags, , , , county] of data.regions) {
    if (ags) expect(ags).toBe(`${ars?.slice(0, 5)}${ars?.slice(9)}`);
    if (county) expect(county).toBe(`${ars?.slice(0, 5)}0000000`);
  }
});

test('what a network file declares has its parents, members and AGS by its ARS, and is the newer word', () => {
  const declared = createRegions([
    { ars: '034520000000', name: 'Landkreis Aurich', type: 'Landkreis' },
    { ars: '034525401000', name: 'Samtgemeinde Brookmerland', type: 'Samtgemeinde' },
    { ars: '034525401015', name: 'Marienhafe', type: 'Gemeinde' },
    { ars: '034520019019', name: 'Norden', type: 'Stadt' },
    { ars: '034570013013', name: 'Leer', type: 'Stadt' },
  ]);
  expect(names(declared.parents('034525401015'))).toEqual([
    'Samtgemeinde Brookmerland',
    'Landkreis Aurich',
    'Niedersachsen',
  ]);
  expect(names(declared.members('034525401000'))).toEqual(['Marienhafe']);
  expect(names(declared.members('034520000000'))).toEqual(['Marienhafe', 'Norden']);
  expect(declared.find('03452019')).toMatchObject({ name: 'Norden', ars: '034520019019' });
  expect(declared.find('034525401000')?.ags).toBeNull();
  expect(declared.find('034570013013')?.name).toBe('Leer');
  expect(declared.list().filter(({ ars }) => ars === '034570013013')).toHaveLength(1);
});

test('a municipality is found by its name, as people write it', () => {
  const named = (text: string) => regions.named(text).map(({ ars }) => ars);
  for (const text of ['Leer', 'stadt leer', 'Leer (Ostfriesland)']) expect(named(text)).toEqual(['034570013013']);
  expect(named('Landkreis Leer')).toEqual([]);
  expect(named('')).toEqual([]);
});
