import { isObject } from '../base64url.ts';
import { parseJson } from '../json.ts';
import { isUuid } from '../uuid.ts';

/** A submission as the service hands it to a subscriber, the same for versions 1 and 2. */
export interface FetchedSubmission {
  readonly submissionId: string;
  readonly caseId: string;
  readonly destinationId: string;
  readonly encryptedMetadata: string;
  /** Optional in version 1. */
  readonly encryptedData?: string;
  /** Ids of the attachments that were uploaded. */
  readonly attachments: readonly string[];
  /** URN of the service, where the answer names it. */
  readonly serviceIdentifier?: string;
}

/**
 * Reads `GET submissions/{id}` of either version: `serviceType` of version 1 and `publicService` of version 2 mean the
 * same.
 *
 * @param given parsed or as text; what this function returned is read as it is.
 * @param known ids that the caller asked with; version 2 is only known to name the case.
 * @returns undefined when the answer has another form.
 *
 * @example
 * const submission = readSubmission(await response.json(), { submissionId, destinationId });
 */
export function readSubmission(
  given: unknown,
  known: { readonly submissionId?: string; readonly destinationId?: string } = {},
): FetchedSubmission | undefined {
  const answer = parseJson(given);
  if (!isObject(answer)) return undefined;
  const { submissionId, destinationId } = { ...known, ...dropUndefined(answer) };
  const { caseId, encryptedMetadata, encryptedData, attachments = [], serviceType, publicService } = answer;
  if (!isUuid(submissionId) || !isUuid(caseId) || !isUuid(destinationId)) return undefined;
  if (typeof encryptedMetadata !== 'string' || !Array.isArray(attachments) || !attachments.every(isUuid)) {
    return undefined;
  }
  if (!(encryptedData === undefined || encryptedData === null || typeof encryptedData === 'string')) return undefined;
  const named = [serviceType, publicService].find(isObject)?.identifier ?? answer.serviceIdentifier;
  return {
    submissionId,
    caseId,
    destinationId,
    encryptedMetadata,
    ...(typeof encryptedData === 'string' && { encryptedData }),
    attachments,
    ...(typeof named === 'string' && { serviceIdentifier: named }),
  };
}

function dropUndefined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
