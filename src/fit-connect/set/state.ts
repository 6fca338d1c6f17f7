import { SecurityEventRefused } from '../errors.ts';
import { type EventName, verbOf } from './events.ts';
import type { SecurityEvent } from './verify.ts';

export type SubmissionState = 'incomplete' | 'submitted' | 'forwarded' | 'accepted' | 'rejected' | 'deleted';

type Verb = ReturnType<typeof verbOf>;

/** From a state, by an event, to the next. A notification records only that somebody was told. */
const transitions: Readonly<Record<SubmissionState, Partial<Record<Verb, SubmissionState>>>> = {
  incomplete: { submit: 'submitted', delete: 'deleted' },
  submitted: { notify: 'submitted', forward: 'forwarded', accept: 'accepted', reject: 'rejected' },
  forwarded: { notify: 'forwarded', accept: 'accepted', reject: 'rejected' },
  accepted: { delete: 'deleted' },
  rejected: { delete: 'deleted' },
  deleted: {},
};

/**
 * The state that a log of verified events leads to. Events that are not known change nothing.
 *
 * @param events the oldest first, as the service lists them.
 * @throws SecurityEventRefused when an event cannot follow the one before it, or stands in the log twice.
 *
 * @example
 * findState((await verifyEventLog(eventLog, context)).events); // 'submitted'
 */
export function findState(events: readonly SecurityEvent[]): SubmissionState | undefined {
  let state: SubmissionState | undefined;
  const seen = new Set<string>();
  for (const { id, name } of events) {
    if (seen.has(id.toLowerCase())) throw new SecurityEventRefused('LOG_REPEATED');
    seen.add(id.toLowerCase());
    if (!name) continue;
    state = follow(state, verbOf(name));
  }
  return state;
}

/** The state that an event leads to; undefined when it cannot follow. */
export function nextState(state: SubmissionState, name: EventName): SubmissionState | undefined {
  return transitions[state][verbOf(name)];
}

function follow(state: SubmissionState | undefined, verb: Verb): SubmissionState {
  const next = state === undefined ? (verb === 'create' ? 'incomplete' : undefined) : transitions[state][verb];
  if (!next) throw new SecurityEventRefused('LOG_TRANSITION');
  return next;
}
