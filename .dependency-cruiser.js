/**
 * Who may import whom. A layer may import itself and what lies below it, never upwards.
 *
 * Tests may import everything; nothing imports a test.
 */
const layers = [
  // The ground that everything stands on.
  ['errors\\.ts', 'findings[a-z-]*\\.ts', 'log\\.ts', 'nearest\\.ts', 'package-root\\.ts', 'version\\.ts'],
  ['fit-connect/', 'store/', 'config/'],
  ['catalogue/', 'domains/', 'messages/', 'transports/', 'attachments/', 'journal/'],
  ['intake/', 'delivery/', 'contracts/'],
  ['api/', 'console/', 'cli/', 'sources/'],
];

/** Where the parts meet. */
const composition = [
  'calendar\\.ts',
  'configuration\\.ts',
  'front\\.ts',
  'gateway\\.ts',
  'load-adapters\\.ts',
  'main\\.ts',
  'open-network\\.ts',
  'prepare-networks\\.ts',
];

/** What only shows or tries the gateway. */
const stage = ['demo/', 'kit\\.ts', 'kit/', 'simulators/', 'testing/'];

const test = '\\.test\\.ts$';
const inSource = (names) => `^src/(${names.join('|')})`;
const error = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const upwards = layers.slice(0, -1).map((layer, index) => {
  const above = layers.slice(index + 1).flat();
  return error(
    `upwards-from-${index}`,
    'A layer imports only itself and the layers below it.',
    { path: inSource(layer), pathNot: test },
    { path: inSource(above) },
  );
});

export default {
  forbidden: [
    ...upwards,
    error('cycle', 'Modules that import each other are one module.', {}, { circular: true }),
    error(
      'homeless',
      'Each file of src/ has its place: a folder or name that the layers in .dependency-cruiser.js know.',
      { path: '^src/', pathNot: [inSource([...layers.flat(), ...composition, ...stage, 'sdk\\.ts']), test] },
      {},
    ),
    error(
      'fit-connect-alone',
      'The protocol of FIT-Connect is a library of its own: it knows nothing of the house.',
      { path: '^src/fit-connect/', pathNot: test },
      { path: '^(src|adapters)/', pathNot: '^src/fit-connect/' },
    ),
    error(
      'adapter-into-house',
      "An adapter sees src/sdk.ts, its own files and Node's modules, as a stranger's adapter would.",
      { path: '^adapters/([^/]+/[^/]+)/', pathNot: [test, '/rig\\.ts$'] },
      { pathNot: ['^adapters/$1/', '^src/sdk\\.ts$'], dependencyTypesNot: ['core'] },
    ),
    error(
      'rig-into-house',
      "A rig sees src/sdk.ts and src/kit.ts, its own files and Node's modules, as a stranger's rig would.",
      { path: '^adapters/([^/]+/[^/]+)/rig\\.ts$' },
      { pathNot: ['^adapters/$1/', '^src/(sdk|kit)\\.ts$'], dependencyTypesNot: ['core'] },
    ),
    error(
      'adapter-by-name',
      'Only the generated list knows the adapters, and only src/load-adapters.ts knows the list.',
      { pathNot: [test, '^adapters/', '^src/load-adapters\\.ts$'] },
      { path: '^adapters/' },
    ),
    error(
      'list-into-house',
      'The generated list of adapters imports adapters and src/sdk.ts.',
      { path: '^adapters/[^/]+$', pathNot: test },
      { pathNot: ['^adapters/', '^src/sdk\\.ts$'] },
    ),
    error(
      'sdk-inside-house',
      'src/sdk.ts is the door for adapters; inside the house, import the module itself.',
      { path: '^src/', pathNot: test },
      { path: '^src/sdk\\.ts$' },
    ),
    error(
      'composition-from-below',
      'Only commands, the demo and the test kit import the modules where the parts meet.',
      { path: '^src/', pathNot: [inSource([...composition, 'cli/', 'demo/', 'testing/']), test] },
      { path: inSource(composition) },
    ),
    error(
      'stage-from-house',
      'The gateway runs without demo, simulators and test kit.',
      { path: '^(src|adapters)/', pathNot: [inSource([...stage, 'cli/']), test, '^adapters/.*/rig\\.ts$'] },
      { path: inSource(stage) },
    ),
    error(
      'test-from-house',
      'Tests, benches and tools are not part of the product.',
      { path: '^(src|adapters)/', pathNot: test },
      { path: [test, '^(test|bench|bin)/'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Without it, imports of types would not be seen: they are gone after compilation.
    tsPreCompilationDeps: true,
  },
};
