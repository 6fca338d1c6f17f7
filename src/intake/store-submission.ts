import { finding } from '../findings.ts';
import { acceptRelated } from '../store/accept-related.ts';
import type { NewSubmission } from '../store/accept-submission.ts';
import { findEarlier } from '../store/find-earlier.ts';
import { orderedId } from '../store/ordered-id.ts';
import type { DataKey } from '../store/seal.ts';
import { sealMessage } from '../store/seal-message.ts';
import type { Trusted } from './authentication.ts';
import { writeCallback } from './check-callback.ts';
import { type IntakeParts, type IntakeRequest, type IntakeResult, refuse, type Told } from './intake-result.ts';
import { homeOf } from './join-plans.ts';
import type { PaymentJudgement } from './payment.ts';
import type { Plan } from './plan.ts';
import { type Prepared, resolveRequest } from './prepare.ts';

/** What is stored of a submission. */
type Storable = Pick<Prepared, 'resolved' | 'uuid' | 'receivedAt' | 'xml' | 'told' | 'attachmentIds' | 'assertion'> & {
  readonly trusted: Trusted | undefined;
  readonly payment: Pick<PaymentJudgement, 'record' | 'term'>;
};

/** Step 5: one statement stores everything, unless this portal sent it before. */
export async function storeSubmission(
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
    message: { uuid, ...sealMessage({ uuid, definition: message.definition.id, xml }, dataKey) },
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
  const now = relation && (await resolveRequest(request, plan, parts, { now: receivedAt }));
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
  const { bodyHmac, ...accepted } = earlier;
  if (idempotencyKey === undefined) return { kind: 'reference-used', earlier: accepted };
  if (!bodyHmac.equals(seal.hmac('body', rawBody))) return { kind: 'key-reused', earlier: accepted };
  const { choice, ...rest } = told;
  const same = choice?.definition === accepted.definition ? { choice } : {};
  return { kind: 'accepted', accepted, replayed: true, told: { ...rest, ...same } };
}
