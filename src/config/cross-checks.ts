import { suggest } from '../nearest.ts';
import { findCallbackFaults } from './callback-address.ts';
import type { ConfigPath } from './config-error.ts';
import { findDropFolderFaults } from './drop-folder-checks.ts';
import type { Finding } from './explain-issues.ts';
import { findFormSolutionsFaults } from './form-solutions-checks.ts';
import { findForwardingFaults, findUnusedRecipients, forwardingDestinations } from './forwarding-checks.ts';
import type { KnownWorld } from './known-world.ts';
import type { NetworkConfig } from './network-schema.ts';
import { findPolledFaults } from './polled-checks.ts';
import { findUnaddressedStandesamt } from './reader-checks.ts';
import {
  findDeclarationFaults,
  findMisaddressedXmeld,
  findUnknownRegions,
  itemOf,
  routedRegions,
} from './region-checks.ts';
import { findScopeFaults } from './scope-checks.ts';
import { findServiceSettingsFaults } from './service-settings-checks.ts';
import { findSourceFaults } from './source-checks.ts';
import { findTrustFaults } from './trust-checks.ts';
import { checkVehicleRegistration } from './vehicle-checks.ts';

/** What holds between the parts of a network file: all faults, and what is only odd as warnings. */
export function crossCheck(config: NetworkConfig, known: KnownWorld): { faults: Finding[]; warnings: Finding[] } {
  return {
    faults: [
      ...findDuplicates(config),
      ...findUnknownReferences(config, known),
      ...findDeclarationFaults(config, known),
      ...findUnknownRegions(config, known),
      ...findServiceSettingsFaults(config, known),
      ...findMisaddressedXmeld(config, known),
      ...findForwardingFaults(config),
      ...checkVehicleRegistration(config),
      ...findUnaddressedStandesamt(config),
      ...findSourceFaults(config, known),
      ...findPolledFaults(config, known),
      ...findFormSolutionsFaults(config, known),
      ...findDropFolderFaults(config),
      ...findTrustFaults(config, known),
      ...findCallbackFaults(config),
      ...findScopeFaults(config, known),
    ],
    warnings: [...findIdleDestinations(config), ...findIdleRoutes(config, known), ...findUnusedRecipients(config)],
  };
}

function* findDuplicates(config: NetworkConfig): Generator<Finding> {
  for (const part of ['authorities', 'portals', 'destinations', 'sources'] as const) {
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
    for (const service of route.service) {
      for (const act of route.act ?? ['every act']) {
        const key = `${service} ${act} ${ars} ${route.from ?? ''}`;
        const first = routed.get(key);
        if (first !== undefined) {
          yield {
            path,
            problem: `${ars} has a route for ${service} (${act}) already`,
            expected: `one route for each service, act, region and first day (from); the first leads to ${first}`,
          };
        }
        routed.set(key, first ?? route.destination ?? (route.linkOut ?? route.efa ?? route.information)?.name ?? '');
      }
    }
  }
}

function* findUnknownReferences(config: NetworkConfig, known: KnownWorld): Generator<Finding> {
  const authorities = new Set(config.authorities.map(({ id }) => id));
  const destinations = new Set(config.destinations.map(({ id }) => id));
  const services = new Set(known.services.list().map(({ id }) => id));
  const portalIds = new Set(config.portals.map(({ id }) => id));
  for (const [index, { authority, replies }] of config.destinations.entries()) {
    yield* checkReference(['destinations', index, 'authority'], 'authority', authority, authorities);
    for (const [item, id] of (replies?.orFor ?? []).entries()) {
      yield* checkReference(['destinations', index, 'replies', 'orFor', item], 'destination', id, destinations);
    }
  }
  for (const [index, { service, destination, portals = [], efa }] of config.routes.entries()) {
    for (const [item, each] of service.entries()) {
      yield* checkReference(['routes', index, 'service', ...itemOf(service, item)], 'service', each, services);
    }
    for (const [item, portal] of portals.entries()) {
      yield* checkReference(['routes', index, 'portals', item], 'portal', portal, portalIds);
    }
    if (efa?.portal !== undefined) {
      yield* checkReference(['routes', index, 'efa', 'portal'], 'portal', efa.portal, portalIds);
    }
    if (destination !== undefined) {
      yield* checkReference(['routes', index, 'destination'], 'destination', destination, destinations);
    }
  }
}

function* checkReference(path: ConfigPath, word: string, id: string, ids: ReadonlySet<string>): Generator<Finding> {
  if (!ids.has(id)) yield { path, problem: `names the unknown ${word} "${id}"`, expected: suggest(id, [...ids]) };
}

function* findIdleDestinations(config: NetworkConfig): Generator<Finding> {
  const used = new Set([...config.routes.map(({ destination }) => destination), ...forwardingDestinations(config)]);
  for (const [index, { id }] of config.destinations.entries()) {
    if (!used.has(id)) {
      yield { path: ['destinations', index], problem: `"${id}" has no route`, expected: 'a route that leads there' };
    }
  }
}

/** Federal law sends the citizen of a link-only service elsewhere, so intake never asks for its destination. */
function* findIdleRoutes(config: NetworkConfig, { services }: KnownWorld): Generator<Finding> {
  const linked = new Set(
    services
      .list()
      .flatMap(({ id, deliveryMode }) => (deliveryMode === 'link' || deliveryMode === 'information' ? [id] : [])),
  );
  for (const [index, { service, destination }] of config.routes.entries()) {
    const idle = destination === undefined ? [] : service.filter((id) => linked.has(id));
    for (const id of idle) {
      const problem = `is never used: ${id} is not delivered at all`;
      yield { path: ['routes', index], problem, expected: 'linkOut, information, or no route' };
    }
  }
}
