import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { measureCatalogue, writeCatalogue } from '../bench/catalogue.ts';

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

it('a large catalogue is written, read and asked', { timeout: 60_000 }, async () => {
  const measured = await measureCatalogue('config/network.yaml', { services: 40, authorities: 380 }, 1);
  expect(measured[1]).toMatchObject({ services: 40, authorities: 380 });
  expect(writeCatalogue(measured)).not.toMatch(/NaN|Infinity/);
});
