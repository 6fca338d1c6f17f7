import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';

/** What drop folders refer to besides authority and portal: service, municipality, and a profile of the portal. */
export function* findDropFolderFaults(config: NetworkConfig, { regions, services }: KnownWorld): Generator<Finding> {
  const serviceIds = services.list().map(({ id }) => id);
  for (const [index, { service, region, profile, portal: portalId }] of config.dropFolders.entries()) {
    const at = ['dropFolders', index];
    if ((service === undefined) !== (region === undefined)) {
      const problem = 'goes with service, and service with it';
      yield { path: [...at, 'region'], problem, expected: 'both, or none where each JSON file says them' };
    }
    if (service === undefined) continue;
    if (!serviceIds.includes(service)) {
      const problem = `names the unknown service "${service}"`;
      yield { path: [...at, 'service'], problem, expected: suggest(service, serviceIds) };
    }
    const found = region === undefined ? undefined : regions.find(region);
    if (region !== undefined && !(found && regions.isMunicipality(found))) {
      yield { path: [...at, 'region'], problem: `${region} is no municipality`, expected: 'the ARS of one' };
    }
    const portal = config.portals.find(({ id }) => id === portalId);
    if (portal && !portal.profiles.includes(profile)) {
      const problem = `"${profile}" is no profile of the portal ${portal.id}`;
      yield { path: [...at, 'profile'], problem, expected: `one of ${portal.profiles.join(', ')}` };
    }
  }
}
