import { checkCallbackSecret } from '../callback/read.ts';
import { ApiRefused, ApiUnreachable, OutcomeUnknown } from '../http/errors.ts';
import { ignoreBody, readJson } from '../http/send.ts';
import type { ApiVersion } from '../jwe/header.ts';
import { checkKey } from '../jwk/check.ts';
import type { RsaJwk } from '../jwk/jwk.ts';
import type { KeyTrust } from '../jwk/trust.ts';
import { type Destination, readDestination } from '../submission/destination.ts';
import { isUuid } from '../uuid.ts';
import type { Call } from './call.ts';
import { type EventLogApi, findDestinationKey, type SubmissionIds } from './event-log.ts';

export interface SubmissionToAnnounce {
  readonly destinationId: string;
  /** Ids made by the sender, one for each attachment. */
  readonly attachments: readonly string[];
  readonly service: { readonly identifier: string; readonly name: string };
  /** A further submission in a case that exists. */
  readonly caseId?: string;
  /** Version 2: one of the destination's regions. */
  readonly region?: string;
  readonly callback?: { readonly url: string; readonly secret: string };
}

export interface SubmissionContent {
  readonly encryptedMetadata: string;
  /** Optional in version 1. */
  readonly encryptedData?: string;
}

export interface SenderApi {
  readDestination(destinationId: string): Promise<Destination>;
  /** The destination's key, fetched anew and checked. */
  readEncryptionKey(destination: Pick<Destination, 'destinationId' | 'encryptionKid'>): Promise<RsaJwk>;
  /**
   * Opens a submission. Not repeated when the answer is lost: the service deletes what was opened and not submitted after
   * a day, so announce again.
   */
  announce(submission: SubmissionToAnnounce): Promise<SubmissionIds>;
  /** @param content makes the JWE anew for each try, as text or as a stream. */
  uploadAttachment(
    submissionId: string,
    attachmentId: string,
    content: () => string | ReadableStream<Uint8Array>,
  ): Promise<void>;
  /**
   * Submits what was announced and uploaded. When the answer is lost, the event log says whether it was submitted; only
   * if it was not, the same submission is submitted again.
   *
   * @throws OutcomeUnknown when the log cannot be read either. Call again later, with the same ids.
   */
  submit(ids: SubmissionIds, content: SubmissionContent): Promise<'submitted' | 'found-in-log'>;
}

export interface SenderOptions {
  readonly version: ApiVersion;
  readonly trust: KeyTrust;
  readonly now?: (() => Date) | undefined;
}

const tries = 3;

export function createSenderApi(call: Call, log: EventLogApi, { version, trust, now }: SenderOptions): SenderApi {
  const putContent = (submissionId: string, content: SubmissionContent) =>
    call({
      method: 'PUT',
      path: `/submissions/${submissionId}`,
      contentType: 'application/json',
      body: () => JSON.stringify(content),
      repeatable: false,
      read: ignoreBody,
    });
  return {
    readDestination: (id) =>
      call({
        method: 'GET',
        path: `/destinations/${id}`,
        repeatable: true,
        read: async (response) => readDestination(await readJson(response)),
      }),
    readEncryptionKey: async ({ destinationId, encryptionKid: kid }) => {
      const jwk = await findDestinationKey(call, destinationId)(kid);
      return checkKey(jwk, { purpose: 'encrypt', kid, trust, now });
    },
    announce: (submission) => announce(call, version, submission),
    uploadAttachment: async (submissionId, attachmentId, content) => {
      await call({
        method: 'PUT',
        path: `/submissions/${submissionId}/attachments/${attachmentId}`,
        contentType: 'application/jose',
        body: content,
        repeatable: true,
        timeoutSeconds: 900,
        read: ignoreBody,
      });
    },
    submit: async (ids, content) => {
      let failure: unknown;
      for (let count = 0; count < tries; count++) {
        try {
          await putContent(ids.submissionId, content);
          return 'submitted';
        } catch (error) {
          failure = error;
        }
        const lost = isAnswerLost(failure);
        // What was submitted before is refused; the answer to that may have been lost, even before this call.
        if (!lost && !isConflict(failure)) throw failure;
        if (await isSubmitted(log, ids, failure)) return 'found-in-log';
        if (!lost) throw failure;
      }
      throw failure;
    },
  };
}

const isConflict = (error: unknown) => error instanceof ApiRefused && [400, 409, 422].includes(error.status);

async function isSubmitted(log: EventLogApi, ids: SubmissionIds, failure: unknown): Promise<boolean> {
  try {
    const { events } = await log.readVerifiedLog(ids);
    return events.some(({ name }) => name === 'submit-submission');
  } catch (cause) {
    throw new OutcomeUnknown(`submission ${ids.submissionId}`, new AggregateError([failure, cause]));
  }
}

/** No answer, or one from which it does not follow that nothing happened. */
export function isAnswerLost(error: unknown): boolean {
  return (
    error instanceof ApiUnreachable || (error instanceof ApiRefused && (error.status >= 500 || error.status === 408))
  );
}

async function announce(call: Call, version: ApiVersion, submission: SubmissionToAnnounce): Promise<SubmissionIds> {
  const { destinationId, attachments, service, caseId, region, callback } = submission;
  if (callback) checkCallbackSecret(callback.secret);
  const body = {
    destinationId,
    announcedAttachments: attachments,
    ...(version === 'v1' ? { serviceType: service } : { publicService: service }),
    ...(version === 'v2' && region !== undefined && { region }),
    ...(caseId !== undefined && { caseId }),
    ...(callback && { callback }),
  };
  return call({
    method: 'POST',
    path: '/submissions',
    contentType: 'application/json',
    body: () => JSON.stringify(body),
    repeatable: false,
    read: async (response) => {
      const created = await readJson(response);
      const { submissionId, caseId: ofCase } = created ?? {};
      return isUuid(submissionId) && isUuid(ofCase) ? { destinationId, submissionId, caseId: ofCase } : undefined;
    },
  });
}
