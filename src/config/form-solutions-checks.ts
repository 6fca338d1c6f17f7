import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';

/** What polled tenants refer to besides authority and portal: its profile, services, municipalities. */
export function* findFormSolutionsFaults(config: NetworkConfig, { regions, services }: KnownWorld): Generator<Finding> {
  const serviceIds = services.list().map(({ id }) => id);
  for (const [index, source] of config.formSolutions.entries()) {
    const at = ['formSolutions', index];
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
