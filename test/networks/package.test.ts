import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { exportPackage } from '../../src/cli/package-export.ts';
import { importPackage } from '../../src/cli/package-import.ts';
import { readConfiguration } from '../../src/configuration.ts';
import { writeFolder, writeForm, writeNetwork } from './folder.ts';
import { runInside } from './run-inside.ts';

/** One county hands a service and a profile on, another takes them over. */

const profile = `export default { id: 'kreis-formulare', title: { de: 'Formulare', en: 'Forms' }, services: {}, fallback: 'identity' };\n`;
const test = (data: object, refused: string[] = []) => JSON.stringify({ service: 'leer-bitte', data, refused });

let folder: string;
beforeAll(async () => {
  folder = await writeFolder({
    'leer/network.yaml': writeNetwork('leer'),
    ...writeForm('leer'),
    'emsland/network.yaml': writeNetwork('emsland'),
    'profile.js': profile,
    'good.json': test({ wish: 'Bitte' }),
    'bad.json': test({}, ['wish']),
    'wrong.json': test({ wish: 'Bitte' }, ['wish']),
  });
});

const at = (name: string) => join(folder, name);
const importInto = (network: string, more = {}) =>
  runInside(() => importPackage(at('bitte'), { config: at(network), ...more }));
const described = { id: 'bitte', packageVersion: '1.0.0', author: 'Landkreis Leer', licence: 'EUPL-1.2' };
const isThere = (path: string) =>
  stat(at(path)).then(
    () => true,
    () => false,
  );

it('is exported with author, version, licence, tests and a README', async () => {
  const made = await runInside(() =>
    exportPackage(at('bitte'), {
      ...described,
      terms: 'Nachnutzung nach Vereinbarung',
      form: ['leer-bitte'],
      adapter: [at('profile.js')],
      test: [at('good.json'), at('bad.json')],
      config: at('leer'),
    }),
  );
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('1 forms, 1 adapters, 2 tests') });
  expect(await readFile(at('bitte/package.yaml'), 'utf8')).toBe(
    'id: bitte\nversion: 1.0.0\nauthor: Landkreis Leer\nlicence: EUPL-1.2\nterms: Nachnutzung nach Vereinbarung\nadapters:\n  - adapters/profile.js\n',
  );
  expect(JSON.parse(await readFile(at('bitte/package.json'), 'utf8'))).toMatchObject({
    name: 'zustellwerk-bitte',
    license: 'EUPL-1.2',
  });
  expect(await readFile(at('bitte/README.md'), 'utf8')).toContain('service: forms/leer-bitte');
});

it('is taken over with its tests, by one line that keeps the contract', async () => {
  const { code, stdout } = await importInto('emsland', { contract: 'Nachnutzung 3/2026' });
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'bitte 1.0.0 by Landkreis Leer, EUPL-1.2; 2 tests passed\n' });
  const line = 'packages: [{ use: ./packages/bitte, contract: "Nachnutzung 3/2026" }]\n';
  expect(await readFile(at('emsland/network.yaml'), 'utf8')).toBe(writeNetwork('emsland') + line);
  const { services, adapters, network } = await readConfiguration(at('emsland'));
  expect(services.acts.some(({ serviceId }) => serviceId === 'leer-bitte')).toBe(true);
  expect(adapters.profiles.map(({ id }) => id)).toContain('kreis-formulare');
  expect(network.config.packages).toEqual([{ use: './packages/bitte', contract: 'Nachnutzung 3/2026' }]);
  const again = await importInto('emsland');
  expect({ code: again.code, stderr: again.stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is there already'),
  });
});

it('works as an npm package that is installed beside the network file', async () => {
  const modules = at('leer2/node_modules/zustellwerk-bitte');
  await mkdir(join(modules, 'forms'), { recursive: true });
  await writeFile(join(modules, 'package.json'), '{ "name": "zustellwerk-bitte" }');
  await writeFile(join(modules, 'package.yaml'), 'id: bitte\nversion: 1.0.0\nauthor: Leer\nlicence: EUPL-1.2\n');
  await writeFile(at('leer2/network.yaml'), 'network: { id: leer2, name: Leer }\npackages: [zustellwerk-bitte]\n');
  expect((await readConfiguration(at('leer2'))).network.config.packages).toEqual([{ use: 'zustellwerk-bitte' }]);
  await writeFile(at('leer2/network.yaml'), 'network: { id: leer2, name: Leer }\npackages: [zustellwerk-bite]\n');
  await expect(readConfiguration(at('leer2'))).rejects.toThrow(
    /network\.yaml:2:12 packages\[0\] "zustellwerk-bite" was not found/,
  );
});

it('changes nothing where a test fails or its description has a fault', async () => {
  const before = await readFile(at('leer/network.yaml'), 'utf8');
  await writeFile(at('bitte/tests/wrong.json'), test({ wish: 'Bitte' }, ['wish']));
  const failed = await importInto('leer');
  expect({ code: failed.code, stderr: failed.stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('wrong.json: wish was taken'),
  });
  await writeFile(at('bitte/package.yaml'), 'id: bitte\nversion: 1\n');
  const faulty = await importInto('leer');
  expect(faulty.stderr).toContain('package.yaml:2:1 version is the number 1');
  expect(await readFile(at('leer/network.yaml'), 'utf8')).toBe(before);
  expect(await isThere('leer/packages/bitte')).toBe(false);
});
