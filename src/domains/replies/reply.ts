import type { Wording } from '../../findings.ts';
import type { MessageDefinition } from '../../messages/message.ts';
import type { Empfangsbescheinigung } from '../gewerbe/empfangsbescheinigung.ts';

/** One thing that a reply says. Texts are the office's and may name persons. */
export type Saying =
  /** The office has it. */
  | { readonly type: 'acknowledged' }
  /** It is granted, done or answered. */
  | { readonly type: 'accepted'; readonly partly?: true; readonly text?: Wording }
  | { readonly type: 'rejected'; readonly findings: readonly ReplyFinding[] }
  | {
      readonly type: 'status';
      readonly status: StatusWord;
      readonly text?: Wording;
      /** `YYYY-MM-DD`. */
      readonly deadline?: string;
    }
  | {
      readonly type: 'query';
      readonly text: string;
      /** Last day for the answer, `YYYY-MM-DD`. */
      readonly deadline?: string;
      /** Documents that are wanted, in words. */
      readonly wanted: readonly string[];
    }
  | { readonly type: 'file-number'; readonly fileNumber: string };

/** `code-follows` and `payment-needed` are of XMeld, the others of our own status message. */
export type StatusWord = 'in-processing' | 'closed' | 'code-follows' | 'payment-needed';

/** Why something is turned down. */
export interface ReplyFinding {
  /** Stable, of the list or schema that the reason comes from. */
  readonly id: string;
  readonly text?: Wording;
}

export interface ReplyDocument {
  readonly label: Wording;
  readonly fileName: string;
  readonly mediaType: string;
  /** What the office says its SHA-512 is, in hexadecimal digits. */
  readonly sha512?: string;
  /** In base64. */
  readonly content: string;
}

/** What a reply comes to, whatever its message. */
export interface Told {
  /** Which message of ours is answered: by its UUID, else by the office's own number. */
  readonly reference:
    | {
        readonly messageUuid: string;
        /** Number of that message, where the reply names it. */
        readonly messageType?: string;
      }
    | { readonly fileNumber: string };
  readonly says: readonly Saying[];
  readonly documents: readonly ReplyDocument[];
  /** What was asked for, as data. */
  readonly data?: unknown;
  /** A trade office's confirmation, from which forwardings follow. */
  readonly confirmation?: Empfangsbescheinigung;
}

/** A message that offices answer with. */
export interface ReplyKind {
  readonly definition: MessageDefinition<unknown>;
  readonly tell: (content: unknown) => Told;
}

/** Binds the definition of a reply to what it comes to. */
export function replyKind<Content>(
  definition: MessageDefinition<Content>,
  tell: (content: Content) => Told,
): ReplyKind {
  return { definition: definition as MessageDefinition<unknown>, tell: tell as ReplyKind['tell'] };
}

/** The state that a submission comes to by a reply; undefined: it stays. */
export function verdictOf(says: readonly Saying[]): 'completed' | 'rejected' | undefined {
  if (says.some(({ type }) => type === 'rejected')) return 'rejected';
  const ended = says.some((one) => one.type === 'accepted' || (one.type === 'status' && one.status === 'closed'));
  return ended ? 'completed' : undefined;
}
