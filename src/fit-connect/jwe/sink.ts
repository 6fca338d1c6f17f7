import { open, rename, rm } from 'node:fs/promises';

/**
 * Where decrypted bytes wait until they are known to be true. The tag of a JWE stands at its end, so everything before
 * it is unproven: nobody may see what was written before `release` was called.
 */
export interface SealedSink<Released> {
  write(chunk: Uint8Array): Promise<void>;
  /** The bytes are true and complete. */
  release(): Promise<Released>;
  /** The bytes are worthless: remove them. */
  discard(): Promise<void>;
}

/**
 * A file that has its name only after release; before, its bytes lie beside it under another name, readable by the
 * owner alone.
 *
 * @returns a sink that releases the path.
 *
 * @example
 * const sink = await openFileSink('attachments/plan.pdf');
 */
export async function openFileSink(path: string): Promise<SealedSink<string>> {
  const unproven = `${path}.unproven`;
  const file = await open(unproven, 'wx', 0o600);
  return {
    write: (chunk) => file.writeFile(chunk),
    release: async () => {
      await file.sync();
      await file.close();
      await rename(unproven, path);
      return path;
    },
    discard: async () => {
      await file.close();
      await rm(unproven, { force: true });
    },
  };
}

/**
 * Keeps the bytes in memory and releases them in one piece.
 *
 * @example
 * const { content } = await decryptAttachment(source, keys, { version: 'v2' }, openMemorySink());
 */
export function openMemorySink(): SealedSink<Uint8Array> {
  let chunks: Uint8Array[] = [];
  return {
    write: async (chunk) => {
      chunks.push(chunk);
    },
    release: async () => Buffer.concat(chunks),
    discard: async () => {
      chunks = [];
    },
  };
}
