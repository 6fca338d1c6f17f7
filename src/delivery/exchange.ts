import type { OutcomeKind } from './outcome.ts';

/** Words for people in both languages. */
export interface Bilingual {
  readonly de: string;
  readonly en: string;
}

/**
 * How an adapter and its procedure talk, said for people: the part of an interface contract that only the adapter
 * knows. What it states has to be what `deliver` does; the adapter's own tests hold the two together.
 */
export interface Exchange {
  /** How the bytes travel: the name of a page in `docs/transports`. */
  readonly transport: string;
  /** One delivery that succeeds, in order. */
  readonly steps: readonly Step[];
  /** The headers of the request that carries the message, where it is an HTTP request. */
  readonly headers?: readonly { readonly name: string; readonly value: Bilingual }[];
  /** What protects the exchange, without secrets. */
  readonly security: readonly Bilingual[];
  /** What each answer of the procedure comes to. */
  readonly answers: readonly Answer[];
  /** Definition (`standard/version/type`) of the document that the procedure answers with. */
  readonly receipt?: string;
  /** Where the procedure leaves what it says afterwards, for destinations whose replies the adapter fetches. */
  readonly replies?: Bilingual;
  /** What success is called where an option decides it; absent: what the adapter's capabilities say. */
  readonly success?: 'delivered' | 'handed-over';
  /** How a vendor's endpoint can be tried with samples; absent: only by hand. */
  readonly trial?: 'http-post';
}

export interface Step {
  readonly from: 'gateway' | 'procedure';
  readonly text: Bilingual;
}

export interface Answer {
  readonly when: Bilingual;
  readonly outcome: OutcomeKind;
  readonly follows: Bilingual;
}
