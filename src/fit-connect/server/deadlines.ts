import { describeProblem } from '../problems/catalogue.ts';
import type { EventName } from '../set/events.ts';
import type { Change, ServerPorts, StoredSubmission } from './ports.ts';
import { signServiceEvent } from './service-events.ts';
import { tellBoth } from './tell.ts';

/**
 * What the service does by itself, when (docs.fitko.de/fit-connect, notifications-and-deletion-deadlines). Content is
 * deleted a week after the answer: of what nobody picked up, 21 days after it was submitted.
 */
const day = 24 * 60 * 60 * 1000;
const days = { incomplete: 1, unanswered: 14, answered: 7, caseClosed: 730 };

const after = (at: Date, count: number) => new Date(at.getTime() + count * day);

export const dueAfterAnnouncement = (at: Date) => after(at, days.incomplete);
export const dueAfterSubmission = (at: Date) => after(at, days.unanswered);
export const dueAfterAnswer = (at: Date) => after(at, days.answered);

/** How many are looked at together. */
const batch = 100;

/**
 * Rejects what nobody answered, deletes what is over. Any number of processes may do so at once: each change is made once.
 *
 * @returns how many submissions were changed and how many cases removed.
 */
export async function keepDeadlines(ports: ServerPorts): Promise<number> {
  let changed = 0;
  for (;;) {
    const due = await ports.store.findDue(ports.now(), batch);
    let progress = 0;
    for (const submission of due) if (await settle(ports, submission)) progress += 1;
    changed += progress;
    if (due.length < batch || progress === 0) break;
  }
  return changed + (await ports.store.removeCases(after(ports.now(), -days.caseClosed)));
}

async function settle(ports: ServerPorts, submission: StoredSubmission): Promise<boolean> {
  const at = ports.now();
  const waits = submission.state === 'submitted' || submission.state === 'forwarded';
  const [name, change]: [EventName, Omit<Change, 'token' | 'at'>] = waits
    ? ['reject-submission', { state: 'rejected', dueAt: dueAfterAnswer(at) }]
    : ['delete-submission', { state: 'deleted', dueAt: null, removeContent: true }];
  const token = await signServiceEvent(ports, name, submission, waits ? { problems: [tooLate] } : {});
  const done = await ports.store.change(submission, { ...change, token, at });
  if (done) ports.afterwards(() => tellBoth(ports, submission));
  return done;
}

/** Which problem the service names is not documented. */
const tooLate = {
  ...describeProblem('technical-error', 'submission'),
  detail: `Innerhalb von ${days.unanswered} Tagen nicht beantwortet.`,
};
