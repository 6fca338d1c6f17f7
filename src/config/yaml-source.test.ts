import { expect, test } from 'vitest';
import { parseYaml } from './yaml-source.ts';

const text = `network:
  id: leer
portals:
  - id: kreisportal
    author: &author
      name: Landkreis
  - id: formularportal
    author: *author
`;

test('members are found by their name, items by themselves', () => {
  const source = parseYaml(text, 'n.yaml');
  expect(source.locate(['network', 'id'])).toEqual({ line: 2, column: 3 });
  expect(source.locate(['portals', 1])).toEqual({ line: 7, column: 5 });
  expect(source.locate(['portals', 1, 'id'])).toEqual({ line: 7, column: 5 });
});

test('a member behind an alias is found where it was written', () => {
  expect(parseYaml(text, 'n.yaml').locate(['portals', 1, 'author', 'name'])).toEqual({ line: 6, column: 7 });
});

test('a missing member is located at the nearest one above it', () => {
  const source = parseYaml(text, 'n.yaml');
  expect(source.locate(['network', 'name'])).toEqual({ line: 1, column: 1 });
  expect(source.locate(['routes', 3, 'service'])).toEqual({ line: 1, column: 1 });
});

test.each([
  ['unclosed quote', 'network:\n  id: "leer\n', 3],
  ['duplicate key', 'a: 1\na: 2\n', 2],
  ['unknown tag', 'a: 1\nb: !secret x\n', 2],
  ['unknown alias', 'a: 1\nb: *nowhere\n', 2],
  ['circle', 'a: &a\n  b: *a\n', 2],
])('%s is a fault with its line', (_name, broken, line) => {
  const { faults } = parseYaml(broken, 'n.yaml');
  expect(faults[0]).toMatchObject({ file: 'n.yaml', problem: expect.stringContaining('is not valid YAML') });
  expect(faults[0]?.line).toBe(line);
});

test('a text of nothing but aliases does not blow up', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
`;
  expect(parseYaml(bomb, 'n.yaml').faults).toHaveLength(1);
});

test('the empty text has the value null and one place', () => {
  const source = parseYaml('', 'n.yaml');
  expect(source.value).toBeNull();
  expect(source.locate(['network'])).toEqual({ line: 1, column: 1 });
});
