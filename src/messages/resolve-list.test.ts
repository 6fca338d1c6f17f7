import { describe, expect, it } from 'vitest';
import type { CodeList } from './code-list.ts';
import type { LoadedList } from './loaded-list.ts';
import { resolveList } from './resolve-list.ts';

const uri = 'urn:test:farben';
const ofType = (type: CodeList['type']): CodeList => ({ name: 'farben', uri, version: '9', type, pattern: /^\d$/ });
const loaded = (...versions: string[]): LoadedList[] =>
  versions.map((version) => ({ name: 'farben', uri, version, codes: { [version]: 'x' } }));

describe('a loaded list takes the place of the built-in one', () => {
  it.each<[CodeList['type'], string[], string]>([
    [1, ['9', '10'], 'never: all is fixed in the schema'],
    [2, ['8', '10'], 'never in another version'],
    [3, ['8'], 'never when it is older'],
  ])('type %i, versions %j: %s', (type, versions) => {
    const list = ofType(type);
    expect(resolveList(list, loaded(...versions))).toBe(list);
  });

  it.each<[CodeList['type'], string[], string]>([
    [2, ['8', '9', '10'], '9'],
    [3, ['9'], '9'],
    [3, ['8', '10', '9'], '10'],
    [4, ['8'], '8'],
    [4, ['8', '10'], '10'],
  ])('type %i, versions %j: version %s, with its codes and its version in messages', (type, versions, version) => {
    expect(resolveList(ofType(type), loaded(...versions))).toMatchObject({ uri, version, codes: { [version]: 'x' } });
  });

  it('by its address alone', () => {
    expect(resolveList({ ...ofType(4), uri: 'urn:test:other' }, loaded('10')).version).toBe('9');
  });
});
