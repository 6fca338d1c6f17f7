import { fitConnect, type Outcome } from '../../../src/sdk.ts';
import type { Options } from './options.ts';

/** What the event log's word comes to. */
export function outcomeOfWord(word: fitConnect.Word, { ids }: fitConnect.Sent, options: Options, now: Date): Outcome {
  const name = `FIT-Connect ${ids.submissionId}`;
  switch (word.kind) {
    case 'accepted':
      return { kind: 'delivered', receipt: Buffer.from(word.token), accepted: true, answer: `${name} accepted` };
    case 'rejected': {
      const findings = word.problems.map(({ type, instance }) => ({ id: `${nameOf(type)} ${instance ?? ''}`.trim() }));
      return { kind: 'rejected', findings, receipt: Buffer.from(word.token), answer: `${name} rejected` };
    }
    case 'open': {
      if (!options.awaitAnswer) return { kind: 'handed-over', answer: `${name} submitted` };
      const notBefore = new Date(now.getTime() + options.askEvery * 1000);
      return { kind: 'later', notBefore, awaitsAnswer: true, answer: `${name} submitted, not answered yet` };
    }
    // Never sent again by machine: somebody may have changed content at the service.
    case 'exchanged':
      return {
        kind: 'unknown',
        needsPerson: true,
        answer: `ALARM: ${name}: the tags in the log are not those of what was sent`,
      };
    case 'gone':
      return { kind: 'unknown', answer: `${name} deleted without an answer` };
    case 'not-submitted':
      return { kind: 'unknown', answer: `${name} announced, not submitted` };
  }
}

/** What a failed call comes to. Whether something was submitted, the log says at the next look-up. */
export function outcomeOfError(error: unknown): Outcome {
  if (error instanceof fitConnect.ApiRateLimited) {
    return { kind: 'later', notBefore: error.retryAt, answer: 'FIT-Connect asks to wait' };
  }
  if (error instanceof fitConnect.FileGone) {
    return { kind: 'unknown', needsPerson: true, answer: 'a file of the submission is gone' };
  }
  // Only reading a file ends like this, before anything is submitted; the client has errors of its own.
  if (error instanceof Error && error.name === 'AbortError')
    return { kind: 'later', answer: 'the time for the attempt was up' };
  if (error instanceof fitConnect.OutcomeUnknown)
    return { kind: 'unknown', answer: 'FIT-Connect: no answer to submit' };
  if (error instanceof fitConnect.ApiRefused && error.status < 500) {
    return { kind: 'unknown', answer: `FIT-Connect HTTP ${error.status} ${nameOf(error.problem.type ?? '')}`.trim() };
  }
  if (error instanceof fitConnect.Refused)
    return { kind: 'unknown', answer: `FIT-Connect ${error.code} ${error.reason}` };
  if (error instanceof fitConnect.FitConnectError) return { kind: 'later', answer: `FIT-Connect ${error.code}` };
  throw error;
}

/** The last part of a problem's address. */
function nameOf(type: string): string {
  return type.replace(/.*\//, '').slice(0, 100);
}
