import type { DecryptionKeys } from '../jwe/choose-key.ts';
import { type DecryptedAttachment, decryptAttachment } from '../jwe/decrypt-attachment.ts';
import type { ApiVersion } from '../jwe/header.ts';
import type { SealedSink } from '../jwe/sink.ts';
import type { AuthenticationTags } from '../jwe/tag.ts';
import type { Metadata, MetadataAttachment } from '../metadata/metadata.ts';
import { sameId } from '../uuid.ts';
import { refusing, SubmissionRefused } from './refused.ts';
import type { FetchedSubmission } from './submission.ts';

export interface AttachmentPorts<Released> {
  /** The JWE of an attachment, whole or in pieces; undefined when the service does not have it. */
  readonly readAttachment: (attachmentId: string) => Promise<string | AsyncIterable<Uint8Array | string> | undefined>;
  /** Where its content waits until the whole submission is known to be true. */
  readonly openSink: (attachment: MetadataAttachment) => Promise<SealedSink<Released>>;
  /** Most bytes of one attachment; default 500 MB. */
  readonly maxAttachmentBytes?: number | undefined;
}

export interface DecryptedFile<Released> {
  /** What the metadata say about it. */
  readonly entry: MetadataAttachment;
  /** What its sink released. */
  readonly content: Released;
  /** Bytes. */
  readonly size: number;
}

type Waiting<Released> = DecryptedAttachment<SealedSink<Released>> & { readonly entry: MetadataAttachment };

/** Decrypts all attachments, one after the other, and releases them together: all of them or none. */
export async function decryptFiles<Released>(
  { contentStructure }: Metadata,
  submission: FetchedSubmission,
  tags: AuthenticationTags,
  ports: AttachmentPorts<Released> & { readonly version: ApiVersion; readonly keys: DecryptionKeys },
): Promise<DecryptedFile<Released>[]> {
  const waiting: Waiting<Released>[] = [];
  const files: DecryptedFile<Released>[] = [];
  try {
    for (const entry of contentStructure.attachments) {
      waiting.push({ entry, ...(await decryptFile(entry, submission, tags, ports)) });
    }
    for (const { entry, content, size } of waiting) files.push({ entry, size, content: await content.release() });
    return files;
  } catch (error) {
    for (const { content } of waiting.slice(files.length)) await content.discard();
    throw error;
  }
}

async function decryptFile<Released>(
  entry: MetadataAttachment,
  submission: FetchedSubmission,
  tags: AuthenticationTags,
  ports: Parameters<typeof decryptFiles<Released>>[3],
): Promise<DecryptedAttachment<SealedSink<Released>>> {
  const { attachmentId, hash } = entry;
  const [, authenticationTag = ''] = Object.entries(tags.attachments).find(([id]) => sameId(id, attachmentId)) ?? [];
  const { version, keys, maxAttachmentBytes: maxBytes } = ports;
  // The service knows it by the id that it lists, whose case may differ.
  const listed = submission.attachments.find((id) => sameId(id, attachmentId)) ?? attachmentId;
  const jwe = await ports.readAttachment(listed);
  if (jwe === undefined) throw new SubmissionRefused('ATTACHMENT_MISSING', `attachment:${attachmentId}`);
  const source = typeof jwe === 'string' ? inOnePiece(jwe) : jwe;
  const sink = await ports.openSink(entry);
  const rules = { version, maxBytes, authenticationTag, sha512: hash.content };
  return refusing(`attachment:${attachmentId}`, () => decryptAttachment(source, keys, rules, keepSealed(sink)));
}

async function* inOnePiece(text: string) {
  yield text;
}

/** A sink that is true in itself, but waits for the others. */
function keepSealed<Released>(sink: SealedSink<Released>): SealedSink<SealedSink<Released>> {
  return { write: sink.write, release: async () => sink, discard: sink.discard };
}
