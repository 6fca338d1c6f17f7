import { Readable } from 'node:stream';
import {
  type AuthenticationTags,
  chooseMetadataVersion,
  type Destination,
  encryptSubmission,
  type SubmissionApi,
  type SubmissionIds,
} from '../../fit-connect/index.ts';
import type { FitContent } from './content.ts';
import { uploadFile } from './upload-file.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/** The part of the step memory that a submission needs. */
export interface Memory {
  once<Result extends Json>(name: string, work: () => Promise<Result>): Promise<Result>;
}

export interface ToSend {
  readonly destination: Destination;
  readonly service: { readonly identifier: string; readonly name: string };
  readonly schemaUri: string;
  readonly region?: string | undefined;
  readonly content: FitContent;
  /** Reads a file that the message only names. */
  readonly openFile: (id: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Ends reading a file. */
  readonly signal: AbortSignal;
  /** Where the service tells of new events. */
  readonly callback?: { readonly url: string; readonly secret: string } | undefined;
}

/** A file that the message names is not in the store any more. */
export class FileGone extends Error {}

/** What is remembered of a submission: enough to submit the same again, and to know whether it was exchanged. */
export type Sent = {
  readonly ids: Plain<SubmissionIds>;
  readonly encryptedMetadata: string;
  readonly encryptedData: string;
  readonly tags: Plain<AuthenticationTags>;
};

/** As an object that JSON can hold. */
type Plain<T> = { readonly [Member in keyof T]: T[Member] };

export const sealedStep = 'seal';
export const submittedStep = 'submit';

/**
 * Announces, uploads and submits; each step that succeeded is remembered, so that after a crash the same submission goes on.
 * An announcement whose answer was lost is made again: the service deletes the empty one after a day. The content is
 * encrypted once, and the very same bytes are submitted as often as needed.
 *
 * @throws FileGone, and what the client throws; OutcomeUnknown when nobody knows whether it was submitted.
 */
export async function sendSubmission(api: SubmissionApi, given: ToSend, memory: Memory): Promise<Sent> {
  const { destination, service, region, content, schemaUri, callback } = given;
  const { destinationId, metadataVersions } = destination;
  const ids = await memory.once('announce', async () => {
    const attachments = content.files.map(({ id }) => id);
    const more = { ...(region !== undefined && { region }), ...(callback && { callback }) };
    return { ...(await api.announce({ destinationId, attachments, service, ...more })) };
  });
  const sent = await memory.once(sealedStep, async (): Promise<Sent> => {
    const key = await api.readEncryptionKey(destination);
    const attachments = [];
    for (const { id: attachmentId, name, label, mediaType, content: bytes } of content.files) {
      const source = bytes === undefined ? await given.openFile(attachmentId) : [bytes];
      if (!source) throw new FileGone('A file of the submission is gone.');
      const file = {
        submissionId: ids.submissionId,
        attachmentId,
        mediaType,
        content: Readable.from(source, { signal: given.signal }),
      };
      const encrypted = await uploadFile(file, key, api);
      const purpose = 'attachment' as const;
      attachments.push({ attachmentId, encrypted, purpose, mimeType: mediaType, filename: name, description: label });
    }
    const sealed = await encryptSubmission(
      {
        metadataVersion: chooseMetadataVersion(metadataVersions) ?? '',
        data: { ...content.data, schemaUri },
        attachments,
        metadata: content.metadata,
      },
      key,
    );
    const { encryptedMetadata, encryptedData, authenticationTags: tags } = sealed;
    return { ids, encryptedMetadata, encryptedData, tags: { ...tags, attachments: { ...tags.attachments } } };
  });
  const { encryptedMetadata, encryptedData } = sent;
  await memory.once(submittedStep, () => api.submit(sent.ids, { encryptedMetadata, encryptedData }));
  return sent;
}
