import type { Bilingual } from '../delivery/exchange.ts';
import type { Level } from './case.ts';
import type { CaseName } from './case-names.ts';

/**
 * - `passed`, `failed`.
 * - `skipped`: the author of the rig says that it does not apply, or that the target can't play it.
 * - `not-applicable`: by the adapter's own declaration.
 * - `blocked`: a case that it needs has not passed.
 */
export type CaseState = 'passed' | 'failed' | 'skipped' | 'not-applicable' | 'blocked';

export interface CaseResult {
  readonly name: CaseName;
  readonly level: Level;
  readonly title: Bilingual;
  readonly state: CaseState;
  /** Why it was not passed. */
  readonly text?: Bilingual;
  readonly milliseconds: number;
}

/** What a run of the kit came to. Plain data: it can be written as JSON and read again. */
export interface Report {
  readonly adapter: { readonly id: string; readonly version: string };
  readonly target: string;
  /** Set when the target was a vendor's own system. */
  readonly vendorSystem?: string;
  /** ISO 8601. */
  readonly date: string;
  /** Version of Zustellwerk that tried it. */
  readonly zustellwerk: string;
  readonly cases: readonly CaseResult[];
  /** Computed from the cases; `none` when the adapter is not fit for use. */
  readonly level: Level | 'none';
  /** What is missing for the next level. */
  readonly missing: readonly Bilingual[];
}

/** Whether the adapter does all that it has to do, whatever its level. */
export function isGreen({ level }: Pick<Report, 'level'>): boolean {
  return level !== 'none';
}
