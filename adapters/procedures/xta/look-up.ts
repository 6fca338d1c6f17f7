import { setTimeout as sleep } from 'node:timers/promises';
import { type DeliveryJob, type LookupOutcome, type Outcome, outcomeOf, xta } from '../../../src/sdk.ts';
import { withAccess } from './access.ts';
import type { Options } from './options.ts';

type ReportReply = Awaited<ReturnType<typeof xta.getTransportReport>>;

/**
 * What became of earlier attempts of a delivery, by the transport report for its XTAMessageID. Sends nothing.
 *
 * `getStatusList` could not tell: it lists the caller's own mailbox, and the message lies in its reader's.
 */
export async function lookUp(job: DeliveryJob<Options>): Promise<LookupOutcome> {
  const { message, deliveryKey, options } = job;
  const author = xta.addressMessage(message.xml)?.author;
  // What names no author was never sent.
  if (author === undefined) return { kind: 'absent', answer: 'the message names no author' };
  const xtaMessageId = xta.xtaMessageId(options.senderId, deliveryKey);
  return withAccess(job, author, (access) => lookUpOrder(access, xtaMessageId, options));
}

export async function lookUpOrder(
  access: xta.XtaAccess,
  xtaMessageId: string,
  options: Options,
): Promise<LookupOutcome> {
  return outcomeOfReport(await xta.getTransportReport(access, xtaMessageId), xtaMessageId, options);
}

/** Asks until the report is closed or the time for it is up. */
export async function awaitReport(access: xta.XtaAccess, xtaMessageId: string, options: Options): Promise<Outcome> {
  const end = performance.now() + options.reportWait * 1000;
  for (let pause = 500; ; pause *= 2) {
    const reply = await xta.getTransportReport(access, xtaMessageId);
    const left = end - performance.now();
    const isOpen = reply.kind === 'value' && reply.value.report.status === 'open';
    const slept = isOpen && left > 0 && (await sleeps(Math.min(pause, left), access.signal));
    if (slept) continue;
    const outcome = outcomeOfReport(reply, xtaMessageId, options);
    // It was taken a moment ago: a server that does not know it now has lost it.
    return outcome.kind === 'absent' ? { kind: 'unknown', answer: 'XTA order taken, and unknown afterwards' } : outcome;
  }
}

function sleeps(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return sleep(milliseconds, true, { signal }).catch(() => false);
}

function outcomeOfReport(reply: ReportReply, xtaMessageId: string, { awaitReport }: Options): LookupOutcome {
  if (reply.kind === 'fault' && reply.fault.name === 'InvalidMessageID') {
    return { kind: 'absent', answer: 'the XTA server has no such order' };
  }
  if (reply.kind !== 'value') return withoutReport(reply);
  const { report, bytes } = reply.value;
  if (!xta.isSameXtaMessage(report.xtaMessageId, xtaMessageId)) {
    return { kind: 'unknown', answer: 'transport report for another order' };
  }
  const answer = `XTA report ${report.status}, ${xtaMessageId}`;
  if (report.status === 'red') {
    const errors = report.errors.map(({ code, reason }) => ({ id: `xta-record-${code}`, text: reason }));
    return { kind: 'rejected', findings: [{ id: 'xta-report-red' }, ...errors], receipt: bytes, answer };
  }
  if (!awaitReport || report.status === 'yellow') return { kind: 'handed-over', answer };
  return report.status === 'green'
    ? { kind: 'delivered', receipt: bytes, answer }
    : { kind: 'later', awaitsAnswer: true, answer };
}

/** A server that is away, or fails, can be asked again; one that refuses to tell cannot. */
function withoutReport(reply: Exclude<ReportReply, { kind: 'value' }>): Outcome {
  const words = (said: string) => `no transport report: ${said}`;
  if (reply.kind === 'unreadable') return { kind: 'later', answer: words(reply.answer) };
  if (reply.kind === 'fault') {
    const { kind, answer } = xta.outcomeOfXtaFault(reply.fault);
    return { kind: kind === 'rejected' ? 'unknown' : 'later', answer: words(answer) };
  }
  const outcome = outcomeOf(reply.result) ?? { kind: 'unknown', answer: 'no SOAP' };
  if (outcome.kind === 'rejected') return { kind: 'unknown', answer: words(outcome.answer) };
  return { ...outcome, kind: 'later', answer: words(outcome.answer) };
}
