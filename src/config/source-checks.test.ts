import { expect, it } from 'vitest';
import { crossCheck } from './cross-checks.ts';
import { networkSchema } from './network-schema.ts';

const leer = { ars: '034570013013', name: 'Leer', type: 'Stadt' };
const county = { ars: '034570000000', name: 'Landkreis Leer', type: 'Landkreis' };
const known = {
  regions: {
    find: (key: string) => [leer, county].find(({ ars }) => ars === key),
    nearest: () => [],
    members: () => [],
    isMunicipality: ({ ars }: { ars: string }) => ars === leer.ars,
  },
  services: { list: () => [{ id: 'meldebescheinigung', deliveryMode: 'deliver', attachments: [] }] },
};
const offered = { leika: '99115005012000', service: 'meldebescheinigung' };
const source = {
  id: 'leer-fit',
  kind: 'fit-connect',
  authority: 'leer',
  portal: 'online',
  environment: 'test',
  destinationId: '40847c29-06aa-40e2-bf28-c29884c694c4',
  clientId: 'c',
  clientSecret: 'env:SECRET',
  decryptionKeys: ['file:key.json'],
  signingKey: 'file:sign.json',
  services: [offered],
};
const author = {
  kennung: { default: 'kop:x' },
  name: 'x',
  address: { street: 'x', houseNumber: '1', postalCode: '26789', city: 'Leer' },
  reachability: [{ channel: '01', id: 'x@y.example' }],
};

function faultsOf(...sources: object[]) {
  const config = networkSchema.parse({
    network: { id: 'n', name: 'N' },
    authorities: [
      { id: 'leer', name: 'Leer', ars: leer.ars },
      { id: 'kreis', name: 'Kreis', ars: county.ars },
    ],
    portals: [{ id: 'online', name: 'O', profiles: ['native'], author }],
    sources,
  });
  return crossCheck(config, known).faults.map(({ path }) => path.join('.'));
}

it('takes a source whose references are there', () => expect(faultsOf(source)).toEqual([]));

it.each([
  ['sources.0.authority', { authority: 'emden' }],
  ['sources.0.portal', { portal: 'onlin' }],
  ['sources.0.trustedRoots', { environment: 'production' }],
  ['sources.0.services.0.service', { services: [{ ...offered, service: 'meldebescheinigun' }] }],
  ['sources.0.services.0.profile', { services: [{ ...offered, profile: 'formularserver' }] }],
  ['sources.0.services.1.leika', { services: [offered, offered] }],
  ['sources.0.services.0.region', { authority: 'kreis' }],
])('finds a fault at %s', (path, change) => expect(faultsOf({ ...source, ...change })).toEqual([path]));

it('a source has an id of its own, and a county may leave the municipality to the data', () => {
  expect(faultsOf(source, source)).toEqual(['sources.1.id']);
  expect(faultsOf({ ...source, authority: 'kreis', services: [{ ...offered, regionAt: '/ags' }] })).toEqual([]);
});

it('a secret stands never in the file', () => {
  expect(() => faultsOf({ ...source, clientSecret: 'geheim' })).toThrow(/a reference, env:NAME or file:path/);
});
