import { isObject } from '../base64url.ts';
import { CallbackMalformed, CallbackRefused } from '../errors.ts';
import { isUuid } from '../uuid.ts';

export interface CallbackNotice {
  readonly kind: 'new-submissions' | 'new-events' | 'new-replies';
  /** What is new. Bodies of old services name submissions only. */
  readonly submissions: readonly {
    readonly submissionId: string;
    readonly caseId?: string;
    readonly destinationId?: string;
  }[];
}

const prefix = 'https://schema.fitko.de/fit-connect/submission-api/callbacks/';
const kinds = ['new-submissions', 'new-events', 'new-replies'] as const;

/**
 * Reads the body of a callback that was verified. How replies are listed is not known, so a notice of new replies names
 * none: look for them.
 *
 * @throws CallbackMalformed; answer 400.
 *
 * @example
 * const { kind, submissions } = readCallback(body);
 */
export function readCallback(body: Uint8Array | string): CallbackNotice {
  const content = parse(body);
  const kind = kinds.find((name) => content.type === `${prefix}${name}`);
  if (!kind) throw new CallbackMalformed();
  if (kind === 'new-replies') return { kind, submissions: [] };
  const { submissions, submissionIds } = content;
  const list = Array.isArray(submissions) ? submissions.map(readEntry) : readIds(submissionIds);
  if (list.length === 0) throw new CallbackMalformed();
  return { kind, submissions: list };
}

function parse(body: Uint8Array | string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8'));
    if (isObject(content)) return content;
  } catch {
    // Falls through to the one answer for all that is no callback.
  }
  throw new CallbackMalformed();
}

function readEntry(entry: unknown) {
  if (!isObject(entry)) throw new CallbackMalformed();
  const { submissionId, caseId, destinationId } = entry;
  if (!isUuid(submissionId) || !isUuid(caseId) || !isUuid(destinationId)) throw new CallbackMalformed();
  return { submissionId, caseId, destinationId };
}

function readIds(ids: unknown) {
  if (!Array.isArray(ids)) throw new CallbackMalformed();
  return ids.map((submissionId: unknown) => {
    if (!isUuid(submissionId)) throw new CallbackMalformed();
    return { submissionId };
  });
}

/**
 * Checks a secret before it is registered.
 *
 * @throws CallbackRefused when it has not 32 to 512 characters.
 *
 * @example
 * checkCallbackSecret(randomBytes(32).toString('base64url'));
 */
export function checkCallbackSecret(secret: string): void {
  if (secret.length < 32 || secret.length > 512) throw new CallbackRefused('CALLBACK_SECRET');
}
