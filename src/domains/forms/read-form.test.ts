import { describe, expect, it } from 'vitest';
import { formYaml, readFormOf } from '../../testing/forms.ts';
import { listFields } from './list-fields.ts';

const schemaOf = (properties: unknown, further: object = {}) =>
  JSON.stringify({ type: 'object', properties, ...further }, null, 1);
const read = (properties: unknown, yaml = '', further: object = {}) =>
  readFormOf({ 'form.yaml': formYaml('schema.json', yaml), 'schema.json': schemaOf(properties, further) });

describe('what a schema says becomes the parts of a form', () => {
  it('each type by itself', async () => {
    const { form } = await read({
      words: { type: 'string', title: 'Wörter' },
      day: { type: 'string', format: 'date', 'x-notAfterToday': true },
      moment: { type: ['string', 'null'], format: 'date-time' },
      hour: { type: 'string', format: 'local-time' },
      mail: { type: 'string', format: 'email' },
      proof: { type: 'string', format: 'attachment' },
      count: { type: 'integer' },
      yes: { type: 'boolean' },
    });
    expect(form.parts.map((part) => [part.id, part.label, part.kind === 'field' && part.type])).toEqual([
      ['words', 'Wörter', 'text'],
      ['day', 'day', 'date'],
      ['moment', 'moment', 'dateTime'],
      ['hour', 'hour', 'time'],
      ['mail', 'mail', 'text'],
      ['proof', 'proof', 'file'],
      ['count', 'count', 'number'],
      ['yes', 'yes', 'boolean'],
    ]);
    expect(form.parts[1]).toMatchObject({ notAfterToday: true });
  });

  it('choices, with words where there are any, and a list of their own where none is named', async () => {
    const { form } = await read({
      plain: { enum: ['a', 'b'] },
      worded: { type: 'string', oneOf: [{ const: 'a', title: 'Anfang' }] },
      named: { type: 'string', 'x-codeList': { uri: 'urn:example:list', version: '7' } },
    });
    const own = 'urn:zustellwerk:formular:generischer-antrag:1';
    expect(form.parts.map((part) => part.kind === 'field' && part.list)).toEqual([
      { uri: `${own}:plain`, version: '1', names: { a: 'a', b: 'b' } },
      { uri: `${own}:worded`, version: '1', names: { a: 'Anfang' } },
      { uri: 'urn:example:list', version: '7' },
    ]);
  });

  it('members of conditions and alternatives, through references, each once', async () => {
    const { form } = await read({ a: { $ref: '#/$defs/word', title: 'A' } }, '', {
      $defs: { word: { type: 'string', maxLength: 3 } },
      allOf: [{ properties: { a: { type: 'string' }, b: { $ref: '#/$defs/word' } } }],
      if: { required: ['a'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { properties: { c: { type: 'object', properties: { d: { type: 'number' } } } } },
      dependentSchemas: { b: { properties: { e: { type: 'array', items: { type: 'boolean' } } } } },
    });
    expect(form.parts).toMatchObject([
      { id: 'a', label: 'A', kind: 'field' },
      { id: 'b', kind: 'field' },
      { id: 'c', kind: 'group', parts: [{ id: 'd' }] },
      { id: 'e', many: true, kind: 'field', type: 'boolean' },
    ]);
  });

  it('labels of form.yaml take the place of titles, persons have their roles', async () => {
    const party = { $ref: 'urn:zustellwerk:antrag:1:party' };
    const yaml = 'labels: { "dog.name": Rufname }\nparties: { keepers: halter }\n';
    const dog = { type: 'object', properties: { name: { type: 'string', title: 'Name' } } };
    const { form } = await read({ dog, keepers: { type: 'array', items: party, title: 'Halter' } }, yaml);
    expect(form.parts).toEqual([
      { kind: 'group', id: 'dog', label: 'dog', many: false, parts: [expect.objectContaining({ label: 'Rufname' })] },
      { kind: 'party', id: 'keepers', label: 'Halter', many: true, role: 'halter' },
    ]);
  });
});

describe('what is wrong with a form is told at its line', () => {
  const party = { $ref: 'urn:zustellwerk:antrag:1:party' };
  it.each([
    [
      'a keyword that is none',
      { a: { type: 'string', maxlength: 3 } },
      /schema\.json:6:\d+ properties\.a\.maxlength is no keyword of JSON Schema; expected: did you mean "maxLength"/,
    ],
    ['a type that is none', { a: { type: 'text' } }, /schema\.json:5:\d+ properties\.a\.type is not valid JSON Schema/],
    [
      'a format that is none',
      { a: { type: 'string', format: 'phone' } },
      /schema\.json:4:\d+ properties\.a does not compile: unknown format "phone"/,
    ],
    ['no type', { a: { title: 'A' } }, /schema\.json:4:\d+ properties\.a has no type/],
    ['a choice of numbers', { a: { enum: [1, 2] } }, /properties\.a has no type/],
    [
      'a list of lists',
      { a: { type: 'array', items: { type: 'array', items: { type: 'string' } } } },
      /is a list of lists/,
    ],
    ['a list of anything', { a: { type: 'array' } }, /is a list of unknown items/],
    ['a group of nothing', { a: { type: 'object' } }, /is an object without members/],
    ['a reference into nowhere', { a: { $ref: '#/$defs/b' } }, /can't resolve reference/],
    [
      'a name that no message can carry',
      { 'a b': { type: 'string' } },
      /has a name or title that no message can carry/,
    ],
    ['a title in an unknown script', { a: { type: 'string', title: '名' } }, /has a name or title/],
    ['a person without a role', { a: party }, /properties\.a is a person without a role/],
    ['nothing at all', {}, /describes no members/],
  ])('%s', async (_, properties, told) => {
    await expect(read(properties)).rejects.toThrow(told);
  });

  it.each([
    ['a schema within itself', { $ref: '#' }, /is nested too deeply|leads to nothing/],
    ['a role without a person', { type: 'string' }, /properties\.a has a role and is no person/],
  ])('%s', async (_, member, told) => {
    await expect(read({ a: member }, 'parties: { a: halter }\n')).rejects.toThrow(told);
  });

  it.each([
    ['version: "1"', 'version: 1', /form\.yaml:2:1 version is the number 1; expected: a version in quotes/],
    ['schema: schema.json', 'schema: ../schema.json', /form\.yaml:5:1 schema .*expected: a file of this folder/],
    ['schema: schema.json', 'schema: other.json', /other\.json cannot be read \(ENOENT\)/],
    [
      'provenance: modelled',
      'provenience: modelled',
      /form\.yaml:4:1 provenience is not known here; expected: did you mean "provenance"/,
    ],
    ['provenance: modelled', 'provenance: [', /form\.yaml:\d+:\d+ is not valid YAML/],
  ])('form.yaml with %s as %s', async (line, wrong, told) => {
    const yaml = formYaml('schema.json').replace(line, wrong);
    await expect(readFormOf({ 'form.yaml': yaml, 'schema.json': schemaOf({ a: { type: 'string' } }) })).rejects.toThrow(
      told,
    );
  });

  it('labels of fields that are not there', async () => {
    const reading = read({ breed: { type: 'string' } }, 'labels: { bread: Rasse }\n');
    await expect(reading).rejects.toThrow(
      /form\.yaml:6:\d+ labels\.bread is no field of the form; expected: did you mean "breed"/,
    );
  });

  it('a schema that is no JSON', async () => {
    const files = { 'form.yaml': formYaml('schema.json'), 'schema.json': '{\n "type": object\n}' };
    await expect(readFormOf(files)).rejects.toThrow(/schema\.json:2:10 is not JSON: invalid symbol/);
    await expect(readFormOf({ ...files, 'schema.json': '[]' })).rejects.toThrow(/schema\.json:1:1 is no JSON Schema/);
  });
});

it('lists the fields in the order of the form, with groups and numbers, and keeps what is unknown only when told to', async () => {
  const dogs = {
    type: 'array',
    items: { type: 'object', properties: { chips: { type: 'array', items: { type: 'string' } } } },
  };
  const { form } = await read({ time: { type: 'string', format: 'local-time' }, dogs });
  const data = {
    dogs: [{ chips: ['1', '2'] }, { chips: ['3'], colour: { coat: 'braun' } }],
    time: '07:30',
    more: [true, 1],
  };
  const { fields, unknown } = listFields(form.parts, data, false);
  expect(unknown).toEqual([['dogs', 1, 'colour'], ['more']]);
  const group = (index: number) => [{ id: 'dogs', label: 'dogs', index }];
  expect(fields).toEqual([
    { path: ['time'], field: { id: 'time', label: 'time', time: '07:30:00' } },
    { path: ['dogs', 0, 'chips', 0], field: { id: 'chips', label: 'chips', groups: group(1), index: 1, text: '1' } },
    { path: ['dogs', 0, 'chips', 1], field: { id: 'chips', label: 'chips', groups: group(1), index: 2, text: '2' } },
    { path: ['dogs', 1, 'chips', 0], field: { id: 'chips', label: 'chips', groups: group(2), index: 1, text: '3' } },
  ]);
  expect(
    listFields(form.parts, data, true)
      .fields.slice(4)
      .map(({ field }) => field),
  ).toEqual([
    { id: 'coat', label: 'coat', groups: [...group(2), { id: 'colour', label: 'colour' }], text: 'braun' },
    { id: 'more', label: 'more', index: 1, flag: true },
    { id: 'more', label: 'more', index: 2, number: 1 },
  ]);
});
