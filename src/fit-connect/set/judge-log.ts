import { SecurityEventRefused } from '../errors.ts';
import type { Reason } from '../reasons.ts';
import { readEventClaims, type SecurityEventClaims } from './claims.ts';
import { type EventContext, type SecurityEvent, verifySecurityEvent } from './verify.ts';

/** A token of a log with the verdict on it. What a token that is not trusted claims is shown, and nothing follows from it. */
export type JudgedEvent =
  | { readonly trusted: true; readonly event: SecurityEvent }
  | { readonly trusted: false; readonly reason: Reason; readonly claims?: SecurityEventClaims };

/**
 * Judges each token of a case's log by itself, of all its submissions and replies: for people who look for a fault. What
 * decides about a submission is `verifyEventLog`, which also looks at the order.
 *
 * @throws what the context's ports throw, such as errors of the network
 *
 * @example
 * for (const judged of await judgeEventLog(eventLog, context)) console.log(judged.trusted || judged.reason);
 */
export async function judgeEventLog(
  eventLog: readonly string[],
  context: Omit<EventContext, 'submissionId' | 'replyId'>,
): Promise<readonly JudgedEvent[]> {
  const judged: JudgedEvent[] = [];
  for (const token of eventLog) judged.push(await judge(token, context));
  return judged;
}

async function judge(token: string, context: Omit<EventContext, 'submissionId' | 'replyId'>): Promise<JudgedEvent> {
  const claims = readEventClaims(token);
  const own = { submissionId: claims?.subject.id, replyId: claims?.subject.id };
  try {
    return { trusted: true, event: await verifySecurityEvent(token, { ...context, ...own }) };
  } catch (error) {
    if (!(error instanceof SecurityEventRefused)) throw error;
    return { trusted: false, reason: error.reason, ...(claims && { claims }) };
  }
}
