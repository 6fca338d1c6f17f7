import { finding } from '../findings.ts';
import { orderedId } from '../store/ordered-id.ts';
import type { DataKey } from '../store/seal.ts';
import { sealMessage } from '../store/seal-message.ts';
import type { NewDelivery, StoredEnvelope } from '../store/supersede-delivery.ts';
import { finishedMessage } from './finished-message.ts';
import type { IntakeParts, Refused, Unavailable } from './intake-result.ts';
import { homeOf, originOf } from './join-plans.ts';
import type { Plan } from './plan.ts';
import { prepare } from './prepare.ts';
import type { Resolved } from './resolve.ts';

export type MappedAgain =
  | { readonly kind: 'mapped'; readonly delivery: NewDelivery; readonly resolved: Resolved; readonly body: unknown }
  | Refused
  | Unavailable
  /** The configuration has no such portal any more. */
  | { readonly kind: 'portal-gone' };

/**
 * The message that a stored submission gives under today's configuration: new UUID, today's profile and version, on
 * the way that the submission had on the day of its receipt. Nothing is
 * stored yet.
 *
 * @param more members that the portal has said since.
 * @throws ZustellwerkError SEAL_KEY_UNKNOWN, SEAL_BROKEN, MESSAGE_DEFECT
 */
export async function mapAgain(
  stored: StoredEnvelope,
  here: Plan,
  { pool, attachments, seal, now }: Pick<IntakeParts, 'pool' | 'attachments' | 'seal' | 'now'>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<MappedAgain> {
  const plan = originOf(stored.portalId, here);
  const portal = plan.config.portals.find(({ id }) => id === stored.portalId);
  if (!portal) return { kind: 'portal-gone' };
  if (stored.profile === finishedMessage.id) {
    return { kind: 'refused', findings: [{ pointer: '', finding: finding([], 'message-as-it-is') }] };
  }
  const dataKey = seal.openDataKey(stored.sealKeyId, stored.dataKey, stored.submissionId);
  const body: unknown = { ...JSON.parse(openEnvelope(stored, dataKey)), ...more };
  const { receivedAt } = stored;
  const findFiles = (ids: readonly string[]) => attachments.findOfSubmission(ids, stored.submissionId);
  const request = { portal, body, checkedBefore: true };
  const prepared = await prepare(request, plan, { pool, seal, now, attachments, findFiles, receivedAt });
  if (prepared.kind !== 'ready') return prepared;

  const { resolved, uuid, xml, receivedAt: mappedAt } = prepared;
  const { destination, message, act, envelope } = resolved;
  const home = homeOf(destination.id, plan);
  // Another network is competent today: this one cannot give the submission away.
  if (home.config.network.id !== here.config.network.id) {
    const detail = 'Another network is competent today.';
    return {
      kind: 'refused',
      findings: [{ pointer: '/region', finding: finding(['region'], 'no-route', { detail }) }],
    };
  }
  return {
    kind: 'mapped',
    resolved,
    body,
    delivery: {
      id: orderedId(mappedAt),
      destinationId: destination.id,
      authorityId: destination.authority,
      revisionId: home.revisionId,
      serviceVersion: act.version,
      giveUpAt: new Date(mappedAt.getTime() + destination.delivery.maxAge),
      caseId: home.carriages.get(destination.id)?.ordered ? envelope.case : undefined,
      message: { uuid, ...sealMessage({ uuid, definition: message.definition.id, xml }, dataKey) },
    },
  };
}

function openEnvelope({ envelope, submissionId }: StoredEnvelope, dataKey: DataKey): string {
  return dataKey.open(envelope, `envelope ${submissionId}`).toString('utf8');
}
