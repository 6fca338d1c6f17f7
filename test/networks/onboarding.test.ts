import { readFileSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createRegions } from '../../src/catalogue/regions.ts';
import { createCatalogue } from '../../src/catalogue/services.ts';
import { addTowns } from '../../src/cli/network-add.ts';
import { findDrift } from '../../src/cli/network-drift.ts';
import { rollBack } from '../../src/cli/network-rollback.ts';
import { loadNetwork } from '../../src/config/load-network.ts';
import { places, writeFolder } from './folder.ts';
import { pilotFiles } from './pilot.ts';
import { runInside } from './run-inside.ts';

let folder: string;
beforeAll(async () => {
  folder = await writeFolder(pilotFiles);
});

const from = () => join(folder, 'authorities/leer.yaml');
const place = () => ({ from: from(), config: folder });
const add = (list = 'towns.csv', more = {}) =>
  runInside(() => addTowns({ ...place(), list: join(folder, list), ...more }));
const takeOut = (more = {}) => runInside(() => rollBack({ ...place(), wave: '1', ...more }));
const files = async () => (await readdir(join(folder, 'authorities'))).sort();

it('brings a wave in; a Samtgemeinde is addressed by its members where XMeld is', async () => {
  expect(await add('towns.csv', { wave: '1' })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('2 added in the phase configured'),
  });
  const { config } = await loadNetwork(folder, { regions: createRegions, services: createCatalogue() });
  expect(config.authorities).toMatchObject([
    { id: 'hesel', name: 'Samtgemeinde Hesel', ars: '034575402000', phase: 'configured' },
    { id: 'leer', phase: 'live' },
    { id: 'moormerland', ars: '034570014014', phase: 'configured' },
  ]);
  const streets = config.destinations.map(({ reader }) => reader.address?.street);
  expect(streets).toEqual(['Rathausstraße', undefined, 'Rathausstraße', undefined, 'Theodor-Heuss-Straße', undefined]);
  const [meldewesen, antraege] = config.routes;
  expect(meldewesen).toMatchObject({
    destination: 'hesel-meldewesen',
    region: expect.arrayContaining(['034575402003']),
  });
  expect(meldewesen?.region).toHaveLength(6);
  expect(antraege).toMatchObject({ destination: 'hesel-antraege', region: ['034575402000'] });
  expect(await readFile(join(folder, 'authorities/hesel.yaml'), 'utf8')).toContain('# The registration office.');
});

it('tells what still names the place of the pilot', async () => {
  const { stdout } = await add('towns.csv', { wave: '2' });
  expect(stdout).toContain('as the pilot has it, in 1 of them: destinations[0].reader.address.city; a column');
  expect(await takeOut({ wave: '2' })).toMatchObject({ code: 0 });
});

it('names what departs from the pilot, and not the phase', async () => {
  const file = join(folder, 'authorities/moormerland.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('configured', 'live').replace('Moormerland, Anträge', 'Moormerland, Posteingang'));
  const drift = await runInside(() => findDrift({ ...place(), json: true }));
  expect({ code: drift.code, ...JSON.parse(drift.stdout) }).toMatchObject({
    code: 1,
    drifting: [{ town: 'moormerland', wave: '1', members: ['destinations[1].name'] }],
  });
});

it('takes a wave out whole, and what was changed by hand only by force', async () => {
  const refused = await takeOut();
  expect({ code: refused.code, stderr: refused.stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('moormerland.yaml differ'),
  });
  expect(await files()).toEqual(['hesel.yaml', 'leer.yaml', 'moormerland.yaml']);
  expect((await takeOut({ force: true })).stdout).toContain('2 removed: hesel, moormerland');
  expect(await files()).toEqual(['leer.yaml']);
});

it.each([
  [
    'ars;name\n034570014014;Moormerland\n034575402999;Hesel\n',
    'line 3: there is no region "034575402999"; maybe 034575402010 (Hesel)',
  ],
  ['ars\n034570014014\n034570014014\n', 'line 3: moormerland (034570014014) is there twice'],
  ['ars;id\n034570014014;leer\n', 'would be overwritten'],
  ['ars;destinations[5].name\n034570014014;x\n', 'the pilot has no moormerland: destinations[5].name'],
  ['name\nMoormerland\n', 'there is no column ars'],
])('writes nothing for a list with a fault', async (list, fault) => {
  await writeFile(join(folder, 'bad.csv'), list);
  expect(await add('bad.csv')).toMatchObject({ code: 1, stderr: expect.stringContaining(fault) });
  expect(await files()).toEqual(['leer.yaml']);
});

it('keeps nothing when the network would have faults', async () => {
  await writeFile(join(folder, 'bad.csv'), 'ars;destinations[0].messages[0]\n034570014014;x\n034570020020;\n');
  const { code, stderr } = await add('bad.csv');
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('moormerland.yaml:8:17 destinations[2].messages[0] is "x"'),
  });
  expect(await files()).toEqual(['leer.yaml']);
});

/** The towns of the three counties that the Serviceportale of Ostwestfalen-Lippe are made for, in three waves. */
function realTowns(): string {
  const { regions } = JSON.parse(readFileSync('src/catalogue/data/regions.json', 'utf8')) as { regions: string[][] };
  const towns = regions.flatMap(([ars = '', , name = '', , type = '']) =>
    /^057(58|66|70)/.test(ars) && /^(Stadt|Gemeinde)$/.test(type) && name !== 'Detmold'
      ? [`${ars};${type} ${name}`]
      : [],
  );
  return ['ars;name;wave', ...towns.map((town, index) => `${town};${1 + Math.floor(index / 12)}`)].join('\n');
}

it('brings 36 real towns of three counties together in waves, one of which is taken out again', async () => {
  const pilot = pilotFiles['authorities/leer.yaml'].replaceAll(/leer/gi, (name) =>
    name === 'leer' ? 'detmold' : 'Detmold',
  );
  const owl = await writeFolder({
    ...pilotFiles,
    'authorities/leer.yaml': '',
    'authorities/detmold.yaml': pilot.replaceAll(places.leer.ars, '057660020020'),
    'towns.csv': realTowns(),
  });
  await rm(join(owl, 'authorities/leer.yaml'));
  const pilotFile = { from: join(owl, 'authorities/detmold.yaml'), config: owl };
  for (const wave of ['1', '2', '3']) {
    const added = await runInside(() => addTowns({ ...pilotFile, list: join(owl, 'towns.csv'), wave }));
    expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1[12] added/m) });
  }
  const { config } = await loadNetwork(owl, { regions: createRegions, services: createCatalogue() });
  expect([config.authorities.length, config.destinations.length, config.routes.length]).toEqual([36, 72, 72]);
  expect(config.authorities.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['buende', 'enger-widukindstadt', 'horn-bad-meinberg', 'lage', 'preussisch-oldendorf']),
  );
  expect((await runInside(() => findDrift(pilotFile))).stdout).toBe('No town departs from the pilot.\n');
  expect(await runInside(() => rollBack({ ...pilotFile, wave: '2' }))).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^12 removed: blomberg, .*schlangen$/m),
  });
  expect(await readdir(join(owl, 'authorities'))).toHaveLength(24);
});
