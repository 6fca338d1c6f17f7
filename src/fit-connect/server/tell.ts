import { sameId } from '../uuid.ts';
import type { Callback, ServerPorts, StoredSubmission } from './ports.ts';
import { signServiceEvent } from './service-events.ts';

/**
 * Callbacks: a side is told of every change that it did not make itself (docs.fitko.de/fit-connect, callbacks). They are
 * hints; whoever misses one finds the change by polling.
 */

const types = 'https://schema.fitko.de/fit-connect/submission-api/callbacks/';

/**
 * Tells the subscriber that something waits, and notes in the log that it was told. The payload of that event is not
 * documented, so it is empty.
 */
export async function tellSubscriber(ports: ServerPorts, submissionId: string): Promise<void> {
  const submission = await ports.store.find(submissionId);
  const callback = submission && (await callbackOfDestination(ports, submission));
  if (!callback || !(await send(ports, 'new-submissions', submission, callback))) return;
  const token = await signServiceEvent(ports, 'notify-submission', submission);
  // Meanwhile it may have been picked up and answered: then nobody needs the note any more.
  const noted = await ports.store.change(submission, { state: submission.state, token, at: ports.now() });
  if (noted) await tellSender(ports, submission);
}

export async function tellSender(ports: ServerPorts, submission: StoredSubmission): Promise<void> {
  if (submission.callback) await send(ports, 'new-events', submission, submission.callback);
}

/** Of what the service did by itself. */
export async function tellBoth(ports: ServerPorts, submission: StoredSubmission): Promise<void> {
  await tellSender(ports, submission);
  const callback = await callbackOfDestination(ports, submission);
  if (callback) await send(ports, 'new-events', submission, callback);
}

async function callbackOfDestination(ports: ServerPorts, { destinationId }: StoredSubmission) {
  const destination = await ports.findDestination(destinationId);
  return destination && sameId(destination.destinationId, destinationId) ? destination.callback : undefined;
}

function send(
  { sendCallback }: ServerPorts,
  kind: 'new-submissions' | 'new-events',
  { destinationId, submissionId, caseId }: StoredSubmission,
  callback: Callback,
): Promise<boolean> {
  const submissions = [{ destinationId, submissionId, caseId }];
  const body = JSON.stringify({ type: `${types}${kind}`, submissionIds: [submissionId], submissions });
  return sendCallback(callback, body);
}
