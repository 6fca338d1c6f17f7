/** Of `bytea` in PostgreSQL's `pg_type`. */
const byteaType = 17;

/**
 * A list of bytes in PostgreSQL's binary form of `bytea[]` (`array_send` in its `arrayfuncs.c`). The client writes such a
 * list as text, in hexadecimal digits: twice as much to make, to send and to read.
 */
export function writeByteaArray(items: readonly Uint8Array[]): Buffer {
  const header = 20;
  const bytes = Buffer.alloc(items.reduce((size, item) => size + 4 + item.length, header));
  const dimensions = 1;
  const holdsNulls = 0;
  const firstIndex = 1;
  let at = 0;
  for (const field of [dimensions, holdsNulls, byteaType, items.length, firstIndex]) at = bytes.writeInt32BE(field, at);
  for (const item of items) {
    at = bytes.writeInt32BE(item.length, at);
    bytes.set(item, at);
    at += item.length;
  }
  return bytes;
}
