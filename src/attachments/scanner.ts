import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** What a scanner says of a file. `unknown`: it does not answer, or cannot tell. */
export type ScanVerdict = 'clean' | 'infected' | 'unknown';

/** A file under scan: the same content for whoever stores it, and the verdict, which is there when all of it was read. */
export interface Scan {
  readonly content: AsyncIterable<Uint8Array>;
  readonly verdict: () => Promise<ScanVerdict>;
}

export interface Scanner {
  scan(content: AsyncIterable<Uint8Array>): Scan;
  /** Whether files are taken while nobody can tell. */
  readonly acceptsUnknown: boolean;
}

/** Why a file may not be taken, by the scanner's verdict. `unscanned`: it cannot tell, and has to. */
export type ScanObjection = 'infected' | 'unscanned';

export function objectionOf(verdict: ScanVerdict, { acceptsUnknown }: Scanner): ScanObjection | undefined {
  if (verdict === 'infected') return 'infected';
  return verdict === 'unknown' && !acceptsUnknown ? 'unscanned' : undefined;
}

/** Scans a file that is in memory. */
export async function scanWhole(bytes: Uint8Array, scanner: Scanner): Promise<ScanObjection | undefined> {
  const { content, verdict } = scanner.scan(
    (async function* () {
      yield bytes;
    })(),
  );
  for await (const _ of content);
  return objectionOf(await verdict(), scanner);
}

/** How long the scanner may be silent, in milliseconds. */
const patience = 30_000;

/**
 * A malware scanner that speaks the protocol of clamd (clamd(8): INSTREAM): chunks, each after its length in four bytes, and an
 * empty one at the end. A scanner that fails never stops the file: the verdict says so.
 *
 * @param address `host:port`, or the path of a unix socket.
 */
export function createScanner(address: string, acceptsUnknown: boolean): Scanner {
  return {
    acceptsUnknown,
    scan: (content) => {
      const socket = connect(readAddress(address));
      const answer = readAnswer(socket);
      return { content: passOn(content, socket), verdict: async () => readVerdict(await answer) };
    },
  };
}

function readAddress(address: string): NetConnectOpts {
  if (address.startsWith('/')) return { path: address };
  const end = address.lastIndexOf(':');
  return { host: address.slice(0, end), port: Number(address.slice(end + 1)) };
}

async function* passOn(content: AsyncIterable<Uint8Array>, socket: Socket): AsyncGenerator<Uint8Array> {
  let complete = false;
  try {
    await send(socket, Buffer.from('zINSTREAM\0'));
    for await (const chunk of content) {
      if (chunk.length > 0) await send(socket, Buffer.concat([lengthOf(chunk.length), chunk]));
      yield chunk;
    }
    await send(socket, lengthOf(0));
    complete = true;
  } finally {
    if (!complete) socket.destroy();
  }
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** Waits until the scanner has taken it, so that a fast portal does not fill the memory; a broken one takes nothing. */
function send(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => (socket.writable ? socket.write(bytes, () => resolve()) : resolve()));
}

/** All that the scanner says; what it said so far when the connection breaks. */
function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    socket.setTimeout(patience, () => socket.destroy());
    socket.on('data', (part) => {
      parts.push(part);
      if (part.includes(0)) socket.end();
    });
    // The verdict on a file that could not be scanned is `unknown`; the cause is the scanner's affair.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1').replaceAll('\0', '').trim()));
  });
}

function readVerdict(answer: string): ScanVerdict {
  if (answer === 'stream: OK') return 'clean';
  return answer.endsWith(' FOUND') ? 'infected' : 'unknown';
}
