import type pg from 'pg';
import type { Service } from '../catalogue/service.ts';
import { antrag0001 } from '../domains/antrag/antrag-0001.ts';
import { label } from '../domains/antrag/value-types.ts';
import { type Earlier, relatedAct } from '../domains/forms/related-act.ts';
import type { BuildableMessage, ServiceAct } from '../domains/service.ts';
import { type Finding, finding, type Wording } from '../findings.ts';
import type { NewRelation } from '../store/accept-related.ts';
import { type EarlierOfPortal, findEarlierOf, findReplyUuid } from '../store/find-related.ts';
import type { Seal } from '../store/seal.ts';
import type { Envelope } from './envelope.ts';
import { findRegion } from './find-destination.ts';
import { homeOf } from './join-plans.ts';
import type { Destination, Plan, Portal } from './plan.ts';
import type { Profile } from './profile-table.ts';
import { findProfile, findService, type Resolved, readEnvelope, type Unresolved } from './resolve.ts';
import { checkMembers } from './submission-members.ts';

interface RelatedParts {
  readonly pool: pg.Pool;
  readonly seal: Seal;
}

export function relatesToEarlier(body: unknown): boolean {
  return body !== null && typeof body === 'object' && Object.hasOwn(body, 'relatesTo');
}

/**
 * Reads the envelope of a submission that follows another: it goes where the first one went, in the generic message. Or
 * all findings against it.
 */
export async function resolveRelated(
  body: unknown,
  portal: Portal,
  plan: Plan,
  parts: RelatedParts,
): Promise<Resolved | Unresolved> {
  const read = readEnvelope(body, portal, plan);
  if (!('envelope' in read)) return read;
  const { envelope, members } = read;
  const relatesTo = envelope.relatesTo;
  if (relatesTo === undefined) return { findings: [...read.findings, finding(['relatesTo'], 'required')] };
  const earlier = await findEarlier(relatesTo.submission, portal, parts.pool);
  if (earlier === undefined) {
    return { findings: [...read.findings, finding(['relatesTo', 'submission'], 'submission-unknown')] };
  }
  const service = findService(envelope, plan);
  const region = findRegion(envelope.region, plan);
  const profile = findProfile(envelope, portal, plan);
  const { destinations } = homeOf(earlier.destinationId, plan).config;
  const destination = destinations.find(({ id }) => id === earlier.destinationId);
  const findings = [
    ...read.findings,
    ...[service, region, profile].flatMap((part) => ('finding' in part ? [part.finding] : [])),
    ...checkSame(envelope, earlier, 'value' in service ? service.value : undefined, plan),
    ...checkRelation(relatesTo.kind, earlier, destination),
  ];
  if (!('value' in service && 'value' in region && 'value' in profile) || !destination) return { findings };
  const reference = await referenceTo(earlier, relatesTo.reply, parts);
  if ('finding' in reference) return { findings: [...findings, reference.finding] };
  const act = relatedAct(relatesTo.kind, service.value, reference.value);
  const [message] = act.messages as [BuildableMessage];
  return {
    envelope,
    profile: asItIs(profile.value),
    service: service.value,
    region: region.value,
    act,
    message,
    destination,
    whyThere: `The first submission, ${earlier.id}, went there.`,
    common: [message.definition.id],
    why: 'What follows a submission goes in the generic message.',
    findings: [...findings, ...checkMembers(members, act, message), ...checkContent(envelope, relatesTo.kind)],
    relation: { earlier: earlier.id, kind: relatesTo.kind, deliverable: takesGeneric(destination) },
  };
}

