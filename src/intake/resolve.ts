import type { Region } from '../catalogue/regions.ts';
import { findRoute } from '../catalogue/routing.ts';
import type { Service } from '../catalogue/services.ts';
import { actsOf, chooseMessage, findAct } from '../domains/index.ts';
import type { BuildableMessage, ServiceAct } from '../domains/service.ts';
import { findingsOf } from '../domains/zod-findings.ts';
import { type Finding, finding } from '../findings.ts';
import { nearest } from '../nearest.ts';
import { type Envelope, envelopeJsonSchema, envelopeSchema, reservedMembers } from './envelope.ts';
import type { Destination, Plan, Portal } from './plan.ts';
import { knowsService } from './profile.ts';
import type { Profile } from './profile-table.ts';
import { checkMembers, readMembers } from './submission-members.ts';

/** What the envelope of a submission means under a plan. */
export interface Resolved {
  readonly envelope: Envelope;
  readonly profile: Profile;
  readonly service: Service;
  readonly act: ServiceAct;
  readonly region: Region & { readonly ags: string };
  readonly destination: Destination;
  readonly why: string;
  readonly message: BuildableMessage;
  /** What is wrong with the envelope all the same; the data are still checked, so that the portal hears of all at once. */
  readonly findings: readonly Finding[];
}

/** Too much is wrong to say what the data mean. */
export interface Unresolved {
  readonly findings: readonly Finding[];
}

/**
 * Reads the envelope and finds service, act, region, profile, destination and message; or all findings against it, with
 * paths into the body. Pure.
 */
export function resolveEnvelope(body: unknown, portal: Portal, plan: Plan): Resolved | Unresolved {
  const members = readMembers(body);
  const parsed = envelopeSchema.safeParse(members.body);
  const reserved = reservedMembers
    .filter((name) => isGiven(body, name))
    .map((name) => finding([name], 'not-supported'));
  if (!parsed.success) {
    return {
      findings: [...findingsOf(parsed.error.issues, body, envelopeJsonSchema), ...reserved, ...members.findings],
    };
  }

  const envelope = parsed.data;
  const found = [findService(envelope, plan), findRegion(envelope, plan), findProfile(envelope, portal, plan)] as const;
  const findings = [...reserved, ...found.flatMap((part) => ('finding' in part ? [part.finding] : []))];
  const [service, region, profile] = found;
  if ('value' in service && 'value' in profile && !knowsService(profile.value, service.value.id)) {
    return { findings: [...findings, finding(['profile'], 'service-not-in-profile')] };
  }
  if ('finding' in service || 'finding' in region || 'finding' in profile) return { findings };
  const routed = findDestination(envelope, service.value, region.value, plan);
  if ('finding' in routed) return { findings: [...findings, routed.finding] };
  const { act, message } = routed.value;
  return {
    envelope,
    profile: profile.value,
    service: service.value,
    region: region.value,
    ...routed.value,
    findings: [...findings, ...checkMembers(members, act, message), ...checkFiles(envelope, act)],
  };
}

function checkFiles({ attachments = [] }: Envelope, act: ServiceAct): Finding[] {
  const { min, max } = act.attachments ?? { min: 0, max: Number.POSITIVE_INFINITY };
  const actual = attachments.length;
  if (actual > 0 && max === 0) return [finding(['attachments'], 'attachment-not-taken')];
  if (actual > max) return [finding(['attachments'], 'too-many', { actual, max })];
  return actual < min ? [finding(['attachments'], 'too-few', { actual, min })] : [];
}

type Part<T> = { readonly value: T } | { readonly finding: Finding };

function isGiven(body: unknown, name: string): boolean {
  return body !== null && typeof body === 'object' && Object.hasOwn(body, name);
}

function findService({ serviceId }: Envelope, { catalogue }: Plan): Part<Service> {
  const resolution = catalogue.resolve(serviceId);
  switch (resolution.kind) {
    case 'found':
      return { value: resolution.service };
    case 'ambiguous':
      return {
        finding: finding(['serviceId'], 'service-ambiguous', { names: resolution.candidates.map(({ id }) => id) }),
      };
    case 'unknown':
      return {
        finding: finding(['serviceId'], 'service-unknown', { nearest: resolution.nearest.map(({ id }) => id) }),
      };
  }
}

function findRegion({ region: key }: Envelope, { regions }: Plan): Part<Region & { ags: string }> {
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

function findProfile({ profile: id }: Envelope, portal: Portal, { profiles }: Plan): Part<Profile> {
  const profile = profiles.find((candidate) => candidate.id === id);
  const names = [...portal.profiles];
  if (!profile) return { finding: finding(['profile'], 'profile-unknown', { names, nearest: nearest(id, names) }) };
  if (!portal.profiles.includes(id)) return { finding: finding(['profile'], 'profile-not-allowed', { names }) };
  return { value: profile };
}

type Routed = Pick<Resolved, 'act' | 'destination' | 'why' | 'message'>;

function findDestination(
  { act: actId = 'apply' }: Envelope,
  service: Service,
  region: Region,
  plan: Plan,
): Part<Routed> {
  const routing = findRoute({ service, act: actId, region }, plan.routes, plan.regions);
  if (routing.kind === 'link-out') {
    return { finding: finding(['serviceId'], 'service-not-deliverable', { detail: routing.reason }) };
  }
  const act = findAct(service.id, actId, plan.acts);
  const known = actsOf(service.id, plan.acts);
  if (!act && known.length > 0) return { finding: finding(['act'], 'act-unknown', { names: known }) };
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
