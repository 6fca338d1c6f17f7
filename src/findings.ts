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

/** Words for people: the same in both languages (`YYYY-MM-DD`), or one for each. */
export type Wording = string | { readonly de: string; readonly en: string };

/** What a rule adds to its explanation. Never a citizen's whole value: at most one character of it. */
export interface FindingParams {
  readonly expected?: Wording;
  readonly max?: number;
  readonly min?: number;
  readonly actual?: number;
  readonly position?: number;
  readonly character?: string;
  readonly codePoint?: string;
  readonly suggestion?: string;
  readonly list?: string;
  readonly nearest?: readonly string[];
  /** What the `nearest` mean, in the same order. */
  readonly meanings?: readonly string[];
  readonly names?: readonly string[];
  readonly detail?: string;
  /** Of a `message-rule`: which of the rules of the message. */
  readonly id?: string;
  /** Of `link-out`, `efa` and `information`: where to go instead. Absent: not known. */
  readonly link?: Link;
  /** Of `service-closed`: when it opens next, in Berlin, `2027-08-02T08:00`. Absent: not known. */
  readonly opens?: string;
  /** Of `service-closed`: when it closed. */
  readonly closed?: string;
  /** Of a fault in an XML document: the element. */
  readonly xpath?: string;
  /** Of a fault in an XML document: its line, from 1. */
  readonly line?: number;
}

/** Where people apply for a service that is not delivered here. */
export interface Link {
  /** `link-out`: another portal; `efa`: a nationwide online service (Einer für Alle); `information`: nothing to apply for. */
  readonly way: 'link-out' | 'efa' | 'information';
  /** Id of the nationwide online service. */
  readonly id?: string;
  readonly name: string;
  /** https; an online service has no address of its own where its portals embed it. */
  readonly url?: string;
}

/** The stable ids of all rules. `docs/problems.md` explains each; a test holds the two together. */
export const rules = [
  'required',
  'type',
  'unknown-field',
  'not-supported',
  'not-empty',
  'too-long',
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
  'format',
  'message-rule',
  'not-convertible',
  'conflict',
  'service-unknown',
  'service-ambiguous',
  'service-not-deliverable',
  'link-out',
  'efa',
  'information',
  'service-closed',
  'act-unknown',
  'form-version-unknown',
  'region-unknown',
  'region-not-municipal',
  'no-route',
  'not-live',
  'profile-unknown',
  'profile-not-allowed',
  'service-not-in-profile',
  'service-outside-scope',
  'region-outside-scope',
  'attachment-unknown',
  'attachment-changed',
  'attachments-too-large',
  'attachment-not-taken',
  'attachment-missing',
  'attachment-named',
  'attachment-name',
  'attachment-type',
  'attachment-too-large',
  'trust-level',
  'assertion',
  'assertion-used',
  'payment-due',
  'payment-amount',
  'submission-unknown',
  'relation-refused',
  'callback-not-allowed',
  'xml-not-read',
  'xml-schema',
  'message-unknown',
  'message-not-agreed',
  'message-as-it-is',
  'message-uuid-used',
  'other-reader',
  'other-author',
  'no-test-mark',
  'set-refused',
] as const;

export type Rule = (typeof rules)[number];

/** A finding whose words are in one language already. */
export interface WordedFinding {
  readonly rule: Rule;
  readonly params: Omit<FindingParams, 'expected'> & { readonly expected?: string };
}

export type Language = 'de' | 'en';

/** Words in the reader's language. */
export function wordIn(wording: Wording, language: Language): string {
  return typeof wording === 'string' ? wording : wording[language];
}

/** Several wordings as one. */
export function joinWordings(wordings: readonly Wording[], separator: string): Wording {
  const join = (language: Language) => [...new Set(wordings.map((each) => wordIn(each, language)))].join(separator);
  return { de: join('de'), en: join('en') };
}

/** A finding at `path`, with its parameters only when there are any. */
export function finding(path: DataPath, rule: Rule, params?: FindingParams): Finding {
  return params === undefined ? { path, rule } : { path, rule, params };
}
