import type { Network } from '../../config/load-network.ts';
import { openPolledSources, type PolledSource } from '../polled-source.ts';

/** A tenant that is polled: its settings with the key read. */
export interface FormSolutionsSource extends PolledSource<'formSolutions'> {
  readonly authorization: string;
}

/**
 * Reads the keys of all tenants.
 *
 * @throws ConfigError with all faults, each at its line; never with a value.
 */
export function openFormSolutions(network: Network): FormSolutionsSource[] {
  return openPolledSources(
    network,
    'formSolutions',
    ({ apiKey }) => ({ apiKey }),
    ({ tenant }, { apiKey }) => ({
      authorization: `Basic ${Buffer.from(`${tenant}:${apiKey}`).toString('base64')}`,
    }),
  );
}
