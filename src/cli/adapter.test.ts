import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../testing/run-cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'adapter-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('zustellwerk adapter', () => {
  it('lists what there is, and says what is for learning', async () => {
    const { stdout } = await runCli(['adapter', 'list', '--json']);
    const { adapters } = JSON.parse(stdout) as { adapters: { id: string; teaching?: true }[] };
    expect(adapters).toContainEqual(expect.objectContaining({ id: 'xoev-https', success: 'delivered' }));
    const teaching = adapters.filter((each) => each.teaching).map(({ id }) => id);
    expect(teaching).toEqual(['teaching-crashes', 'teaching-refuses', 'teaching-works']);
  });

  it('tests one, and writes reports', async () => {
    const [html, junit] = [join(folder, 'report.html'), join(folder, 'report.xml')];
    const { code, stdout } = await runCli(['adapter', 'test', 'teaching-works', '--html', html, '--junit', junit]);
    expect(code).toBe(0);
    expect(stdout).toContain('teaching-works 1.0.0: level basic');
    expect(await readFile(html, 'utf8')).toContain('Prüfbericht teaching-works 1.0.0');
    expect(await readFile(junit, 'utf8')).toContain('<testcase name="delivers" classname="teaching-works"');
  }, 60_000);

  it('ends with 1 for one that is not fit for use, and tells why in German too', async () => {
    const { code, stdout } = await runCli(['adapter', 'test', 'teaching-refuses', '--lang', 'de']);
    expect(code).toBe(1);
    expect(stdout).toContain('Stufe keine');
    expect(stdout).toContain('Das Ergebnis ist rejected: rejected, refused, to teach');
    expect(stdout).toContain('Fälle nicht geprüft: valid-passes-schema');
  }, 60_000);

  it.each([
    [['adapter', 'test', 'no-such-adapter'], 'neither an adapter with a rig nor a folder'],
    [['adapter', 'new', 'Bad_Name'], 'no id for an adapter'],
    [['adapter', 'test', 'xoev-https', '--only', 'no-such-case'], 'delivers'],
    [['simulate', 'nothing'], 'https'],
    [['simulate', 'https', '--faults', 'nowhere.json'], 'cannot be read'],
  ])('%j cannot run', async (args, said) => {
    const { code, stderr } = await runCli(args);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
  });

  it('refuses a script of faults that is none', async () => {
    const file = join(folder, 'faults.json');
    await writeFile(file, '[{"kind":"explode"}]');
    const { code, stderr } = await runCli(['simulate', 'https', '--faults', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('faults.json: 0.kind');
  });
});
