import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError } from './config-error.ts';
import { faultAt, loadNetwork, type World } from './load-network.ts';

const leer = { ars: '034570013013', name: 'Leer (Ostfriesland)', type: 'Stadt' };
const world: World = {
  regions: () => ({
    find: (key) => (key === leer.ars ? leer : undefined),
    nearest: () => [leer],
    members: () => [],
    isMunicipality: () => true,
  }),
  services: { list: () => [] },
};

const small = `network: { id: leer, name: Leer }
authorities: [{ id: leer, name: Leer, ars: "034570013013" }]
destinations:
  - id: melde
    authority: leer
    name: Melde
    adapter: xoev-https
    options: { headers: { accept: text/xml } }
    messages: [xmeld/26.11/1700]
    reader: { name: Leer }
`;

test('a loaded network is frozen to the ground', async () => {
  const { config } = await load(small);
  expect(Object.isFrozen(config.destinations[0]?.delivery)).toBe(true);
  expect(Object.isFrozen(config.destinations[0]?.options.headers)).toBe(true);
  expect(Object.isFrozen(config.routes)).toBe(true);
});

test('what is odd is a warning, not a fault', async () => {
  const { warnings } = await load(small);
  expect(warnings).toMatchObject([{ path: 'destinations[0]', line: 4, column: 5, problem: '"melde" has no route' }]);
});

test('later checks can point into the file', async () => {
  const network = await load(small);
  const fault = faultAt(network, ['destinations', 0, 'options', 'url'], 'is missing', 'an https address');
  expect(fault).toEqual({
    file: network.file,
    path: 'destinations[0].options.url',
    line: 8,
    column: 5,
    problem: 'is missing',
    expected: 'an https address',
  });
});

test('the same text is the same revision, another text another one', async () => {
  const minimal = 'network: { id: a, name: A }\n';
  const [first, second, third] = await Promise.all(
    [minimal, minimal, `${minimal}# changed\n`].map(async (text) => (await load(text)).revision),
  );
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test('every wrong member is a fault with place, problem and what would be right', async () => {
  const faults = await faultsOf(`network: { id: Leer, nam: x }
authorities:
  - id: leer
    name: Leer
    ars: 034570013013
portals:
  - id: portal
    name: Portal
    profiles: []
    author:
      kennung: { xmeld: "mbq:1" }
      name: Leer
      address: { street: Weg, houseNumber: 1, postalCode: "2678", city: Leer }
      reachability: []
destinations:
  - { id: melde, authority: leer, name: M, adaptor: x, messages: [1700], reader: {}, delivery: { maxAge: 3 days } }
routes: none
`);
  expect(faults.map(({ path, line, problem }) => `${line} ${path} ${problem}`).sort()).toMatchInlineSnapshot(`
    [
      "1 network.id is "Leer"",
      "1 network.nam is not known here",
      "1 network.name is missing",
      "11 portals[0].author.kennung.default is missing",
      "11 portals[0].author.kennung.xmeld is "mbq:1"",
      "13 portals[0].author.address.houseNumber is the number 1",
      "13 portals[0].author.address.postalCode is "2678"",
      "14 portals[0].author.reachability is an empty list",
      "16 destinations[0].adaptor is not known here",
      "16 destinations[0].delivery.maxAge is "3 days"",
      "16 destinations[0].messages[0] is the number 1700",
      "16 destinations[0].reader.name is missing",
      "17 routes is "none"",
      "5 authorities[0].ars is the number 34570013013",
      "9 portals[0].profiles is an empty list",
    ]
  `);
  expect(faults.find(({ path }) => path === 'network.nam')).toMatchObject({ expected: 'did you mean "name"?' });
  expect(faults.find(({ path }) => path === 'authorities[0].ars')).toMatchObject({
    column: 5,
    expected: 'the 12 digits of an ARS in quotes, like "034570013013"',
  });
});

test('a fault between members has its place too', async () => {
  const faults = await faultsOf(`network: { id: leer, name: Leer }
authorities: [{ id: leer, name: Stadt Leer, ars: "034570013019" }]
`);
  expect(faults).toMatchObject([
    { line: 2, path: 'authorities[0].ars', problem: 'names the unknown region "034570013019"' },
  ]);
  expect(faults[0]?.expected).toContain('034570013013 (Leer (Ostfriesland))');
});

test('a YAML fault, an empty file and a missing file are configuration faults as well', async () => {
  expect((await faultsOf('network: {\n'))[0]?.problem).toContain('is not valid YAML');
  expect(await faultsOf('')).toMatchObject([{ path: 'network', problem: 'is missing', line: 1, column: 1 }]);
  expect(await faultsOf('- a\n')).toMatchObject([{ path: '', problem: 'is a list' }]);
  const missing = await loadNetwork('/nowhere/network.yaml', world).catch((error: unknown) => error);
  expect(missing).toMatchObject({ code: 'CONFIG_INVALID', cause: { code: 'ENOENT' } });
});

async function load(text: string) {
  const file = join(await mkdtemp(join(tmpdir(), 'network-')), 'network.yaml');
  await writeFile(file, text);
  return loadNetwork(file, world);
}

async function faultsOf(text: string) {
  const error = await load(text).catch((reason: unknown) => reason);
  if (error instanceof ConfigError) return error.faults;
  throw new Error('a ConfigError was expected', { cause: error });
}
