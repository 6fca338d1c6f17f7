import { enumerate } from '../nearest.ts';
import type { ConfigPath } from './config-error.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownRegion, KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';

/** Regions that the regions data does not have; the nearest by number and by name are named. */
export function* findUnknownRegions(config: NetworkConfig, { regions }: KnownWorld): Generator<Finding> {
  for (const [index, { ars, name }] of config.authorities.entries()) {
    if (regions.find(ars) === undefined) {
      yield unknownRegion(['authorities', index, 'ars'], ars, [...regions.nearest(name), ...regions.nearest(ars)]);
    }
  }
  for (const { ars, path } of routedRegions(config)) {
    if (regions.find(ars) === undefined) yield unknownRegion(path, ars, regions.nearest(ars));
  }
}

/** Regions that the network file declares: each once, and none without its county, whose routes it would not inherit. */
export function* findDeclarationFaults(config: NetworkConfig, { regions }: KnownWorld): Generator<Finding> {
  for (const [index, { ars, type }] of config.regions.entries()) {
    const path = ['regions', index, 'ars'];
    if (config.regions.findIndex((other) => other.ars === ars) < index) {
      yield { path, problem: `"${ars}" is there twice`, expected: 'each region once' };
    }
    const county = `${ars.slice(0, 5)}0000000`;
    if (type !== 'Land' && regions.find(county) === undefined) {
      yield { path, problem: `lies in the unknown county "${county}"`, expected: 'that county among the regions too' };
    }
  }
}

function unknownRegion(path: ConfigPath, ars: string, nearest: readonly KnownRegion[]): Finding {
  const names = [...new Set(nearest.map((region) => `${region.ars} (${region.name})`))];
  const expected = names.length === 0 ? 'the ARS of a region in the regions data' : `maybe ${enumerate(names, 3)}`;
  return { path, problem: `names the unknown region "${ars}"`, expected };
}

/**
 * XMeld names a registration authority by the AGS of the municipality, even where a Samtgemeinde runs the office (XMeld
 * 26.11 says so of the author; a reader is addressed the same way). A Samtgemeinde has no AGS, a county registers nobody.
 */
export function* findMisaddressedXmeld(config: NetworkConfig, { regions }: KnownWorld): Generator<Finding> {
  const xmeld = new Set(
    config.destinations.filter(({ messages }) => messages.some(isXmeld)).map((destination) => destination.id),
  );
  for (const { route, ars, path } of routedRegions(config)) {
    const region = route.destination !== undefined && xmeld.has(route.destination) ? regions.find(ars) : undefined;
    if (region === undefined || regions.isMunicipality(region)) continue;
    const members = regions.members(ars).map((member) => `${member.ars} (${member.name})`);
    yield {
      path,
      problem: `is ${region.name}, but ${route.destination} takes XMeld, which is addressed by the AGS of a municipality`,
      expected: members.length === 0 ? 'a municipality' : `its member municipalities: ${enumerate(members)}`,
    };
  }
}

/** Whether a message id belongs to XMeld. */
export function isXmeld(messageId: string): boolean {
  return messageId.startsWith('xmeld/');
}

/** Every route once for each of its regions, with the place to point at. */
export function* routedRegions(config: NetworkConfig) {
  for (const [index, route] of config.routes.entries()) {
    for (const [item, ars] of route.region.entries()) {
      yield { route, ars, path: ['routes', index, 'region', ...itemOf(route.region, item)] };
    }
  }
}

/** The rest of the path to one of several; a single one is mostly written without a list. */
export function itemOf(list: readonly string[], item: number): number[] {
  return list.length > 1 ? [item] : [];
}
