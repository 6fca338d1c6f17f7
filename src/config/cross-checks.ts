import { suggest } from '../nearest.ts';
import type { ConfigPath } from './config-error.ts';
import type { Finding } from './explain-issues.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';
import { findMisaddressedXmeld, findUnknownRegions, routedRegions } from './region-checks.ts';

/** What holds between the parts of a network file: all faults, and what is only odd as warnings. */
export function crossCheck(config: NetworkConfig, known: KnownWorld): { faults: Finding[]; warnings: Finding[] } {
  return {
    faults: [
      ...findDuplicates(config),
      ...findUnknownReferences(config, known),
      ...findUnknownRegions(config, known),
      ...findMisaddressedXmeld(config, known),
    ],
    warnings: [...findIdleDestinations(config), ...findIdleRoutes(config, known)],
  };
}

function* findDuplicates(config: NetworkConfig): Generator<Finding> {
  for (const part of ['authorities', 'portals', 'destinations'] as const) {
    const seen = new Set<string>();
    for (const [index, { id }] of config[part].entries()) {
      if (seen.has(id)) {
        yield { path: [part, index, 'id'], problem: `"${id}" is there twice`, expected: `an id of its own in ${part}` };
      }
      seen.add(id);
    }
  }
  const routed = new Map<string, string>();
  for (const { route, ars, path } of routedRegions(config)) {
    const key = `${route.service} ${route.act} ${ars}`;
    const first = routed.get(key);
    if (first !== undefined) {
      yield {
        path,
        problem: `${ars} has a route for ${route.service} (${route.act}) already`,
        expected: `one route for each service, act and region; the first leads to ${first}`,
      };
    }
    routed.set(key, first ?? route.destination);
  }
}

function* findUnknownReferences(config: NetworkConfig, known: KnownWorld): Generator<Finding> {
  const authorities = config.authorities.map(({ id }) => id);
  const destinations = config.destinations.map(({ id }) => id);
  const services = known.services.list().map(({ id }) => id);
  for (const [index, { authority }] of config.destinations.entries()) {
    yield* checkReference(['destinations', index, 'authority'], 'authority', authority, authorities);
  }
  for (const [index, { service, destination }] of config.routes.entries()) {
    yield* checkReference(['routes', index, 'service'], 'service', service, services);
    yield* checkReference(['routes', index, 'destination'], 'destination', destination, destinations);
  }
}

function* checkReference(path: ConfigPath, word: string, id: string, ids: readonly string[]): Generator<Finding> {
  if (!ids.includes(id)) yield { path, problem: `names the unknown ${word} "${id}"`, expected: suggest(id, ids) };
}

function* findIdleDestinations(config: NetworkConfig): Generator<Finding> {
  for (const [index, { id }] of config.destinations.entries()) {
    if (!config.routes.some(({ destination }) => destination === id)) {
      yield { path: ['destinations', index], problem: `"${id}" has no route`, expected: 'a route that leads there' };
    }
  }
}

/** Federal law sends the citizen of a link-only service elsewhere, so intake never asks for its route. */
function* findIdleRoutes(config: NetworkConfig, { services }: KnownWorld): Generator<Finding> {
  const linked = new Set(services.list().flatMap(({ id, deliveryMode }) => (deliveryMode === 'link' ? [id] : [])));
  for (const [index, { service }] of config.routes.entries()) {
    if (linked.has(service)) {
      yield { path: ['routes', index], problem: `is never used: ${service} is link-out only`, expected: 'no route' };
    }
  }
}
