/** Bytes in one chunk. */
const chunkSize = 1024 * 1024;

/** Cuts a stream into chunks of the same size, the last one shorter: rows of a file that does not fit into memory. */
export async function* inChunks(content: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let chunk = Buffer.allocUnsafe(chunkSize);
  let length = 0;
  for await (const part of content) {
    for (let taken = 0; taken < part.length; ) {
      const piece = part.subarray(taken, taken + chunkSize - length);
      chunk.set(piece, length);
      taken += piece.length;
      length += piece.length;
      if (length < chunkSize) continue;
      yield chunk;
      chunk = Buffer.allocUnsafe(chunkSize);
      length = 0;
    }
  }
  if (length > 0) yield chunk.subarray(0, length);
}
