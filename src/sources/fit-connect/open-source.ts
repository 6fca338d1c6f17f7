import { dirname } from 'node:path';
import { ConfigError, type ConfigFault, type ConfigPath } from '../../config/config-error.ts';
import { faultAt, type Network } from '../../config/load-network.ts';
import { resolveSecrets } from '../../config/secrets.ts';
import { ZustellwerkError } from '../../errors.ts';
import {
  checkCallbackSecret,
  checkKey,
  createSubmissionApi,
  createTokenSource,
  environments,
  FitConnectError,
  findInKeySet,
  type KeyTrust,
  Refused,
} from '../../fit-connect/index.ts';
import type { Source, SourceConfig } from './source.ts';

/**
 * Reads the secrets of all sources and checks their keys.
 *
 * @throws ConfigError with all faults, each at its line; never with a value.
 */
export async function openSources(network: Network, now: () => Date): Promise<Source[]> {
  const faults: ConfigFault[] = [];
  const sources: Source[] = [];
  for (const [index, config] of network.config.sources.entries()) {
    const fail = (path: ConfigPath, problem: string, expected: string) =>
      faults.push(faultAt(network, ['sources', index, ...path], problem, expected));
    const source = await openSource(config, network, now, fail);
    if (source) sources.push(source);
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return sources;
}

type Fail = (path: ConfigPath, problem: string, expected: string) => void;

async function openSource(config: SourceConfig, network: Network, now: () => Date, fail: Fail) {
  const portal = network.config.portals.find(({ id }) => id === config.portal);
  const authority = network.config.authorities.find(({ id }) => id === config.authority);
  if (!portal || !authority) return undefined;
  const read = (path: ConfigPath, reference: string) =>
    attempt(fail, path, 'a secret that can be read', () => String(resolveSecrets(reference, dirname(network.file))));
  const readKey = (path: ConfigPath, reference: string, purpose: 'decrypt' | 'sign') =>
    attempt(fail, path, `a private key (JWK) to ${purpose} with`, async () =>
      checkKey(JSON.parse((await read(path, reference)) ?? '{}'), { purpose, trust, now }),
    );
  const roots = await Promise.all(config.trustedRoots.map((one, item) => read(['trustedRoots', item], one)));
  const trust = trustOf(
    config,
    roots.filter((one) => one !== undefined),
  );
  const clientId = await read(['clientId'], config.clientId);
  const clientSecret = await read(['clientSecret'], config.clientSecret);
  const decryptionKeys = await Promise.all(
    config.decryptionKeys.map((one, item) => readKey(['decryptionKeys', item], one, 'decrypt')),
  );
  const signingKey = await readKey(['signingKey'], config.signingKey, 'sign');
  const keySet = config.serviceKeys && (await read(['serviceKeys'], config.serviceKeys));
  const callbackSecret =
    config.callbackSecret &&
    (await attempt(fail, ['callbackSecret'], 'a secret of 32 to 512 characters', async () => {
      const secret = (await read(['callbackSecret'], config.callbackSecret ?? '')) ?? '';
      checkCallbackSecret(secret);
      return secret;
    }));
  const environment = environments[config.environment];
  const api = await attempt(fail, ['submissionApi'], 'an address of the environment that is named', () =>
    createSubmissionApi({
      version: config.apiVersion,
      baseUrl: config.submissionApi ?? environment.submissionApi[config.apiVersion],
      tokens: createTokenSource({
        tokenUrl: config.tokenUrl ?? environment.tokenUrl,
        clientId: clientId ?? '',
        clientSecret: clientSecret ?? '',
      }),
      trust,
      ...(config.serviceIssuers.length > 0 && { serviceIssuers: config.serviceIssuers }),
      now,
    }),
  );
  if (!api || !signingKey) return undefined;
  return {
    id: config.id,
    config,
    portal,
    region: authority.ars,
    api,
    decryptionKeys: decryptionKeys.filter((key) => key !== undefined),
    signingKey,
    findServiceKey: keySet ? findInKeySet(JSON.parse(keySet)) : undefined,
    callbackSecret: callbackSecret || undefined,
  };
}

/**
 * The only destination whose keys are checked here is one's own: they signed the answers in its event logs. Whether one
 * of them is revoked is known to who revoked it, so nobody else is asked.
 */
function trustOf({ environment }: SourceConfig, roots: readonly string[]): KeyTrust {
  return environment === 'test' ? { environment } : { environment, roots, isRevoked: async () => false };
}

async function attempt<T>(fail: Fail, path: ConfigPath, expected: string, work: () => T | Promise<T>) {
  try {
    return await work();
  } catch (error) {
    fail(path, tell(error), expected);
    return undefined;
  }
}

/** Messages of the JSON parser quote what they parse, which is a key here. */
function tell(error: unknown): string {
  if (error instanceof Refused) return `${error.message} (${error.reason})`;
  if (error instanceof ZustellwerkError || error instanceof FitConnectError) return error.message;
  return 'is no JSON';
}
