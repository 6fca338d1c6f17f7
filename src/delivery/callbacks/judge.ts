import type { CallbackResult } from '../../store/claim-callbacks.ts';
import { pauseAfter } from '../decide.ts';
import type { CallbackPlan } from './plan.ts';
import type { Posted } from './post-event.ts';

interface Circumstances {
  readonly attempt: number;
  readonly since: Date;
  readonly now: Date;
  /** From 0 to 1. */
  readonly random: number;
}

/**
 * What follows from an attempt: any 2xx is heard, 410 means that nobody will ever listen, and all else is tried again,
 * the last time when the event reaches its age.
 */
export function judge(
  posted: Posted,
  plan: Pick<CallbackPlan, 'maxAge' | 'firstPause' | 'longestPause'>,
  { attempt, since, now, random }: Circumstances,
): CallbackResult {
  const status = posted.kind === 'answered' ? posted.status : undefined;
  if (status !== undefined && status >= 200 && status < 300) return { state: 'told', status };
  const trouble = posted.kind === 'answered' ? `HTTP ${posted.status}` : posted.trouble;
  const end = since.getTime() + plan.maxAge;
  if (status === 410 || now.getTime() >= end) return { state: 'given-up', trouble, status };
  const notBefore = posted.kind === 'answered' ? (posted.notBefore?.getTime() ?? 0) : 0;
  const next = Math.max(now.getTime() + pauseAfter(attempt, plan, random), notBefore);
  return { state: 'waiting', trouble, status, dueAt: new Date(Math.min(next, end)) };
}
