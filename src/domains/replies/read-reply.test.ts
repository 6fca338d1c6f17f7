import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage } from '../../messages/build.ts';
import type { Message } from '../../messages/head-g2g.ts';
import type { MessageDefinition } from '../../messages/message.ts';
import { checkRules } from '../../messages/message-rule.ts';
import { readMessage } from '../../messages/read.ts';
import { loadSchemas, type Schemas } from '../../messages/schemas.ts';
import { readXml } from '../../messages/xml-read.ts';
import { writeSampleMessage } from '../../simulators/sample-message.ts';
import { full, generateContent, minimal } from '../../testing/generate-content.ts';
import type { Reply } from '../meldewesen/replies/original-message.ts';
import { ergebnis1707 } from '../meldewesen/replies/xmeld-1707.ts';
import { selbstauskunftStatus1709 } from '../meldewesen/replies/xmeld-1709.ts';
import { selbstauskunft1710 } from '../meldewesen/replies/xmeld-1710.ts';
import { widerspruecheAntwort1712 } from '../meldewesen/replies/xmeld-1712.ts';
import { readReply, replyKinds } from './read-reply.ts';

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const read = (xml: string | Uint8Array) => readReply(typeof xml === 'string' ? Buffer.from(xml) : xml, schemas);
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
const changed = (xml: string, from: string | RegExp, to: string) => {
  const result = xml.replace(from, () => to);
  expect(result).not.toBe(xml);
  return read(result);
};

const head: Message<unknown>['head'] = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: { kennung: 'mbp:sample', name: 'Kreisportal' },
  author: {
    kennung: 'ags:03457013',
    name: 'Stadt Leer',
    reachability: [{ channel: '02', id: '0491 123', addition: 'vormittags' }],
    address: { street: 'Weg', houseNumber: '1', postalCode: '26789', city: 'Leer' },
  },
  product: { name: 'Verfahren', manufacturer: 'Hersteller' },
};
const original = {
  uuid: '5d0c9a52-7e1d-4b7e-9a61-0d5a5f0e2c12',
  type: '1713',
  createdAt: '2026-11-25T08:15:30.123+01:00',
};
const stored = { keys: ['5', '7'], results: ['04'], byStateLaw: ['Straße & Söhne'] };
const answer = textOf(buildMessage(widerspruecheAntwort1712, { head, data: { stored, original } }));

describe.each(replyKinds.map(({ definition }) => [definition.id, definition] as const))('%s', (id, definition) => {
  it.each([
    ['little', minimal],
    ['much', full(0)],
    ['other', full(1)],
  ])('is read with %s in it, unless it breaks its rules or a checksum', async (_, chooser) => {
    const content = generateContent(definition, chooser) as Message<unknown>;
    const broken = checkRules(definition, content, true).flatMap(({ severity, finding }) =>
      severity === 'error' ? [finding.params?.id] : [],
    );
    const reading = await read(buildMessage(definition, content));
    if (broken.length > 0) expect(reading).toEqual({ kind: 'unreadable', reason: 'rule-broken', rules: broken });
    else if (reading.kind === 'unreadable') expect(reading.reason).toBe('damaged');
    else expect(reading.reply).toMatchObject({ definition: id, uuid: content.head.uuid, content });
  });
});

describe('what an answer says is told with its types', () => {
  it('1712', async () => {
    const reading = await read(answer);
    if (reading.kind !== 'reply') throw new Error(JSON.stringify(reading));
    const { reference, says, data, content } = reading.reply;
    expect(reference).toEqual({ messageUuid: original.uuid, messageType: '1713' });
    expect(says).toEqual([{ type: 'accepted' }]);
    expect(data).toEqual(stored);
    expect(content.head.author.reachability?.[0]?.addition).toBe('vormittags');
  });

  it('nothing stored is another thing than a refusal', async () => {
    const nothing = await read(buildMessage(widerspruecheAntwort1712, { head, data: { stored: {}, original } }));
    expect(nothing).toMatchObject({ reply: { says: [{ type: 'accepted' }], data: {} } });
    const refusal = await read(buildMessage(widerspruecheAntwort1712, { head, data: { refusal: '01', original } }));
    expect(refusal).toMatchObject({
      reply: {
        says: [{ type: 'rejected', findings: [{ id: 'onlinedienste.nichterstellung.grund:01' }] }],
      },
    });
  });
});

