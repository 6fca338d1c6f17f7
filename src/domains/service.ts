import type { CodeList } from '../messages/code-list.ts';
import type { Head } from '../messages/head-g2g.ts';
import type { MessageDefinition } from '../messages/message.ts';
import type { DataSchema } from './data-schema.ts';

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

/** What the gateway knows besides the portal's data when it completes them. */
export interface Surroundings {
  /** The municipality of the region: AGS (8 digits). */
  readonly ags: string;
  readonly attachments: readonly EmbeddedAttachment[];
}

/** One act of a service: its data and the messages that carry them. */
export interface ServiceAct {
  /** Id in the catalogue. */
  readonly serviceId: string;
  readonly act: string;
  /** Version of this definition; a submission pins it. */
  readonly version: string;
  readonly data: DataSchema;
  /** Messages that can carry the data, the preferred one first. */
  readonly messages: readonly BuildableMessage[];
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
  /** Adds what the portal need not say. Pure; must not change `data`. */
  readonly complete: (data: unknown, surroundings: Surroundings) => unknown;
}

/** The code lists of DESTATIS that several domains name. Too long to check here: the form is checked. */
export const municipalityKeys: CodeList = {
  name: 'Amtlicher Gemeindeschlüssel (AGS)',
  uri: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags',
  version: '2026-04-30',
  type: 3,
  pattern: /^\d{8}$/,
};
