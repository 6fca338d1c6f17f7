import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';

/** What the scopes of portals refer to: services and regions. */
export function* findScopeFaults({ portals }: NetworkConfig, { services, regions }: KnownWorld): Generator<Finding> {
  const known = services.list().map(({ id }) => id);
  for (const [index, { scope }] of portals.entries()) {
    const path = ['portals', index, 'scope'];
    for (const [item, id] of (scope.services ?? []).entries()) {
      if (known.includes(id)) continue;
      const problem = `names the unknown service "${id}"`;
      yield { path: [...path, 'services', item], problem, expected: suggest(id, known) };
    }
    for (const [item, ars] of (scope.regions ?? []).entries()) {
      if (regions.find(ars)) continue;
      yield { path: [...path, 'regions', item], problem: `"${ars}" is no known region`, expected: 'an ARS, 12 digits' };
    }
  }
}