describe('what others write', () => {
  it.each<[string, string | RegExp, string]>([
    ['no list attributes', / listURI="[^"]*auskunftssperre" listVersionID="8"/g, ''],
    ['white space around a code', '<code>7</code>', '<code>\n  7 </code>'],
    ['CDATA', 'Straße &amp; Söhne', '<![CDATA[Straße & Söhne]]>'],
    ['numbered characters', 'Straße &amp; Söhne', 'Stra&#223;e &#x26; S&#xF6;hne'],
    ['a comment', '<xmeld:antwortAbrufanfrage>', '<xmeld:antwortAbrufanfrage><!-- Antwort -->'],
    [
      'xsi:type on the head',
      '<nachrichtenkopf.g2g>',
      '<nachrichtenkopf.g2g xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xmeld:type.Nachrichtenkopf.G2G">',
    ],
  ])('is read: %s', async (_, from, to) => {
    expect(await changed(answer, from, to)).toMatchObject({
      kind: 'reply',
      reply: { definition: 'xmeld/26.11/1712', content: { head, data: { stored } } },
    });
  });

  it('is read: another prefix, or none', async () => {
    const withX = answer.replace('xmlns:xmeld', 'xmlns:x').replaceAll(/(<\/?)xmeld:/g, '$1x:');
    expect((await read(withX)).kind).toBe('reply');
    // The head, codes and what stands in the original message have no namespace, and must then say so.
    const without = answer
      .replace('xmlns:xmeld', 'xmlns')
      .replaceAll(/(<\/?)xmeld:/g, '$1')
      .replaceAll(
        /<(nachrichten(kopf\.g2g|UUID|typ)|anschrift\.autor|erstellungszeitpunkt|code)(?=[ >])/g,
        '<$1 xmlns=""',
      );
    expect((await read(without)).kind).toBe('reply');
  });

  it('is read: the name beside a code, another version of an open list, a landlord of whom nothing is said', () => {
    const content = generateContent(selbstauskunft1710, full(0));
    const plain = textOf(buildMessage(selbstauskunft1710, content)).replace(
      /(<xmeld:wohnungsgeber>).*?(<\/xmeld:wohnungsgeber>)/gs,
      '$1$2',
    );
    const open = / listVersionID="[^"]*"><code>(03457013)<\/code>/g;
    expect(plain).toContain('<xmeld:wohnungsgeber></xmeld:wohnungsgeber>');
    expect(plain).toMatch(open);
    const readAsIs = (xml: string) => readMessage(selbstauskunft1710, readXml(Buffer.from(xml)));
    const other = plain.replaceAll(open, ' listVersionID="2019-01-31"><code>$1</code><name>Leer</name>');
    expect(readAsIs(other)).toEqual(readAsIs(plain));
  });

  it('a byte order mark', async () => expect((await read(`\uFEFF${answer}`)).kind).toBe('reply'));
});

describe('what is none', () => {
  const request = textOf(writeSampleMessage('3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03'));

  it.each([
    ['empty', 'nothing', ''],
    ['refused', 'a DTD', `<!DOCTYPE a [<!ENTITY x "y">]>${answer.slice(answer.indexOf('?>') + 2)}`],
    ['refused', 'great depth', '<a>'.repeat(200) + '</a>'.repeat(200)],
    ['not-xml', 'a text', 'OK'],
    ['not-xml', 'half a message', answer.slice(0, 900)],
    ['not-a-reply', 'another document', '<html><body>Willkommen</body></html>'],
    ['not-a-reply', 'an older version', answer.replace('xmeld2611', 'xmeld2605')],
    ['not-a-reply', 'no namespace', `<${widerspruecheAntwort1712.root.name}/>`],
    ['not-a-reply', 'a request', request],
    ['not-a-reply', 'an unknown number', answer.replaceAll('Antwort.1712', 'Antwort.1799')],
    ['schema-invalid', 'an empty answer', answer.replace(/<xmeld:wider[\s\S]*?(?=<\/xmeld:antwortAbrufanfrage>)/, '')],
    ['schema-invalid', 'no original message', answer.replace(/<xmeld:ursprungs[\s\S]*ursprungsnachricht>/, '')],
    ['schema-invalid', 'a code that does not exist', answer.replace('<code>7</code>', '<code>4</code>')],
    [
      'schema-invalid',
      'a qualified UUID of the original',
      answer.replace(
        /nachrichtenUUID>(5d0c[^<]*)<\/nachrichtenUUID/,
        'xmeld:nachrichtenUUID>$1</xmeld:nachrichtenUUID',
      ),
    ],
    ['contradictory', 'another number in the head', answer.replace('<code>1712</code>', '<code>1715</code>')],
  ])('%s: %s', async (reason, _, xml) => {
    expect(xml).not.toBe(answer);
    expect(await read(xml)).toEqual({ kind: 'unreadable', reason });
  });

  it('is refused in another encoding', async () => {
    expect(await read(Buffer.from(answer, 'latin1'))).toEqual({ kind: 'unreadable', reason: 'refused' });
  });

  it('never throws, whatever byte is changed or cut', async () => {
    const bytes = Buffer.from(answer);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), async (index, value, length) => {
        const copy = Uint8Array.from(bytes);
        copy[index] = value;
        for (const one of [copy, bytes.subarray(0, length)])
          expect(['reply', 'unreadable']).toContain((await read(one)).kind);
      }),
      { numRuns: 200 },
    );
  });
});

describe('rules of replies', () => {
  const told = <Data extends Reply>(definition: MessageDefinition<Message<Data>>, data: Data) =>
    checkRules(definition, { head, data }, true).map(
      ({ finding }) => `${finding.params?.id} ${finding.path.join('.')}`,
    );

  it('name the request that can be meant', () => {
    expect(told(widerspruecheAntwort1712, { stored: {}, original })).toEqual([]);
    expect(told(widerspruecheAntwort1712, { stored: {}, original: { ...original, type: '1714' } })).toEqual([
      'xmeld-1712-answers data.original.type',
    ]);
  });

  it('and the status that the message has', () => {
    const of1708 = { ...original, type: '1708' };
    expect(told(selbstauskunftStatus1709, { status: '03', original: of1708 })).toEqual([]);
    expect(told(selbstauskunftStatus1709, { refusal: '01', original: of1708 })).toEqual([]);
    expect(told(selbstauskunftStatus1709, { status: '01', original: of1708 })).toEqual([
      'xmeld-1709-status data.status',
    ]);
    const person = { familyName: 'Musterdeich', givenNames: 'Tomke', birthDate: '1990' };
    const address = { municipalityKey: '03457013', postalCode: '26789', streetLine: 'Weg 1' };
    const result = { person, address, fileNumber: '1', original: { ...original, type: '1704' } };
    expect(told(ergebnis1707, { ...result, refused: { status: '03' } })).toEqual([]);
    expect(told(ergebnis1707, { ...result, refused: { status: '01' } })).toEqual([
      'xmeld-1707-status data.refused.status',
    ]);
  });
});
