import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';

/** What polled tenants refer to: authority, portal with its profile, services, municipalities. */
export function* findFormSolutionsFaults(config: NetworkConfig, { regions, services }: KnownWorld): Generator<Finding> {
  const serviceIds = services.list().map(({ id }) => id);
  const ids = [...config.sources, ...config.formSolutions].map(({ id }) => id);
  for (const [index, source] of config.formSolutions.entries()) {
    const at = ['formSolutions', index];
    if (ids.filter((id) => id === source.id).length > 1) {
      yield { path: [...at, 'id'], problem: `"${source.id}" is there twice`, expected: 'an id of its own' };
    }
    for (const [member, known] of [
      ['authority', config.authorities.map(({ id }) => id)],
      ['portal', config.portals.map(({ id }) => id)],
    ] as const) {
      if (known.includes(source[member])) continue;
      const problem = `names the unknown ${member} "${source[member]}"`;
      yield { path: [...at, member], problem, expected: suggest(source[member], known) };
    }
    const portal = config.portals.find(({ id }) => id === source.portal);
    if (portal && !portal.profiles.includes('antragsmanagement-4')) {
      const problem = `the portal ${portal.id} does not have the profile antragsmanagement-4`;
      yield { path: [...at, 'portal'], problem, expected: 'a portal with profiles: [antragsmanagement-4]' };
    }
    for (const [item, { form, service, region }] of source.forms.entries()) {
      const place = [...at, 'forms', item];
      if (source.forms.findIndex((other) => other.form === form) < item) {
        yield { path: [...place, 'form'], problem: `"${form}" is there twice`, expected: 'a form of its own' };
      }
      if (!serviceIds.includes(service)) {
        const problem = `names the unknown service "${service}"`;
        yield { path: [...place, 'service'], problem, expected: suggest(service, serviceIds) };
      }
      const found = regions.find(region);
      if (!(found && regions.isMunicipality(found))) {
        yield { path: [...place, 'region'], problem: `${region} is no municipality`, expected: 'the ARS of one' };
      }
    }
  }
}
