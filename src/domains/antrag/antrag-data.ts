import type { Party } from './party-data.ts';
import type { SubmissionMembers } from './submission-data.ts';

/** What the generic message carries. Nothing in it depends on a service: the form says what the fields mean. */
export interface Antrag {
  readonly service: {
    readonly id: string;
    readonly act: string;
    readonly name: string;
    readonly leikaIds: readonly string[];
  };
  readonly form: { readonly title: string; readonly version: string; readonly schema: string };
  readonly municipalityKey: string;
  readonly relation?: Relation;
  readonly applicant?: Party;
  readonly representatives?: readonly Party[];
  /** Further persons in a role of the service, for example builder and designer. */
  readonly parties?: readonly (Party & { readonly role: string; readonly label: string })[];
  /** None where it only takes an earlier application back. */
  readonly fields?: readonly Field[];
  readonly attachments?: readonly AttachedFile[];
  /** Without the assertion, which is for the gateway alone. */
  readonly authentication?: Omit<NonNullable<SubmissionMembers['authentication']>, 'assertion'>;
  readonly payment?: Payment;
}

/** What the application is about, where it follows an earlier one. */
export interface Relation {
  /** Code of `relationKinds`. */
  readonly kind: string;
  /** UUID of the first message. */
  readonly messageUuid: string;
  /** The office's own number, where it told one. */
  readonly fileNumber?: string;
  /** UUID of the office's query that is answered. */
  readonly replyUuid?: string;
}

/** One value of the form: where it stands, and exactly one of the members that hold a value. */
export interface Field {
  /** Name of the member in the form's schema, or id of the FIM field. */
  readonly id: string;
  readonly label: string;
  /** The groups that the field stands in, from the outside in. */
  readonly groups?: readonly { readonly id: string; readonly label: string; readonly index?: number }[];
  /** Number in a list of values, from 1. */
  readonly index?: number;
  readonly text?: string;
  readonly number?: number;
  readonly date?: string;
  readonly dateTime?: string;
  readonly time?: string;
  readonly flag?: boolean;
  readonly code?: {
    readonly value: string;
    readonly label?: string;
    readonly listUri: string;
    readonly listVersion: string;
  };
  /** Id of an attachment. */
  readonly file?: string;
}

/** A file; without `content` the office fetches it. */
export interface AttachedFile {
  readonly id: string;
  readonly label: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha512: string;
  readonly content?: string;
}

/** As a submission says it, with the amount in euros. */
export type Payment = Omit<NonNullable<SubmissionMembers['payment']>, 'status' | 'currency'> & {
  readonly status: string;
  readonly currency: string;
};
