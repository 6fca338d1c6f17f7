import type { Network } from '../config/load-network.ts';
import { isXmeld } from '../config/region-checks.ts';
import type { Region, Regions } from './regions.ts';
import type { Service } from './services.ts';

/** One line of the routing table: a service and act in one region, and who takes it. */
export interface Route {
  readonly service: string;
  readonly act: string;
  /** ARS. */
  readonly region: string;
  /** Id of the destination. */
  readonly destination: string;
  /** Whether the destination takes XMeld messages, which are addressed by the AGS of a municipality. */
  readonly takesXmeld: boolean;
}

export interface RoutingQuestion {
  readonly service: Pick<Service, 'id' | 'nameDe' | 'deliveryMode'>;
  readonly act: string;
  readonly region: Region;
}

/** Where a submission goes, and why; or why it goes nowhere. Texts are for people, in English. */
export type Routing =
  | { readonly kind: 'route'; readonly destination: string; readonly why: string }
  | { readonly kind: 'samtgemeinde'; readonly reason: string; readonly members: readonly Region[] }
  | { readonly kind: 'link-out'; readonly reason: string }
  | { readonly kind: 'none'; readonly reason: string; readonly alternatives: readonly Route[] };

const mostAlternatives = 5;

/** The routing table of a network: each route once for each of its regions. */
export function listRoutes({ routes, destinations }: Network['config']): Route[] {
  const xmeld = new Set(destinations.filter(({ messages }) => messages.some(isXmeld)).map(({ id }) => id));
  return routes.flatMap(({ region, ...route }) =>
    region.map((ars) => ({ ...route, region: ars, takesXmeld: xmeld.has(route.destination) })),
  );
}

/**
 * Finds the destination for a service, act and region: the region's own route first, then that of its Samtgemeinde,
 * then that of its county. Pure: the same question and routes give the same answer.
 *
 * A region that is a Samtgemeinde is too coarse for XMeld (addressed by the AGS of a member municipality): the answer
 * names the members to choose from.
 */
export function findRoute(question: RoutingQuestion, routes: readonly Route[], regions: Regions): Routing {
  const { service, act, region } = question;
  if (service.deliveryMode === 'link') {
    return { kind: 'link-out', reason: `${service.nameDe} may not be delivered here, and no link is known.` };
  }
  const ofService = routes.filter((route) => route.service === service.id);
  const ofAct = ofService.filter((route) => route.act === act);
  const routeAt = (ars: string) => ofAct.find((route) => route.region === ars);

  const chosen = [region, ...regions.parents(region.ars)].flatMap((place) => {
    const route = routeAt(place.ars);
    return route ? [{ route, place }] : [];
  })[0];

  if (region.type === 'Samtgemeinde') {
    const members = regions.members(region.ars);
    const finest = chosen?.route ?? members.map(({ ars }) => routeAt(ars)).find((route) => route !== undefined);
    if (finest?.takesXmeld) {
      const reason = `${region.name} has no AGS, and ${finest.destination} is addressed by the AGS of a member municipality.`;
      return { kind: 'samtgemeinde', reason, members };
    }
  }
  if (chosen) return { kind: 'route', destination: chosen.route.destination, why: tellWhy(region, chosen.place) };

  if (service.deliveryMode === 'link-or-deliver') {
    const reason = `${service.nameDe} is a link-out unless an office agreed to take it; ${tell(region)} has no route for it, and no link is known.`;
    return { kind: 'link-out', reason };
  }
  const here = new Set([region.ars, ...regions.parents(region.ars).map(({ ars }) => ars)]);
  const otherActs = ofService.filter((route) => here.has(route.region));
  return {
    kind: 'none',
    reason: `No route for ${service.id} (${act}) in ${tell(region)}.`,
    alternatives: [...otherActs, ...ofAct].slice(0, mostAlternatives),
  };
}

function tellWhy(region: Region, place: Region): string {
  return place === region
    ? `${tell(region)} has a route of its own.`
    : `${tell(region)} has no route of its own and belongs to ${tell(place)}, which has one.`;
}

function tell({ name, ars }: Region): string {
  return `${name} (${ars})`;
}
