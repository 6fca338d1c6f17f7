import { expect, it } from 'vitest';
import { explain } from '../../findings-text.ts';
import { formYaml, readFormOf } from '../../testing/forms.ts';
import { formData } from './form-data.ts';

/** What is said of one member `a`, or of the whole. */
async function told(schema: object, data: unknown): Promise<string[]> {
  const files = { 'form.yaml': formYaml('schema.json'), 'schema.json': JSON.stringify(schema) };
  const { form, validate } = await readFormOf(files);
  return formData(form, validate)
    .check(data, { today: '2026-11-25' })
    .map((finding) => {
      for (const language of ['de', 'en'] as const)
        expect(explain(finding, language)).not.toMatch(/undefined|NaN|: \.$/);
      return `${finding.path.join('/')} ${finding.rule}: ${explain(finding, 'en')}`;
    });
}

const member = (a: object) => ({ type: 'object', properties: { a } });

it.each([
  [{ type: 'string' }, 1, 'a type: The value has the wrong type. Expected: text.'],
  [{ type: 'integer' }, 1.5, 'a type: The value has the wrong type. Expected: whole number.'],
  [{ type: 'boolean' }, 'yes', 'a type: The value has the wrong type. Expected: true or false.'],
  [{ type: 'string', maxLength: 3 }, 'ß🐶ab', 'a too-long: The text has 4 characters; at most 3 are allowed.'],
  [
    { type: 'string', minLength: 3 },
    'ab',
    'a format: The value does not have the expected form: at least 3 characters.',
  ],
  [{ type: 'string', pattern: '^x+$' }, 'ab', 'a format: The value does not have the expected form: ^x+$.'],
  [
    { type: 'string', pattern: '^x+$', 'x-expected': { de: 'nur x', en: 'only x' } },
    'ab',
    'a format: The value does not have the expected form: only x.',
  ],
  [{ type: 'string', const: 'ok' }, 'no', 'a format: The value does not have the expected form: "ok".'],
  [
    { type: 'string', enum: ['dog', 'cat'] },
    'dogg',
    'a code: This code is not in the code list a. Did you mean "dog"?',
  ],
  [
    { type: 'string', title: 'Tier', oneOf: [{ const: 'dog', title: 'Hund' }, { const: 'cat' }] },
    'dogg',
    'a code: This code is not in the code list Tier. Did you mean "dog"?',
  ],
  [
    { type: 'string', format: 'date' },
    '2026-02-30',
    'a date: This is not a date of the calendar in the form YYYY-MM-DD.',
  ],
  [
    { type: 'string', format: 'date', 'x-notAfterToday': true },
    '2026-11-26',
    'a date-in-future: This date lies in the future; it must be today or earlier.',
  ],
  [
    { type: 'string', format: 'date-time' },
    '2026-02-03',
    'a date-time: This is not a point in time in the form YYYY-MM-DDThh:mm:ss with a time zone.',
  ],
  [{ type: 'string', format: 'local-time' }, '25:00', 'a format: The value does not have the expected form: hh:mm.'],
  [
    { type: 'string', format: 'email' },
    'erika',
    'a format: The value does not have the expected form: e-mail address.',
  ],
  [
    { type: 'string', format: 'uri' },
    'erika',
    'a format: The value does not have the expected form: web address with https://.',
  ],
  [
    { type: 'string', format: 'attachment' },
    'x.pdf',
    'a format: The value does not have the expected form: id of an attachment from POST /v1/attachments.',
  ],
  [{ type: 'number', minimum: 1 }, 0, 'a number: The number is outside of what is allowed: at least 1.'],
  [{ type: 'number', maximum: 1 }, 2, 'a number: The number is outside of what is allowed: at most 1.'],
  [{ type: 'number', exclusiveMinimum: 1 }, 1, 'a number: The number is outside of what is allowed: greater than 1.'],
  [{ type: 'number', exclusiveMaximum: 1 }, 1, 'a number: The number is outside of what is allowed: less than 1.'],
  [{ type: 'number', multipleOf: 0.5 }, 0.3, 'a number: The number is outside of what is allowed: a multiple of 0.5.'],
  [
    { type: 'array', items: { type: 'string' }, minItems: 2 },
    ['x'],
    'a too-few: There are 1 entries; at least 2 are needed.',
  ],
  [
    { type: 'array', items: { type: 'string' }, maxItems: 1 },
    ['x', 'y'],
    'a too-many: There are 2 entries; at most 1 are allowed.',
  ],
  [
    { type: 'array', items: { type: 'string' }, uniqueItems: true },
    ['x', 'x'],
    'a format: The value does not have the expected form: as the form describes it.',
  ],
])('%j says of %j: %s', async (schema, value, sentence) => {
  expect(await told(member(schema), { a: value })).toEqual([sentence]);
});

const two = { a: { type: 'string' }, b: { type: 'string', format: 'date' } };

it.each([
  [
    { required: ['a', 'b'] },
    {},
    [
      'a required: This field is mandatory and is missing. Expected: text.',
      'b required: This field is mandatory and is missing. Expected: YYYY-MM-DD.',
    ],
  ],
  [
    { dependentRequired: { a: ['b'] } },
    { a: 'x' },
    ['b required: This field is mandatory and is missing. Expected: YYYY-MM-DD.'],
  ],
  [
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    { if: { required: ['a'] }, then: { required: ['b'] } },
    { a: 'x' },
    ['b required: This field is mandatory and is missing. Expected: YYYY-MM-DD.'],
  ],
  [{ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, {}, [' choice: Exactly one of these is needed: a, b.']],
  [
    { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    { a: 'x', b: '2026-01-01' },
    [' conflict: These exclude each other: a, b.'],
  ],
  [
    { anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    {},
    [' format: The value does not have the expected form: at least one of: a, b.'],
  ],
  [
    {},
    { aa: 1 },
    [
      'aa unknown-field: This field is not known here and would be lost. Remove it or correct its name. Did you mean "a"?',
    ],
  ],
])('%j says of %j: %j', async (further, data, sentences) => {
  expect(await told({ type: 'object', properties: two, ...further }, data)).toEqual(sentences);
});

it('survives any shape of data, and members named after what every object has', async () => {
  const schema = member({ type: 'object', properties: { b: { type: 'array', items: two.b } }, required: ['b'] });
  for (const data of [
    undefined,
    null,
    1,
    'x',
    [],
    { a: null },
    { a: [] },
    { a: { b: {} } },
    { a: { b: [null, [], {}] } },
  ]) {
    expect((await told(schema, data)).length).toBeGreaterThan(data === undefined ? -1 : 0);
  }
  const strange = JSON.parse('{"__proto__": {"b": 1}, "constructor": 1, "a%7": 1, "a~/b": 2}') as unknown;
  expect((await told(schema, strange)).map((sentence) => sentence.split(':')[0])).toEqual([
    '__proto__ unknown-field',
    'constructor unknown-field',
    'a%7 unknown-field',
    'a~/b unknown-field',
  ]);
});
