import type { Network } from '../config/load-network.ts';
import { isXmeld } from '../config/region-checks.ts';
import type { Link } from '../findings.ts';
import { isAssociation, type Region, type Regions } from './regions.ts';
import type { Service } from './services.ts';

/** One line of the routing table: a service and act in one region, and its way. */
export type Route = RouteTo & (ToDestination | ToLink);

interface RouteTo {
  readonly service: string;
  /** Absent: every act that has no route of its own in the region. */
  readonly act?: string | undefined;
  /** ARS. */
  readonly region: string;
}

interface ToDestination {
  /** Id of the destination. */
  readonly destination: string;
  /** Whether the destination takes XMeld messages, which are addressed by the AGS of a municipality. */
  readonly takesXmeld: boolean;
  /** Only these portals; for others the route is not there. */
  readonly portals?: readonly string[] | undefined;
  readonly link?: undefined;
}

interface ToLink {
  readonly link: Link;
  readonly destination?: undefined;
}

export interface RoutingQuestion {
  readonly service: Pick<Service, 'id' | 'nameDe' | 'deliveryMode'>;
  readonly act: string;
  readonly region: Region;
  /** Id of the portal that asks; absent: routes of all portals count. */
  readonly portal?: string | undefined;
}

/** Where a submission goes, and why; or why it goes nowhere. Texts are for people, in English. */
export type Routing =
  | { readonly kind: 'route'; readonly destination: string; readonly why: string }
  | { readonly kind: 'samtgemeinde'; readonly reason: string; readonly members: readonly Region[] }
  /** Not here; without a link nobody has said where. */
  | { readonly kind: 'link-out'; readonly reason: string; readonly link?: Link }
  | { readonly kind: 'none'; readonly reason: string; readonly alternatives: readonly Route[] };

const mostAlternatives = 5;

/** The routing table of a network: each route once for each of its regions and acts. */
export function listRoutes({ routes, destinations }: Network['config']): Route[] {
  const xmeld = new Set(destinations.filter(({ messages }) => messages.some(isXmeld)).map(({ id }) => id));
  return routes.flatMap(({ service, act, region, destination, portals, linkOut, efa }) => {
    const ways: (ToDestination | ToLink)[] = [
      ...(destination === undefined ? [] : [{ destination, takesXmeld: xmeld.has(destination), portals }]),
      ...(linkOut === undefined ? [] : [{ link: { way: 'link-out' as const, ...linkOut } }]),
      ...(efa === undefined ? [] : [{ link: writeEfa(efa) }]),
    ];
    const acts = act ?? [undefined];
    return region.flatMap((ars) =>
      acts.flatMap((each) => ways.map((way) => ({ service, act: each, region: ars, ...way }))),
    );
  });
}

function writeEfa({ url, ...efa }: { id: string; name: string; url?: string | undefined }): Link {
  return { way: 'efa', ...efa, ...(url === undefined ? {} : { url }) };
}

/**
 * Finds the way for a service, act and region: the region's own route first, then that of its Samtgemeinde, then that of
 * its county; in each the act's own route before the one for every act. Pure: the same question and routes give the same
 * answer.
 *
 * A region that is a Samtgemeinde is too coarse for XMeld (addressed by the AGS of a member municipality): the answer
 * names the members to choose from.
 */
export function findRoute(question: RoutingQuestion, routes: readonly Route[], regions: Regions): Routing {
  const { service, act, region } = question;
  const ofService = routes.filter((route) => route.service === service.id && mayBeUsed(route, question));
  const ofAct = ofService.filter((route) => route.act === act || route.act === undefined);
  const routeAt = (ars: string) => {
    const there = ofAct.filter((route) => route.region === ars);
    return there.find((route) => route.act === act) ?? there[0];
  };
  const chosen = [region, ...regions.parents(region.ars)].flatMap((place) => {
    const route = routeAt(place.ars);
    return route ? [{ route, place }] : [];
  })[0];

  if (isAssociation(region.type)) {
    const members = regions.members(region.ars);
    const finest = chosen?.route ?? members.map(({ ars }) => routeAt(ars)).find((route) => route !== undefined);
    if (finest?.destination !== undefined && finest.takesXmeld) {
      const reason = `${region.name} has no AGS, and ${finest.destination} is addressed by the AGS of a member municipality.`;
      return { kind: 'samtgemeinde', reason, members };
    }
  }
  if (chosen) return follow(chosen.route, tellWhy(region, chosen.place));
  return answerWithoutRoute(question, ofService, ofAct, regions);
}

/** Federal law sends the citizen of a link-only service elsewhere, whatever destination a route names. */
function mayBeUsed(route: Route, { service, portal }: RoutingQuestion): boolean {
  if (route.link) return true;
  if (service.deliveryMode === 'link') return false;
  return portal === undefined || route.portals === undefined || route.portals.includes(portal);
}

function follow(route: Route, why: string): Routing {
  return route.link
    ? { kind: 'link-out', reason: why, link: route.link }
    : { kind: 'route', destination: route.destination, why };
}

/** What holds where the network file says nothing: the catalogue's own word on the service. */
function answerWithoutRoute(
  { service, act, region }: RoutingQuestion,
  ofService: readonly Route[],
  ofAct: readonly Route[],
  regions: Regions,
): Routing {
  if (service.deliveryMode === 'link') {
    return { kind: 'link-out', reason: `${service.nameDe} may not be delivered here, and no link is known.` };
  }
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
