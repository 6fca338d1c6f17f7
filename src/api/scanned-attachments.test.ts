import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScanner } from '../attachments/scanner.ts';
import { listenAsClamd, type TestClamd } from '../testing/clamd.ts';
import { openTestGateway, type TestGateway } from '../testing/test-gateway.ts';

/** The test file of the antivirus industry (EICAR) is harmless; a part of it stands for malware here. */
const infected = `${'x'.repeat(70_000)}EICAR-STANDARD-ANTIVIRUS-TEST-FILE`;

let clamd: TestClamd;
let address: string;
beforeAll(async () => {
  clamd = await listenAsClamd(1_000_000);
  address = clamd.address;
});
afterAll(() => clamd[Symbol.asyncDispose]());

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