async function findEarlier(id: string, portal: Portal, pool: pg.Pool): Promise<EarlierOfPortal | undefined> {
  return isUuid(id) ? findEarlierOf(pool, portal.id, id) : undefined;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** It is about the same service in the same region; who says otherwise means another submission. */
function checkSame(envelope: Envelope, earlier: EarlierOfPortal, service: Service | undefined, plan: Plan): Finding[] {
  const region = plan.regions.find(envelope.region)?.ars;
  return [
    ...(service === undefined || service.id === earlier.serviceId
      ? []
      : [finding(['serviceId'], 'relation-refused', { expected: reasons.service })]),
    ...(region === undefined || region === earlier.region
      ? []
      : [finding(['region'], 'relation-refused', { expected: reasons.region })]),
    ...(envelope.act === undefined ? [] : [finding(['act'], 'relation-refused', { expected: reasons.act })]),
  ];
}

function checkRelation(
  kind: NewRelation['kind'],
  earlier: EarlierOfPortal,
  destination: Destination | undefined,
): Finding[] {
  const refuse = (member: string, expected: Wording) =>
    finding(['relatesTo', member], 'relation-refused', { expected });
  if (earlier.follows) return [refuse('submission', reasons.follows)];
  if (earlier.state === 'withdrawn' || earlier.state === 'deleted') return [refuse('submission', reasons.withdrawn)];
  if (destination !== undefined && takesGeneric(destination)) return [];
  const neverLeft = earlier.attempts === 0 && ['waiting', 'blocked', 'parked'].includes(earlier.deliveryState);
  return kind === 'withdrawal' && neverLeft && destination !== undefined ? [] : [refuse('kind', notTaken)];
}

function takesGeneric({ messages }: Destination): boolean {
  return messages.includes(antrag0001.id);
}

/** Why what was to follow a submission cannot: the office has no message for it. */
const notTaken: Wording = {
  de: `die Behörde nimmt dafür keine Nachricht an; ihr Zustellpunkt müsste ${antrag0001.id} annehmen. Bitte unmittelbar an die Behörde wenden`,
  en: `the office takes no message for it; its destination would have to take ${antrag0001.id}. Turn to the office itself`,
};

const reasons = {
  service: { de: 'sie ist zu einer anderen Leistung', en: 'that one is for another service' },
  region: { de: 'sie ist für ein anderes Gebiet', en: 'that one is for another region' },
  act: { de: '"act" entfällt hier', en: 'leave out "act" here' },
  follows: {
    de: 'sie folgt selbst einer anderen; nennen Sie die erste',
    en: 'it follows another one itself; name the first',
  },
  withdrawn: { de: 'sie wurde zurückgenommen', en: 'it was withdrawn' },
  reply: {
    de: 'zu ihr gibt es keine Antwort mit dieser Kennung',
    en: 'it has no reply with this id',
  },
} as const;

/** How the office knows the first submission. */
async function referenceTo(
  earlier: EarlierOfPortal,
  reply: string | undefined,
  { pool, seal }: RelatedParts,
): Promise<{ readonly value: Earlier } | { readonly finding: Finding }> {
  const replyUuid = reply !== undefined && isUuid(reply) ? await findReplyUuid(pool, earlier.id, reply) : undefined;
  if (reply !== undefined && replyUuid === undefined) {
    return { finding: finding(['relatesTo', 'reply'], 'relation-refused', { expected: reasons.reply }) };
  }
  const fileNumber =
    earlier.fileNumber &&
    seal
      .openDataKey(earlier.sealKeyId, earlier.dataKey, earlier.id)
      .open(earlier.fileNumber, `file-number ${earlier.deliveryId}`)
      .toString('utf8');
  // Another adapter may have read a number that this message cannot carry: the UUID is enough.
  const carried = fileNumber !== null && label.check(fileNumber) === undefined;
  return {
    value: {
      messageUuid: earlier.messageUuid,
      ...(carried && { fileNumber }),
      ...(replyUuid !== undefined && { replyUuid }),
    },
  };
}

/** A text and files mean the same in every dialect. */
function asItIs({ id, title }: Profile): Profile {
  return { id, title, services: {}, fallback: 'identity' };
}

/** A supplement brings something; a withdrawal brings no files. */
function checkContent({ data, attachments = [] }: Envelope, kind: ServiceAct['act']): Finding[] {
  const actual = attachments.length;
  if (kind === 'withdrawal') return actual === 0 ? [] : [finding(['attachments'], 'too-many', { actual, max: 0 })];
  return actual > 0 || (data.text !== undefined && data.text !== null && data.text !== '')
    ? []
    : [finding(['attachments'], 'too-few', { actual, min: 1 })];
}
