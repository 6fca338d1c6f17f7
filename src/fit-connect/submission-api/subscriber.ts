import { isObject } from '../base64url.ts';
import { ApiRefused, OutcomeUnknown } from '../http/errors.ts';
import { ignoreBody, readJson } from '../http/send.ts';
import { readEventClaims } from '../set/claims.ts';
import { readEventUri } from '../set/events.ts';
import { type FetchedSubmission, readSubmission } from '../submission/submission.ts';
import { isUuid } from '../uuid.ts';
import type { Call } from './call.ts';
import type { EventLogApi, SubmissionIds } from './event-log.ts';
import { readAllPages } from './pages.ts';
import { isAnswerLost } from './sender.ts';

export interface SubscriberApi {
  /**
   * All submissions that wait, from all pages. The list is complete before anything is accepted: what is accepted leaves
   * the list and would shift the pages.
   */
  listSubmissions(destinationId: string): Promise<SubmissionIds[]>;
  readSubmission(ids: Pick<SubmissionIds, 'submissionId' | 'destinationId'>): Promise<FetchedSubmission>;
  /** The JWE of an attachment in pieces; undefined when the service does not have it. */
  readAttachment(submissionId: string, attachmentId: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /**
   * Posts a signed event. When the answer is lost or says that the event cannot follow, the log says whether an event of
   * the same name was taken before: then it is done.
   *
   * @throws OutcomeUnknown when the log cannot be read either.
   */
  postEvent(token: string): Promise<'posted' | 'found-in-log'>;
}

const tries = 3;

export function createSubscriberApi(call: Call, log: EventLogApi): SubscriberApi {
  const post = (caseId: string, token: string) =>
    call({
      method: 'POST',
      path: `/cases/${caseId}/events`,
      contentType: 'application/jose',
      body: () => token,
      repeatable: false,
      read: ignoreBody,
    });
  return {
    listSubmissions: (destinationId) => {
      const readEntry = (value: unknown) => readIds(value, destinationId);
      return readAllPages(call, '/submissions', 'submissions', readEntry, { destinationId });
    },
    readSubmission: (known) =>
      call({
        method: 'GET',
        path: `/submissions/${known.submissionId}`,
        repeatable: true,
        read: async (response) => readSubmission(await readJson(response), known),
      }),
    readAttachment: async (submissionId, attachmentId) => {
      try {
        return await call({
          method: 'GET',
          path: `/submissions/${submissionId}/attachments/${attachmentId}`,
          repeatable: true,
          timeoutSeconds: 900,
          read: async (response) => response.body ?? undefined,
        });
      } catch (error) {
        if (error instanceof ApiRefused && error.status === 404) return undefined;
        throw error;
      }
    },
    postEvent: async (token) => {
      const { ids, name } = describe(token);
      let failure: unknown;
      for (let count = 0; count < tries; count++) {
        try {
          await post(ids.caseId, token);
          return 'posted';
        } catch (error) {
          failure = error;
        }
        const lost = isAnswerLost(failure);
        const conflict = failure instanceof ApiRefused && failure.status === 409;
        if (!lost && !conflict) throw failure;
        if (await isPosted(log, ids, name, failure)) return 'found-in-log';
        if (conflict) throw failure;
      }
      throw failure;
    },
  };
}

function readIds(value: unknown, destinationId: string): SubmissionIds | undefined {
  if (!isObject(value)) return undefined;
  const { submissionId, caseId } = value;
  return isUuid(submissionId) && isUuid(caseId) ? { destinationId, submissionId, caseId } : undefined;
}

/** What the token that the caller signed says itself. */
function describe(token: string): { ids: SubmissionIds; name: string } {
  const claims = readEventClaims(token);
  const name = claims && readEventUri(claims.eventUri);
  if (!claims || !name) throw new TypeError('Only an event that was signed by signSecurityEvent can be posted.');
  return { ids: { destinationId: claims.iss, submissionId: claims.subject.id, caseId: claims.caseId }, name };
}

async function isPosted(log: EventLogApi, ids: SubmissionIds, name: string, failure: unknown): Promise<boolean> {
  try {
    const { events } = await log.readVerifiedLog(ids);
    return events.some((event) => event.name === name && event.author === 'destination');
  } catch (cause) {
    throw new OutcomeUnknown(`the event ${name} of ${ids.submissionId}`, new AggregateError([failure, cause]));
  }
}
