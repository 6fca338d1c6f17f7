import { suggest } from '../nearest.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';

/** What is said about services that nobody knows, for regions that nobody knows, or twice. */
export function* findServiceSettingsFaults({ services }: NetworkConfig, known: KnownWorld): Generator<Finding> {
  const ids = known.services.list().map(({ id }) => id);
  const said = new Set<string>();
  for (const [index, { service, region = [], from = '', attachments = [] }] of services.entries()) {
    if (!ids.includes(service)) {
      const problem = `names the unknown service "${service}"`;
      yield { path: ['services', index, 'service'], problem, expected: suggest(service, ids) };
    }
    const documents =
      known.services
        .list()
        .find(({ id }) => id === service)
        ?.attachments.map(({ id }) => id) ?? [];
    for (const [at, { id }] of attachments.entries()) {
      if (documents.includes(id) || !ids.includes(service)) continue;
      const problem = `names the document "${id}", which ${service} does not have`;
      yield { path: ['services', index, 'attachments', at, 'id'], problem, expected: suggest(id, documents) };
    }
    for (const ars of region) {
      if (known.regions.find(ars)) continue;
      const expected = 'the ARS of a region in the regions data';
      yield { path: ['services', index, 'region'], problem: `names the unknown region "${ars}"`, expected };
    }
    for (const place of region.length > 0 ? region : ['']) {
      const key = `${service} ${place} ${from}`;
      if (said.has(key)) {
        const problem = `says a second time what holds for ${service}${place === '' ? '' : ` in ${place}`}`;
        yield {
          path: ['services', index],
          problem,
          expected: 'one entry for each service, region and first day (from)',
        };
      }
      said.add(key);
    }
  }
}
