import { routesOf } from '../catalogue/routing.ts';
import { isDeliveredByDefault, type Service } from '../catalogue/service.ts';
import { actsOf } from '../domains/index.ts';
import { phaseOf } from '../intake/check-published.ts';
import { findDestination, type Municipality } from '../intake/find-destination.ts';
import { homeOf } from '../intake/join-plans.ts';
import type { Plan } from '../intake/plan.ts';
import { berlinDay, shiftDay } from '../messages/dates.ts';
import type { ShownService } from './service-schema.ts';

/** Who asks about services, for where and when. */
export interface Asked {
  /** Absent: everywhere. */
  readonly region?: Municipality | undefined;
  /** Absent: whatever portal. */
  readonly portal?: string | undefined;
  readonly now: Date;
}

type Way = NonNullable<ShownService['ways']>[number];
type At = Asked & { readonly region: Municipality };

/** What becomes of each act in a region: the very answer that a submission would get. */
export function showWays(service: Service, at: At, plan: Plan): Way[] {
  const acts = actsOf(service.id, plan.acts);
  const days = daysOfChange(service, at, plan);
  return (acts.length > 0 ? acts : ['apply']).map((act) => {
    const way = showWay(service, act, at, plan);
    const [next] = days.flatMap((on) => {
      const then = showWay(service, act, { ...at, now: noonOf(on) }, plan);
      return JSON.stringify(then) === JSON.stringify(way) ? [] : [{ on, ...then }];
    });
    return { act, ...way, ...(next && { next }) };
  });
}

function showWay(service: Service, act: string, { region, portal, now }: At, plan: Plan): Omit<Way, 'act' | 'next'> {
  const routed = findDestination({ act, service, region, portal, when: { now } }, plan);
  if ('value' in routed) {
    const { destination } = routed.value;
    const phase = phaseOf(destination, plan);
    return { way: 'deliver', destination: destination.id, ...(phase !== 'live' && { phase }) };
  }
  const { rule, params } = routed.finding;
  if (rule === 'service-closed') return { way: 'closed' };
  if (rule !== 'link-out' && rule !== 'efa' && rule !== 'information') return { way: 'none' };
  return { way: rule, ...(params?.link && { link: params.link }) };
}

/** The days to come on which a route begins, or no longer holds, that counts in the region; the earliest first. */
function daysOfChange(service: Service, { region, now }: At, { routes, regions }: Plan): string[] {
  const today = berlinDay(now);
  const ofService = routesOf(service.id, routes);
  const here = [region, ...regions.parents(region.ars)].flatMap(({ ars }) => ofService.get(ars) ?? []);
  const days = here.flatMap(({ from, until }) => [from ?? '', until === undefined ? '' : shiftDay(until, 1)]);
  return [...new Set(days)].filter((day) => day > today).sort();
}

function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** Who offers a service, and of what kind that is. */
interface Offer {
  readonly kind: ShownService['kind'];
  readonly owner?: string | undefined;
}

/** At a place: of its first way that delivers, else of its first. */
export function offerAt(ways: readonly Way[], plan: Plan): Offer {
  const told = ways.find(({ way }) => way === 'deliver') ?? ways[0];
  // The authority may belong to a network that this one has an agreement with.
  const { config } = told?.destination === undefined ? plan : homeOf(told.destination, plan);
  const taker = config.destinations.find(({ id }) => id === told?.destination);
  const authority = config.authorities.find(({ id }) => id === taker?.authority);
  return { kind: kinds[told?.way ?? 'none'], owner: authority?.name ?? told?.link?.name };
}

/** What the network says of it anywhere, else what the catalogue says. */
export function offerAnywhere(service: Service, { routes, config }: Plan): Offer {
  const all = [...routesOf(service.id, routes).values()].flat();
  const here: Offer = { kind: 'own', owner: config.network.name };
  if (all.some(({ destination }) => destination !== undefined)) return here;
  const link = all[0]?.link;
  if (link) return { kind: kinds[link.way], owner: link.name };
  if (isDeliveredByDefault(service)) return here;
  return { kind: service.deliveryMode === 'information' ? 'information' : 'link', owner: service.link?.name };
}

const kinds = {
  deliver: 'own',
  closed: 'own',
  none: 'own',
  efa: 'external',
  'link-out': 'link',
  information: 'information',
} as const;
