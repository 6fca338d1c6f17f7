import { explainEnglish } from './findings-english.ts';
import { explainGerman } from './findings-german.ts';

/**
 * A finding is one fault in somebody's input: where, which rule, and what the rule needs to say what would be right.
 *
 * Findings carry no sentences. The text is made at the edge, in the reader's language, so that the same finding serves
 * the portal's JSON, the command line and the contract. `path` leads into the `data` of the submission; whoever shows
 * a finding to a portal turns it into a pointer into the portal's own body first.
 */
export interface Finding {
  readonly path: DataPath;
  readonly rule: Rule;
  readonly params?: FindingParams;
}

/** Steps from the top of a document to a value: member names and array indexes. */
export type DataPath = readonly (string | number)[];

/** What a rule adds to its explanation. Never a citizen's whole value: at most one character of it. */
export interface FindingParams {
  readonly expected?: string;
  readonly max?: number;
  readonly min?: number;
  readonly actual?: number;
  readonly position?: number;
  readonly character?: string;
  readonly codePoint?: string;
  readonly suggestion?: string;
  readonly list?: string;
  readonly nearest?: readonly string[];
  readonly names?: readonly string[];
  readonly detail?: string;
}

/** The stable ids of all rules. `docs/problems.md` explains each; a test holds the two together. */
export const rules = [
  'required',
  'type',
  'unknown-field',
  'not-supported',
  'not-empty',
  'too-long',
  'too-short',
  'too-many',
  'too-few',
  'pattern',
  'character',
  'date',
  'date-in-future',
  'date-too-old',
  'date-time',
  'number',
  'code',
  'choice',
  'postal-code',
  'house-number',
  'country-code',
  'format',
  'not-convertible',
  'conflict',
  'service-unknown',
  'service-ambiguous',
  'service-not-deliverable',
  'act-unknown',
  'region-unknown',
  'region-not-municipal',
  'no-route',
  'profile-unknown',
  'profile-not-allowed',
  'service-not-in-profile',
  'attachment-unknown',
  'attachments-too-large',
  'attachment-not-taken',
] as const;

export type Rule = (typeof rules)[number];

export type Language = 'de' | 'en';

/** Says what is wrong and what would be right, in the reader's language. */
export function explain(finding: Finding, language: Language): string {
  return language === 'de' ? explainGerman(finding) : explainEnglish(finding);
}

/** A finding at `path`, with its parameters only when there are any. */
export function finding(path: DataPath, rule: Rule, params?: FindingParams): Finding {
  return params === undefined ? { path, rule } : { path, rule, params };
}
