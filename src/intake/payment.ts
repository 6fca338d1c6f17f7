import { type Finding, finding } from '../findings.ts';
import type { PaymentRecord } from '../store/tables.ts';
import type { Resolved } from './resolve.ts';

export interface PaymentJudgement {
  readonly record: PaymentRecord | undefined;
  /** Set while the fee is due and not paid: how long the submission is held for it, in milliseconds. */
  readonly term: number | undefined;
  /** A payment that does not cover the fee. */
  readonly findings: readonly Finding[];
  /** That the fee is due; that more was paid than the fee, as for several copies. */
  readonly warnings: readonly Finding[];
}

/**
 * Whether the fee is paid. What counts is `PAYED`: all other states of XBezahldienste, and what was never paid, are open.
 * What follows a submission costs nothing of its own. Pure.
 */
export function judgePayment({
  envelope: { payment },
  service: { fee },
  relation,
}: Pick<Resolved, 'envelope' | 'service' | 'relation'>): PaymentJudgement {
  const status = payment?.status === 'BOOKED' ? 'PAYED' : (payment?.status ?? null);
  const record = { status, amount: payment?.amount ?? null, fee: fee?.amount ?? null };
  const nothing = { record: (payment ?? fee) ? record : undefined, term: undefined, findings: [], warnings: [] };
  if (!fee || fee.amount === 0 || relation) return nothing;
  if (payment && status === 'PAYED') {
    const differs = finding(['payment', 'amount'], 'payment-amount', {
      expected: euros(fee.amount),
      detail: euros(payment.amount),
    });
    if (payment.amount < fee.amount) return { ...nothing, findings: [differs] };
    return payment.amount > fee.amount ? { ...nothing, warnings: [differs] } : nothing;
  }
  if (fee.due === 'later') return nothing;
  const due = finding(['payment'], 'payment-due', { expected: euros(fee.amount) });
  return { ...nothing, term: fee.term, warnings: [due] };
}

function euros(cents: number): string {
  return `${(cents / 100).toFixed(2)} EUR`;
}
