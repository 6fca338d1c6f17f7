import { hash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import {
  type AttachmentStore,
  loadForMessage,
  noFiles,
  type WaitingAttachment,
} from '../attachments/load-for-message.ts';
import { type Finding, finding } from '../findings.ts';
import { acceptRelated } from '../store/accept-related.ts';
import type { NewSubmission } from '../store/accept-submission.ts';
import type { Acceptor } from '../store/acceptor.ts';
import { type EarlierSubmission, findEarlier } from '../store/find-earlier.ts';
import { orderedId } from '../store/ordered-id.ts';
import type { DataKey, Seal } from '../store/seal.ts';
import { judgeTrust, type Trusted, vouch } from './authentication.ts';
import { writeCallback } from './check-callback.ts';
import { pointBreaches } from './check-data.ts';
import { checkPublished } from './check-published.ts';
import { composeMessage } from './compose.ts';
import { type Content, draftMessage } from './draft.ts';
import type { When } from './find-destination.ts';
import { homeOf } from './join-plans.ts';
import { judgeFiles } from './judge-files.ts';
import { writePointer } from './pattern.ts';
import { judgePayment, type PaymentJudgement } from './payment.ts';
import type { Plan, Portal } from './plan.ts';
import type { MappedData, PointedFinding } from './profile.ts';
import { type Resolved, resolveEnvelope, type Unresolved } from './resolve.ts';
import { relatesToEarlier, resolveRelated } from './resolve-related.ts';
import { type SubmissionTrace, traceSubmission } from './trace-submission.ts';

/** One POST of a portal. */
export interface IntakeRequest {
  readonly portal: Portal;
  /** The body as bytes (for the HMAC) and as parsed. */
  readonly rawBody: Uint8Array;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
  readonly dryRun: boolean;
  /** Who applies and what is paid was checked before: by an online service that nothing can be asked of, or at the door. */
  readonly checkedBefore?: boolean;
}

/** What the 202 says. */
export interface Accepted {
  readonly id: string;
  /** It waits for a payment. */
  readonly held: boolean;
  readonly receivedAt: Date;
  readonly destinationId: string;
  /** `standard/version/type`. */
  readonly definition: string;
  readonly messageUuid: string;
}

/** What an accepted submission and a dry run are told besides. */
export interface Told {
  /** Pointers of fields that the profile does not know. */
  readonly unmapped: readonly string[];
  /** Rules above the schema that are broken and do not refuse. */
  readonly warnings: readonly PointedFinding[];
  /** How the message was chosen; absent where an earlier answer is repeated and another would be chosen today. */
  readonly choice?: Pick<Resolved, 'common' | 'why'> & { readonly definition: string };
}

export type IntakeResult =
  | { readonly kind: 'accepted'; readonly accepted: Accepted; readonly replayed: boolean; readonly told: Told }
  | {
      readonly kind: 'dry-run';
      readonly accepted: Omit<Accepted, 'id'>;
      readonly xml: Uint8Array;
      readonly whyThere: string;
      /** Absent: the message came as it is. */
      readonly trace?: SubmissionTrace;
      readonly told: Told;
    }
  | { readonly kind: 'refused'; readonly findings: readonly PointedFinding[] }
  /** Something that is needed to judge it does not answer at the moment. */
  | { readonly kind: 'unavailable' }
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
  const findFiles = (ids: readonly string[]) => parts.attachments.findWaiting(ids, request.portal.id);
  const prepared = onlyIfPublished(request, await prepare(request, plan, { ...parts, findFiles }), plan);
  if (prepared.kind === 'ready') return request.dryRun ? showDryRun(prepared) : store(request, prepared, plan, parts);
  if (prepared.kind === 'refused' && request.idempotencyKey !== undefined && !request.dryRun) {
    // What was accepted once gets its first answer again, even if the rules have become stricter since.
    return (await repeatAnswer(request, parts, untold)) ?? prepared;
  }
  return prepared;
}

/** A dry run shows what would be; what is to be delivered needs an authority that takes it. */
function onlyIfPublished(
  { portal, dryRun }: IntakeRequest,
  prepared: Prepared | Refused | Unavailable,
  plan: Plan,
): Prepared | Refused | Unavailable {
  if (dryRun || prepared.kind !== 'ready') return prepared;
  const findings = checkPublished(prepared.resolved.destination, portal, plan);
  return findings.length > 0 ? refuse(findings) : prepared;
}

