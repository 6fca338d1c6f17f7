import { Zip, ZipPassThrough } from 'fflate';

export interface ZipEntry {
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** A ZIP file piece by piece: one piece of one file is in memory at a time. Nothing is compressed. */
export async function* streamZip(entries: readonly ZipEntry[], modified: Date): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let fault: Error | undefined;
  const zip = new Zip((error, piece) => {
    if (error) fault = error;
    else ready.push(piece);
  });
  const drain = () => {
    if (fault) throw fault;
    const pieces = ready;
    ready = [];
    return pieces;
  };
  for (const { path, content } of entries) {
    const file = new ZipPassThrough(path);
    file.mtime = modified;
    zip.add(file);
    for await (const piece of content) {
      file.push(new Uint8Array(piece));
      yield* drain();
    }
    file.push(new Uint8Array(), true);
    yield* drain();
  }
  zip.end();
  yield* drain();
}
