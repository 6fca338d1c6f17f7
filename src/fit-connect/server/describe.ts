import { sameId } from '../uuid.ts';
import type { Content, StoredSubmission } from './ports.ts';

/** SubmissionReduced and, with content, Submission of the API. */
export function describeSubmission(submission: StoredSubmission, version: 'v1' | 'v2', content?: Content) {
  const { destinationId, submissionId, caseId, service, announced, uploaded, callback } = submission;
  return {
    destinationId,
    submissionId,
    caseId,
    attachments: announced.filter((id) => uploaded.some(({ attachmentId }) => sameId(attachmentId, id))),
    ...(version === 'v1' ? { serviceType: service } : { publicService: service }),
    ...(callback && { callback: { url: callback.url } }),
    ...content,
  };
}
