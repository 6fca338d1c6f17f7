import type { EmbeddedAttachment, ReferencedAttachment } from '../domains/service.ts';
import { type Finding, finding } from '../findings.ts';
import type { WaitingAttachment } from './attachment-store.ts';

export type { AttachmentStore, WaitingAttachment } from './attachment-store.ts';

import type { AttachmentStore } from './attachment-store.ts';

/** What one message embeds at most, in bytes of the files. */
export const embeddedLimit = 10 * 1024 * 1024;

/** The files of a submission: all in the message, or all only named there. */
interface LoadedFiles {
  readonly attachments: readonly EmbeddedAttachment[];
  readonly references: readonly ReferencedAttachment[];
  /** All of them, in the order in which they are named. */
  readonly files: readonly ReferencedAttachment[];
}

export const noFiles: LoadedFiles = { attachments: [], references: [], files: [] };

/** How a submission names a file. */
interface Reference {
  readonly id: string;
  readonly label?: string | undefined;
  /** As the portal knows it, in hexadecimal digits. */
  readonly sha512?: string | undefined;
}

/** What can be done with files: embedded up to the limit; beyond it, named for an office that fetches them. */
interface Carriage {
  readonly embeds: boolean;
  /** What the adapter takes at most, in bytes of the files. */
  readonly most?: number | undefined;
  readonly refers: boolean;
}

/**
 * The files that a submission references, as its message carries them; or the findings against the references. Sizes
 * are known before any content is read. All files go the same way, so that an office never has to look in two places.
 */
export async function loadForMessage(
  references: readonly Reference[],
  findFiles: (ids: readonly string[]) => Promise<readonly WaitingAttachment[]>,
  { embeds, refers, most = embeddedLimit }: Carriage,
  store: Pick<AttachmentStore, 'read'>,
): Promise<LoadedFiles | { readonly findings: Finding[] }> {
  if (references.length === 0) return noFiles;
  if (!embeds) return { findings: [finding(['attachments'], 'attachment-not-taken')] };
  const waiting = await findFiles(references.map(({ id }) => id));
  const found = references.map(({ id }) => waiting.find((each) => each.id === id));
  const seen = new Set<string>();
  const findings = references.flatMap(({ id, sha512 }, index) => {
    const repeated = seen.size === seen.add(id).size;
    const file = found[index];
    if (!file || repeated) return [finding(['attachments', index, 'id'], 'attachment-unknown')];
    const same = sha512 === undefined || sha512.toLowerCase() === file.sha512;
    return same ? [] : [finding(['attachments', index, 'sha512'], 'attachment-changed')];
  });
  if (findings.length > 0) return { findings };
  const total = waiting.reduce((sum, { size }) => sum + size, 0);
  const files = found.flatMap((file, index) => (file ? [describe(file, references[index]?.label)] : []));
  const limit = Math.min(most, embeddedLimit);
  if (total <= limit) {
    return { attachments: await Promise.all(files.map((file) => embed(file, store))), references: [], files };
  }
  if (refers) return { attachments: [], references: files, files };
  return { findings: [finding(['attachments'], 'attachments-too-large', { actual: total, max: limit })] };
}

function describe(file: WaitingAttachment, label: string | undefined): ReferencedAttachment {
  const { id, name, mediaType, sha512, size } = file;
  return { id, label: label ?? name, fileName: name, mediaType, size, sha512 };
}

async function embed(
  { size: _, ...file }: ReferencedAttachment,
  store: Pick<AttachmentStore, 'read'>,
): Promise<EmbeddedAttachment> {
  const parts: Buffer[] = [];
  for await (const part of store.read(file.id)) parts.push(part);
  return { ...file, content: Buffer.concat(parts).toString('base64') };
}
