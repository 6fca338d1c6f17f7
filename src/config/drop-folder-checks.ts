import type { Finding } from './explain-issues.ts';
import type { NetworkConfig } from './network-schema.ts';

/** What a drop folder says of its JSON files: service and region together, and a profile of the portal. */
export function* findDropFolderFaults(config: NetworkConfig): Generator<Finding> {
  for (const [index, { service, region, profile, portal: portalId }] of config.dropFolders.entries()) {
    const at = ['dropFolders', index];
    if ((service === undefined) !== (region === undefined)) {
      const problem = 'goes with service, and service with it';
      yield { path: [...at, 'region'], problem, expected: 'both, or none where each JSON file says them' };
    }
    if (service === undefined) continue;
    const portal = config.portals.find(({ id }) => id === portalId);
    if (portal && !portal.profiles.includes(profile)) {
      const problem = `"${profile}" is no profile of the portal ${portal.id}`;
      yield { path: [...at, 'profile'], problem, expected: `one of ${portal.profiles.join(', ')}` };
    }
  }
}
