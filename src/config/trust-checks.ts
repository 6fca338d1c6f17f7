import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';

/** What `trust` refers to: services and portals. */
export function* findTrustFaults({ trust, portals }: NetworkConfig, { services }: KnownWorld): Generator<Finding> {
  const serviceIds = services.list().map(({ id }) => id);
  const portalIds = portals.map(({ id }) => id);
  for (const [index, assertion] of trust.assertions.entries()) {
    yield* check(['trust', 'assertions', index, 'portals'], 'portal', assertion.portals, portalIds);
    yield* check(['trust', 'assertions', index, 'services'], 'service', assertion.services, serviceIds);
  }
}

function* check(
  path: readonly (string | number)[],
  word: string,
  ids: readonly string[] = [],
  known: readonly string[],
): Generator<Finding> {
  for (const [item, id] of ids.entries()) {
    if (known.includes(id)) continue;
    yield { path: [...path, item], problem: `names the unknown ${word} "${id}"`, expected: suggest(id, known) };
  }
}
