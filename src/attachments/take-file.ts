import { createHash, type Hash } from 'node:crypto';
import { inChunks } from '../store/in-chunks.ts';
import type { AttachmentStore, WaitingAttachment } from './attachment-store.ts';
import { correctMediaType, type Judged, judgeMediaType } from './recognise.ts';
import { objectionOf, type Scanner, type ScanObjection } from './scanner.ts';

/** A file that comes in, as its sender describes it. */
export interface IncomingFile {
  readonly name: string;
  readonly mediaType: string;
  /** Of the content, where the sender told it. */
  readonly digest?: Digest | undefined;
  /** Nobody can be asked: a media type that the content contradicts is corrected, not refused. */
  readonly correctsType?: boolean;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface Digest {
  readonly algorithm: 'sha512' | 'sha256';
  readonly value: Buffer;
}

/** What becomes of a file; all but `stored` leave nothing behind. */
export type Taken =
  | { readonly kind: 'stored'; readonly file: WaitingAttachment }
  | { readonly kind: 'too-large' | 'digest-differs' | ScanObjection }
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
  { name, mediaType: stated, digest, content, correctsType = false }: IncomingFile,
  portalId: string,
  limit: number,
  { attachments, scanner }: TakeParts,
): Promise<Taken> {
  const chunks = inChunks(content)[Symbol.asyncIterator]();
  try {
    const first = await chunks.next();
    const head = first.done ? Buffer.alloc(0) : first.value;
    const type = correctsType ? await correctMediaType(stated, head) : stated;
    const judged = await judgeMediaType(type, head);
    if (judged.kind === 'contradicts') return judged;
    const hash = createHash(digest?.algorithm ?? 'sha512');
    const hashed = passThrough(first, chunks, hash);
    const scan = scanner?.scan(hashed);
    const { mediaType } = judged;
    const file = await attachments.write(portalId, { name, mediaType, content: scan?.content ?? hashed }, limit);
    if (!file) return { kind: 'too-large' };
    const refuse = async (kind: 'digest-differs' | ScanObjection): Promise<Taken> => {
      await attachments.remove(file.id);
      return { kind };
    };
    if (digest && !hash.digest().equals(digest.value)) return refuse('digest-differs');
    const objection = scan && scanner && objectionOf(await scan.verdict(), scanner);
    if (objection) return refuse(objection);
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