/** A message that may be sent, and all that led to it. */
export interface Prepared {
  readonly kind: 'ready';
  readonly resolved: Resolved;
  readonly uuid: string;
  readonly receivedAt: Date;
  readonly content: Content;
  readonly mapped: MappedData;
  readonly xml: Uint8Array;
  readonly told: Told;
  readonly attachmentIds: readonly string[];
  readonly trusted: Trusted;
  /** Of a signed assertion. */
  readonly assertion: Buffer | undefined;
  readonly payment: PaymentJudgement;
}

const untold: Told = { unmapped: [], warnings: [] };

export type Refused = Extract<IntakeResult, { kind: 'refused' }>;
export type Unavailable = Extract<IntakeResult, { kind: 'unavailable' }>;

interface PrepareParts extends Pick<IntakeParts, 'now' | 'attachments' | 'pool' | 'seal'> {
  readonly findFiles: (ids: readonly string[]) => Promise<readonly WaitingAttachment[]>;
  /** Of a submission that was accepted before, and is mapped again. */
  readonly receivedAt?: Date;
}

/** Steps 1 to 4. */
export async function prepare(
  request: Pick<IntakeRequest, 'portal' | 'body' | 'checkedBefore'>,
  plan: Plan,
  parts: PrepareParts,
): Promise<Prepared | Refused | Unavailable> {
  const { portal } = request;
  const receivedAt = parts.now();
  const routed = await resolve(request, plan, parts, { now: receivedAt, receivedAt: parts.receivedAt });
  if (!('message' in routed)) return refuse(routed.findings);
  const { checkedBefore = false } = request;
  const vouched = await vouch(routed, portal, plan, receivedAt, checkedBefore);
  if (!vouched) return { kind: 'unavailable' };
  const resolved = { ...routed, envelope: vouched.envelope };

  const uuid = randomUUID();
  const { message, envelope, destination } = resolved;
  const files = await loadForMessage(
    envelope.attachments ?? [],
    parts.findFiles,
    {
      embeds: message.embedsAttachments,
      most: homeOf(destination.id, plan).carriages.get(destination.id)?.mostFiles,
      refers: message.refersToAttachments === true && destination.fetchesAttachments,
    },
    parts.attachments,
  );
  const { attachments, references, files: found } = 'findings' in files ? noFiles : files;
  const ofFiles = judgeFiles(resolved, found);
  const draft = draftMessage(resolved, portal, plan, { uuid, now: receivedAt, attachments, references });
  const trust = judgeTrust(resolved, draft.mapped.data, vouched.by);
  const judged = judgePayment(resolved);
  const payment = checkedBefore ? { ...judged, term: undefined, findings: [], warnings: [] } : judged;
  const aside = [
    ...resolved.findings,
    ...vouched.findings,
    ...(checkedBefore || vouched.findings.length > 0 ? [] : trust.findings),
    ...payment.findings,
    ...('findings' in files ? files.findings : []),
    ...(checkedBefore ? [] : ofFiles),
  ];
  const all = [...draft.findings, ...refuse(aside).findings];
  if (all.length > 0) return { kind: 'refused', findings: all };

  const content = draft.content();
  const { mapped } = draft;
  const { xml, breaches } = await composeMessage(resolved, content, plan);
  const broken = breaches.filter(({ severity }) => severity === 'error');
  if (broken.length > 0) return { kind: 'refused', findings: pointBreaches(broken, message, mapped) };
  const { common, why } = resolved;
  const told = {
    unmapped: mapped.unmapped,
    warnings: [
      ...pointBreaches(breaches, message, mapped),
      ...refuse([...trust.warnings, ...payment.warnings, ...(checkedBefore ? ofFiles : [])]).findings,
    ],
    choice: { definition: message.definition.id, common, why },
  };
  return {
    kind: 'ready',
    resolved,
    uuid,
    receivedAt,
    content,
    mapped,
    xml,
    told,
    attachmentIds: [...attachments, ...references].map(({ id }) => id),
    trusted: trust.trusted,
    assertion: vouched.assertion,
    payment,
  };
}

async function resolve(
  { body, portal }: Pick<IntakeRequest, 'portal' | 'body'>,
  plan: Plan,
  parts: Pick<IntakeParts, 'pool' | 'seal'>,
  when: When,
): Promise<Resolved | Unresolved> {
  return relatesToEarlier(body) ? resolveRelated(body, portal, plan, parts) : resolveEnvelope(body, portal, plan, when);
}

/** Findings against the envelope: their paths are pointers into the body as they are. */
function refuse(findings: readonly Finding[]): Refused {
  return { kind: 'refused', findings: findings.map((each) => ({ pointer: writePointer(each.path), finding: each })) };
}

