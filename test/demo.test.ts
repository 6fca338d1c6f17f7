import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import { runCli } from '../src/testing/run-cli.ts';

/** Where a demo puts its folders, so that what it leaves behind can be seen. */
async function makePlace(): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'zustellwerk-demo-test-'));
  onTestFinished(() => rm(place, { recursive: true }));
  return place;
}

it('delivers the good, refuses the bad, and leaves nothing behind but the XML', { timeout: 60_000 }, async () => {
  const place = await makePlace();
  const { code, stdout, stderr } = await runCli(['demo'], { TMPDIR: place, NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/✓ native-minimum +[0-9a-f]{8} +meldebescheinigung +leer-meldewesen +delivered +\d+ ms/);
  expect(stdout).toMatch(/XML \/v1\/submissions\/[0-9a-f-]{36}\/messages\/[0-9a-f-]{36}/);
  expect(stdout).toMatch(/✓ native-all-wrong +– +meldebescheinigung +– +refused\n +5 problems, as expected/);
  expect(stdout).toMatch(/✓ neuzulassung +[0-9a-f]{8} +kfz-zulassung +kreis-kfz +delivered +\d+ ms/);
  expect(stdout).toContain(
    'link-out to i-Kfz-Portal des Landkreises Emsland, https://ikfz.landkreis-emsland.example/, as expected',
  );
  expect(stdout).toMatch(/✓ (\d+) of \1 good submissions of \d+ services delivered/);
  expect(stdout).toMatch(/✓ (\d+) of \1 submissions that do not belong here answered with the link/);
  expect(stdout).toMatch(/✓ (\d+) of \1 bad submissions refused/);
  expect(stdout).toMatch(
    /What the office answered to [\w/-]+\n {2}file-number, status: File number: SIM-\d+\. The application is in processing: Wird geprüft\.\n/,
  );
  expect(stdout).toMatch(
    / {2}file-number, accepted, document: .* One document is attached\.\n {4}Bescheid\.pdf, \d+ bytes, \/v1\/submissions\/[0-9a-f-]{36}\/documents\/[0-9a-f-]{36}\n/,
  );
  expect(stdout).not.toContain('\u001B');
  expect(code).toBe(0);

  const [folder = '', ...others] = await readdir(place);
  expect({ folder, others }).toEqual({ folder: expect.stringMatching(/^zustellwerk-xml-/), others: [] });
  const xml = await readFile(join(place, folder, 'meldebescheinigung', 'native-minimum.xml'), 'utf8');
  expect(xml).toContain('onlinedienste.abrufanfrage.meldebescheinigung.1700');
});

it('fails when anything differs from what a fixture expects, and says what', { timeout: 60_000 }, async () => {
  const place = await makePlace();
  const fixtures = join(place, 'fixtures');
  const source = join(packageRoot, 'fixtures', 'meldebescheinigung');
  await cp(join(source, 'native-minimum.json'), join(fixtures, 'fine.json'), { recursive: true });
  const plant = async (name: string, change: (text: string) => string, as: string) =>
    writeFile(join(fixtures, as), change(await readFile(join(source, `${name}.json`), 'utf8')).replace('KP-', 'X-'));
  await plant('native-extended', (text) => text.replace('moormerland-meldewesen', 'leer-meldewesen'), 'elsewhere.json');
  await plant('native-all-wrong', (text) => text.replace('date-in-future', 'date'), 'other-rule.json');

  const { code, stdout } = await runCli(['demo', '--json', '--fixtures', fixtures], { TMPDIR: place });
  expect(code).toBe(1);
  const { asExpected, submissions } = JSON.parse(stdout);
  expect(asExpected).toBe(false);
  const differences = Object.fromEntries(
    submissions.map((each: { fixture: string; differences: string[] }) => [each.fixture, each.differences]),
  );
  expect(differences).toEqual({
    elsewhere: ['went to moormerland-meldewesen, not to leer-meldewesen'],
    fine: [],
    'other-rule': ['not told: /data/person/birthDate date', 'not expected: /data/person/birthDate date-in-future'],
  });
});

it('cannot run without fixtures', async () => {
  const { code, stderr } = await runCli(['demo', '--fixtures', join(packageRoot, 'schemas')]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('There are no fixtures in') });
});
