import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { createRegions } from '../catalogue/regions.ts';
import { createCatalogue } from '../catalogue/services.ts';
import { ConfigError, writeFault } from './config-error.ts';
import { loadNetwork } from './load-network.ts';

const world = { regions: createRegions, services: createCatalogue() };

const head = 'network: { id: leer, name: Leer }\n';

const office = (id: string, ars: string) => `authorities: [{ id: ${id}, name: Stadt, ars: "${ars}" }]
destinations:
  - { id: ${id}-gewerbe, authority: ${id}, name: Gewerbe, messages: [zustellwerk-gewerbe/1/0001] }
routes: [{ service: gewerbe-anmeldung, region: "${ars}", destination: ${id}-gewerbe }]
`;

const leer = office('leer', '034570013013');
const moormerland = office('moormerland', '034570014014');

test('a folder is a network; what it includes is added in the order of the names', async () => {
  const folder = await write({
    'network.yaml': `${head}include: [towns/*.yaml]\n${office('hesel', '034575402000')}`,
    'towns/moormerland.yaml': moormerland,
    'towns/leer.yaml': leer,
  });
  const network = await loadNetwork(folder, world);
  expect(network.config.authorities.map(({ id }) => id)).toEqual(['hesel', 'leer', 'moormerland']);
  expect(network.config.routes).toHaveLength(3);
  expect(network.file).toBe(join(folder, 'network.yaml'));
  const { file, ...place } = network.locate(['destinations', 2, 'messages']);
  expect([relative(folder, file), place]).toEqual(['towns/moormerland.yaml', { line: 3, column: 71 }]);
});

test('a fault stands at its line of its file, also one between files', async () => {
  const faults = await faultsOf({
    'network.yaml': `${head}include: [towns/leer.yaml, towns/other.yaml]\n`,
    'towns/leer.yaml': leer,
    'towns/other.yaml': `# the same again\n${leer.replaceAll('leer-gewerbe', 'leer-gewebe')}`,
  });
  expect(faults).toEqual([
    'towns/other.yaml:2:17 authorities[1].id "leer" is there twice; expected: an id of its own in authorities',
    'towns/other.yaml:5:40 routes[1].region 034570013013 has a route for gewerbe-anmeldung (apply) already; expected: one route for each service, act, region and first day (from); the first leads to leer-gewerbe',
  ]);
});

test('an included file has lists alone; a file that is not there is told at the line that names it', async () => {
  expect(await faultsOf({ 'network.yaml': `${head}include:\n  - towns/leer.yaml\n` })).toEqual([
    'network.yaml:3:5 include[0] "towns/leer.yaml" is no file; expected: a file, like authorities/leer.yaml',
  ]);
  const lists = 'a mapping of lists: adapters, regions, authorities, portals, destinations, sources, services, routes';
  expect(
    await faultsOf({
      'network.yaml': `${head}include: [a.yaml, b.yaml, c.yaml]\n`,
      'a.yaml': 'network: { id: other }\nroutes: none\n',
      'b.yaml': '- leer\n',
      'c.yaml': 'routes: [\n',
    }),
  ).toEqual([
    `a.yaml:1:1 network may only stand in the network file itself; expected: ${lists}`,
    `a.yaml:2:1 routes is no list; expected: ${lists}`,
    `b.yaml:1:1 is no mapping; expected: ${lists}`,
    expect.stringContaining('c.yaml:2:1 is not valid YAML'),
  ]);
});

test('a pattern waits for the first file, and each change of a file is another revision', async () => {
  const files = { 'network.yaml': `${head}include: [towns/*.yaml]\n`, 'towns/README': '' };
  const folder = await write(files);
  const empty = await loadNetwork(folder, world);
  expect(empty.config.authorities).toEqual([]);
  await writeFile(join(folder, 'towns/leer.yaml'), leer);
  const first = await loadNetwork(folder, world);
  await writeFile(join(folder, 'towns/leer.yaml'), `${leer}# changed\n`);
  const second = await loadNetwork(folder, world);
  expect(new Set([empty, first, second].map(({ revision }) => revision)).size).toBe(3);
  const moved = await loadNetwork(await write({ ...files, 'towns/leer.yaml': leer }), world);
  expect(moved.revision).toBe(first.revision);
});

test('a county that the built-in list lacks is declared with its members', async () => {
  const aurich = `regions:
  - { ars: "034520000000", name: Landkreis Aurich, type: Landkreis }
  - { ars: "034520019019", name: Norden, type: Stadt }
`;
  const { config } = await loadNetwork(
    await write({
      'network.yaml': `${head}include: [aurich.yaml]\n${office('norden', '034520019019')}`,
      'aurich.yaml': aurich,
    }),
    world,
  );
  expect(config.regions).toHaveLength(2);
  expect(
    await faultsOf({
      'network.yaml': `${head}regions:
  - { ars: "034520019000", name: Norden, type: Stadt }
  - { ars: "034520019019", name: Norden, type: Dorf }
`,
    }),
  ).toEqual([
    'network.yaml:3:7 regions[0].ars is "034520019000"; expected: for Stadt: twelve digits',
    expect.stringContaining('regions[1].type is "Dorf"; expected: one of Land, Landkreis'),
  ]);
  expect(await faultsOf({ 'network.yaml': head + aurich.replace(/.*Landkreis.*\n/, '') })).toEqual([
    'network.yaml:3:7 regions[0].ars lies in the unknown county "034520000000"; expected: that county among the regions too',
  ]);
});

async function write(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'network-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

async function faultsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = await write(files);
  const error = await loadNetwork(folder, world).catch((reason: unknown) => reason);
  if (!(error instanceof ConfigError)) throw new Error('a ConfigError was expected', { cause: error });
  return error.faults.map((fault) => writeFault(fault).replace(`${folder}/`, ''));
}
