import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkConfiguration } from '../configuration.ts';
import { fileNameOf, writeCodeList } from '../messages/code-list-files.ts';
import type { LoadedList } from '../messages/loaded-list.ts';
import { runCli } from '../testing/run-cli.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';

const municipalities: LoadedList = {
  name: 'ags',
  uri: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags',
  version: '2026-10-31',
  codes: { '03457013': 'Leer (Ostfriesland), Stadt', '03457014': 'Moormerland' },
};
const fixed: LoadedList = {
  name: 'zustellvariante',
  uri: 'urn:xoev-de:xmeld:codeliste:meldebescheinigung.zustellvariante',
  version: '2',
  codes: { '04': 'Brieftaube' },
};

let folder: string;
let config: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'network-'));
  await mkdir(join(folder, 'lists'));
  for (const list of [municipalities, fixed, { ...municipalities, version: '2020-01-01' }]) {
    await writeFile(join(folder, 'lists', fileNameOf(list)), writeCodeList(list));
  }
  config = join(folder, 'network.yaml');
  await writeFile(config, `codelists: lists\n${await readFile('config/network.yaml', 'utf8')}`);
});

async function submit(house: TestGateway, data: object) {
  const key = await house.key('portal', 'kreisportal');
  const sample = sampleSubmission() as { data: object };
  const headers = { 'accept-language': 'en' };
  const body = sampleSubmission({ data: { ...sample.data, ...data } });
  const response = await house.call('/v1/submissions?dryRun=true', { key, body, headers });
  return (await response.json()) as { xml: string; errors: readonly Record<string, unknown>[] };
}

describe('a gateway with a folder of code lists', () => {
  it('writes the version that was loaded, checks its codes, and finds a code by what it means', async () => {
    await using house = await openTestGateway({ config });
    const { xml } = await submit(house, {});
    expect(xml).toContain(
      '<xmeld:gemeindeschluessel listURI="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags" listVersionID="2026-10-31">',
    );
    const { errors } = await submit(house, {
      address: { street: 'Weg', postalCode: '26789', municipalityKey: 'Leer Ostfriesland' },
      certificate: { delivery: 'Post' },
    });
    expect(errors).toMatchObject([
      { pointer: '/data/address/municipalityKey', rule: 'code', nearest: ['03457013'] },
      { pointer: '/data/certificate/delivery', rule: 'code', nearest: ['01'] },
    ]);
    expect(errors[0]?.detail).toBe(
      'This code is not in the code list Amtlicher Gemeindeschlüssel (AGS) 2026-10-31. Did you mean "03457013" (Leer (Ostfriesland), Stadt)?',
    );
  });

  it('is told what it will not use, and why', async () => {
    const { warnings } = await checkConfiguration(config);
    expect(warnings.map(({ line, problem }) => `${line} ${problem}`)).toEqual([
      '1 ags 2020-01-01 is not used: it is older than version 2026-04-30, which is built in',
      '1 zustellvariante 2 is not used: the standard fixes version 1 and its codes (type 1)',
    ]);
  });

  it('does not start with a broken one', async () => {
    const other = await mkdtemp(join(tmpdir(), 'network-'));
    await mkdir(join(other, 'lists'));
    await writeFile(join(other, 'lists', 'ags.json'), '[]');
    await writeFile(join(other, 'n.yaml'), `codelists: lists\n${await readFile('config/network.yaml', 'utf8')}`);
    await expect(checkConfiguration(join(other, 'n.yaml'))).rejects.toThrow(
      /n\.yaml:1:1 codelists cannot be loaded: .*ags/,
    );
  });
});

describe('zustellwerk codelist', () => {
  it('imports a CSV file into the folder of the network, and lists what is used', async () => {
    const csv = 'code;Bezeichnung\n1;eins\n2;"zwei; halb"\n';
    const named = ['--name', 'janein', '--uri', 'urn:xoev-de:xgewerbeanzeige:codeliste:janein', '--list-version', '2'];
    const environment = { ZUSTELLWERK_CONFIG: config };
    const { code, stdout } = await runCli(['codelist', 'import', '-', ...named], environment, csv);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('janein 2, 2 codes, like 1 eins') });
    const list = await runCli(['codelist', 'list', '--json'], environment);
    const { used, unused } = JSON.parse(list.stdout);
    expect(used).toContainEqual({
      name: 'janein',
      uri: 'urn:xoev-de:xgewerbeanzeige:codeliste:janein',
      version: '2',
      type: 3,
      codes: 2,
      from: 'folder',
      messages: expect.arrayContaining(['zustellwerk-gewerbe/1/0001']),
    });
    expect(unused).toHaveLength(2);
    const table = await runCli(['codelist', 'list', config]);
    expect(table.stdout).toMatch(/janein +2 +3 +2 +folder/);
    expect(table.stdout).toContain('unused zustellvariante 2: the standard fixes version 1 and its codes (type 1)');
  });

  it('says what a file lacks', async () => {
    const result = await runCli(['codelist', 'import', '-', '--folder', folder], {}, 'a,b\n1,x\n');
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('its name is not known') });
  });
});
