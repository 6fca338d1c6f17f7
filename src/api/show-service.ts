import { routesOf } from '../catalogue/routing.ts';
import { isDeliveredByDefault, type Service } from '../catalogue/service.ts';
import { opennessOf, serviceAt } from '../catalogue/service-at.ts';
import { actsOf, nameVersion, versionsOf } from '../domains/index.ts';
import type { ServiceAct } from '../domains/service.ts';
import { findDestination, type Municipality } from '../intake/find-destination.ts';
import { homeOf } from '../intake/join-plans.ts';
import type { Plan } from '../intake/plan.ts';
import { berlinDay, berlinMinute, shiftDay } from '../messages/dates.ts';
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

/** A service as it is offered at a place and time: what a portal must know before it shows a form. */
export function showService(known: Service, asked: Asked, plan: Plan): ShownService {
  const { region, now } = asked;
  const day = berlinDay(now);
  const service = serviceAt(known, { ars: region?.ars, day }, plan.config.services, plan.regions);
  const { nameDe, trustLevel, trustLevelCertainty, deliveryMode: _, link: __, open, changes, ...told } = service;
  const acts = actsOf(service.id, plan.acts).flatMap((act) => versionsFrom(day, service.id, act, plan));
  const routed = [...routesOf(service.id, plan.routes)].flatMap(([ars, routes]) =>
    routes.some(({ destination }) => destination !== undefined) ? [ars] : [],
  );
  const ways = region && showWays(service, { ...asked, region }, plan);
  const offer = ways ? offerAt(ways, plan) : offerAnywhere(service, plan);
  return {
    ...told,
    name: nameDe,
    kind: kinds[offer.way],
    ...(offer.owner !== undefined && { owner: offer.owner }),
    deliverable: acts.length > 0 && routed.length > 0,
    ...(region === undefined && { regions: routed }),
    trustLevel: { level: trustLevel, certainty: trustLevelCertainty },
    open: { ...opennessOf(service, berlinMinute(now)), periods: [...open] },
    changes: changes
      .map(({ on, what, withdrawn }) => ({ on, what, state: stateOf(on, withdrawn, day) }))
      .sort((a, b) => a.on.localeCompare(b.on)),
    ...(ways && { ways }),
    acts: acts.map(showAct),
  };
}

/** What holds on a day, the newest first, then what is to come, the nearest first. */
function versionsFrom(day: string, serviceId: string, act: string, { acts }: Plan): ServiceAct[] {
  const toCome = versionsOf(serviceId, act, acts).filter(({ form }) => (form?.validity.from ?? '') > day);
  return [...versionsOf(serviceId, act, acts, day), ...toCome.reverse()];
}

function showAct(version: ServiceAct): ShownService['acts'][number] {
  const { act, messages, data, applicant, attachments, form } = version;
  const { from, until } = form?.validity ?? {};
  return {
    act,
    formVersion: nameVersion(version),
    ...(from !== undefined && { validFrom: from }),
    ...(until !== undefined && { validUntil: until }),
    messages: messages.map(({ definition }) => definition.id),
    data: data.jsonSchema,
    ...(applicant && { applicant }),
    ...(attachments && { files: attachments }),
  };
}

function stateOf(on: string, withdrawn: boolean, day: string): 'announced' | 'active' | 'withdrawn' {
  if (withdrawn) return 'withdrawn';
  return on <= day ? 'active' : 'announced';
}

type At = Asked & { readonly region: Municipality };

/** What becomes of each act in a region: the very answer that a submission would get. */
function showWays(service: Service, at: At, plan: Plan): Way[] {
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
  if ('value' in routed) return { way: 'deliver', destination: routed.value.destination.id };
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

interface Offer {
  readonly way: Way['way'];
  readonly owner?: string | undefined;
}

function offerAt(ways: readonly Way[], plan: Plan): Offer {
  const told = ways.find(({ way }) => way === 'deliver') ?? ways[0];
  // The authority may belong to a network that this one has an agreement with.
  const { config } = told?.destination === undefined ? plan : homeOf(told.destination, plan);
  const taker = config.destinations.find(({ id }) => id === told?.destination);
  const authority = config.authorities.find(({ id }) => id === taker?.authority);
  return { way: told?.way ?? 'none', owner: authority?.name ?? told?.link?.name };
}

/** What the network says of it anywhere, else what the catalogue says. */
function offerAnywhere(service: Service, { routes, config }: Plan): Offer {
  const all = [...routesOf(service.id, routes).values()].flat();
  const here: Offer = { way: 'deliver', owner: config.network.name };
  if (all.some(({ destination }) => destination !== undefined)) return here;
  const link = all[0]?.link;
  if (link) return { way: link.way, owner: link.name };
  if (isDeliveredByDefault(service)) return here;
  return { way: service.deliveryMode === 'information' ? 'information' : 'link-out', owner: service.link?.name };
}

const kinds = {
  deliver: 'own',
  closed: 'own',
  none: 'own',
  efa: 'external',
  'link-out': 'link',
  information: 'information',
} as const;
