import { ZustellwerkError } from '../../errors.ts';

/** One part of a multipart body. */
export interface MultipartPart {
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** What a multipart body may cost us at most. */
export interface MultipartLimits {
  readonly parts: number;
  /** Bytes of one part's body. */
  readonly partBytes: number;
  /** Bytes of all bodies. */
  readonly totalBytes: number;
}

const headerBytes = 8 * 1024;

/**
 * Reads a multipart body (RFC 2046, 5.1) part by part as it arrives. Never holds more than one part and one chunk, and
 * stops at the first byte beyond a limit.
 *
 * @throws ZustellwerkError MULTIPART_UNREADABLE when it is cut, malformed or too large; carries no content.
 */
export async function* readMultipart(
  stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  boundary: string,
  limits: MultipartLimits,
): AsyncGenerator<MultipartPart> {
  const scanner = openScanner(stream);
  const delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1');
  await scanner.upTo(delimiter, headerBytes);
  let total = 0;
  for (let count = 1; !(await scanner.startsWith('--')); count += 1) {
    if (count > limits.parts) refuse(`it has more than ${limits.parts} parts`);
    await scanner.upTo(lineEnd, headerBytes);
    const headers = (await scanner.startsWith('\r\n')) ? '' : (await scanner.upTo(lineEnd2, headerBytes)).toString();
    if (headers === '') await scanner.upTo(lineEnd, 0);
    const body = await scanner.upTo(delimiter, Math.min(limits.partBytes, limits.totalBytes - total));
    total += body.length;
    yield { headers: readHeaders(headers), body };
  }
}

const lineEnd = Buffer.from('\r\n');
const lineEnd2 = Buffer.from('\r\n\r\n');

function readHeaders(block: string): ReadonlyMap<string, string> {
  const lines = block.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.filter(Boolean).map((line) => {
      const colon = line.indexOf(':');
      if (colon < 1) refuse('a line of a header has no colon');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

/** A stream as bytes up to the next mark. */
function openScanner(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const chunks = Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : stream[Symbol.iterator]();
  // The first delimiter may stand at the very beginning, without the line end that belongs to all others.
  let rest: Buffer = Buffer.from('\r\n');

  async function more(): Promise<void> {
    const { done, value } = await chunks.next();
    if (done === true) refuse('it ends too early');
    rest = Buffer.concat([rest, value]);
  }

  return {
    async startsWith(mark: string): Promise<boolean> {
      while (rest.length < mark.length) await more();
      return rest.subarray(0, mark.length).toString('latin1') === mark;
    },
    /** The bytes before the mark; the mark itself is passed over. */
    async upTo(mark: Buffer, limit: number): Promise<Buffer> {
      const passed: Buffer[] = [];
      let size = 0;
      for (;;) {
        const at = rest.indexOf(mark);
        // The end of a chunk may be the beginning of the mark.
        const end = at < 0 ? Math.max(0, rest.length - mark.length + 1) : at;
        size += end;
        if (size > limit) refuse(`a part of it is larger than ${limit} bytes`);
        passed.push(rest.subarray(0, end));
        rest = rest.subarray(at < 0 ? end : at + mark.length);
        if (at >= 0) return Buffer.concat(passed, size);
        await more();
      }
    },
  };
}

function refuse(reason: string): never {
  throw new ZustellwerkError('MULTIPART_UNREADABLE', `The multipart body is not read: ${reason}.`);
}
