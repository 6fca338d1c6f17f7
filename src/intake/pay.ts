import { finding } from '../findings.ts';
import { findPayable, recordPayment } from '../store/payments.ts';
import { supersedeDelivery } from '../store/supersede-delivery.ts';
import type { SubmissionState } from '../store/tables.ts';
import type { IntakeParts, Refused, Unavailable } from './intake-result.ts';
import { mapAgain } from './map-again.ts';
import { judgePayment } from './payment.ts';
import type { Plan, Portal } from './plan.ts';

export type Paid =
  /** It is on its way; `before`: it was already. */
  | { readonly kind: 'paid'; readonly before: boolean }
  | { readonly kind: 'unknown' }
  /** It waits for no payment. */
  | { readonly kind: 'not-held'; readonly state: SubmissionState }
  | Refused
  | Unavailable;

/**
 * Pays for a held submission: its message is built anew with the payment, and delivered in place of the one that waited. Doing it
 * twice does it once.
 *
 * @param payment the member of a submission, in its shape.
 */
export async function pay(
  id: string,
  payment: unknown,
  portal: Portal,
  plan: Plan,
  parts: Pick<IntakeParts, 'pool' | 'attachments' | 'seal' | 'now' | 'wake'>,
): Promise<Paid> {
  const { pool, seal, now, wake } = parts;
  const stored = await findPayable(pool, portal.id, id);
  if (!stored) return { kind: 'unknown' };
  const { state, deliveryId, networkId } = stored;
  if (state !== 'held') {
    return stored.payment?.status === 'PAYED' ? { kind: 'paid', before: true } : { kind: 'not-held', state };
  }
  const mapped = await mapAgain(stored, plan, parts, { payment });
  if (mapped.kind === 'portal-gone') return { kind: 'unknown' };
  if (mapped.kind !== 'mapped') return mapped;
  const { record, term, findings, warnings } = judgePayment(mapped.resolved);
  const open = term === undefined ? findings : warnings;
  if (open.length > 0) {
    const pointed = open.map((each) => ({ pointer: `/${each.path.join('/')}`, finding: each }));
    return { kind: 'refused', findings: pointed };
  }
  if (!record)
    return { kind: 'refused', findings: [{ pointer: '/payment', finding: finding(['payment'], 'required') }] };
  const key = seal.openDataKey(stored.sealKeyId, stored.dataKey, id);
  const envelope = key.seal(Buffer.from(JSON.stringify(mapped.body)), `envelope ${id}`);
  await recordPayment(pool, { submissionId: id, envelope, record, now: now() });
  const order = { deliveryId, networkId, by: portal.id, reason: 'paid', now: now(), confirmed: false };
  const result = await supersedeDelivery(pool, order, mapped.delivery);
  wake();
  return { kind: 'paid', before: result.kind !== 'superseded' };
}
