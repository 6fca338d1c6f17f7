import { dirname, join, resolve } from 'node:path';
import { type Catalogue, createCatalogue } from '../../catalogue/services.ts';
import { readPackages } from '../../config/packages.ts';
import { packageRoot } from '../../package-root.ts';
import { serviceActs } from '../index.ts';
import type { ServiceAct } from '../service.ts';
import { loadForms } from './load-forms.ts';

/** The services of a network and what can be done within them. */
export interface Services {
  readonly catalogue: Catalogue;
  readonly acts: readonly ServiceAct[];
  /** The forms beside the network file, by service and version. */
  readonly ownForms: readonly string[];
}

/**
 * The services that come with Zustellwerk, those of the packages that the network file uses, and those of the folder `forms`
 * beside it, where there is one; a later one takes the place of an earlier one.
 *
 * @throws ConfigError with the faults of all forms.
 */
export async function loadServices(
  networkFile: string,
  builtIn: readonly ServiceAct[] = serviceActs,
): Promise<Services> {
  const packages = await readPackages(networkFile);
  const folders = [packageRoot, ...packages.map(({ folder }) => folder), dirname(resolve(networkFile))];
  const { acts, services, last } = await loadForms(
    folders.map((folder) => join(folder, 'forms')),
    builtIn,
  );
  return { catalogue: createCatalogue(services), acts: [...builtIn, ...acts], ownForms: last };
}
