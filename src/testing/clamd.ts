import { type AddressInfo, createServer } from 'node:net';

/** A malware scanner at a real socket. It finds what has `EICAR` in it, and files larger than `most` bytes are too large for it. */
export interface TestClamd extends AsyncDisposable {
  /** `host:port` */
  readonly address: string;
}

/** Reads INSTREAM as clamd does. */
export async function listenAsClamd(most: number): Promise<TestClamd> {
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (part) => {
      received = Buffer.concat([received, part]);
      const content = readStream(received);
      if (content === undefined) return;
      if (content.length > most) socket.end('INSTREAM size limit exceeded. ERROR\0');
      else socket.end(content.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The content when its end is there. */
function readStream(received: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (!command.startsWith(received.subarray(0, command.length).toString())) throw new Error('not INSTREAM');
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
