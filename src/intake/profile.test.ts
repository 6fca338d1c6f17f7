import { describe, expect, it } from 'vitest';
import { checkProfile } from './check-profile.ts';
import { knowsService, toData, toPortal } from './profile.ts';
import type { Profile, ProfileTable } from './profile-table.ts';

const table: ProfileTable = {
  rows: [
    { portal: '/wer/name', data: 'person.familyName' },
    { portal: '/wer/geboren', data: 'person.birthDate', convert: 'german-date' },
    { portal: ['/tag', '/monat', '/jahr'], data: 'from', convert: 'date-in-parts' },
    { portal: '/plzOrt', data: ['address.postalCode', 'address.city'], convert: 'postal-code-and-city' },
    { portal: '/a~1b', data: 'oddlyNamed' },
    { portal: '/zusatz/*', data: 'extras.*' },
    { portal: '/leute/*/name', data: 'people.*.name' },
    { portal: '/leute/*/alter', data: 'people.*.age', convert: 'whole-number' },
    { portal: '/leute/*/telefone/*', data: 'people.*.phones.*.number' },
  ],
  ignored: ['/formularId', '/leute/*/zeile'],
  constants: { country: '276', 'people.*.role': '1' },
};
const dialect: Profile = { id: 'dialect', title: { de: 'Mundart', en: 'Dialect' }, services: { service: table } };
const native: Profile = { id: 'native', title: { de: '', en: '' }, services: {}, fallback: 'identity' };

const read = (portalData: unknown, profile = dialect) => toData(profile, 'service', portalData);

describe('toData', () => {
  it('puts each field where its row says, and constants where no field is', () => {
    const { data, faults, unmapped } = read({
      formularId: 'x',
      wer: { name: 'Muster', geboren: '24.12.1990' },
      tag: '1',
      monat: '12',
      jahr: '2026',
      plzOrt: '26789 Leer',
      'a/b': true,
      zusatz: ['01', '02'],
      leute: [{ name: 'Test', alter: '3', zeile: 1, telefone: ['0', '1'] }, { telefone: [] }],
    });
    expect(data).toEqual({
      person: { familyName: 'Muster', birthDate: '1990-12-24' },
      from: '2026-12-01',
      address: { postalCode: '26789', city: 'Leer' },
      oddlyNamed: true,
      extras: ['01', '02'],
      people: [
        { name: 'Test', age: 3, phones: [{ number: '0' }, { number: '1' }], role: '1' },
        { phones: [], role: '1' },
      ],
      country: '276',
    });
    expect(faults).toEqual([]);
    expect(unmapped).toEqual([]);
  });

  it('takes null and blank text as absent, also in lists, whatever the profile', () => {
    const sent = {
      wer: { name: ' \t', geboren: null },
      zusatz: ['', '01', null, '02'],
      leute: [null, { name: 'Test' }],
    };
    expect(read(sent).data).toEqual({
      extras: ['01', '02'],
      people: [{ name: 'Test', role: '1' }],
      country: '276',
    });
    expect(read(sent, native).data).toEqual({ wer: {}, zusatz: ['01', '02'], leute: [{ name: 'Test' }] });
  });

  it('leaves everything else as it is', () => {
    const data = { zero: 0, no: false, padded: ' x ', list: [], object: {}, deep: [[1], [{ a: 'b' }]] };
    expect(read(data, native).data).toEqual(data);
  });

  it('tells what it cannot read, without the value, and does not call it missing', () => {
    const mapped = read({ wer: { geboren: 'vorgestern' }, plzOrt: 'Leer', leute: [null, { alter: 'alt' }] });
    expect(mapped.faults.map(({ pointer, finding: { rule, path } }) => [pointer, rule, path])).toEqual([
      ['/wer/geboren', 'not-convertible', ['person', 'birthDate']],
      ['/plzOrt', 'not-convertible', ['address', 'postalCode']],
      ['/leute/1/alter', 'not-convertible', ['people', 0, 'age']],
    ]);
    expect(JSON.stringify(mapped.faults)).not.toMatch(/vorgestern|"Leer"|"alt"/);
    expect(mapped.covered(['person', 'birthDate'])).toBe(true);
    expect(mapped.covered(['address', 'city'])).toBe(true);
    expect(mapped.covered(['people', 0, 'age'])).toBe(true);
    expect(mapped.covered(['person', 'familyName'])).toBe(false);
    expect(mapped.covered(['person'])).toBe(false);
  });

  it('names the fields that no row takes, a whole group once', () => {
    const sent = {
      wer: { name: 'Muster', alias: 'x' },
      fremd: { a: 1, b: 2 },
      leute: ['', { '~': 1 }],
      zusatz: { a: 1 },
    };
    expect(read(sent).unmapped).toEqual(['/wer/alias', '/fremd', '/leute/1/~0', '/zusatz/a']);
    expect(read(sent, native).unmapped).toEqual([]);
  });

  it('hands on what is no list or no object, for the check of the data to name', () => {
    expect(read({ leute: { name: 'Test' }, zusatz: '01' }).data).toMatchObject({
      people: { name: 'Test' },
      extras: '01',
    });
    expect(read({ leute: ['Test', { name: 'Muster' }] }).data).toMatchObject({ people: ['Test', { name: 'Muster' }] });
  });

  it.each([undefined, null, 'text', 3, [], ['x']])('finds nothing in %j', (sent) => {
    expect(read(sent).data).toEqual({ country: '276' });
  });

  it('takes names of the prototype as plain members', () => {
    const sent: unknown = JSON.parse(
      '{"__proto__":{"polluted":"yes"},"wer":{"__proto__":{"name":"x"}},"constructor":1}',
    );
    const { data } = read(sent, native);
    expect(Object.keys(data as object)).toEqual(['__proto__', 'wer', 'constructor']);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(read(sent).data).toEqual({ country: '276' });
    expect(read(sent).unmapped).toEqual(['/__proto__', '/wer/__proto__', '/constructor']);
    expect('polluted' in {}).toBe(false);
  });

  it('cuts off what is nested too deeply, and says so', () => {
    const deep: unknown = JSON.parse(`${'{"a":['.repeat(5000)}${']}'.repeat(5000)}`);
    const mapped = read(deep, native);
    expect(mapped.faults.map(({ finding }) => finding.rule)).toEqual(['format']);
    expect(mapped.faults[0]?.pointer).toBe('/a/0'.repeat(16));
    expect(read(deep).faults).toHaveLength(1);
  });
});

