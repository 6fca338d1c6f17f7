import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';

/** Lists of the network file whose members are polled, each with an id of its own among all sources. */
const polledKinds = ['formSolutions', 'xtaMailboxes', 'dropFolders'] as const;

export type PolledKind = (typeof polledKinds)[number];

/** What all polled sources refer to: an id of their own, an authority, a portal; a service and a municipality where they say them. */
export function* findPolledFaults(config: NetworkConfig, { regions, services }: KnownWorld): Generator<Finding> {
  const ids = [config.sources, ...polledKinds.map((kind) => config[kind])].flatMap((list) => list.map(({ id }) => id));
  const known = {
    authority: config.authorities.map(({ id }) => id),
    portal: config.portals.map(({ id }) => id),
  };
  const serviceIds = services.list().map(({ id }) => id);
  for (const kind of polledKinds) {
    for (const [index, source] of config[kind].entries()) {
      const at = [kind, index];
      if (ids.filter((id) => id === source.id).length > 1) {
        yield { path: [...at, 'id'], problem: `"${source.id}" is there twice`, expected: 'an id of its own' };
      }
      for (const member of ['authority', 'portal'] as const) {
        if (known[member].includes(source[member])) continue;
        const problem = `names the unknown ${member} "${source[member]}"`;
        yield { path: [...at, member], problem, expected: suggest(source[member], known[member]) };
      }
      // The forms of a tenant say it, each its own.
      if ('forms' in source) continue;
      const { service, region } = source;
      if (service !== undefined && !serviceIds.includes(service)) {
        const problem = `names the unknown service "${service}"`;
        yield { path: [...at, 'service'], problem, expected: suggest(service, serviceIds) };
      }
      const found = region === undefined ? undefined : regions.find(region);
      if (region !== undefined && !(found && regions.isMunicipality(found))) {
        yield { path: [...at, 'region'], problem: `${region} is no municipality`, expected: 'the ARS of one' };
      }
    }
  }
}
