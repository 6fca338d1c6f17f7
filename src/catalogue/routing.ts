import type { Network } from '../config/load-network.ts';
import { isXmeld } from '../config/region-checks.ts';
import type { Link } from '../findings.ts';
import { isAssociation, type Region, type Regions } from './regions.ts';
import { isDeliveredByDefault, mayBeDelivered, type Service } from './service.ts';

/** One line of the routing table: a service and act in one region, and its way. */
export type Route = RouteTo & (ToDestination | ToLink);

interface RouteTo {
  readonly service: string;
  /** Absent: every act that has no route of its own in the region. */
  readonly act?: string | undefined;
  /** ARS. */
  readonly region: string;
  /** First and last day; absent: always. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
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
  /** The online service's own portal, whose submissions do not follow the link. */
  readonly notFor?: string | undefined;
  readonly destination?: undefined;
}

export interface RoutingQuestion {
  readonly service: Pick<Service, 'id' | 'nameDe' | 'deliveryMode' | 'link'>;
  readonly act: string;
  readonly region: Region;
  /** Id of the portal that asks; absent: routes of all portals count. */
  readonly portal?: string | undefined;
  /** `YYYY-MM-DD`, in Berlin. */
  readonly day: string;
}

/** Where a submission goes, and why; or why it goes nowhere. Texts are for people, in English. */
export type Routing =
  | { readonly kind: 'route'; readonly destination: string; readonly why: string }
  | { readonly kind: 'samtgemeinde'; readonly reason: string; readonly members: readonly Region[] }
  /** Not here; without a link nobody has said where. */
  | { readonly kind: 'link-out'; readonly reason: string; readonly link?: Link }
  | { readonly kind: 'none'; readonly reason: string; readonly alternatives: readonly Route[] };

const mostAlternatives = 5;

/** The routing table of a network: each route once for each of its services, regions and acts. */
export function listRoutes({ routes, destinations }: Pick<Network['config'], 'routes' | 'destinations'>): Route[] {
  const xmeld = new Set(destinations.filter(({ messages }) => messages.some(isXmeld)).map(({ id }) => id));
  return routes.flatMap((route) => {
    const { service, act, region, from, until } = route;
    const way = wayOf(route, xmeld);
    const acts = act ?? [undefined];
    return service.flatMap((id) =>
      region.flatMap((ars) => acts.map((each) => ({ service: id, act: each, region: ars, from, until, ...way }))),
    );
  });
}

/** A route has exactly one way; the schema of the network file holds that. */
function wayOf(
  { destination, portals, linkOut, efa, information }: Network['config']['routes'][number],
  xmeld: ReadonlySet<string>,
): ToDestination | ToLink {
  if (linkOut) return { link: { way: 'link-out', ...linkOut } };
  if (information) return { link: { way: 'information', ...information } };
  if (efa) {
    const { portal, url, ...online } = efa;
    return { link: { way: 'efa', ...online, ...(url !== undefined && { url }) }, notFor: portal };
  }
  return { destination: destination ?? '', takesXmeld: xmeld.has(destination ?? ''), portals };
}

/**
 * Finds the way for a service, act and region on a day: the region's own route first, then that of its Samtgemeinde, then
 * that of its county. At one place the route that began last holds, and of those the act's own before the one for every
 * act. Pure: the same question and routes give the same answer.
 *
 * A region that is a Samtgemeinde is too coarse for XMeld (addressed by the AGS of a member municipality): the answer
 * names the members to choose from.
 */
