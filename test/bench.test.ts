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

it('a dead and a slow vendor keep nothing from the healthy one, and lose nothing', { timeout: 90_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['bench/main.ts', '--vendors', '--rounds', '1', '--seconds', '1', '--json'],
  ]);
  const { states, latencies } = JSON.parse(stdout);
  expect(latencies.beside.count).toBe(15);
  expect(states).toMatchObject({ healthy: { delivered: 30 }, dead: expect.anything(), slow: expect.anything() });
  for (const vendor of ['dead', 'slow']) {
    const counts = Object.values<number>(states[vendor]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect(Object.keys(states[vendor]).filter((state) => !['waiting', 'sending', 'delivered'].includes(state))).toEqual(
      [],
    );
  }
});
