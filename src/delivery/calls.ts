/** One call that an attempt made, for the operator who has to find out what went wrong. */
export interface Call {
  /** What was done, in a few words: `create case`. */
  readonly step: string;
  /** Where: an address without credentials, a folder. */
  readonly target: string;
  /** What came back in a few words, as in an outcome. Never content. */
  readonly answer: string;
  readonly milliseconds: number;
  /**
   * What was sent and what came back. Kept sealed; shown with every value masked but those that the definition of the message
   * marks as harmless. Of what is large or no text, only the size is shown.
   */
  readonly request?: Uint8Array;
  readonly response?: Uint8Array;
}

/** The calls of one attempt, in order. Kept with the attempt's outcome. */
export interface CallLog {
  record(call: Call): void;
}
