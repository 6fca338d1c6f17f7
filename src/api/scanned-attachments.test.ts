import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScanner } from '../attachments/scanner.ts';
import { openTestGateway, type TestGateway } from '../testing/test-gateway.ts';

/** The test file of the antivirus industry (EICAR) is harmless; a part of it stands for malware here. */
const infected = `${'x'.repeat(70_000)}EICAR-STANDARD-ANTIVIRUS-TEST-FILE`;

/** A server that reads INSTREAM as clamd does, from a real socket. */
function listenAsClamd(most: number): Promise<Server> {
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
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** The content when its end is there. */
function readStream(received: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  expect(received.subarray(0, command.length).toString()).toBe(command.slice(0, received.length));
  const chunks: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}

let clamd: Server;
let address: string;
beforeAll(async () => {
  clamd = await listenAsClamd(1_000_000);
  address = `127.0.0.1:${(clamd.address() as AddressInfo).port}`;
});
afterAll(() => clamd.close());

describe.each([
  ['a scanner', (): string => address, 'refuse', [201, 422, 503]],
  ['a scanner that is down', (): string => '127.0.0.1:9', 'refuse', [503, 503, 503]],
  [
    'a scanner that is down, where files are taken all the same',
    (): string => '127.0.0.1:9',
    'accept',
    [201, 201, 201],
  ],
] as const)('%s', (_, at, whenDown, expected) => {
  let house: TestGateway;
  let key: string;
  beforeAll(async () => {
    house = await openTestGateway({ environment: { ZUSTELLWERK_SCANNER: at(), ZUSTELLWERK_SCANNER_DOWN: whenDown } });
    key = await house.key('portal', 'kreisportal');
  });
  afterAll(() => house[Symbol.asyncDispose]());

  it('is asked of clean, infected and unscannable files', async () => {
    const headers = { 'content-type': 'text/plain' };
    const upload = (body: string) =>
      house.call('/v1/attachments?name=a.txt', { key, method: 'POST', body, headers: { ...headers } });
    const answers = [await upload('clean'), await upload(infected), await upload('y'.repeat(1_000_001))];
    expect(answers.map(({ status }) => status)).toEqual(expected);
    const stored = await house.gateway.database.kysely.selectFrom('attachment').select('id').execute();
    expect(stored).toHaveLength(expected.filter((status) => status === 201).length);
    for (const refused of answers.filter(({ status }) => status === 422)) {
      expect(await refused.json()).toMatchObject({ type: '/problems/malware-found' });
    }
    for (const refused of answers.filter(({ status }) => status === 503)) {
      expect(refused.headers.get('retry-after')).toBe('30');
    }
  });
});

it('a file passes through unchanged', async () => {
  const chunks = [Buffer.from('a'), Buffer.alloc(0), Buffer.from('b'.repeat(100_000))];
  const { content, verdict } = createScanner(address, false).scan(
    (async function* () {
      yield* chunks;
    })(),
  );
  const read: Uint8Array[] = [];
  for await (const chunk of content) read.push(chunk);
  expect(Buffer.concat(read).equals(Buffer.concat(chunks))).toBe(true);
  expect(await verdict()).toBe('clean');
});
