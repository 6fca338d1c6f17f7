import { ApiRefused } from '../http/errors.ts';
import { type HttpPorts, readJson, send } from '../http/send.ts';
import type { KeyTrust } from '../jwk/trust.ts';
import { type FindKey, findInFetchedKeySet } from '../jws/key-set.ts';
import type { EventContext } from '../set/verify.ts';
import { type VerifiedLog, verifyEventLog } from '../set/verify-log.ts';
import type { Call } from './call.ts';
import { readAllPages } from './pages.ts';

/** Which submission of which destination. */
export interface SubmissionIds {
  readonly destinationId: string;
  readonly submissionId: string;
  readonly caseId: string;
}

export interface EventLogApi {
  /** All events of a case, the newest last, unverified. */
  readEventLog(caseId: string): Promise<string[]>;
  /** All events of one submission; in version 1 a later addition. */
  readSubmissionEventLog(submissionId: string): Promise<string[]>;
  /** Whom to believe about a submission: for `verifyEventLog` and `decryptSubmission`. */
  trustFor(ids: SubmissionIds): EventContext;
  /** Reads the case's log and verifies what concerns the submission. */
  readVerifiedLog(ids: SubmissionIds): Promise<VerifiedLog>;
}

export interface EventLogOptions extends HttpPorts {
  readonly baseUrl: string;
  readonly trust: KeyTrust;
  /** What the service calls itself in `iss`; default the base URL. */
  readonly serviceIssuers?: readonly string[] | undefined;
}

/** Event logs, with the keys to verify them: the service's are published below its address, destinations' in the API. */
export function createEventLogApi(call: Call, options: EventLogOptions): EventLogApi {
  const { baseUrl, trust, serviceIssuers = [baseUrl], now } = options;
  const keySetUrl = `${baseUrl}/.well-known/jwks.json`;
  const findServiceKey = findInFetchedKeySet(
    () => send({ method: 'GET', url: keySetUrl, repeatable: true, read: readJson }, options),
    now,
  );
  const readEventLog = (caseId: string) => readAllPages(call, `/cases/${caseId}/events`, 'eventLog', readToken);
  const trustFor = ({ destinationId, submissionId, caseId }: SubmissionIds): EventContext => ({
    destinationId,
    submissionId,
    caseId,
    serviceIssuers,
    findServiceKey,
    findDestinationKey: findDestinationKey(call, destinationId),
    trust,
    now,
  });
  return {
    readEventLog,
    readSubmissionEventLog: (submissionId) =>
      readAllPages(call, `/submissions/${submissionId}/events`, 'eventLog', readToken),
    trustFor,
    readVerifiedLog: async (ids) => verifyEventLog(await readEventLog(ids.caseId), trustFor(ids)),
  };
}

const readToken = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** Keys are fetched for each use: destinations answer `no-cache`. */
export function findDestinationKey(call: Call, destinationId: string): FindKey {
  return async (kid) => {
    const path = `/destinations/${destinationId}/keys/${encodeURIComponent(kid)}`;
    try {
      return await call({ method: 'GET', path, repeatable: true, read: readJson });
    } catch (error) {
      if (error instanceof ApiRefused && error.status === 404) return undefined;
      throw error;
    }
  };
}
