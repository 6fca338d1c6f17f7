import { createCipheriv } from 'node:crypto';

/** Always the same bytes, which do not compress; made as they are read, so that no file of that size is needed. */
export async function* makeContent(bytes: number): AsyncGenerator<Buffer> {
  const cipher = createCipheriv('aes-256-ctr', Buffer.alloc(32, 1), Buffer.alloc(16));
  const block = Buffer.alloc(64 * 1024);
  for (let left = bytes; left > 0; left -= block.length)
    yield cipher.update(block.subarray(0, Math.min(left, block.length)));
}