function showDryRun({ resolved, uuid, receivedAt, content, mapped, xml, told, payment }: Prepared): IntakeResult {
  const { destination, message, whyThere, envelope } = resolved;
  const trace = traceSubmission({ message, content, mapped, body: envelope });
  const held = payment.term !== undefined;
  const accepted = {
    held,
    receivedAt,
    destinationId: destination.id,
    definition: message.definition.id,
    messageUuid: uuid,
  };
  return { kind: 'dry-run', accepted, xml, whyThere, trace, told };
}

/** What is stored of a submission. */
type Storable = Pick<Prepared, 'resolved' | 'uuid' | 'receivedAt' | 'xml' | 'told' | 'attachmentIds' | 'assertion'> & {
  readonly trusted: Trusted | undefined;
  readonly payment: Pick<PaymentJudgement, 'record' | 'term'>;
};

/** Step 5. */
export async function store(
  request: Pick<IntakeRequest, 'portal' | 'rawBody' | 'body' | 'idempotencyKey'>,
  prepared: Storable,
  plan: Plan,
  parts: IntakeParts,
): Promise<IntakeResult> {
  const { resolved, uuid, receivedAt, xml, told, attachmentIds, trusted, assertion, payment } = prepared;
  const { portal, rawBody, idempotencyKey } = request;
  const { envelope, service, act, region, profile, destination, message } = resolved;
  const id = orderedId(receivedAt);
  const dataKey: DataKey = parts.seal.newDataKey(id);
  // The competent authority's network, whichever portal it came through.
  const home = homeOf(destination.id, plan);
  const submission: NewSubmission = {
    id,
    portalId: portal.id,
    networkId: home.config.network.id,
    authorityId: destination.authority,
    revisionId: home.revisionId,
    serviceId: service.id,
    serviceVersion: act.version,
    act: act.act,
    region: region.ars,
    profile: profile.id,
    destinationId: destination.id,
    reference: envelope.reference,
    caseId: envelope.case,
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
    delivery: {
      id: orderedId(receivedAt),
      giveUpAt: new Date(receivedAt.getTime() + (payment.term ?? destination.delivery.maxAge)),
      held: payment.term !== undefined,
      inOrder: home.carriages.get(destination.id)?.ordered ?? false,
      urgent: service.urgent,
    },
    attachmentIds,
    trust: trusted,
    payment: payment.record,
    assertion,
    callback: writeCallback(envelope, portal, dataKey, id),
  };
  const { relation } = resolved;
  const stored = await (relation
    ? acceptRelated(parts.pool, submission, relation)
    : parts.acceptSubmission(submission));
  if (stored) {
    parts.wake();
    const accepted = {
      id,
      held: payment.term !== undefined,
      receivedAt,
      destinationId: destination.id,
      definition: message.definition.id,
      messageUuid: uuid,
    };
    return { kind: 'accepted', accepted, replayed: false, told };
  }
  const earlier = await repeatAnswer(request, parts, told, envelope.reference);
  if (earlier) return earlier;
  // What it follows was withdrawn in the meantime, or its delivery has begun.
  const now = relation && (await resolve(request, plan, parts, { now: receivedAt }));
  if (now && now.findings.length > 0) return refuse(now.findings);
  // Nothing with this key or reference: another submission used the assertion, or took an attachment in the meantime.
  if (assertion && attachmentIds.length === 0)
    return refuse([finding(['authentication', 'assertion'], 'assertion-used')]);
  return refuse(attachmentIds.map((_, index) => finding(['attachments', index, 'id'], 'attachment-unknown')));
}

/** The answer to what this portal already sent under the same key or reference, if it did. */
export async function repeatAnswer(
  request: Pick<IntakeRequest, 'portal' | 'rawBody' | 'idempotencyKey'>,
  { pool, seal }: Pick<IntakeParts, 'pool' | 'seal'>,
  told: Told,
  reference?: string,
): Promise<IntakeResult | undefined> {
  const { portal, idempotencyKey, rawBody } = request;
  const earlier = await findEarlier(pool, portal.id, idempotencyKey, reference);
  if (!earlier) return undefined;
  const accepted = toAccepted(earlier);
  if (idempotencyKey === undefined) return { kind: 'reference-used', earlier: accepted };
  if (!earlier.bodyHmac.equals(seal.hmac('body', rawBody))) return { kind: 'key-reused', earlier: accepted };
  const { choice, ...rest } = told;
  const same = choice?.definition === accepted.definition ? { choice } : {};
  return { kind: 'accepted', accepted, replayed: true, told: { ...rest, ...same } };
}

function toAccepted({ id, held, receivedAt, destinationId, definition, messageUuid }: EarlierSubmission): Accepted {
  return { id, held, receivedAt, destinationId, definition, messageUuid };
}
