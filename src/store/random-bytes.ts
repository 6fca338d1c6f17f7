import { randomFillSync } from 'node:crypto';

/** Fetched from the system at once, since each call costs more than all the bytes that an accept needs. */
const pool = Buffer.alloc(8 * 1024);
let used = pool.length;

/** Random bytes from the system's generator; no byte is given out twice. */
export function takeRandomBytes(size: number): Buffer {
  if (used + size > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const taken = Buffer.from(pool.subarray(used, used + size));
  pool.fill(0, used, used + size);
  used += size;
  return taken;
}
