import { DecryptionRefused, Refused, SecurityEventRefused } from '../errors.ts';
import { describeProblem, type ProblemInstance, type ProblemName } from '../problems/catalogue.ts';
import type { Problem } from '../problems/problem.ts';
import type { Reason } from '../reasons.ts';

/**
 * A submission that was fetched cannot be taken. From outside all refusals look alike; `reason` and `instance` are for
 * logs inside, `problem` for the reject event.
 */
export class SubmissionRefused extends Refused {
  readonly code = 'SUBMISSION_REFUSED';
  readonly #instance: ProblemInstance;

  constructor(reason: Reason, instance: ProblemInstance, options?: { cause?: unknown }) {
    super(reason, 'The submission is refused.', options);
    this.#instance = instance;
  }

  /** The part that the reason is about. */
  get instance(): ProblemInstance {
    return this.#instance;
  }

  /**
   * What to post in a reject event. All faults of encryption are one problem, so that a forger learns nothing from it.
   * Undefined where a rejection is not due: the submission is not open.
   */
  get problem(): Problem | undefined {
    const name = problemNames[this.reason] ?? 'technical-error';
    return notOpen.has(this.reason) ? undefined : describeProblem(name, this.#instance);
  }
}

const notOpen: ReadonlySet<Reason> = new Set(['LOG_UNFINISHED', 'LOG_CLOSED']);

const encryption = [
  'JWE_MALFORMED',
  'JWE_ALGORITHM',
  'JWE_CRITICAL',
  'JWE_COMPRESSED',
  'JWE_CONTENT_TYPE',
  'JWE_KEY_UNKNOWN',
  'JWE_UNDECIPHERABLE',
  'JWE_TOO_LARGE',
] as const satisfies Reason[];

const eventLog = [
  'SET_MALFORMED',
  'SET_HEADER',
  'SET_CLAIMS',
  'SET_ISSUER',
  'SET_KEY_UNKNOWN',
  'SET_KEY',
  'SET_SIGNATURE',
  'SET_SUBJECT',
  'SET_CASE',
  'SET_AUTHOR',
  'SET_PAYLOAD',
  'LOG_REPEATED',
  'LOG_TRANSITION',
] as const satisfies Reason[];

const all = (reasons: readonly Reason[], name: ProblemName) => Object.fromEntries(reasons.map((one) => [one, name]));

const problemNames: Partial<Record<Reason, ProblemName>> = {
  ...all(encryption, 'encryption-issue'),
  ...all(eventLog, 'invalid-event-log'),
  TAG_MISMATCH: 'incorrect-authentication-tag',
  METADATA_SYNTAX: 'syntax-violation',
  METADATA_SCHEMA_MISSING: 'missing-schema',
  METADATA_SCHEMA_UNSUPPORTED: 'unsupported-schema',
  METADATA_INVALID: 'schema-violation',
  SERVICE_UNSUPPORTED: 'unsupported-service',
  DATA_SCHEMA_UNSUPPORTED: 'unsupported-data-schema',
  REPLY_CHANNEL_UNSUPPORTED: 'unsupported-reply-channel',
  ATTACHMENTS_DIFFER: 'attachments-mismatch',
  TOO_MANY_ATTACHMENTS: 'attachments-mismatch',
  DATA_MISSING: 'missing-data',
  ATTACHMENT_MISSING: 'missing-attachment',
  DATA_SYNTAX: 'syntax-violation',
  DATA_INVALID: 'schema-violation',
  HASH_MISMATCH: 'hash-mismatch',
};

/** Runs a step; what it refuses becomes a refusal of the submission, and other errors stay what they are. */
export async function refusing<Result>(instance: ProblemInstance, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    const known = error instanceof DecryptionRefused || error instanceof SecurityEventRefused;
    throw known ? new SubmissionRefused(error.reason, instance, { cause: error }) : error;
  }
}
