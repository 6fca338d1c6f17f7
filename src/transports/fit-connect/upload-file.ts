import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  type EncryptedAttachment,
  encryptAttachment,
  type RsaJwk,
  type SubmissionApi,
} from '../../fit-connect/index.ts';

export interface FileToUpload {
  readonly submissionId: string;
  readonly attachmentId: string;
  readonly mediaType: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Encrypts into a file of its own, so that the upload can be repeated and nothing large is held in memory. */
export async function uploadFile(file: FileToUpload, key: RsaJwk, api: SubmissionApi): Promise<EncryptedAttachment> {
  const { submissionId, attachmentId, mediaType, content } = file;
  const folder = await mkdtemp(join(tmpdir(), 'zustellwerk-'));
  const name = join(folder, 'jwe');
  try {
    const target = await open(name, 'wx', 0o600);
    const encrypted = await encryptAttachment(content, key, mediaType, (text) => target.writeFile(text)).finally(() =>
      target.close(),
    );
    const read = () => Readable.toWeb(createReadStream(name)) as ReadableStream<Uint8Array>;
    await api.uploadAttachment(submissionId, attachmentId, read);
    return encrypted;
  } finally {
    await rm(folder, { recursive: true });
  }
}
