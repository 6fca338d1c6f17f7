/** Bytes in one chunk. */
const chunkSize = 1024 * 1024;

/** Cuts a stream into chunks of the same size, the last one shorter: rows of a file that does not fit into memory. */
export async function* inChunks(content: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let pending: Buffer[] = [];
  let length = 0;
  for await (const part of content) {
    let rest = Buffer.from(part);
    while (length + rest.length >= chunkSize) {
      const taken = rest.subarray(0, chunkSize - length);
      yield Buffer.concat([...pending, taken]);
      rest = rest.subarray(taken.length);
      pending = [];
      length = 0;
    }
    pending.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(pending);
}
