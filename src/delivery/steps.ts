/** What the result of a step may be: what JSON can hold, since it is stored. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/**
 * The step memory of one delivery, for procedures that take a message in several calls: what succeeded in an earlier
 * attempt, by whichever process, is not done again.
 */
export interface Steps {
  /**
   * The stored result of the step, if it succeeded in an earlier attempt; else runs `work`, and returns its result as soon as
   * it is on disk. What `work` throws is passed on, and nothing is stored.
   *
   * A process that dies between the call and the storing makes the call again: give the procedure the `deliveryKey` with
   * it, so that it can tell.
   *
   * @param name the same in every attempt and version of the adapter, unique within the delivery: up to 100 letters, digits,
   * blanks, `.`, `_` and `-`.
   * @throws whatever `work` throws; and when the result cannot be stored, which an adapter should let pass.
   */
  once<Result extends Json>(name: string, work: () => Promise<Result>): Promise<Result>;
  /** The stored result of the step, for `lookup`; undefined when it never succeeded. */
  recall(name: string): Json | undefined;
}