describe('pointerOf', () => {
  const mapped = read({ leute: ['', { name: 'Test', telefone: ['', '0'] }, { name: '' }], zusatz: ['', '01'] });

  it.each([
    [['person', 'familyName'], '/wer/name'],
    [['person', 'familyName', 'inner'], '/wer/name/inner'],
    [['person'], '/wer'],
    [['person', 'unknown'], '/wer'],
    [['from'], '/tag'],
    [['address'], '/plzOrt'],
    [['address', 'city'], '/plzOrt'],
    [['oddlyNamed'], '/a~1b'],
    [['extras', 0], '/zusatz/1'],
    [['extras', 7], '/zusatz/7'],
    [['extras'], '/zusatz'],
    [['people'], '/leute'],
    [['people', 0], '/leute/1'],
    [['people', 1, 'age'], '/leute/2/alter'],
    [['people', 0, 'phones', 0, 'number'], '/leute/1/telefone/1'],
    [['people', 0, 'role'], '/leute/1'],
    [['country'], ''],
    [[], ''],
  ] as const)('%j is %s', (path, pointer) => {
    expect(mapped.pointerOf(path)).toBe(pointer);
  });

  it('is the path itself in a profile without tables', () => {
    const { pointerOf } = read({ 'a/b': [null, { '~': 1 }] }, native);
    expect(pointerOf(['a/b', 0, '~'])).toBe('/a~1b/1/~0');
    expect(pointerOf(['a/b', 0, 'missing', 3])).toBe('/a~1b/1/missing/3');
  });
});

describe('toPortal', () => {
  it('is the inverse of toData', () => {
    const sent = { wer: { geboren: '1990' }, tag: '01', monat: '12', jahr: '2026', leute: [{}, { telefone: ['0'] }] };
    expect(toPortal(dialect, 'service', read(sent).data)).toEqual(sent);
  });

  it('leaves out what the dialect has no way to say', () => {
    expect(toPortal(dialect, 'service', { address: { postalCode: 'AB 1', city: 'X' }, unknown: 1 })).toEqual({});
  });
});

it('knows a service by its table or by being the identity', () => {
  expect(knowsService(dialect, 'service')).toBe(true);
  expect(knowsService(dialect, 'toString')).toBe(false);
  expect(knowsService(native, 'anything')).toBe(true);
  expect(() => toData(dialect, 'other', {})).toThrow(TypeError);
});

describe('checkProfile', () => {
  const faultsOf = (changed: Partial<ProfileTable>) =>
    checkProfile({ ...dialect, services: { service: { rows: [], ...changed } } });

  it('finds nothing in a sound profile', () => {
    expect(checkProfile(dialect)).toEqual([]);
    expect(checkProfile(native)).toEqual([]);
  });

  it.each<[string, Partial<ProfileTable>, string]>([
    [
      'fields that overlap',
      {
        rows: [
          { portal: '/a', data: 'x' },
          { portal: '/a/b', data: 'y' },
        ],
      },
      '/a and /a/b overlap',
    ],
    [
      'paths that overlap',
      {
        rows: [
          { portal: '/a', data: 'x' },
          { portal: '/b', data: 'x' },
        ],
      },
      'x and x overlap',
    ],
    ['a constant over a row', { rows: [{ portal: '/a', data: 'x.y' }], constants: { x: 1 } }, 'x.y and x overlap'],
    ['an ignored field with a row', { rows: [{ portal: '/a', data: 'x' }], ignored: ['/a'] }, '/a and /a overlap'],
    ['lists of different depth', { rows: [{ portal: '/a/*', data: 'x' }] }, 'same number of *'],
    ['too few paths', { rows: [{ portal: '/a', data: 'x', convert: 'house-number' }] }, 'joins 1 of the portal and 2'],
    [
      'too many paths',
      { rows: [{ portal: '/a', data: ['x', 'y'], convert: { table: { a: '1' } } }] },
      'joins 1 of the',
    ],
    [
      'two words for a code',
      { rows: [{ portal: '/a', data: 'x', convert: { table: { a: '1', b: '1' } } }] },
      'two words for 1',
    ],
    ['no pointer', { rows: [{ portal: 'a', data: 'x' }] }, 'a is no JSON pointer'],
    ['a pointer with a wrong escape', { rows: [{ portal: '/a~2', data: 'x' }] }, 'is no JSON pointer'],
    ['no path', { rows: [{ portal: '/a', data: 'x..y' }] }, '"x..y" is no path'],
  ])('finds %s', (_, changed, fault) => {
    expect(faultsOf(changed)).toEqual([expect.stringContaining(fault)]);
    expect(faultsOf(changed)[0]).toMatch(/^dialect, service: /);
  });

  it('finds an unknown converter', () => {
    const rows = JSON.parse('[{"portal":"/a","data":"x","convert":"toString"}]') as ProfileTable['rows'];
    expect(faultsOf({ rows })).toEqual([expect.stringContaining('no converter toString')]);
  });
});
