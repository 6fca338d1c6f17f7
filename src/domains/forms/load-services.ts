import { dirname, join, resolve } from 'node:path';
import { type Catalogue, createCatalogue } from '../../catalogue/services.ts';
import { packageRoot } from '../../package-root.ts';
import { serviceActs } from '../index.ts';
import type { ServiceAct } from '../service.ts';
import { loadForms } from './load-forms.ts';

/** The services of a network and what can be done within them. */
export interface Services {
  readonly catalogue: Catalogue;
  readonly acts: readonly ServiceAct[];
}

/**
 * The services that come with Zustellwerk, and those of the folder `forms` beside the network file, where there is one.
 *
 * @throws ConfigError with the faults of all forms.
 */
export async function loadServices(
  networkFile: string,
  builtIn: readonly ServiceAct[] = serviceActs,
): Promise<Services> {
  const folders = [join(packageRoot, 'forms'), join(dirname(resolve(networkFile)), 'forms')];
  const { acts, services } = await loadForms(folders, builtIn);
  return { catalogue: createCatalogue(services), acts: [...builtIn, ...acts] };
}
