import type { Region } from '../catalogue/regions.ts';
import { findRoute } from '../catalogue/routing.ts';
import type { Service } from '../catalogue/services.ts';
import { actsOf, chooseMessage, findAct } from '../domains/index.ts';
import type { BuildableMessage, ServiceAct } from '../domains/service.ts';
import { type Finding, finding } from '../findings.ts';
import type { Destination, Plan } from './plan.ts';

/** What was looked for, or what is wrong. */
export type Part<T> = { readonly value: T } | { readonly finding: Finding };

/** Who takes a service in a region, and in which message. */
export interface Routed {
  readonly act: ServiceAct;
  readonly destination: Destination;
  readonly why: string;
  readonly message: BuildableMessage;
}

/** A region that a submission can be for: it has an AGS. */
export type Municipality = Region & { readonly ags: string };

/** The municipality of an ARS or AGS; else a finding at `region`. */
export function findRegion(key: string, { regions }: Pick<Plan, 'regions'>): Part<Municipality> {
  const region = regions.find(key);
  if (!region)
    return { finding: finding(['region'], 'region-unknown', { nearest: regions.nearest(key).map(nameRegion) }) };
  if (region.ags === null || !regions.isMunicipality(region)) {
    return {
      finding: finding(['region'], 'region-not-municipal', { names: regions.members(region.ars).map(nameRegion) }),
    };
  }
  return { value: { ...region, ags: region.ags } };
}

function nameRegion({ name, ars }: Region): string {
  return `${ars} (${name})`;
}

interface Question {
  readonly act: string;
  readonly service: Service;
  readonly region: Region;
  /** Id of the portal that asks; absent: any. */
  readonly portal?: string | undefined;
}

/**
 * Who takes an act of a service in a region; else a finding in the envelope, which is `link-out` or `efa` where people
 * apply elsewhere. Pure.
 */
export function findDestination(question: Question, plan: Plan): Part<Routed> {
  const { service } = question;
  const wayOf = (act: string) => findRoute({ ...question, act }, plan.routes, plan.regions);
  const act = findAct(service.id, question.act);
  const acts = actsOf(service.id);
  // A link for every act is no answer to a mistyped one.
  if (!act && acts.some((each) => wayOf(each).kind !== 'link-out')) {
    return { finding: finding(['act'], 'act-unknown', { names: acts }) };
  }
  const routing = wayOf(question.act);
  if (routing.kind === 'link-out') {
    const { link } = routing;
    return { finding: finding(['serviceId'], link?.way ?? 'link-out', link && { link }) };
  }
  if (routing.kind === 'samtgemeinde') {
    return { finding: finding(['region'], 'region-not-municipal', { names: routing.members.map(nameRegion) }) };
  }
  if (routing.kind === 'none') return { finding: finding(['region'], 'no-route', { detail: routing.reason }) };
  const destination = plan.config.destinations.find(({ id }) => id === routing.destination);
  const message = act && destination && chooseMessage(act, destination.messages);
  if (!message) {
    const detail = `${routing.destination} and this service have no message in common.`;
    return { finding: finding(['serviceId'], 'service-not-deliverable', { detail }) };
  }
  return { value: { act, destination, why: routing.why, message } };
}
