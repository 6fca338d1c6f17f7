import type pg from 'pg';
import type { AttachmentStore } from '../attachments/load-for-message.ts';
import type { Finding } from '../findings.ts';
import type { Acceptor } from '../store/acceptor.ts';
import type { EarlierSubmission } from '../store/find-earlier.ts';
import type { Seal } from '../store/seal.ts';
import { writePointer } from './pattern.ts';
import type { Portal } from './plan.ts';
import type { PointedFinding } from './profile.ts';
import type { Resolved } from './resolve.ts';
import type { SubmissionTrace } from './trace-submission.ts';

/** One POST of a portal. */
export interface IntakeRequest {
  readonly portal: Portal;
  /** The body as bytes (for the HMAC) and as parsed. */
  readonly rawBody: Uint8Array;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
  readonly dryRun: boolean;
  /** Who applies and what is paid was checked before: by an online service that nothing can be asked of, or at the door. */
  readonly checkedBefore?: boolean;
}

/** What the 202 says. */
export type Accepted = Omit<EarlierSubmission, 'bodyHmac'>;

/** What an accepted submission and a dry run are told besides. */
export interface Told {
  /** Pointers of fields that the profile does not know. */
  readonly unmapped: readonly string[];
  /** Rules above the schema that are broken and do not refuse. */
  readonly warnings: readonly PointedFinding[];
  /** How the message was chosen; absent where an earlier answer is repeated and another would be chosen today. */
  readonly choice?: Pick<Resolved, 'common' | 'why'> & { readonly definition: string };
}

export type IntakeResult =
  | { readonly kind: 'accepted'; readonly accepted: Accepted; readonly replayed: boolean; readonly told: Told }
  | {
      readonly kind: 'dry-run';
      readonly accepted: Omit<Accepted, 'id'>;
      readonly xml: Uint8Array;
      readonly whyThere: string;
      /** Absent: the message came as it is. */
      readonly trace?: SubmissionTrace;
      readonly told: Told;
    }
  | { readonly kind: 'refused'; readonly findings: readonly PointedFinding[] }
  /** Something that is needed to judge it does not answer at the moment. */
  | { readonly kind: 'unavailable' }
  /** The Idempotency-Key was used with another body. */
  | { readonly kind: 'key-reused'; readonly earlier: Accepted }
  /** Without a key, the reference was used already. */
  | { readonly kind: 'reference-used'; readonly earlier: Accepted };

export type Refused = Extract<IntakeResult, { kind: 'refused' }>;
export type Unavailable = Extract<IntakeResult, { kind: 'unavailable' }>;

export interface IntakeParts {
  readonly pool: pg.Pool;
  readonly acceptSubmission: Acceptor;
  readonly seal: Seal;
  readonly attachments: AttachmentStore;
  readonly now: () => Date;
  /** Called after a commit, so that the delivery begins at once. */
  readonly wake: () => void;
}

/** Findings against the envelope: their paths are pointers into the body as they are. */
export function refuse(findings: readonly Finding[]): Refused {
  return { kind: 'refused', findings: findings.map((each) => ({ pointer: writePointer(each.path), finding: each })) };
}
