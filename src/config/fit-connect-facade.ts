import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { checkKey, FitConnectError, type RsaJwk } from '../fit-connect/index.ts';
import { type Client, type HostedDestination, isScope } from '../fit-connect/server/index.ts';
import { ConfigError, type ConfigFault, type ConfigPath } from './config-error.ts';
import type { FacadeConfig } from './fit-connect-schema.ts';
import { type DeepReadonly, faultAt, type Network } from './load-network.ts';
import { resolveSecrets } from './secrets.ts';

/** What a network file says about a delivery service of FIT-Connect, with its keys and secrets. */
export interface Facade {
  readonly address: string;
  /** Private; checked. */
  readonly signingKey: unknown;
  readonly retiredKeys: readonly RsaJwk[];
  /** Where callbacks may go; `ca` is PEM. */
  readonly callbacks: { readonly networks: readonly string[]; readonly ca?: string | undefined };
  readonly clients: readonly Client[];
  readonly destinations: readonly HostedDestination[];
}

type Config = DeepReadonly<FacadeConfig>;

const at = (...path: ConfigPath): ConfigPath => ['fitConnect', 'facade', ...path];

/**
 * Reads keys and secrets of the façade; undefined when the network file has none.
 *
 * @throws ConfigError with all faults
 */
export async function readFacade(network: Network): Promise<Facade | undefined> {
  const config = network.config.fitConnect?.facade;
  if (!config) return undefined;
  const folder = dirname(network.file);
  const faults: ConfigFault[] = [];
  const blame = (path: ConfigPath, problem: string, expected: string) => {
    faults.push(faultAt(network, path, problem, expected));
  };
  const readSecret = (reference: string) => String(resolveSecrets(reference, folder));
  const readKeys = (files: readonly string[], path: ConfigPath) =>
    Promise.all(
      files.map((file, index) =>
        readPublicKey(resolve(folder, file), (why) => blame([...path, index], why, 'a file with a public key (JWK)')),
      ),
    );

  const retired = await readKeys(config.retiredKeys, at('retiredKeys'));
  const destinations = await Promise.all(
    config.destinations.map(async (destination, index) => {
      const keys = (await readKeys(destination.keys, at('destinations', index, 'keys'))).filter(
        (key) => key !== undefined,
      );
      return readDestination(destination, keys, index, readSecret, blame);
    }),
  );
  const clients = config.clients.map((client, index) => readClient(client, index, config, readSecret, blame));
  findTwins(config, blame);
  const signingKey = await readSigningKey(readSecret(config.signingKey), blame);
  if (faults.length > 0) throw new ConfigError(faults);
  const retiredKeys = retired.filter((key) => key !== undefined);
  const { networks, ca } = config.callbacks;
  const callbacks = { networks, ...(ca !== undefined && { ca: readSecret(ca) }) };
  return { address: config.address, signingKey, retiredKeys, callbacks, clients, destinations };
}

type Blame = (path: ConfigPath, problem: string, expected: string) => void;

async function readPublicKey(file: string, blame: (why: string) => void): Promise<RsaJwk | undefined> {
  try {
    const jwk: unknown = JSON.parse(await readFile(file, 'utf8'));
    const signs = typeof jwk === 'object' && jwk !== null && 'alg' in jwk && jwk.alg === 'PS512';
    return await checkKey(jwk, { purpose: signs ? 'verify' : 'encrypt', trust: { environment: 'test' } });
  } catch (error) {
    blame(error instanceof FitConnectError ? error.message : 'cannot be read as JSON');
    return undefined;
  }
}

async function readSigningKey(text: string, blame: Blame): Promise<unknown> {
  try {
    return await checkKey(JSON.parse(text), { purpose: 'sign', trust: { environment: 'test' } });
  } catch (error) {
    const why = error instanceof FitConnectError ? error.message : 'is no JSON';
    blame(
      at('signingKey'),
      why,
      'a private key for signatures (JWK), as "fit-connect keys create --use signature" makes it',
    );
    return undefined;
  }
}

function readDestination(
  { id, keys: _, callback, ...rest }: Config['destinations'][number],
  keys: readonly RsaJwk[],
  index: number,
  readSecret: (reference: string) => string,
  blame: Blame,
): HostedDestination {
  if (!keys.some(({ kid, alg }) => kid === rest.encryptionKid && alg === 'RSA-OAEP-256')) {
    blame(
      at('destinations', index, 'encryptionKid'),
      'is none of its keys for encryption',
      'the kid of one of its keys',
    );
  }
  if (!keys.some(({ alg }) => alg === 'PS512')) {
    blame(at('destinations', index, 'keys'), 'has no key for signatures', 'a key with alg PS512');
  }
  const secret = callback && readSecret(callback.secret);
  if (secret !== undefined && (secret.length < 32 || secret.length > 512)) {
    blame(at('destinations', index, 'callback', 'secret'), 'has the wrong length', '32 to 512 characters');
  }
  return {
    ...rest,
    destinationId: id,
    keys,
    ...(callback && secret !== undefined && { callback: { url: callback.url, secret } }),
  };
}

function readClient(
  { id, secret: reference, scopes }: Config['clients'][number],
  index: number,
  { destinations }: Config,
  readSecret: (reference: string) => string,
  blame: Blame,
): Client {
  const secret = readSecret(reference);
  if (secret.length < 32) blame(at('clients', index, 'secret'), 'is too short', '32 random characters or more');
  for (const [item, scope] of scopes.entries()) {
    const path = at('clients', index, 'scopes', item);
    if (!isScope(scope)) blame(path, 'is no scope', 'send:region:DE03457 or subscribe:destination:<id>');
    const destination = /^subscribe:destination:(.+)$/.exec(scope)?.[1];
    if (destination !== undefined && !destinations.some((known) => known.id === destination)) {
      blame(path, 'names an unknown destination', 'the id of one of fitConnect.facade.destinations');
    }
  }
  return { clientId: id, secretHash: createHash('sha256').update(secret).digest(), scopes };
}

function findTwins(config: Config, blame: Blame): void {
  for (const part of ['clients', 'destinations'] as const) {
    const ids = config[part].map(({ id }) => id);
    for (const [index, id] of ids.entries()) {
      if (ids.indexOf(id) < index) blame(at(part, index, 'id'), 'is there twice', 'an id of its own');
    }
  }
}
