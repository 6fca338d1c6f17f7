import type { DataPath } from '../findings.ts';
import type { CodeList } from '../messages/code-list.ts';
import type { Head } from '../messages/head-g2g.ts';
import type { MessageDefinition } from '../messages/message.ts';
import type { SubmissionMember, SubmissionMembers } from './antrag/submission-data.ts';
import type { DataSchema } from './data-schema.ts';
import type { Form } from './forms/form.ts';

/** A file of the submission as a message embeds it. */
export interface EmbeddedAttachment {
  readonly id: string;
  readonly label: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** SHA-512 of the file, in hexadecimal digits. */
  readonly sha512: string;
  /** The file in base64. */
  readonly content: string;
}

/** A file that is too large for a message, which names it all the same: the office fetches it. */
export interface ReferencedAttachment extends Omit<EmbeddedAttachment, 'content'> {
  /** Bytes. */
  readonly size: number;
}

/** What the gateway knows besides the portal's data when it completes them. */
export interface Surroundings extends SubmissionMembers {
  /** The municipality of the region: AGS (8 digits). */
  readonly ags: string;
  readonly attachments: readonly EmbeddedAttachment[];
  /** In place of `attachments` where these are too large together. */
  readonly references?: readonly ReferencedAttachment[];
}

/** Where something in the completed data comes from: the data, or the submission around them (files, applicant). */
export interface Origin {
  readonly part: 'data' | 'submission';
  readonly path: DataPath;
  /** The form of the service says it about what stands at `path`: ids, labels, groups, code lists. Absent: a portal does. */
  readonly by?: 'form';
}

/** One act of a service: its data and the messages that carry them. */
export interface ServiceAct {
  /** Id in the catalogue. */
  readonly serviceId: string;
  readonly act: string;
  /** Version of this definition; a submission pins it. */
  readonly version: string;
  readonly data: DataSchema;
  /** What the fields of the generic message are in this act. Absent: it has a message of its own. */
  readonly form?: Pick<Form, 'title' | 'version' | 'validity' | 'schemaUri' | 'parts'>;
  /** The service whose form it has. Absent: it has one of its own. */
  readonly formOf?: string;
  /** Messages that can carry the data, the preferred one first. */
  readonly messages: readonly BuildableMessage[];
  /** Whether the submission must say who applies, where its message carries that. Absent: it need not. */
  readonly applicant?: 'required' | 'optional';
  /** Whether the trust level of the service is asked for with these data, which may be faulty; absent: always. */
  readonly asksForTrust?: (data: unknown) => boolean;
  /** How many files are wanted; absent: any number that the message takes. */
  readonly attachments?: { readonly min: number; readonly max: number };
}

export interface BuildableMessage {
  readonly definition: MessageDefinition<{ head: Head; data: unknown }>;
  /**
   * Who reads the message, from the municipality of the region, where the destination does not say otherwise. Undefined
   * where the region does not tell: the configuration is checked for it.
   */
  readonly readerKennung: (ags: string) => string | undefined;
  /** Whether files travel inside the message. */
  readonly embedsAttachments: boolean;
  /** The members of the data, as paths with dots, that name the file for one place of the message. Absent: it takes any. */
  readonly placesOfFiles?: readonly string[];
  /** Whether the message can name files that it does not embed. */
  readonly refersToAttachments?: boolean;
  /** What the message carries of what a submission says around its data. Absent: nothing. */
  readonly carries?: readonly SubmissionMember[];
  /** Adds what the portal need not say. Pure; must not change `data`. */
  readonly complete: (data: unknown, surroundings: Surroundings) => unknown;
  /**
   * Where what stands at a path of the completed data comes from. Absent: at the same path of the data, and
   * `attachments` in the submission.
   */
  readonly originsIn?: (data: unknown) => (path: DataPath) => Origin;
}

/** The code lists of DESTATIS that several domains name. Too long to check here: the form is checked. */
export const municipalityKeys: CodeList = {
  name: 'Amtlicher Gemeindeschlüssel (AGS)',
  uri: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags',
  version: '2026-04-30',
  type: 3,
  pattern: /^\d{8}$/,
};
