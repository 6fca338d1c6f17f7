import { dirname } from 'node:path';
import { ConfigError, type ConfigFault } from '../../config/config-error.ts';
import { faultAt, type Network } from '../../config/load-network.ts';
import { resolveSecrets } from '../../config/secrets.ts';
import type { Portal } from '../../intake/plan.ts';

type Config = Network['config']['formSolutions'][number];

/** A tenant that is polled: its settings with the key read. */
export interface FormSolutionsSource {
  readonly config: Config;
  readonly portal: Portal;
  readonly authorization: string;
}

/**
 * Reads the keys of all tenants.
 *
 * @throws ConfigError with all faults, each at its line; never with a value.
 */
export function openFormSolutions(network: Network): FormSolutionsSource[] {
  const faults: ConfigFault[] = [];
  const sources = network.config.formSolutions.flatMap((config, index): FormSolutionsSource[] => {
    const portal = network.config.portals.find(({ id }) => id === config.portal);
    try {
      const key = String(resolveSecrets(config.apiKey, dirname(network.file)));
      const authorization = `Basic ${Buffer.from(`${config.tenant}:${key}`).toString('base64')}`;
      return portal ? [{ config, portal, authorization }] : [];
    } catch (cause) {
      const problem = cause instanceof Error ? cause.message : 'cannot be read';
      faults.push(faultAt(network, ['formSolutions', index, 'apiKey'], problem, 'a secret that can be read'));
      return [];
    }
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return sources;
}
