import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';

/** What sources refer to: authority, portal with its profiles, services, and a municipality that the law can address. */
export function* findSourceFaults(config: NetworkConfig, { regions, services }: KnownWorld): Generator<Finding> {
  const serviceIds = services.list().map(({ id }) => id);
  for (const [index, source] of config.sources.entries()) {
    const at = ['sources', index];
    const authority = config.authorities.find(({ id }) => id === source.authority);
    const portal = config.portals.find(({ id }) => id === source.portal);
    if (!authority) yield unknown([...at, 'authority'], source.authority, config.authorities);
    if (!portal) yield unknown([...at, 'portal'], source.portal, config.portals);
    if (source.environment !== 'test' && source.trustedRoots.length === 0) {
      const problem = 'is empty, but keys outside of `test` are checked up to a root';
      yield { path: [...at, 'trustedRoots'], problem, expected: 'the root certificates of the V-PKI' };
    }
    for (const [item, { leika, service, profile, region, regionAt }] of source.services.entries()) {
      const place = [...at, 'services', item];
      if (source.services.findIndex((other) => other.leika === leika) < item) {
        yield { path: [...place, 'leika'], problem: `"${leika}" is there twice`, expected: 'a LeiKa key of its own' };
      }
      if (!serviceIds.includes(service)) {
        const expected = suggest(service, serviceIds);
        yield { path: [...place, 'service'], problem: `names the unknown service "${service}"`, expected };
      }
      if (portal && !portal.profiles.includes(profile)) {
        const problem = `"${profile}" is no profile of the portal ${portal.id}`;
        yield { path: [...place, 'profile'], problem, expected: `one of ${portal.profiles.join(', ')}` };
      }
      const ars = region ?? authority?.ars;
      const known = ars === undefined ? undefined : regions.find(ars);
      if (regionAt === undefined && ars !== undefined && !(known && regions.isMunicipality(known))) {
        const problem = `${ars} is no municipality, and submissions do not say theirs`;
        yield { path: [...place, 'region'], problem, expected: 'the ARS of a municipality, or regionAt' };
      }
    }
  }
}

function unknown(path: readonly (string | number)[], id: string, known: readonly { readonly id: string }[]): Finding {
  const word = String(path.at(-1));
  return {
    path,
    problem: `names the unknown ${word} "${id}"`,
    expected: suggest(
      id,
      known.map((one) => one.id),
    ),
  };
}
