import { routesOf } from '../catalogue/routing.ts';
import type { Service } from '../catalogue/service.ts';
import { opennessOf, serviceAt } from '../catalogue/service-at.ts';
import { actsOf, nameVersion, versionsOf } from '../domains/index.ts';
import type { ServiceAct } from '../domains/service.ts';
import type { Plan } from '../intake/plan.ts';
import { berlinDay, berlinMinute } from '../messages/dates.ts';
import type { ShownService } from './service-schema.ts';
import { type Asked, offerAnywhere, offerAt, showWays } from './show-ways.ts';

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
  const { kind, owner } = ways ? offerAt(ways, plan) : offerAnywhere(service, plan);
  return {
    ...told,
    name: nameDe,
    kind,
    ...(owner !== undefined && { owner }),
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
