import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let house: TestGateway;
let key: string;

beforeAll(async () => {
  house = await openTestGateway();
  await house.gateway.worker.stop(0);
  key = await house.key('portal', 'kreisportal');
});
afterAll(() => house[Symbol.asyncDispose]());

const pdf = Buffer.from('%PDF-1.7 Größe');
const sha512 = createHash('sha512').update(pdf).digest();
const sha256 = createHash('sha256').update(pdf).digest();

async function upload(query: string, body: Uint8Array, headers: Record<string, string>) {
  const response = await house.call(`/v1/attachments${query}`, { key, body, headers });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

/** A form as a browser makes it. */
async function form(fill: (data: FormData) => void, query = '') {
  const data = new FormData();
  fill(data);
  const encoded = new Response(data);
  const headers = { 'content-type': encoded.headers.get('content-type') ?? '' };
  return upload(query, Buffer.from(await encoded.arrayBuffer()), headers);
}

const stored = async () => (await house.gateway.database.kysely.selectFrom('attachment').select('id').execute()).length;

describe('a form', () => {
  it('has a file, and may have its hash before it', async () => {
    const { status, answer } = await form((data) => {
      data.append('sha512', sha512.toString('hex'));
      data.append('file', new Blob([pdf], { type: 'application/pdf' }), 'Größe ä.pdf');
    });
    expect(status).toBe(201);
    expect(answer).toMatchObject({
      name: 'Größe ä.pdf',
      mediaType: 'application/pdf',
      size: pdf.length,
      sha512: sha512.toString('hex'),
    });
  });

  it('is read as a stream, also where a file is longer than a chunk', async () => {
    const big = Buffer.concat([pdf, Buffer.alloc(2_500_000, '\r\n--x')]);
    const { status, answer } = await form((data) => data.append('file', new Blob([big]), 'a.pdf'));
    const digest = createHash('sha512').update(big).digest('hex');
    expect({ status, ...answer }).toMatchObject({ status: 201, mediaType: 'application/pdf', sha512: digest });
  });

  it('whose part tells no type is recognised', async () => {
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\r\n--x--\r\n';
    const { status, answer } = await upload('', Buffer.from(part), {
      'content-type': 'multipart/form-data; boundary=x',
    });
    expect({ status, ...answer }).toMatchObject({ status: 201, mediaType: 'application/pdf', size: 8 });
  });

  it.each<[string, (data: FormData) => void, string]>([
    ['no file', (data) => data.append('a', 'b'), 'body: the form has no file'],
    [
      'two files',
      (data) => ['a.pdf', 'b.pdf'].forEach((name) => void data.append('file', new Blob([pdf]), name)),
      'body: one file in each request',
    ],
    [
      'a hash that is none',
      (data) => {
        data.append('sha512', 'abc');
        data.append('file', new Blob([pdf]), 'a.pdf');
      },
      'sha512: 128 hexadecimal digits',
    ],
  ])('with %s is refused', async (_, fill, detail) => {
    const before = await stored();
    expect(await form(fill)).toMatchObject({ status: 400, answer: { type: '/problems/malformed-request', detail } });
    expect(await stored()).toBe(before);
  });

  it.each([
    ['broken off', '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1', 'boundary=x'],
    ['without a boundary', '--x--', 'a=b'],
    ['that is none', 'hello', 'boundary=x'],
  ])('%s is refused', async (_, body, parameter) => {
    const before = await stored();
    const headers = { 'content-type': `multipart/form-data; ${parameter}` };
    expect(await upload('', Buffer.from(body), headers)).toMatchObject({ status: 400 });
    expect(await stored()).toBe(before);
  });
});

describe('a file', () => {
  const headers = { 'content-type': 'application/pdf' };
  const structured = (algorithm: string, value: Buffer) => ({
    ...headers,
    'content-digest': `${algorithm}=:${value.toString('base64')}:`,
  });

  it.each([
    [`&sha512=${sha512.toString('hex').toUpperCase()}`, headers, 201],
    [`&sha512=${'0'.repeat(128)}`, headers, 422],
    ['', structured('sha-512', sha512), 201],
    ['', structured('sha-256', sha256), 201],
    ['', structured('sha-256', sha512.subarray(32)), 422],
    ['', structured('md5', sha256), 400],
  ])('is the one that was sent (%s %o)', async (query, sent, expected) => {
    const before = await stored();
    const { status, answer } = await upload(`?name=a.pdf${query}`, pdf, sent);
    expect(status).toBe(expected);
    if (expected === 422) expect(answer).toMatchObject({ type: '/problems/digest-differs' });
    expect((await stored()) - before).toBe(expected === 201 ? 1 : 0);
  });

  it('is of the type that is stated', async () => {
    const before = await stored();
    expect(await upload('?name=a.pdf', Buffer.from('MZ\0'), headers)).toMatchObject({
      status: 422,
      answer: {
        type: '/problems/media-type-contradicted',
        detail: 'Content-Type: application/pdf ≠ application/x-msdownload',
      },
    });
    expect(await stored()).toBe(before);
  });
});
