import { describe, expect, it } from 'vitest';
import { buildMessage } from './build.ts';
import { checkContent } from './check.ts';
import type { CodeList } from './code-list.ts';
import { bare, scope } from './definition.ts';
import { cardinalityOf, describeFields, fieldTable } from './describe.ts';
import { locate } from './locate.ts';
import { defineMessage } from './message.ts';
import { readMessage } from './read.ts';
import { day, din, mark, wholeNumber, year, yearMonth } from './text-types.ts';
import { readXml } from './xml-read.ts';

/** A message with every kind of node that a definition can have. */
interface Order {
  readonly title: string;
  readonly note?: string;
  readonly when: string;
  readonly express?: true;
  readonly by?: 'post';
  readonly gift: boolean;
  readonly customer: { readonly name: string; readonly tags?: readonly string[] };
  readonly items: readonly { readonly size: string; readonly count: number }[];
}

const sizes: CodeList = { name: 'sizes', uri: 'urn:sizes', version: '3', type: 3, codes: { s: 'small', l: 'large' } };
const yesNo: CodeList = { name: 'yesNo', uri: 'urn:yn', version: '1', type: 1, codes: { 0: 'no', 1: 'yes' } };
const order = scope<Order>();
const customer = scope<Order['customer']>();
const item = scope<Order['items'][number]>();

const definition = defineMessage<Order>({
  standard: { id: 'shop', name: 'Shop', version: '1', namespace: 'urn:shop', prefix: 's', provenance: 'test' },
  type: 'order',
  rootName: 'order',
  title: { de: 'Bestellung', en: 'Order' },
  legalBasis: 'none',
  attributes: [],
  children: [
    order.text('title', 'title', din('A', { max: 10 })),
    order.text('note', 'note', din('C'), { optional: true }),
    order.group('when', [
      order.choice([
        bare(order.text('day', 'when', day)),
        bare(order.text('month', 'when', yearMonth)),
        bare(order.text('year', 'when', year)),
      ]),
    ]),
    order.choice([order.text('express', 'express', mark()), order.text('byPost', 'by', mark('post'))], {
      optional: true,
    }),
    order.yesNo('gift', 'gift', yesNo),
    order.inside('customer', 'customer', [
      customer.text('name', 'name', din('A')),
      customer.text('tag', 'tags', din('A'), { optional: true, many: 2 }),
    ]),
    order.each('item', 'items', [item.code('size', 'size', sizes), item.text('count', 'count', wholeNumber(1, 9))]),
    order.constant('end', 'done', din('A')),
  ],
});

const valid: Order = {
  title: 'Müller',
  when: '2026-05',
  gift: true,
  customer: { name: 'Ünal', tags: ['a', 'b'] },
  items: [
    { size: 's', count: 2 },
    { size: 'l', count: 9 },
  ],
};

const findingsOf = (content: unknown) =>
  checkContent(definition.root, content).map(({ path, rule }) => `${path.join('.')} ${rule}`);

