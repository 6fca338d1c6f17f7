import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('the benchmark runs, and its figures are numbers; how fast it is, is not asserted', {
  timeout: 90_000,
}, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    'bench/main.ts',
    '--rounds',
    '1',
    '--seconds',
    '1',
    '--json',
  ]);
  const report = JSON.parse(stdout);
  expect(Object.keys(report)).toEqual(expect.arrayContaining(['machine', 'messages']));
  expect(stdout).not.toMatch(/NaN|null/);
});
