import { parseJson } from '../json.ts';
import type { DecryptionKeys } from '../jwe/choose-key.ts';
import { type Decrypted, decryptJwe } from '../jwe/decrypt.ts';
import type { ApiVersion } from '../jwe/header.ts';
import type { AuthenticationTags } from '../jwe/tag.ts';
import type { DataMimeType, Metadata } from '../metadata/metadata.ts';
import { validateMetadata } from '../metadata/validate.ts';
import type { SubmissionState } from '../set/state.ts';
import type { EventContext } from '../set/verify.ts';
import { verifyEventLog } from '../set/verify-log.ts';
import { checkOffer } from './check-offer.ts';
import { checkLists, checkTags, readSubmitEvent } from './check-parts.ts';
import { type AttachmentPorts, type DecryptedFile, decryptFiles } from './decrypt-files.ts';
import { type Offer, readOffer } from './destination.ts';
import { refusing, SubmissionRefused } from './refused.ts';
import { type FetchedSubmission, readSubmission } from './submission.ts';

export interface PickUp<Released>
  extends Omit<EventContext, 'caseId' | 'submissionId' | 'replyId' | 'destinationId'>,
    AttachmentPorts<Released> {
  /** Version of the Submission API. */
  readonly version: ApiVersion;
  /** All events of the case or of the submission, the newest last. */
  readonly eventLog: readonly string[];
  /** One's private keys, retired ones too. */
  readonly keys: DecryptionKeys;
  /**
   * What the destination offers: the answer of `GET destinations/{id}`, version 1 or 2, parsed, as text, or from
   * `readDestination`. Without it, service, schema, versions and reply channel are not checked.
   */
  readonly destination?: Offer | string | object | undefined;
  /** Checks the data against their schema, XML also for being XML. */
  readonly checkData?: ((data: DecryptedData) => Promise<'valid' | 'DATA_SYNTAX' | 'DATA_INVALID'>) | undefined;
  /** Also opens what was answered or deleted at the service already: for records that were kept. */
  readonly evenIfClosed?: boolean | undefined;
  /** Most bytes of metadata and of data, each after decompression; default 64 MiB. */
  readonly maxBytes?: number | undefined;
}

export interface DecryptedData {
  readonly content: Uint8Array;
  readonly mimeType: DataMimeType;
  readonly schemaUri: string;
}

export interface DecryptedSubmission<Released> {
  readonly submissionId: string;
  readonly caseId: string;
  readonly destinationId: string;
  readonly state: SubmissionState;
  readonly metadata: Metadata;
  readonly metadataVersion: string;
  readonly data?: DecryptedData;
  readonly attachments: readonly DecryptedFile<Released>[];
  /** For `signAccept`, together with `schema`. */
  readonly authenticationTags: AuthenticationTags;
  readonly schema?: string;
}

/**
 * Takes a submission that was fetched: verifies the event log, compares tags, decrypts and validates the metadata, checks
 * what the destination offers and which attachments there are, decrypts data and attachments and compares their hashes.
 * The order follows docs.fitko.de/fit-connect, receiving/verification. Nothing of it is released unless all of it fits.
 *
 * Store the result durably, then accept.
 *
 * @param fetched the answer of `GET submissions/{id}`, version 1 or 2: parsed, as text, or from `readSubmission`.
 * @throws SubmissionRefused: what is wrong with the submission. Other errors (network, disk) are no reason to reject it.
 *
 * @example
 * const opened = await decryptSubmission(submission, {
 *   version: 'v2', eventLog, keys, destination, trust, serviceIssuers, findServiceKey,
 *   readAttachment: (id) => api.readAttachment(submission.submissionId, id),
 *   openSink: async () => openMemorySink(),
 * });
 */
export async function decryptSubmission<Released>(
  fetched: FetchedSubmission | string | object | undefined,
  pickUp: PickUp<Released>,
): Promise<DecryptedSubmission<Released>> {
  const submission = readSubmission(fetched);
  if (!submission) throw new SubmissionRefused('SUBMISSION_MALFORMED', 'submission');
  const { submissionId, caseId, destinationId } = submission;
  const { maxBytes, keys, version } = pickUp;
  const destination = offerOf(pickUp.destination);
  const context = { ...pickUp, caseId, submissionId, destinationId };
  const log = await refusing('submission', () => verifyEventLog(pickUp.eventLog, context));
  const { state, authenticationTags, schema } = readSubmitEvent(log, pickUp.evenIfClosed);
  await refusing('submission', async () => checkTags(submission, authenticationTags));
  const open = (part: 'metadata' | 'data', jwe: string) =>
    refusing(part, () => decryptJwe(jwe, keys, { version, part, maxBytes }));
  const { metadata, metadataVersion } = readMetadata(await open('metadata', submission.encryptedMetadata), destination);
  if (destination) checkOffer(submission, metadata, destination);
  checkLists(submission, metadata, authenticationTags);
  const data = await readData(submission, metadata, version, (jwe) => open('data', jwe));
  if (data) await checkData(data, pickUp);
  const attachments = await decryptFiles(metadata, submission, authenticationTags, pickUp);
  return {
    submissionId,
    caseId,
    destinationId,
    state,
    metadata,
    metadataVersion,
    ...(data && { data }),
    attachments,
    authenticationTags,
    ...(schema !== undefined && { schema }),
  };
}

/** @throws TypeError: whoever hands over something else means it to be checked. */
function offerOf(destination: PickUp<unknown>['destination']): Offer | undefined {
  if (destination === undefined) return undefined;
  const offer = readOffer(destination);
  if (!offer) throw new TypeError('`destination` has to be the answer of GET destinations/{id}.');
  return offer;
}

function readMetadata({ plaintext }: Decrypted, rules: Offer | undefined) {
  const verdict = validateMetadata(plaintext, { metadataVersions: rules?.metadataVersions });
  if (!verdict.valid) throw new SubmissionRefused(verdict.reason, 'metadata', { cause: verdict.faults });
  return { metadata: verdict.metadata, metadataVersion: verdict.version };
}

async function readData(
  { encryptedData }: FetchedSubmission,
  { contentStructure: { data } }: Metadata,
  version: ApiVersion,
  open: (jwe: string) => Promise<Decrypted>,
): Promise<DecryptedData | undefined> {
  if (encryptedData === undefined && data === undefined && version === 'v1') return undefined;
  if (encryptedData === undefined || data === undefined) throw new SubmissionRefused('DATA_MISSING', 'data');
  const { plaintext, sha512 } = await open(encryptedData);
  if (data.hash.content !== sha512) throw new SubmissionRefused('HASH_MISMATCH', 'data');
  return { content: plaintext, ...data.submissionSchema };
}

async function checkData(data: DecryptedData, { checkData: check }: Pick<PickUp<unknown>, 'checkData'>) {
  if (data.mimeType === 'application/json' && parseJson(data.content) === undefined) {
    throw new SubmissionRefused('DATA_SYNTAX', 'data');
  }
  const verdict = (await check?.(data)) ?? 'valid';
  if (verdict !== 'valid') throw new SubmissionRefused(verdict, 'data');
}
