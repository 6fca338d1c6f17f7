import { ConfigError, type ConfigFault, type ConfigPath } from '../config/config-error.ts';
import { faultAt, type Network } from '../config/load-network.ts';
import type { ServiceAct } from '../domains/service.ts';
import { splitPath } from '../messages/paths.ts';
import { nearest } from '../nearest.ts';
import { adaptProfile } from './adapt-profile.ts';
import { checkProfile } from './check-profile.ts';
import { findPaths } from './data-paths.ts';
import type { Profile } from './profile-table.ts';

/**
 * Whether what portals call their fields makes sense: profile, service, converters, and paths that the service's data have.
 *
 * @throws ConfigError with all faults, each at its line.
 */
export function checkMappings(network: Network, profiles: readonly Profile[], acts: readonly ServiceAct[]): void {
  const faults: ConfigFault[] = [];
  for (const [index, portal] of network.config.portals.entries()) {
    for (const [item, mapping] of portal.mappings.entries()) {
      const fail = (path: ConfigPath, problem: string, expected: string) =>
        faults.push(faultAt(network, ['portals', index, 'mappings', item, ...path], problem, expected));
      const profile = profiles.find(({ id }) => id === mapping.profile);
      const own = acts.filter(({ serviceId }) => serviceId === mapping.service);
      const { profile: name, service } = mapping;
      if (!profile || !portal.profiles.includes(name)) {
        fail(['profile'], `"${name}" is no profile of the portal`, `one of ${portal.profiles.join(', ')}`);
      }
      if (portal.mappings.findIndex((other) => other.profile === name && other.service === service) < item) {
        fail(['service'], `"${service}" is there twice`, 'one mapping for each profile and service');
      }
      if (own.length === 0) {
        const known = [...new Set(acts.map(({ serviceId }) => serviceId))];
        fail(['service'], `names the unknown service "${service}"`, `like ${nearest(service, known).join(', ')}`);
      }
      if (profile && own.length > 0) checkOne(mapping, profile, own, fail);
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
}

type Mapping = Network['config']['portals'][number]['mappings'][number];
type Fail = (path: ConfigPath, problem: string, expected: string) => void;

function checkOne(mapping: Mapping, profile: Profile, acts: readonly ServiceAct[], fail: Fail): void {
  const paths = [...new Set(acts.flatMap(({ data }) => findPaths(data.jsonSchema)))];
  const said: (readonly [ConfigPath, string])[] = [
    ...mapping.rows.map(({ data }, row) => [['rows', row, 'data'], data] as const),
    ...Object.keys(mapping.defaults).map((data) => [['defaults', data], data] as const),
  ];
  for (const [place, path] of said) {
    if (paths.some((known) => splitPath(known).join() === splitPath(path).join())) continue;
    const like = nearest(path, paths).join(', ');
    fail(
      place,
      `"${path}" is no path in the data of ${mapping.service}`,
      `like ${like || paths.slice(0, 3).join(', ')}`,
    );
  }
  const { services, ...rest } = adaptProfile(profile, { mappings: [mapping] });
  const table = services[mapping.service];
  if (!table) return;
  for (const fault of checkProfile({ ...rest, services: { [mapping.service]: table } })) {
    fail([], fault, 'rows that work both ways');
  }
}
