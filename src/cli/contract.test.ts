import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { runCli } from '../testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'zustellwerk-contracts-'));
const pack = join(folder, 'meldebescheinigung-leer-meldewesen');
const agreed = join(pack, 'contract.json');
const network = join(folder, 'network.yaml');

beforeAll(async () => {
  cpSync(join(packageRoot, 'config', 'network.yaml'), network);
  const built = await runCli(['contract', 'build', 'meldebescheinigung', 'leer-meldewesen', '--out', folder]);
  expect(built).toMatchObject({ code: 0, stdout: `${join(pack, 'contract.html')}\n${pack}.zip\n` });
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The agreed contract with a change that somebody made to it. */
function changedContract(change: (contract: { fields: { element: string; min: number }[] }) => void): string {
  const contract = JSON.parse(readFileSync(agreed, 'utf8'));
  change(contract);
  const file = join(folder, 'changed.json');
  writeFileSync(file, JSON.stringify(contract));
  return file;
}

describe('contract diff', () => {
  it('ends with 0 when nothing changed, also between a pack and its contract.json', async () => {
    expect(await runCli(['contract', 'diff', pack, agreed])).toMatchObject({ code: 0, stdout: 'no changes\n' });
  });

  it('ends with 1 and says whom a change breaks', async () => {
    const before = changedContract(({ fields }) => {
      const field = fields.find(({ element }) => element.endsWith('hausnummer'));
      if (field) field.min = 1;
    });
    const { code, stdout } = await runCli(['contract', 'diff', before, agreed]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^breaks {2}vendor: .*hausnummer: number 1 → 0\.\.1$/m);
  });

  it('refuses a file that is no contract, and says why', async () => {
    const { code, stderr } = await runCli(['contract', 'diff', join(packageRoot, 'package.json'), agreed]);
    expect(code).toBe(2);
    expect(stderr).toContain('is not an interface contract');
  });
});

describe('contract check', () => {
  const agree = (file: string, policy = '') => {
    const text = readFileSync(join(packageRoot, 'config', 'network.yaml'), 'utf8')
      .replace('    name: Leer, Meldewesen\n', `    name: Leer, Meldewesen\n    contracts: [${file}]\n`)
      .replace('  test: true', `${policy}  test: true`);
    writeFileSync(network, text);
  };

  it('finds that what was agreed still holds', async () => {
    agree(agreed);
    const { code, stdout } = await runCli(['contract', 'check', network]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `fits  leer-meldewesen  ${agreed}\n` });
  });

  it('finds what no longer fits, and the gateway does not start with it', async () => {
    const file = changedContract(({ fields }) => fields.splice(-1, 1));
    agree(file);
    const checked = await runCli(['contract', 'check', network]);
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain('no longer fits  leer-meldewesen');
    const env = { ZUSTELLWERK_CONFIG: network, MELDEWESEN_URL: 'http://127.0.0.1:9/', MELDEWESEN_TOKEN: 'x' };
    const started = await runCli(['start'], {
      ...env,
      GEWERBE_URL: 'http://127.0.0.1:9/',
      GEWERBE_TOKEN: 'x',
      ZUSTELLWERK_DATA: join(folder, 'data'),
      ZUSTELLWERK_PORT: '0',
    });
    expect(started.code).not.toBe(0);
    expect(started.stderr + started.stdout).toContain('CONTRACT_BROKEN');
  });
});

it('names the nearest destination when there is none', async () => {
  const { code, stderr } = await runCli(['contract', 'build', 'meldebescheinigung', 'leer-meldewesn', '--out', folder]);
  expect(code).toBe(2);
  expect(stderr).toContain('leer-meldewesen');
});
