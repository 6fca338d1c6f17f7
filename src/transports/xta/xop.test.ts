import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from '../../messages/xml-read.ts';
import { type MultipartPart, readMultipart } from './read-multipart.ts';
import { binaryContent, pack, unpack } from './xop.ts';

const limits = { parts: 5, partBytes: 100, totalBytes: 150 };

/** The bytes in pieces of that size, as a network may bring them. */
function* pieces(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(stream: Iterable<Uint8Array>): Promise<MultipartPart[]> {
  const parts: MultipartPart[] = [];
  for await (const part of readMultipart(stream, 'b', limits)) parts.push(part);
  return parts;
}

async function read(text: string, size = 1000) {
  const parts = await readAll(pieces(Buffer.from(text), size));
  return parts.map(({ headers, body }) => [Object.fromEntries(headers), Buffer.from(body).toString()]);
}

describe('a multipart body', () => {
  const text = 'Vorwort\r\n--b \r\nA: 1\r\nB:\r\n 2\r\n\r\neins\r\n--b\r\n\r\n\r\n-\r\n--\r\n--b--\r\nNachwort';

  it.each([1, 2, 3, 7, 1000])('is read in pieces of %i bytes', async (size) => {
    expect(await read(text, size)).toEqual([
      [{ a: '1', b: '2' }, 'eins'],
      [{}, '\r\n-\r\n--'],
    ]);
  });

  it('may begin and end with its delimiters', async () => {
    expect(await read('--b\r\nA: 1\r\n\r\n\r\n--b--')).toEqual([[{ a: '1' }, '']]);
  });

  it.each([
    ['ends in the middle', '--b\r\nA: 1\r\n\r\neins'],
    ['ends in a header', '--b\r\nA: 1'],
    ['is empty', ''],
    ['has no such boundary', '--c\r\nA: 1\r\n\r\neins\r\n--c--'],
    ['has a header without colon', '--b\r\nA\r\n\r\neins\r\n--b--'],
    ['has a part that is too large', `--b\r\nA: 1\r\n\r\n${'x'.repeat(101)}\r\n--b--`],
    ['is too large', `--b\r\nA: 1\r\n\r\n${'x'.repeat(80)}\r\n--b\r\nA: 1\r\n\r\n${'x'.repeat(80)}\r\n--b--`],
    ['has headers without end', `--b\r\nA: ${'x'.repeat(9000)}`],
    ['has too many parts', `${'--b\r\nA: 1\r\n\r\n\r\n'.repeat(6)}--b--`],
  ])('is refused when it %s', async (_, broken) => {
    await expect(read(broken, 10)).rejects.toMatchObject({ code: 'MULTIPART_UNREADABLE' });
  });

  it('is given up at the first byte too many, not at its end', async () => {
    let taken = 0;
    const endless = (function* () {
      yield Buffer.from('--b\r\nA: 1\r\n\r\n');
      for (;;) {
        taken += 50;
        yield Buffer.alloc(50, 'x');
      }
    })();
    await expect(readAll(endless)).rejects.toThrow('larger than 100 bytes');
    expect(taken).toBeLessThanOrEqual(200);
  });
});

describe('MTOM', () => {
  it('brings back any bytes, however the network cuts them', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 4 }), fc.integer({ min: 1, max: 50 }), async (contents, size) => {
        const parts = contents.map((each, index) => {
          return { contentId: `${index}@x`, contentType: 'application/octet-stream', bytes: each };
        });
        const { contentType, body } = pack(Buffer.from('<e/>'), 'urn:a', parts);
        const unpacked = await unpack(contentType, pieces(body, size), 10_000);
        expect(Buffer.from(unpacked.envelope).toString()).toBe('<e/>');
        expect([...unpacked.parts.values()].map((part) => Buffer.from(part).toString('hex'))).toEqual(
          contents.map((each) => Buffer.from(each).toString('hex')),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('is written as the standards ask', () => {
    const { contentType, body } = pack(Buffer.from('<e/>'), 'urn:a', []);
    expect(contentType).toMatch(
      /^multipart\/related; type="application\/xop\+xml"; start="<envelope@zustellwerk>"; start-info="application\/soap\+xml"; action="urn:a"; boundary="[\w-]+"$/,
    );
    expect(Buffer.from(body).toString()).toContain(
      'Content-Type: application/xop+xml; charset="UTF-8"; type="application/soap+xml; action=\\"urn:a\\""',
    );
  });

  it('takes the root that `start` names, wherever it stands', async () => {
    const body = '--b\r\nContent-ID: <a@x>\r\n\r\neins\r\n--b\r\nContent-ID: <r@x>\r\n\r\n<e/>\r\n--b--';
    const unpacked = await unpack('Multipart/Related; boundary=b; start="<r@x>"', [Buffer.from(body)], 1000);
    expect([Buffer.from(unpacked.envelope).toString(), [...unpacked.parts.keys()]]).toEqual(['<e/>', ['a@x']]);
  });

  it('takes an envelope without parts, with its content as base64', async () => {
    const unpacked = await unpack('application/soap+xml; charset=utf-8', [Buffer.from('<e/>')], 1000);
    expect(Buffer.from(unpacked.envelope).toString()).toBe('<e/>');
    const inline = readXml(Buffer.from('<m>TcO8\n bGxlcg==</m>'));
    expect(Buffer.from(binaryContent(inline, unpacked.parts)).toString()).toBe('Müller');
  });

  it.each([
    ['text/html', '<e/>'],
    ['', '<e/>'],
    ['multipart/related', '--b--'],
    ['multipart/related; boundary=b', '--b--'],
    ['multipart/related; boundary=b; start="<r>"', '--b\r\nContent-ID: <a>\r\n\r\n<e/>\r\n--b--'],
    ['multipart/related; boundary=b', '--b\r\nContent-Transfer-Encoding: base64\r\n\r\nPGUvPg==\r\n--b--'],
    ['application/soap+xml', '<e/>'.repeat(100)],
  ])('refuses %s with %s', async (contentType, body) => {
    const reading = unpack(contentType, [Buffer.from(body)], 200);
    await expect(reading).rejects.toMatchObject({ code: 'MULTIPART_UNREADABLE' });
  });

  const xop = 'xmlns:x="http://www.w3.org/2004/08/xop/include"';
  it.each(['a@x:y', 'a%40x%3Ay'])('finds content under %s', (contentId) => {
    const parts = new Map([[contentId, Buffer.from('x')]]);
    const source = readXml(Buffer.from(`<m ${xop}><x:Include href="cid:a%40x%3Ay"/></m>`));
    expect(binaryContent(source, parts)).toEqual(Buffer.from('x'));
  });

  it.each([
    `<m ${xop}><x:Include href="cid:other"/></m>`,
    `<m ${xop}><x:Include href="https://fremd.example/"/></m>`,
    `<m ${xop}><x:Include href="cid:%E0%A4%A"/></m>`,
    '<m>kein base64</m>',
    '<m>QQ</m>',
  ])('finds no content in %s', (xml) => {
    expect(() => binaryContent(readXml(Buffer.from(xml)), new Map([['a', Buffer.from('x')]]))).toThrow('is not read');
  });
});
