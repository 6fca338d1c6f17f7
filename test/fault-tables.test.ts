import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proofs } from './fault-tables.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** First cells of the table whose head begins with "What happen" or "What came back". */
function rowsOf(page: string): string[] {
  const [, table = ''] = /^\| What (?:happen|came back)[^\n]*\n\|[^\n]*\n((?:\|[^\n]*\n)+)/m.exec(page) ?? [];
  return [...table.matchAll(/^\| (.+?) \|/gm)].map(([, cell = '']) => cell);
}

describe.each(Object.entries(proofs))('docs/transports/%s.md', (page, rows) => {
  it('has a test for each row of its fault table', () => {
    expect(Object.keys(rows)).toEqual(rowsOf(read(`docs/transports/${page}.md`)));
  });

  it.each(Object.entries(rows))('%s', (_, [file, ...titles]) => {
    const tests = read(file);
    expect(titles.filter((title) => !tests.includes(title))).toEqual([]);
  });
});
