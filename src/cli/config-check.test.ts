import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { runCli } from '../testing/run-cli.ts';

const sample = join(packageRoot, 'config', 'network.yaml');
const secrets = {
  MELDEWESEN_URL: 'http://127.0.0.1:1/nachrichten',
  MELDEWESEN_TOKEN: 'a',
  GEWERBE_URL: 'http://127.0.0.1:2/nachrichten',
  GEWERBE_TOKEN: 'b',
};

async function writeNetwork(change: (text: string) => string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'zustellwerk-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'network.yaml');
  await writeFile(file, change(await readFile(sample, 'utf8')));
  return file;
}

it('finds nothing wrong with the sample network', async () => {
  const { code, stdout } = await runCli(['config', 'check', sample], secrets);
  expect(stdout).toContain('valid  Landkreis Leer: 7 portals, 12 destinations');
  expect(code).toBe(0);
});

it('takes the file of the settings when none is named', async () => {
  const { code } = await runCli(['config', 'check'], { ...secrets, ZUSTELLWERK_CONFIG: sample });
  expect(code).toBe(0);
});

it('prints each fault with file, line and column', async () => {
  const file = await writeNetwork((text) => text.replace('destination: leer-gewerbe', 'destination: leer-gewrbe'));
  const { code, stdout } = await runCli(['config', 'check', file], secrets);
  expect(code).toBe(1);
  expect(stdout).toMatch(/network\.yaml:\d+:\d+ routes\[\d+\]\.destination .*; expected: .*leer-gewerbe/);
  expect(stdout).toContain('invalid  one fault');
});

it('lets no network but one for tests use an adapter for learning', async () => {
  const learning = (text: string) => text.replace('adapter: xoev-https', 'adapter: teaching-crashes');
  const production = await writeNetwork((text) => learning(text).replace(/test: true/, 'test: false'));
  const { code, stdout } = await runCli(['config', 'check', production], secrets);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /destinations\[0\]\.adapter "teaching-crashes" is for learning and delivers to no office; expected: .*test: true/,
  );
  const forTests = await runCli(['config', 'check', await writeNetwork(learning)], secrets);
  expect(forTests.stdout).not.toContain('is for learning');
});

it('finds a message that the adapter of its destination does not take', async () => {
  const adapter = join(packageRoot, 'test/case-system/adapter.ts');
  const file = await writeNetwork(
    (text) => `adapters: ["${adapter}"]\n${text.replaceAll('adapter: xoev-https', 'adapter: case-system')}`,
  );
  const { code, stdout } = await runCli(['config', 'check', file], secrets);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /destinations\[\d+\]\.messages\[0\] the adapter "case-system" does not take "zustellwerk-gewerbe\/1\/0001"; expected: one of: xmeld\/\*\/\*/,
  );
  expect(stdout).not.toContain('does not take "xmeld');
});

it('names secrets that are missing, by their variable', async () => {
  const { code, stdout } = await runCli(['config', 'check', sample], { ...secrets, GEWERBE_TOKEN: '' });
  expect(code).toBe(1);
  expect(stdout).toContain('GEWERBE_TOKEN');
});

it('reports as JSON', async () => {
  const good = await runCli(['config', 'check', sample, '--json'], secrets);
  expect(JSON.parse(good.stdout)).toMatchObject({ valid: true, faults: [] });
  const bad = await runCli(['config', 'check', 'nowhere.yaml', '--json']);
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.stdout)).toMatchObject({ valid: false, faults: [{ problem: 'cannot be read (ENOENT)' }] });
});
