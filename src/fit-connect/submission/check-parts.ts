import { type AuthenticationTags, readAuthenticationTag } from '../jwe/tag.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { SubmissionState } from '../set/state.ts';
import type { VerifiedLog } from '../set/verify-log.ts';
import { SubmissionRefused } from './refused.ts';
import type { FetchedSubmission } from './submission.ts';

/** docs.fitko.de/fit-connect, attachments. */
const mostAttachments = 100;

export interface OpenSubmission {
  readonly state: SubmissionState;
  readonly authenticationTags: AuthenticationTags;
  /** Schema that the submit event names; an answer names the same. */
  readonly schema?: string;
}

/** Finds what the service signed about a submission that waits to be picked up. */
export function readSubmitEvent({ events, state }: VerifiedLog, evenIfClosed = false): OpenSubmission {
  const { authenticationTags, schema } = events.find(({ name }) => name === 'submit-submission') ?? {};
  if (!state || !authenticationTags) throw new SubmissionRefused('LOG_UNFINISHED', 'submission');
  const waits = state === 'submitted' || state === 'forwarded';
  if (!waits && !evenIfClosed) throw new SubmissionRefused('LOG_CLOSED', 'submission');
  return { state, authenticationTags, ...(schema !== undefined && { schema }) };
}

/** Compares the tags of metadata and data with the signed ones. */
export function checkTags(submission: FetchedSubmission, tags: AuthenticationTags): void {
  const { encryptedMetadata, encryptedData } = submission;
  if (readAuthenticationTag(encryptedMetadata) !== tags.metadata)
    throw new SubmissionRefused('TAG_MISMATCH', 'metadata');
  const dataTag = encryptedData === undefined ? undefined : readAuthenticationTag(encryptedData);
  if (dataTag !== tags.data) throw new SubmissionRefused('TAG_MISMATCH', 'data');
}

/** Compares the lists of what there is: in the answer of the service, in the metadata, in the signed tags. */
export function checkLists(submission: FetchedSubmission, metadata: Metadata, tags: AuthenticationTags): void {
  const { attachments } = metadata.contentStructure;
  if (attachments.some(({ fragments }) => fragments !== undefined)) {
    throw new SubmissionRefused('FRAGMENTS_UNSUPPORTED', 'metadata');
  }
  if (submission.attachments.length > mostAttachments) {
    throw new SubmissionRefused('TOO_MANY_ATTACHMENTS', 'submission');
  }
  const lists = [submission.attachments, attachments.map(({ attachmentId }) => attachmentId), tagged(tags)];
  if (new Set(lists.map(writeSet)).size > 1) throw new SubmissionRefused('ATTACHMENTS_DIFFER', 'submission');
}

const tagged = (tags: AuthenticationTags) => Object.keys(tags.attachments);

const writeSet = (ids: readonly string[]) =>
  ids
    .map((id) => id.toLowerCase())
    .sort()
    .join();
