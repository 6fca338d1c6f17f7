import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testKeys } from '../../test/fit-connect/keys.ts';
import { checkConfiguration } from '../configuration.ts';
import { ConfigError } from './config-error.ts';

const id = '40847c29-06aa-40e2-bf28-c29884c694c4';
const service = {
  identifier: 'urn:de:fim:leika:leistung:99107004018000',
  regions: ['DE03457'],
  submissionSchemas: [{ schemaUri: 'https://example.org/antrag.json', mimeType: 'application/json' }],
};
const destination = {
  id,
  name: 'Bauamt',
  keys: ['encryption.json', 'signature.json'],
  encryptionKid: 'encryption-0000-0000',
  metadataVersions: ['2.1.0'],
  services: [service],
};
const client = { id: 'portal', secret: 'env:FACADE_SECRET', scopes: ['send:region:DE'] };
const sound = {
  address: 'https://gateway.example/fit-connect',
  signingKey: 'file:service.json',
  clients: [client],
  destinations: [destination],
};

it('tells what is wrong with keys, secrets and scopes, each with its place', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'facade-config-'));
  const [encryption, signature] = await Promise.all([
    testKeys('encryption', 'encryption'),
    testKeys('signature', 'signature'),
  ]);
  const files = { encryption: encryption.public, signature: signature.public, service: signature.private, none: {} };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, `${name}.json`), JSON.stringify(content));
  process.env.FACADE_SECRET = 'a secret that has 32 characters or more';
  process.env.FACADE_SHORT = 'short';
  const check = async (change: object) => {
    const file = join(folder, 'network.json');
    const network = { network: { id: 'leer', name: 'Leer' }, fitConnect: { facade: { ...sound, ...change } } };
    await writeFile(file, JSON.stringify(network));
    try {
      return (await checkConfiguration(file)).facade?.destinations.length;
    } catch (error) {
      if (error instanceof ConfigError) return error.faults.map(({ path }) => path.replace('fitConnect.facade.', ''));
      throw error;
    }
  };
  const withDestination = (change: object) => check({ destinations: [{ ...destination, ...change }] });
  const withClient = (change: object) => check({ clients: [{ ...client, ...change }] });
  expect(await check({})).toBe(1);
  expect(await check({ address: 'http://gateway.example/fit-connect' })).toEqual(['address']);
  expect(await check({ address: 'https://gateway.example/fit-connect/' })).toEqual(['address']);
  expect(await check({ signingKey: 'a key' })).toEqual(['signingKey']);
  expect(await check({ signingKey: 'file:signature.json' })).toEqual(['signingKey']);
  expect(await check({ retiredKeys: ['missing.json'] })).toEqual(['retiredKeys[0]']);
  expect(await check({ clients: [client, client] })).toEqual(['clients[1].id']);
  expect(await withClient({ secret: 'in the open' })).toEqual(['clients[0].secret']);
  expect(await withClient({ secret: 'env:FACADE_SHORT' })).toEqual(['clients[0].secret']);
  expect(await withClient({ scopes: ['send:region:de'] })).toEqual(['clients[0].scopes[0]']);
  expect(await withClient({ scopes: [`subscribe:destination:${id.replace('4', '5')}`] })).toEqual([
    'clients[0].scopes[0]',
  ]);
  expect(await withDestination({ encryptionKid: 'signature-0000-0000' })).toEqual(['destinations[0].encryptionKid']);
  expect(await withDestination({ keys: ['encryption.json', 'none.json'] })).toEqual([
    'destinations[0].keys[1]',
    'destinations[0].keys',
  ]);
  expect(await withDestination({ keys: ['encryption.json', 'service.json'] })).toEqual([
    'destinations[0].keys[1]',
    'destinations[0].keys',
  ]);
  const callback = { url: 'https://vendor.example/callback', secret: 'env:FACADE_SHORT' };
  expect(await withDestination({ callback })).toEqual(['destinations[0].callback.secret']);
  await rm(folder, { recursive: true });
});
