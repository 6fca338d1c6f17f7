import { SecurityEventRefused } from '../errors.ts';
import { readJws } from '../jws/verify.ts';
import { sameId } from '../uuid.ts';
import { readClaims } from './claims.ts';
import { findState, type SubmissionState } from './state.ts';
import { type EventContext, type SecurityEvent, verifySecurityEvent } from './verify.ts';

export interface VerifiedLog {
  /** The events of the submission or reply, the oldest first. */
  readonly events: readonly SecurityEvent[];
  /** Undefined while there are no events. */
  readonly state?: SubmissionState;
}

/**
 * Verifies the event log of a case and keeps what concerns one submission or reply.
 *
 * A case may hold several submissions. Tokens about others are not verified, since nothing follows from them here; they
 * need to be readable and of the same case.
 *
 * @param eventLog all pages, in the order of the service: the last is the newest.
 * @throws SecurityEventRefused when any token of the submission is not trusted, or the order is impossible.
 *
 * @example
 * const { state, events } = await verifyEventLog(eventLog, context);
 */
export async function verifyEventLog(eventLog: readonly string[], context: EventContext): Promise<VerifiedLog> {
  if (!Array.isArray(eventLog)) throw new SecurityEventRefused('SET_MALFORMED');
  const events: SecurityEvent[] = [];
  for (const compact of eventLog) {
    if (!isAboutAnother(compact, context)) events.push(await verifySecurityEvent(compact, context));
  }
  const state = findState(events);
  return { events, ...(state && { state }) };
}

function isAboutAnother(compact: string, { caseId, submissionId, replyId }: EventContext): boolean {
  const jws = readJws(compact);
  const claims = jws && readClaims(jws.payload);
  if (!claims) throw new SecurityEventRefused(jws ? 'SET_CLAIMS' : 'SET_MALFORMED');
  if (!sameId(claims.caseId, caseId)) throw new SecurityEventRefused('SET_CASE');
  const own = claims.subject.kind === 'submission' ? submissionId : replyId;
  return own === undefined || !sameId(own, claims.subject.id);
}
