import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cases } from '../../src/kit/cases.ts';
import { behaviour } from '../../src/simulators/behaviour.ts';
import { simulators } from '../../src/simulators/catalogue.ts';

const page = readFileSync(new URL('../../docs/adapters.md', import.meta.url), 'utf8');

/** The first cells of the table below a heading row. */
function rows(heading: string): string[][] {
  const [, table = ''] = page.split(`\n${heading}\n`);
  const [body = ''] = table.split('\n\n');
  return body
    .split('\n')
    .slice(1)
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

it('docs/adapters.md lists every case with its level', () => {
  const told = rows('| case | level | what it does, and what it wants |').map(([name, level]) => [name, level]);
  expect(told).toEqual(cases.map(({ name, level }) => [name, level]));
});

it('docs/adapters.md lists every behaviour and every simulator', () => {
  const kinds = behaviour.options.flatMap(({ shape: { kind } }) =>
    'options' in kind ? kind.options : [...kind.values],
  );
  expect(
    rows('| behaviour | what the target does |')
      .map(([name]) => name)
      .sort(),
  ).toEqual(kinds.sort());
  expect(rows('| target | what it is |').map(([name]) => name)).toEqual(Object.keys(simulators));
});
