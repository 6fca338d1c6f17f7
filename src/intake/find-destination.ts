import type { Region } from '../catalogue/regions.ts';
import { findRoute } from '../catalogue/routing.ts';
import type { Service } from '../catalogue/service.ts';
import { opennessOf } from '../catalogue/service-at.ts';
import { actsOf, findAct, nameVersion, versionsOf } from '../domains/index.ts';
import type { ServiceAct } from '../domains/service.ts';
import { chooseMessage, type VersionChoice } from '../domains/versions.ts';
import { type Finding, finding } from '../findings.ts';
import { berlinDay, berlinMinute } from '../messages/dates.ts';
import { homeOf } from './join-plans.ts';
import { type Destination, type Plan, versionRules } from './plan.ts';

/** What was looked for, or what is wrong. */
export type Part<T> = { readonly value: T } | { readonly finding: Finding };

/** Who takes a service in a region. */
interface Office {
  readonly act: ServiceAct;
  readonly destination: Destination;
  /** Why this destination. */
  readonly whyThere: string;
}

/** Who takes a service in a region, and in which message. */
export interface Routed extends Office, VersionChoice {}

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
  /** Of the form that was filled in; absent: the one that holds. */
  readonly formVersion?: string | undefined;
  readonly service: Service;
  readonly region: Region;
  /** Id of the portal that asks; absent: any. */
  readonly portal?: string | undefined;
  readonly when: When;
}

/** When a submission is judged. */
export interface When {
  /** Decides the version of the message. */
  readonly now: Date;
  /** When the submission came in, where that was earlier: decides its way, its form and whether the service was open. */
  readonly receivedAt?: Date | undefined;
}

/**
 * Who takes an act of a service in a region; else a finding in the envelope, which is `link-out` or `efa` where people
 * apply elsewhere, `information` where there is nothing to apply for, and `service-closed` outside of its periods. Pure.
 */
export function findDestination(question: Question, plan: Plan): Part<Routed> {
  const office = findOffice(question, plan);
  if ('finding' in office) return office;
  const { act, destination } = office.value;
  const day = berlinDay(question.when.now);
  const rules = versionRules(homeOf(destination.id, plan), destination);
  const choice = chooseMessage(act, destination.messages, day, rules);
  if (!choice) {
    const detail = `${destination.id} and this service have no message in common that may be used on ${day}.`;
    return { finding: finding(['serviceId'], 'service-not-deliverable', { detail }) };
  }
  return { value: { ...office.value, ...choice } };
}

/** The same, whatever the message. */
export function findOffice(question: Question, plan: Plan): Part<Office> {
  const { service, formVersion, when } = question;
  const received = when.receivedAt ?? when.now;
  const receivedOn = berlinDay(received);
  const wayOf = (act: string) => findRoute({ ...question, act, day: receivedOn }, plan.routes, plan.regions);
  const acts = actsOf(service.id, plan.acts);
  // A link for every act is no answer to a mistyped one.
  if (!acts.includes(question.act) && acts.some((each) => wayOf(each).kind !== 'link-out')) {
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
  const openness = opennessOf(service, berlinMinute(received));
  if (openness.state === 'closed') {
    const { state: _, ...times } = openness;
    return { finding: finding(['serviceId'], 'service-closed', times) };
  }
  const act = findAct(service.id, question.act, plan.acts, { day: receivedOn, formVersion });
  if (!act) {
    const names = versionsOf(service.id, question.act, plan.acts, receivedOn).map(nameVersion);
    return { finding: finding(['formVersion'], 'form-version-unknown', { names }) };
  }
  const home = homeOf(routing.destination, plan);
  const destination = home.config.destinations.find(({ id }) => id === routing.destination);
  if (!destination) {
    const detail = `${routing.destination} is no destination`;
    return { finding: finding(['serviceId'], 'service-not-deliverable', { detail }) };
  }
  return { value: { act, destination, whyThere: routing.why } };
}
