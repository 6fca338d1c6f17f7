import type { Service } from '../catalogue/service.ts';
import { serviceAt } from '../catalogue/service-at.ts';
import type { ServiceAct } from '../domains/service.ts';
import { findingsOf } from '../domains/zod-findings.ts';
import { type Finding, finding } from '../findings.ts';
import { berlinDay } from '../messages/dates.ts';
import { nearest } from '../nearest.ts';
import type { NewRelation } from '../store/accept-related.ts';
import { adaptProfile } from './adapt-profile.ts';
import { checkCallback } from './check-callback.ts';
import { checkScope } from './check-scope.ts';
import { type Envelope, envelopeJsonSchema, envelopeSchema } from './envelope.ts';
import {
  findDestination,
  findRegion,
  type Municipality,
  type Part,
  type Routed,
  type When,
} from './find-destination.ts';
import type { Plan, Portal } from './plan.ts';
import { knowsService } from './profile.ts';
import type { Profile } from './profile-table.ts';
import { readAuthentication } from './read-authentication.ts';
import { checkMembers, type ReadMembers, readMembers } from './submission-members.ts';

/** What the envelope of a submission means under a plan. */
export interface Resolved extends Routed {
  readonly envelope: Envelope;
  readonly profile: Profile;
  readonly service: Service;
  readonly region: Municipality;
  /** What is wrong with the envelope all the same; the data are still checked, so that the portal hears of all at once. */
  readonly findings: readonly Finding[];
  /** What it follows, where it does. */
  readonly relation?: NewRelation;
}

/** Too much is wrong to say what the data mean. */
export interface Unresolved {
  readonly findings: readonly Finding[];
}

/** A body that has the shape of a submission. */
interface ReadEnvelope {
  readonly envelope: Envelope;
  readonly members: ReadMembers;
  /** Against members whose shape is right. */
  readonly findings: readonly Finding[];
}

/** Reads what stands around the data; or all findings against its shape. */
export function readEnvelope(body: unknown, portal: Portal, plan: Pick<Plan, 'config'>): ReadEnvelope | Unresolved {
  const members = readMembers(body);
  const parsed = envelopeSchema.safeParse(members.body);
  if (parsed.success) {
    const { envelope, findings } = readAuthentication(parsed.data, plan);
    return { envelope, members, findings: [...checkCallback(envelope, portal), ...findings] };
  }
  const ofShape = findingsOf(parsed.error.issues, body, envelopeJsonSchema);
  return { findings: [...ofShape, ...members.findings] };
}

/**
 * Reads the envelope and finds service, act, region, profile, destination and message; or all findings against it, with
 * paths into the body. Pure.
 */
export function resolveEnvelope(body: unknown, portal: Portal, plan: Plan, when: When): Resolved | Unresolved {
  const read = readEnvelope(body, portal, plan);
  if (!('envelope' in read)) return read;
  const { envelope, members, findings: ofMembers } = read;
  const found = [
    findService(envelope, plan),
    findRegion(envelope.region, plan),
    findProfile(envelope, portal, plan),
  ] as const;
  const [known, region, profile] = found;
  const wanted = {
    service: 'value' in known ? known.value : undefined,
    region: 'value' in region ? region.value : undefined,
  };
  const findings = [
    ...ofMembers,
    ...found.flatMap((part) => ('finding' in part ? [part.finding] : [])),
    ...checkScope(wanted, portal, plan),
  ];
  const service =
    'value' in known && 'value' in region ? { value: offeredIn(region.value, known.value, plan, when) } : known;
  const routed =
    'value' in service && 'value' in region
      ? findDestination(
          {
            act: envelope.act ?? 'apply',
            formVersion: envelope.formVersion,
            service: service.value,
            region: region.value,
            portal: portal.id,
            when,
          },
          plan,
        )
      : undefined;
  // Whoever applies elsewhere need not hear that the profile has no words for the service.
  if (routed && 'finding' in routed && leadsElsewhere(routed.finding)) {
    return { findings: [...findings, routed.finding] };
  }
  if ('value' in service && 'value' in profile && !knowsService(profile.value, service.value.id)) {
    return { findings: [...findings, finding(['profile'], 'service-not-in-profile')] };
  }
  if ('finding' in service || 'finding' in region || 'finding' in profile || !routed) return { findings };
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

/** The service as the place offers it on the day of receipt. */
export function offeredIn(
  { ars }: Municipality,
  service: Service,
  { config, regions }: Plan,
  { now, receivedAt }: When,
) {
  return serviceAt(service, { ars, day: berlinDay(receivedAt ?? now) }, config.services, regions);
}

function leadsElsewhere({ rule }: Finding): boolean {
  return rule === 'link-out' || rule === 'efa' || rule === 'information' || rule === 'service-closed';
}

export function findService({ serviceId }: Pick<Envelope, 'serviceId'>, { catalogue }: Plan): Part<Service> {
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

export function findProfile(
  { profile: id }: Pick<Envelope, 'profile'>,
  portal: Portal,
  { profiles }: Plan,
): Part<Profile> {
  const profile = profiles.find((candidate) => candidate.id === id);
  const names = [...portal.profiles];
  if (!profile) return { finding: finding(['profile'], 'profile-unknown', { names, nearest: nearest(id, names) }) };
  if (!portal.profiles.includes(id)) return { finding: finding(['profile'], 'profile-not-allowed', { names }) };
  return { value: adaptProfile(profile, portal) };
}
