import { hash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type AttachmentStore, loadForMessage } from '../attachments/load-for-message.ts';
import type { EmbeddedAttachment } from '../domains/service.ts';
import { type Finding, finding } from '../findings.ts';
import { berlinDay } from '../messages/dates.ts';
import type { Acceptor } from '../store/acceptor.ts';
import { type EarlierSubmission, findEarlier } from '../store/find-earlier.ts';
import { orderedId } from '../store/ordered-id.ts';
import type { DataKey, Seal } from '../store/seal.ts';
import { checkData } from './check-data.ts';
import { composeHead, composeMessage } from './compose.ts';
import { writePointer } from './pattern.ts';
import type { Plan, Portal } from './plan.ts';
import { type PointedFinding, toData } from './profile.ts';
import { type Resolved, resolveEnvelope } from './resolve.ts';

/** One POST of a portal. */
export interface IntakeRequest {
  readonly portal: Portal;
  /** The body as bytes (for the HMAC) and as parsed. */
  readonly rawBody: Uint8Array;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
  readonly dryRun: boolean;
}

/** What the 202 says. */
export interface Accepted {
  readonly id: string;
  readonly receivedAt: Date;
  readonly destinationId: string;
  /** `standard/version/type`. */
  readonly definition: string;
  readonly messageUuid: string;
}

export type IntakeResult =
  | {
      readonly kind: 'accepted';
      readonly accepted: Accepted;
      readonly replayed: boolean;
      readonly unmapped: readonly string[];
    }
  | {
      readonly kind: 'dry-run';
      readonly accepted: Omit<Accepted, 'id'>;
      readonly xml: Uint8Array;
      readonly why: string;
      readonly unmapped: readonly string[];
    }
  | { readonly kind: 'refused'; readonly findings: readonly PointedFinding[] }
  /** The Idempotency-Key was used with another body. */
  | { readonly kind: 'key-reused'; readonly earlier: Accepted }
  /** Without a key, the reference was used already. */
  | { readonly kind: 'reference-used'; readonly earlier: Accepted };

export interface IntakeParts {
  readonly pool: pg.Pool;
  readonly acceptSubmission: Acceptor;
  readonly seal: Seal;
  readonly attachments: AttachmentStore;
  readonly now: () => Date;
  /** Called after a commit, so that the delivery begins at once. */
  readonly wake: () => void;
}

/**
 * The way of a submission through the door: profile → data → routing → message, all computed before; then one statement
 * stores everything. Nothing is stored by a refusal or a dry run.
 */
export async function accept(request: IntakeRequest, plan: Plan, parts: IntakeParts): Promise<IntakeResult> {
  const prepared = await prepare(request, plan, parts);
  if (prepared.kind === 'ready') return request.dryRun ? showDryRun(prepared) : store(request, prepared, plan, parts);
  if (prepared.kind === 'refused' && request.idempotencyKey !== undefined && !request.dryRun) {
    // What was accepted once gets its first answer again, even if the rules have become stricter since.
    return (await repeatAnswer(request, parts, [])) ?? prepared;
  }
  return prepared;
}

interface Prepared {
  readonly kind: 'ready';
  readonly resolved: Resolved;
  readonly uuid: string;
  readonly receivedAt: Date;
  readonly xml: Uint8Array;
  readonly unmapped: readonly string[];
  readonly attachmentIds: readonly string[];
}

type Refused = Extract<IntakeResult, { kind: 'refused' }>;

/** Steps 1 to 4. */
async function prepare(request: IntakeRequest, plan: Plan, parts: IntakeParts): Promise<Prepared | Refused> {
  const { portal, body } = request;
  const resolved = resolveEnvelope(body, portal, plan);
  if (!('message' in resolved)) return refuse(resolved.findings);

  const receivedAt = parts.now();
  const uuid = randomUUID();
  const { profile, service, act, message, region, envelope } = resolved;
  const mapped = toData(profile, service.id, envelope.data);
  const files = await loadForMessage(
    envelope.attachments ?? [],
    portal.id,
    message.embedsAttachments,
    parts.attachments,
  );
  const attachments = 'findings' in files ? [] : files.embedded;
  const head = composeHead(resolved, portal, plan, uuid, receivedAt);
  const surroundings = { ags: region.ags, attachments };
  const findings = checkData({ act, message, mapped, today: berlinDay(receivedAt), head, surroundings });
  const aside = [...resolved.findings, ...('findings' in files ? files.findings : [])];
  const all = [...findings, ...refuse(aside).findings];
  if (all.length > 0) return { kind: 'refused', findings: all };

  const xml = await composeMessage(resolved, head, message.complete(mapped.data, surroundings), plan);
  return {
    kind: 'ready',
    resolved,
    uuid,
    receivedAt,
    xml,
    unmapped: mapped.unmapped,
    attachmentIds: idsOf(attachments),
  };
}

