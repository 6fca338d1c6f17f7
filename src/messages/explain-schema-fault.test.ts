import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleMessage } from '../simulators/sample-message.ts';
import { explainSchemaFault } from './explain-schema-fault.ts';
import { loadSchemas, type Schemas } from './schemas.ts';
import { validate } from './validate.ts';

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const sample = new TextDecoder().decode(writeSampleMessage('3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03'));

async function explainAll(xml: string) {
  const verdict = await validate(new TextEncoder().encode(xml), schemas);
  if (!('faults' in verdict)) throw new Error(`the document is ${verdict.kind}`);
  return (['de', 'en'] as const).map((language) => explainSchemaFault(verdict.faults[0] ?? none, language));
}

const none = { line: 0, xpath: '', message: 'nothing' };

/** What is done to a valid message, which kind of fault that is, and words that both explanations say. */
const changes: [string, RegExp | string, string, string, string[]][] = [
  [
    'a missing element in the middle',
    /<xmeld:postleitzahl>.*?<\/xmeld:postleitzahl>/,
    '',
    'unexpected-element',
    ['strasseUndHausnummer', 'postleitzahl'],
  ],
  [
    'a missing element at the end',
    /<xmeld:zustellvariante[\s\S]*<\/xmeld:zustellvariante>/,
    '',
    'missing-children',
    ['steuerungsinformationen', 'zustellvariante'],
  ],
  ['an element too many', '</xmeld:zustellvariante>', '</xmeld:zustellvariante><foo/>', 'unexpected-element', ['foo']],
  ['a text too long', '<postleitzahl>26789', '<postleitzahl>267890', 'max-length', ['postleitzahl', '6', '5']],
  ['a text of the wrong form', '<postleitzahl>26789', '<postleitzahl>267x', 'pattern', ['267x', '[0-9 ]*']],
  [
    'a character outside of DIN 91379',
    'Mustermann',
    'Muster–mann',
    'pattern',
    ['Muster–mann', '7', 'U+2013', 'DIN 91379'],
  ],
  ['another version', 'version="26.11"', 'version="26.10"', 'fixed', ['/@version', '26.11', '26.10']],
  ['an unknown attribute', 'test="Test"', 'foo="x"', 'unknown-attribute', ['foo']],
  ['a missing attribute', 'standard="XMeld"', '', 'missing-attribute', ['standard']],
  ['a day that does not exist', '1990-05-17', '1990-05-47', 'type', ['1990-05-47', 'Tagesdatum']],
  [
    'text between elements',
    '</nachrichtenkopf.g2g>',
    'text</nachrichtenkopf.g2g>',
    'stray-text',
    ['nachrichtenkopf.g2g'],
  ],
  ['an element within a text', 'Mustermann', '<b/>Mustermann', 'stray-element', ['name']],
  ['a tag that is not closed', '</nachrichtenkopf.g2g>', '', 'tag-mismatch', ['nachrichtenkopf.g2g']],
  ['an unknown entity', 'Mustermann', '&foo;', 'entity', ['&foo;']],
  ['a DTD', '<xmeld:', '<!DOCTYPE a><xmeld:', 'dtd', ['DTD']],
  ['another encoding', 'UTF-8', 'ISO-8859-1', 'encoding', ['ISO-8859-1']],
];

describe.each(changes)('%s', (_, from, to, kind, words) => {
  it('is explained in both languages', async () => {
    for (const explanation of await explainAll(sample.replace(from, () => to))) {
      expect(explanation.kind).toBe(kind);
      expect(explanation.text).not.toMatch(/\$\w|\{http|undefined/);
      for (const word of words) expect(explanation.text).toContain(word);
    }
  });
});

it('says which elements would be right', async () => {
  const [german] = await explainAll(sample.replace(/<xmeld:postleitzahl>.*?<\/xmeld:postleitzahl>/, ''));
  expect(german).toEqual({
    kind: 'unexpected-element',
    text: 'strasseUndHausnummer steht an dieser Stelle falsch; hier muss stehen: postleitzahl.',
    expected: ['postleitzahl'],
  });
});

it.each([
  ["Element 'a': [facet 'enumeration'] The value 'x' is not an element of the set {'1', '2'}.", 'enumeration'],
  [
    "Element 'a': [facet 'minLength'] The value '' has a length of '0'; this underruns the allowed minimum length of '1'.",
    'min-length',
  ],
  [
    "Element 'a': [facet 'length'] The value 'x' has a length of '1'; this differs from the allowed length of '2'.",
    'length',
  ],
  ["Element 'a': [facet 'minInclusive'] The value '0' is less than the minimum value allowed ('1').", 'range'],
  ["Element 'a': [facet 'maxExclusive'] The value '9' must be less than '5'.", 'range'],
  ["Element 'a': something new", 'other'],
  ['something else', 'other'],
])('knows %s', (message, kind) => {
  const { text, kind: found } = explainSchemaFault({ line: 1, xpath: '/a', message }, 'en');
  expect(found).toBe(kind);
  expect(text).not.toBe('');
});
