import type { Settlement } from '../store/settle-deliveries.ts';
import type { SubmissionState } from '../store/tables.ts';
import type { Outcome } from './outcome.ts';

/** When a destination is tried again and when a person has to look; times in milliseconds. */
export interface RetryPolicy {
  /** Attempts before a delivery is parked. */
  readonly attempts: number;
  readonly firstPause: number;
  readonly longestPause: number;
  /** Whether an attempt of unknown outcome may be repeated: the procedure recognises what it already has. */
  readonly recognisesDuplicates: boolean;
  /** Whether the procedure can be asked what became of such an attempt. */
  readonly looksUp: boolean;
}

export interface Decision {
  readonly state: Settlement['state'];
  readonly submissionState: SubmissionState;
  readonly dueAt?: Date;
  /** The attempt does not count: the next one has the same number. */
  readonly keepsAttempt?: true;
}

interface Circumstances {
  /** Number of this attempt, 1 for the first. */
  readonly attempt: number;
  readonly giveUpAt: Date;
  readonly now: Date;
  /** From 0 to 1. */
  readonly random: number;
}

/**
 * What follows from an outcome. Nothing is ever dropped: what cannot be delivered by itself is parked for a person.
 */
export function decide(outcome: Outcome, policy: RetryPolicy, circumstances: Circumstances): Decision {
  switch (outcome.kind) {
    case 'delivered':
      return { state: 'delivered', submissionState: outcome.accepted ? 'completed' : 'delivered' };
    case 'handed-over':
    case 'rejected':
      return { state: outcome.kind, submissionState: outcome.kind };
    case 'unknown':
      return outcome.needsPerson ? parked : afterUnknown(policy, circumstances);
    case 'later':
      return outcome.awaitsAnswer
        ? lookAgain(outcome.notBefore, policy, circumstances)
        : again(outcome.notBefore, policy, circumstances);
  }
}

/** A person has to look at it. */
export const parked: Decision = { state: 'parked', submissionState: 'parked' };

/** The procedure is asked even when the attempts are used up: one more, which only asks. */
function afterUnknown(policy: RetryPolicy, circumstances: Circumstances): Decision {
  if (policy.looksUp) return again(undefined, { ...policy, attempts: policy.attempts + 1 }, circumstances);
  return policy.recognisesDuplicates ? again(undefined, policy, circumstances) : parked;
}

function again(
  notBefore: Date | undefined,
  policy: RetryPolicy,
  { attempt, giveUpAt, now, random }: Circumstances,
): Decision {
  if (attempt >= policy.attempts) return parked;
  const own = now.getTime() + pauseAfter(attempt, policy, random);
  const dueAt = new Date(Math.max(own, notBefore?.getTime() ?? 0));
  return dueAt > giveUpAt ? parked : waiting(dueAt);
}

/** The pause is the adapter's, since it knows how often an answer is worth looking for; without a word the first one. */
function lookAgain(
  notBefore: Date | undefined,
  policy: RetryPolicy,
  { giveUpAt, now, random }: Circumstances,
): Decision {
  const dueAt = notBefore ?? new Date(now.getTime() + pauseAfter(1, policy, random));
  return dueAt > giveUpAt ? parked : { ...waiting(dueAt), keepsAttempt: true };
}

function waiting(dueAt: Date): Decision {
  return { state: 'waiting', submissionState: 'in-delivery', dueAt };
}

/**
 * Exponential backoff with full upper-half jitter: the pause doubles with each attempt up to the longest one, and a
 * random part of its second half is left out, so that deliveries that failed together do not come back together.
 */
export function pauseAfter(
  attempt: number,
  { firstPause, longestPause }: Pick<RetryPolicy, 'firstPause' | 'longestPause'>,
  random: number,
): number {
  const full = Math.min(longestPause, firstPause * 2 ** Math.min(attempt - 1, 30));
  return full / 2 + (full / 2) * random;
}
