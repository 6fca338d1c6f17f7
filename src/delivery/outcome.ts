/** What an attempt came to. */
export type Outcome =
  | {
      readonly kind: 'delivered';
      readonly receipt: Uint8Array;
      readonly fileNumber?: string;
      /** The recipient's own word that it has taken the submission: event `accepted`, and the submission is completed. */
      readonly accepted?: true;
      readonly answer: string;
    }
  | { readonly kind: 'handed-over'; readonly answer: string }
  | {
      readonly kind: 'rejected';
      readonly findings: readonly RefusalFinding[];
      readonly receipt?: Uint8Array;
      readonly answer: string;
    }
  | { readonly kind: 'later'; readonly notBefore?: Date; readonly awaitsAnswer?: true; readonly answer: string }
  | { readonly kind: 'unknown'; readonly needsPerson?: true; readonly answer: string };

/**
 * Why a procedure refused. `text` is the vendor's and may name persons: it is sealed, shown to those who may see the
 * submission, and never logged.
 */
export interface RefusalFinding {
  /** The procedure's stable id of the fault. */
  readonly id: string;
  readonly text?: string;
  readonly xpath?: string;
}

/**
 * `awaitsAnswer`: the destination has the message and the next attempt only looks for the answer. Such an attempt counts
 * neither as one that failed nor against the number of attempts; the delivery's age alone ends the waiting.
 *
 * `needsPerson`: the adapter has looked, and asking again would tell nothing new: it is parked at once.
 *
 * `answer`, in every outcome: what came back in a few words for the operator, for example `HTTP 503` or
 * `connection refused`. Never content: it stands in clear in the events.
 */
export type OutcomeKind = Outcome['kind'];

/** What the procedure says of an earlier attempt. `absent`: it does not have the message. */
export type LookupOutcome = Outcome | { readonly kind: 'absent'; readonly answer: string };