export function findRoute(question: RoutingQuestion, routes: readonly Route[], regions: Regions): Routing {
  const { service, region } = question;
  const ofService = routesOf(service.id, routes);
  const routeAt = (ars: string) =>
    (ofService.get(ars) ?? []).filter((route) => findObstacle(route, question) === undefined).sort(strongestFirst)[0];
  const places = [region, ...regions.parents(region.ars)];
  const chosen = places.flatMap((place) => {
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
  return chosen
    ? follow(chosen.route, tellWhy(region, chosen))
    : answerWithoutRoute(question, places, [...ofService.values()].flat());
}

/** What began later replaces what was there; of the same age, an act's own route comes first. */
export function strongestFirst(a: Route, b: Route): number {
  return (b.from ?? '').localeCompare(a.from ?? '') || Number(a.act === undefined) - Number(b.act === undefined);
}

type Index = ReadonlyMap<string, ReadonlyMap<string, readonly Route[]>>;

const indexes = new WeakMap<readonly Route[], Index>();

/** The routes of a service by the ARS of their region. */
export function routesOf(service: string, routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  return indexOf(routes).get(service) ?? new Map();
}

/** By service, then region. Made once: a table never changes, and a large one has hundreds of thousands of routes. */
function indexOf(routes: readonly Route[]): Index {
  const known = indexes.get(routes);
  if (known) return known;
  const byService = Map.groupBy(routes, ({ service }) => service);
  const index = new Map(Array.from(byService, ([id, group]) => [id, Map.groupBy(group, ({ region }) => region)]));
  indexes.set(routes, index);
  return index;
}

/** What keeps a route from being used. */
export type Obstacle = 'other-act' | 'other-day' | 'other-portals' | 'not-delivered';

/** The act, days and portals that a route is for. Federal law keeps some services elsewhere, whatever a route says. */
export function findObstacle(route: Route, { service, act, portal, day }: RoutingQuestion): Obstacle | undefined {
  if (route.act !== act && route.act !== undefined) return 'other-act';
  if ((route.from ?? '') > day || (route.until ?? day) < day) return 'other-day';
  if (route.link) return portal === undefined || route.notFor !== portal ? undefined : 'other-portals';
  if (!mayBeDelivered(service)) return 'not-delivered';
  const mayUse = portal === undefined || route.portals === undefined || route.portals.includes(portal);
  return mayUse ? undefined : 'other-portals';
}

/** Also for another act. */
function mayBeUsed(route: Route, question: RoutingQuestion): boolean {
  const obstacle = findObstacle(route, { ...question, act: route.act ?? question.act });
  return obstacle === undefined;
}

function follow(route: Route, why: string): Routing {
  return route.link
    ? { kind: 'link-out', reason: why, link: route.link }
    : { kind: 'route', destination: route.destination, why };
}

/** What holds where the network file says nothing: the catalogue's own word on the service. */
function answerWithoutRoute(
  question: RoutingQuestion,
  places: readonly Region[],
  ofService: readonly Route[],
): Routing {
  const { service, act, region } = question;
  if (!isDeliveredByDefault(service)) {
    const way = service.deliveryMode === 'information' ? 'information' : 'link-out';
    const reason = `${service.nameDe} is not delivered here unless an office agreed to take it; ${tell(region)} has no route for it.`;
    return { kind: 'link-out', reason, ...(service.link && { link: writeLink(way, service.link) }) };
  }
  const usable = ofService.filter((route) => mayBeUsed(route, question));
  const here = new Set(places.map(({ ars }) => ars));
  const otherActs = usable.filter((route) => here.has(route.region));
  const ofAct = usable.filter((route) => route.act === act || route.act === undefined);
  return {
    kind: 'none',
    reason: `No route for ${service.id} (${act}) in ${tell(region)}.`,
    alternatives: [...otherActs, ...ofAct].slice(0, mostAlternatives),
  };
}

function writeLink(way: Link['way'], { name, url }: NonNullable<Service['link']>): Link {
  return { way, name, ...(url !== undefined && { url }) };
}

function tellWhy(region: Region, { route, place }: { route: Route; place: Region }): string {
  const since = route.from === undefined ? '' : ` Since ${route.from}.`;
  return place === region
    ? `${tell(region)} has a route of its own.${since}`
    : `${tell(region)} has no route of its own and belongs to ${tell(place)}, which has one.${since}`;
}

function tell({ name, ars }: Region): string {
  return `${name} (${ars})`;
}
