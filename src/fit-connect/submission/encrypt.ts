import { randomUUID } from 'node:crypto';
import { FitConnectError } from '../errors.ts';
import { encryptJwe } from '../jwe/encrypt.ts';
import type { EncryptedAttachment } from '../jwe/encrypt-attachment.ts';
import type { AuthenticationTags } from '../jwe/tag.ts';
import type { RsaJwk } from '../jwk/jwk.ts';
import type { DataMimeType, Metadata, MetadataAttachment } from '../metadata/metadata.ts';
import { type MetadataFault, validateMetadata } from '../metadata/validate.ts';
import { writeSchemaAddress } from '../metadata/version.ts';

/** What a sender would submit breaks the metadata's own rules: a mistake of the sender. */
export class MetadataUnfit extends FitConnectError {
  readonly code = 'METADATA_UNFIT';
  readonly faults: readonly MetadataFault[];

  constructor(faults: readonly MetadataFault[]) {
    super(`The metadata break their schema at ${faults.map(({ pointer }) => pointer || '/').join(', ')}.`);
    this.faults = faults;
  }
}

export interface SubmissionToEncrypt {
  /** See `chooseMetadataVersion`. */
  readonly metadataVersion: string;
  readonly data: { readonly content: Uint8Array; readonly mimeType: DataMimeType; readonly schemaUri: string };
  readonly attachments: readonly AttachmentToName[];
  /** Further members of the metadata, such as `paymentInformation`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** An attachment that was encrypted before, by `encryptAttachment` or `encryptJwe`. */
export interface AttachmentToName extends Omit<MetadataAttachment, 'hash' | 'fragments'> {
  readonly encrypted: Pick<EncryptedAttachment, 'authenticationTag' | 'sha512'>;
}

export interface EncryptedSubmission {
  readonly encryptedMetadata: string;
  readonly encryptedData: string;
  readonly metadata: Metadata;
  /** Keep them: the events that follow must name the same. */
  readonly authenticationTags: AuthenticationTags;
}

/**
 * Writes the metadata of a submission, with the hashes of all parts, and encrypts metadata and data. Attachments are
 * encrypted and uploaded before, since they may be large.
 *
 * @throws MetadataUnfit, KeyRefused
 *
 * @example
 * const { encryptedMetadata, encryptedData } = await encryptSubmission({ metadataVersion, data, attachments }, key);
 */
export async function encryptSubmission(
  { metadataVersion, data, attachments, metadata: more }: SubmissionToEncrypt,
  key: RsaJwk,
): Promise<EncryptedSubmission> {
  const encrypted = await encryptJwe(data.content, key, data.mimeType);
  const verdict = validateMetadata({
    ...more,
    $schema: writeSchemaAddress(metadataVersion),
    contentStructure: {
      data: {
        hash: { type: 'sha512', content: encrypted.sha512 },
        submissionSchema: { schemaUri: data.schemaUri, mimeType: data.mimeType },
      },
      attachments: attachments.map(({ encrypted: { sha512 }, ...entry }) => ({
        ...entry,
        hash: { type: 'sha512', content: sha512 },
      })),
    },
  });
  if (!verdict.valid) throw new MetadataUnfit(verdict.faults);
  const sealed = await encryptJwe(Buffer.from(JSON.stringify(verdict.metadata)), key, 'application/json');
  return {
    encryptedMetadata: sealed.jwe,
    encryptedData: encrypted.jwe,
    metadata: verdict.metadata,
    authenticationTags: {
      metadata: sealed.authenticationTag,
      data: encrypted.authenticationTag,
      attachments: Object.fromEntries(
        attachments.map(({ attachmentId, encrypted: { authenticationTag } }) => [attachmentId, authenticationTag]),
      ),
    },
  };
}

/**
 * A new id for an attachment: each has its own, made by the sender.
 *
 * @example
 * const attachments = files.map((file) => ({ attachmentId: newAttachmentId(), file }));
 */
export function newAttachmentId(): string {
  return randomUUID();
}
