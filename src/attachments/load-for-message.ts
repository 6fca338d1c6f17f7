import type { EmbeddedAttachment } from '../domains/service.ts';
import { type Finding, finding } from '../findings.ts';
import type { WaitingAttachment } from './attachment-store.ts';

export type { AttachmentStore } from './attachment-store.ts';

import type { AttachmentStore } from './attachment-store.ts';

/** What one message embeds at most, in bytes of the files. */
const embeddedLimit = 10 * 1024 * 1024;

/**
 * The files that a submission references, as its message embeds them; or the findings against the references. Sizes are
 * known before any content is read.
 */
export async function loadForMessage(
  references: readonly { readonly id: string; readonly label?: string | undefined }[],
  portalId: string,
  embeds: boolean,
  store: AttachmentStore,
): Promise<{ readonly embedded: readonly EmbeddedAttachment[] } | { readonly findings: Finding[] }> {
  if (references.length === 0) return { embedded: [] };
  if (!embeds) return { findings: [finding(['attachments'], 'attachment-not-taken')] };
  const waiting = await store.findWaiting(
    references.map(({ id }) => id),
    portalId,
  );
  const found = references.map(({ id }) => waiting.find((each) => each.id === id));
  const seen = new Set<string>();
  const findings = references.flatMap(({ id }, index) => {
    const repeated = seen.size === seen.add(id).size;
    return found[index] && !repeated ? [] : [finding(['attachments', index, 'id'], 'attachment-unknown')];
  });
  if (findings.length > 0) return { findings };
  const total = waiting.reduce((sum, { size }) => sum + size, 0);
  if (total > embeddedLimit)
    return { findings: [finding(['attachments'], 'attachments-too-large', { actual: total, max: embeddedLimit })] };
  const embedded = found.flatMap((file, index) => (file ? [embed(file, references[index]?.label, store)] : []));
  return { embedded: await Promise.all(embedded) };
}

async function embed(
  file: WaitingAttachment,
  label: string | undefined,
  store: AttachmentStore,
): Promise<EmbeddedAttachment> {
  const parts: Buffer[] = [];
  for await (const part of store.read(file.id)) parts.push(part);
  return {
    id: file.id,
    label: label ?? file.name,
    fileName: file.name,
    mediaType: file.mediaType,
    sha512: file.sha512,
    content: Buffer.concat(parts).toString('base64'),
  };
}
