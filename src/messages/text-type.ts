import type { FindingParams, Rule, Wording } from '../findings.ts';

/**
 * How one kind of value stands in XML: what is allowed, how it is written and read. Writing and reading are inverse
 * for every allowed value; a test holds each type to that.
 */
export interface TextType {
  /** Name in the standard, or ours where the standard has none. Shown in field tables. */
  readonly name: string;
  /** What the value must look like, for people. */
  readonly expected: Wording;
  /** Whether the value belongs here when an element is one of several alternatives. Absent: any value does. */
  readonly accepts?: (value: unknown) => boolean;
  /** The fault in a value that comes from a submission, or undefined. Never throws. */
  readonly check: (value: unknown) => TextFault | undefined;
  /** Text for a value that `check` found in order. */
  readonly write: (value: unknown) => string;
  /** Value for a text that the schema found in order. */
  readonly read: (text: string) => unknown;
}

export interface TextFault {
  readonly rule: Rule;
  readonly params?: FindingParams;
}
