import { createHash, type Hash } from 'node:crypto';
import { inChunks } from '../store/in-chunks.ts';
import type { AttachmentStore, WaitingAttachment } from './attachment-store.ts';
import { type Judged, judgeMediaType } from './recognise.ts';
import type { Scanner } from './scanner.ts';

/** A file that comes in, as its sender describes it. */
export interface IncomingFile {
  readonly name: string;
  readonly mediaType: string;
  /** Of the content, where the sender told it. */
  readonly digest?: Digest | undefined;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface Digest {
  readonly algorithm: 'sha512' | 'sha256';
  readonly value: Buffer;
}

/** What becomes of a file; all but `stored` leave nothing behind. `unscanned`: the scanner cannot tell, and has to. */
export type Taken =
  | { readonly kind: 'stored'; readonly file: WaitingAttachment }
  | { readonly kind: 'too-large' | 'digest-differs' | 'infected' | 'unscanned' }
  | Extract<Judged, { kind: 'contradicts' }>;

interface TakeParts {
  readonly attachments: Pick<AttachmentStore, 'write' | 'remove'>;
  readonly scanner?: Scanner | undefined;
}

/**
 * Takes a file in, one chunk in memory at a time: its type is judged by the first chunk, the scanner reads what is stored,
 * and the digest is the sender's.
 *
 * @param limit bytes that it has at most.
 */
export async function takeFile(
  { name, mediaType: stated, digest, content }: IncomingFile,
  portalId: string,
  limit: number,
  { attachments, scanner }: TakeParts,
): Promise<Taken> {
  const chunks = inChunks(content)[Symbol.asyncIterator]();
  try {
    const first = await chunks.next();
    const judged = await judgeMediaType(stated, first.done ? Buffer.alloc(0) : first.value);
    if (judged.kind === 'contradicts') return judged;
    const hash = createHash(digest?.algorithm ?? 'sha512');
    const hashed = passThrough(first, chunks, hash);
    const scan = scanner?.scan(hashed);
    const { mediaType } = judged;
    const file = await attachments.write(portalId, { name, mediaType, content: scan?.content ?? hashed }, limit);
    if (!file) return { kind: 'too-large' };
    const verdict = (await scan?.verdict()) ?? 'clean';
    const refuse = async (kind: 'digest-differs' | 'infected' | 'unscanned'): Promise<Taken> => {
      await attachments.remove(file.id);
      return { kind };
    };
    if (digest && !hash.digest().equals(digest.value)) return refuse('digest-differs');
    if (verdict === 'infected') return refuse('infected');
    if (verdict === 'unknown' && !scanner?.acceptsUnknown) return refuse('unscanned');
    return { kind: 'stored', file };
  } finally {
    await chunks.return?.();
  }
}

async function* passThrough(
  first: IteratorResult<Buffer>,
  rest: AsyncIterator<Buffer>,
  hash: Hash,
): AsyncGenerator<Buffer> {
  for (let chunk = first; !chunk.done; chunk = await rest.next()) {
    hash.update(chunk.value);
    yield chunk.value;
  }
}
