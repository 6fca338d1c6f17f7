import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import { loadSchemas, type Schemas } from '../../messages/schemas.ts';
import { quittung, type Receipt } from './quittung.ts';
import { readReceipt } from './read-receipt.ts';

const accepted: Receipt = {
  messageUuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  receivedAt: '2026-03-01T12:00:00.000+01:00',
  accepted: true,
  fileNumber: 'AZ 12/2026',
  product: { name: 'Verfahren', manufacturer: 'Hersteller' },
};
const { accepted: _, fileNumber: __, ...rest } = accepted;
const refused: Receipt = {
  ...rest,
  refused: true,
  findings: [
    { id: 'E-17', text: 'Unbekannte Straße', xpath: '/a/b[1]' },
    { id: 'E-18', text: 'Zu alt' },
  ],
};

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const bytesOf = (receipt: Receipt) => buildMessage(quittung, receipt);
const textOf = (receipt: Receipt) => Buffer.from(bytesOf(receipt)).toString('utf8');

describe.each(['with', 'without'])('readReceipt %s schemas', (mode) => {
  const read = (xml: string | Uint8Array) =>
    readReceipt(typeof xml === 'string' ? Buffer.from(xml) : xml, mode === 'with' ? schemas : undefined);
  const changed = (receipt: Receipt, from: string | RegExp, to: string) => {
    const xml = textOf(receipt).replace(from, to);
    expect(xml).not.toBe(textOf(receipt));
    return read(xml);
  };

  it('reads what was built', async () => {
    expect(await read(bytesOf(accepted))).toEqual({ kind: 'receipt', receipt: accepted });
    expect(await read(bytesOf(refused))).toEqual({ kind: 'receipt', receipt: refused });
  });

  it('takes any prefix, a byte order mark, attributes it does not know of, and white space around tokens', async () => {
    const other = textOf(accepted).replaceAll('q:', 'x:').replace('xmlns:q', 'xmlns:x');
    expect(await read(`\uFEFF${other}`)).toEqual({ kind: 'receipt', receipt: accepted });
    expect(await changed(accepted, 'produkt=', 'produktversion="1" test="x" produkt=')).toMatchObject({
      kind: 'receipt',
    });
    expect(await changed(accepted, accepted.messageUuid, `\n ${accepted.messageUuid} \n`)).toEqual({
      kind: 'receipt',
      receipt: accepted,
    });
  });

  it.each([
    ['empty', ''],
    ['not-xml', 'OK'],
    ['not-xml', '<a><b></a>'],
    ['not-xml', '   '],
    ['not-xml', '<q:quittung/>'],
    ['not-a-receipt', '<quittung/>'],
    ['not-a-receipt', '<fehler xmlns="urn:zustellwerk:quittung:1"/>'],
    ['not-a-receipt', '<html><body>Willkommen</body></html>'],
    ['schema-invalid', '<quittung xmlns="urn:zustellwerk:quittung:1"/>'],
    ['refused', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['refused', '<a>'.repeat(20) + '</a>'.repeat(20)],
    ['refused', `<a>${'x'.repeat(1024 * 1024)}</a>`],
  ])('says %s of %.60s', async (reason, xml) => {
    expect(await read(xml)).toEqual({ kind: 'unreadable', reason });
  });

  it('says refused of what is not UTF-8', async () => {
    expect(await read(Buffer.from('<a>ü</a>', 'latin1'))).toEqual({ kind: 'unreadable', reason: 'refused' });
  });

  it.each<[string, Receipt, string | RegExp, string]>([
    ['no UUID', accepted, /<q:nachrichtenUUID>.*<\/q:nachrichtenUUID>/, ''],
    ['a UUID that is none', accepted, accepted.messageUuid, 'x'],
    ['no moment', accepted, /<q:eingegangenAm>.*<\/q:eingegangenAm>/, ''],
    ['no verdict', accepted, '<q:angenommen/>', ''],
    ['both verdicts', accepted, '<q:angenommen/>', '<q:angenommen/><q:abgelehnt/>'],
    ['a refusal without reason', refused, /<q:befund>[\s\S]*<\/q:befund>/, ''],
    ['a finding without id', refused, /<q:kennung>E-17<\/q:kennung>/, ''],
    ['an element of its own', accepted, '<q:angenommen/>', '<q:angenommen/><q:neu/>'],
  ])('says schema-invalid of a receipt with %s', async (_name, receipt, from, to) => {
    expect(await changed(receipt, from, to)).toEqual({ kind: 'unreadable', reason: 'schema-invalid' });
  });

  it('never throws', async () => {
    const pieces = fc.array(
      fc.constantFrom(
        '<',
        '>',
        '/',
        '&',
        '"',
        '=',
        'q:quittung',
        ' xmlns:q="urn:zustellwerk:quittung:1"',
        '__proto__',
        '<!--',
        ']]>',
        '\0',
        '&#0;',
        '<?xml',
      ),
      { maxLength: 30 },
    );
    const inputs = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      pieces.map((parts) => Buffer.from(parts.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(inputs, async (bytes) => {
        expect((await read(bytes)).kind).toBe('unreadable');
      }),
      { numRuns: 500 },
    );
  });

  it('survives every cut and every changed byte', async () => {
    const bytes = bytesOf(accepted);
    for (let length = 0; length < bytes.length - 1; length += 1) {
      expect((await read(bytes.subarray(0, length))).kind).toBe('unreadable');
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (index, value) => {
        const copy = Uint8Array.from(bytes);
        copy[index] = value;
        expect(['receipt', 'unreadable']).toContain((await read(copy)).kind);
      }),
      { numRuns: 500 },
    );
  });
});
