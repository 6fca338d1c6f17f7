import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkBetweenNetworks } from '../../src/config/between-networks.ts';
import { checkAll } from '../../src/prepare-networks.ts';
import { runCli } from '../../src/testing/run-cli.ts';
import { writeFolder } from './folder.ts';
import { pilotFiles } from './pilot.ts';

const text = readFileSync('docs/networks.md', 'utf8');
const files = Object.fromEntries(
  [...text.matchAll(/^```yaml (\w+\/\S+)\n(.*?)^```/gms)].map(([, name = '', content = '']) => [name, content]),
);

it('docs/networks.md: the networks are in order, and their agreement is in force', async () => {
  const checked = await checkAll(await writeFolder(files));
  expect(checked.map(({ network }) => network.config.network.id)).toEqual(['emsland', 'leer']);
  expect(checked.flatMap(({ warnings }) => warnings)).toEqual([]);
  expect(checkBetweenNetworks(checked.map(({ network }) => network))).toEqual([]);
});

it('docs/networks.md: the answer about a route is what the command prints', async () => {
  const [, command = '', printed = ''] = /^\$ zustellwerk (.*)\n([^`]+)```/m.exec(text) ?? [];
  expect(await runCli(command.split(' '))).toEqual({ code: 0, stdout: printed, stderr: '' });
});

it('docs/networks.md: the list of towns is the one that is tried', () => {
  expect(text).toContain(pilotFiles['towns.csv']);
});