function idsOf(attachments: readonly EmbeddedAttachment[]): string[] {
  return attachments.map(({ id }) => id);
}

/** Findings against the envelope: their paths are pointers into the body as they are. */
function refuse(findings: readonly Finding[]): Refused {
  return { kind: 'refused', findings: findings.map((each) => ({ pointer: writePointer(each.path), finding: each })) };
}

function showDryRun({ resolved, uuid, receivedAt, xml, unmapped }: Prepared): IntakeResult {
  const { destination, message, why } = resolved;
  const accepted = { receivedAt, destinationId: destination.id, definition: message.definition.id, messageUuid: uuid };
  return { kind: 'dry-run', accepted, xml, why, unmapped };
}

/** Step 5. */
async function store(
  request: IntakeRequest,
  prepared: Prepared,
  plan: Plan,
  parts: IntakeParts,
): Promise<IntakeResult> {
  const { resolved, uuid, receivedAt, xml, unmapped, attachmentIds } = prepared;
  const { portal, rawBody, idempotencyKey } = request;
  const { envelope, service, act, region, profile, destination, message } = resolved;
  const id = orderedId(receivedAt);
  const dataKey: DataKey = parts.seal.newDataKey(id);
  const stored = await parts.acceptSubmission({
    id,
    portalId: portal.id,
    networkId: plan.config.network.id,
    authorityId: destination.authority,
    revisionId: plan.revisionId,
    serviceId: service.id,
    serviceVersion: act.version,
    act: act.act,
    region: region.ars,
    profile: profile.id,
    destinationId: destination.id,
    reference: envelope.reference,
    idempotencyKey,
    bodyHmac: parts.seal.hmac('body', rawBody),
    receivedAt,
    sealKeyId: dataKey.keyId,
    dataKey: dataKey.sealed,
    envelope: dataKey.seal(rawBody, `envelope ${id}`),
    message: {
      uuid,
      definition: message.definition.id,
      size: xml.length,
      sha256: hash('sha256', xml, 'buffer'),
      content: dataKey.seal(xml, `message ${uuid}`),
    },
    delivery: { id: orderedId(receivedAt), giveUpAt: new Date(receivedAt.getTime() + destination.delivery.maxAge) },
    attachmentIds,
  });
  if (stored) {
    parts.wake();
    const accepted = {
      id,
      receivedAt,
      destinationId: destination.id,
      definition: message.definition.id,
      messageUuid: uuid,
    };
    return { kind: 'accepted', accepted, replayed: false, unmapped };
  }
  const earlier = await repeatAnswer(request, parts, unmapped, envelope.reference);
  if (earlier) return earlier;
  // Nothing with this key or reference: another submission took an attachment in the meantime.
  return refuse(attachmentIds.map((_, index) => finding(['attachments', index, 'id'], 'attachment-unknown')));
}

/** The answer to what this portal already sent under the same key or reference, if it did. */
async function repeatAnswer(
  request: IntakeRequest,
  { pool, seal }: IntakeParts,
  unmapped: readonly string[],
  reference?: string,
): Promise<IntakeResult | undefined> {
  const { portal, idempotencyKey, rawBody } = request;
  const earlier = await findEarlier(pool, portal.id, idempotencyKey, reference);
  if (!earlier) return undefined;
  const accepted = toAccepted(earlier);
  if (idempotencyKey === undefined) return { kind: 'reference-used', earlier: accepted };
  if (!earlier.bodyHmac.equals(seal.hmac('body', rawBody))) return { kind: 'key-reused', earlier: accepted };
  return { kind: 'accepted', accepted, replayed: true, unmapped };
}

function toAccepted({ id, receivedAt, destinationId, definition, messageUuid }: EarlierSubmission): Accepted {
  return { id, receivedAt, destinationId, definition, messageUuid };
}