describe('building', () => {
  it('writes every kind of node in the order of the definition', () => {
    expect(Buffer.from(buildMessage(definition, valid)).toString()).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <s:order xmlns:s="urn:shop"><s:title>Müller</s:title><s:when><month>2026-05</month></s:when><s:gift listURI="urn:yn" listVersionID="1"><code>1</code></s:gift><s:customer><s:name>Ünal</s:name><s:tag>a</s:tag><s:tag>b</s:tag></s:customer><s:item><s:size listURI="urn:sizes" listVersionID="3"><code>s</code></s:size><s:count>2</s:count></s:item><s:item><s:size listURI="urn:sizes" listVersionID="3"><code>l</code></s:size><s:count>9</s:count></s:item><s:end>done</s:end></s:order>
      "
    `);
  });

  it('normalises to NFC and escapes what XML reserves', () => {
    const xml = Buffer.from(
      buildMessage(definition, { ...valid, title: 'Mu\u0308ller', note: 'a<b & "c" ]]>' }),
    ).toString();
    expect(xml).toContain('<s:title>M\u00fcller</s:title>');
    expect(readMessage(definition, readXml(Buffer.from(xml))).note).toBe('a<b & "c" ]]>');
  });

  it('reads characters that another sender wrote as references', () => {
    const xml = Buffer.from(buildMessage(definition, { ...valid, title: 'MARK', note: 'a&#xFC;b' })).toString();
    const sent = xml.replace('MARK', 'M&#xFC;&#108;&lt;');
    expect(readMessage(definition, readXml(Buffer.from(sent)))).toMatchObject({ title: 'Mül<', note: 'a&#xFC;b' });
  });

  it.each([
    ['all optional', { ...valid, note: 'n', express: true as const }],
    ['lines of a text area', { ...valid, note: 'a\r\nb\tc\n' }],
    ['another choice', { ...valid, by: 'post' as const, when: '2026-05-01' }],
    ['nothing optional', { ...valid, when: '2026', customer: { name: 'X' } }],
  ])('reads back what it built, and builds the same bytes again: %s', (_, content) => {
    const xml = buildMessage(definition, content);
    const back = readMessage(definition, readXml(xml));
    expect(back).toEqual(content);
    expect(Buffer.from(buildMessage(definition, back))).toEqual(Buffer.from(xml));
  });
});

describe('checking', () => {
  it('finds nothing in what is in order', () => expect(findingsOf(valid)).toEqual([]));

  it('finds all faults at once, each at its own path', () => {
    const content = {
      title: '',
      when: '13.05.2026',
      express: true,
      by: 'post',
      gift: 1,
      customer: { tags: ['a', 'b', 'c'] },
      items: [{ size: 'm', count: 0 }, 7],
    };
    expect(findingsOf(content)).toEqual([
      'title not-empty',
      'when date',
      'express conflict',
      'by conflict',
      'gift type',
      'customer.name required',
      'customer.tags too-many',
      'items.0.size code',
      'items.0.count number',
      'items.1 type',
    ]);
  });

  it('names the members of what is missing as a whole', () => {
    expect(findingsOf({})).toEqual([
      'title required',
      'when required',
      'gift required',
      'customer.name required',
      'items required',
    ]);
  });

  it('never throws for data of the wrong shape', () => {
    for (const content of [undefined, null, 7, 'x', [], { customer: 'x', items: 'y', when: {}, title: [] }]) {
      expect(checkContent(definition.root, content).length).toBeGreaterThan(0);
    }
  });

  it('counts characters, not code units, and names the place of a forbidden one', () => {
    expect(findingsOf({ ...valid, title: 'x'.repeat(11) })).toEqual(['title too-long']);
    const [fault] = checkContent(definition.root, { ...valid, title: 'ab\u{1F600}' });
    expect(fault).toMatchObject({ rule: 'character', params: { position: 3, codePoint: 'U+1F600' } });
  });
});

describe('reading', () => {
  const document = Buffer.from(buildMessage(definition, valid)).toString();

  it('takes any prefix, the default namespace and unqualified children', () => {
    const other = document.replaceAll(/(<\/?)s:/g, '$1other:').replace('xmlns:s=', 'xmlns:other=');
    expect(readMessage(definition, readXml(Buffer.from(other)))).toEqual(valid);
    const unprefixed = document
      .replaceAll(/(<\/?)s:/g, '$1')
      .replace('xmlns:s=', 'xmlns=')
      .replaceAll(/<(code|month)>/g, '<$1 xmlns="">');
    expect(readMessage(definition, readXml(Buffer.from(unprefixed)))).toEqual(valid);
  });

  it('refuses what the definition does not know, without quoting it', () => {
    const foreign = document.replace('<s:end>', '<s:secret>Geheim</s:secret><s:end>');
    expect(() => readMessage(definition, readXml(Buffer.from(foreign)))).toThrow(
      expect.objectContaining({ code: 'MESSAGE_UNREADABLE', message: expect.not.stringContaining('Geheim') }),
    );
    expect(() => readMessage(definition, readXml(Buffer.from('<other/>')))).toThrow(/Expected order/);
  });
});

describe('the way back from an XPath', () => {
  it.each([
    ['/s:order/s:title', 'title'],
    ['/s:order/s:when/month', 'when'],
    ['/s:order/s:item[2]/s:size/code', 'items.1.size'],
    ['/s:order/s:item/s:count', 'items.0.count'],
    ['/s:order/s:customer/s:tag[2]', 'customer.tags.1'],
    ['/s:order/s:customer', 'customer'],
    ['/s:order/s:nowhere', ''],
    ['/s:order', ''],
  ])('%s comes from %s', (xpath, path) => expect(locate(definition, xpath).join('.')).toBe(path));
});

describe('the field table', () => {
  it('has a row for each element that carries a value', () => {
    const rows = describeFields(definition).map(
      (row) => `${row.element} ${cardinalityOf(row)} ${JSON.stringify(row.source)}`,
    );
    expect(rows).toContain('item[]/size 1 {"path":"items[].size"}');
    expect(rows).toContain('customer/tag 0..2 {"path":"customer.tags"}');
    expect(rows).toContain('when/day choice 1 {"path":"when"}');
    expect(rows).toContain('end 1 {"constant":"done"}');
    expect(fieldTable(definition).split('\n')).toHaveLength(rows.length + 2);
  });
});

describe('a choice between several elements and one', () => {
  interface Place {
    readonly street?: string;
    readonly number?: string;
    readonly line?: string;
    readonly rooms?: readonly { readonly name: string }[];
  }
  const place = scope<Place>();
  const room = scope<{ readonly name: string }>();
  const places = defineMessage<Place>({
    standard: definition.standard,
    type: 'place',
    rootName: 'place',
    title: definition.title,
    legalBasis: 'none',
    attributes: [],
    children: [
      place.choice([
        place.group('apart', [
          place.text('number', 'number', din('C'), { optional: true }),
          place.text('street', 'street', din('C')),
        ]),
        place.text('line', 'line', din('C')),
      ]),
      place.group('inside', [place.each('room', 'rooms', [room.text('name', 'name', din('C'))], { optional: true })], {
        optional: true,
      }),
    ],
  });

  it('asks for what is mandatory, and names of what excludes each other only what is given', () => {
    expect(checkContent(places.root, {})).toEqual([
      { path: ['street'], rule: 'choice', params: { names: ['street', 'line'] } },
    ]);
    const names = ['street', 'line'];
    expect(checkContent(places.root, { street: 'a', line: 'b' })).toEqual(
      names.map((name) => ({ path: [name], rule: 'conflict', params: { names } })),
    );
  });

  it('writes no element around a list without items', () => {
    const xml = Buffer.from(buildMessage(places, { line: 'a', rooms: [] })).toString();
    expect(xml).not.toContain('inside');
  });
});

describe('attributes of an element inside the message', () => {
  interface Parcel {
    readonly files: readonly { readonly id: string; readonly size?: number; readonly hash: string }[];
    readonly sender: { readonly person?: { readonly name: string; readonly title?: string }; readonly firm?: string };
  }
  const parcel = scope<Parcel>();
  const file = scope<Parcel['files'][number]>();
  const sender = scope<Parcel['sender']>();
  const person = scope<NonNullable<Parcel['sender']['person']>>();
  const message = defineMessage<Parcel>({
    ...definition,
    type: 'parcel',
    rules: [],
    rootName: 'parcel',
    attributes: [],
    children: [
      parcel.each('file', 'files', [file.text('id', 'id', din('A'))], {
        attributes: [
          file.attribute('size', 'size', wholeNumber(1, 9), { optional: true }),
          file.attribute('hash', 'hash', din('C')),
        ],
      }),
      parcel.inside('sender', 'sender', [
        sender.choice([
          sender.inside('person', 'person', [
            person.text('name', 'name', din('A')),
            person.text('title', 'title', din('A'), { optional: true }),
          ]),
          sender.text('firm', 'firm', din('C')),
        ]),
      ]),
    ],
  });
  const content: Parcel = {
    files: [
      { id: 'a', size: 3, hash: 'x"<' },
      { id: 'b', hash: 'y' },
    ],
    sender: { firm: 'F' },
  };

  it('are written, and read back', () => {
    const xml = buildMessage(message, content);
    expect(Buffer.from(xml).toString()).toContain('<s:file size="3" hash="x&quot;&lt;">');
    expect(readMessage(message, readXml(xml))).toEqual(content);
  });

  it('are checked like elements', () => {
    const files = [{ id: 'a', size: 0, hash: 'x' }, { id: 'b' }];
    const found = checkContent(message.root, { ...content, files });
    expect(found.map(({ path, rule }) => `${path.join('.')} ${rule}`)).toEqual([
      'files.0.size number',
      'files.1.hash required',
    ]);
  });

  it('stand in the field table, as does how often the parts of an alternative appear', () => {
    const rows = describeFields(message).map((row) => `${row.element} ${cardinalityOf(row)}`);
    expect(rows).toEqual([
      'file 1..n',
      'file[]/@size 0..1',
      'file[]/@hash 1',
      'file[]/id 1',
      'sender 1',
      'sender/person choice 1',
      'sender/person/name 1',
      'sender/person/title 0..1',
      'sender/firm choice 1',
    ]);
  });
});
