import { describe, expect, it } from 'vitest';
import type { BuildableMessage } from '../domains/service.ts';
import type { CodeList } from '../messages/code-list.ts';
import { scope, within } from '../messages/definition.ts';
import type { Head } from '../messages/head-g2g.ts';
import { defineMessage } from '../messages/message.ts';
import { day, din } from '../messages/text-types.ts';
import { toData } from './profile.ts';
import type { Profile } from './profile-table.ts';
import { traceSubmission } from './trace-submission.ts';

interface Data {
  readonly name: string;
  readonly from: string;
  readonly kind: string;
  readonly country: string;
  readonly key: string;
  readonly files?: readonly { readonly note?: string }[];
  readonly attachments?: readonly { readonly label: string }[];
}

const kinds: CodeList = { name: 'kinds', uri: 'urn:kinds', version: '2', type: 1 };
const data = scope<Data>();
const file = scope<{ readonly note?: string }>();
const attachment = scope<{ readonly label: string }>();
const head = scope<Head>();
const optional = { optional: true } as const;

const definition = defineMessage<{ head: Head; data: Data }>({
  standard: { id: 'shop', name: 'Shop', version: '1', namespace: 'urn:shop', prefix: 's', provenance: 'test' },
  type: 'order',
  rootName: 'order',
  title: { de: 'Bestellung', en: 'Order' },
  legalBasis: 'none',
  attributes: [],
  children: [
    within('head', [head.text('uuid', 'uuid', din('C'))]),
    within('data', [
      data.text('name', 'name', din('A')),
      data.text('again', 'name', din('A')),
      data.text('from', 'from', day),
      data.code('kind', 'kind', kinds),
      data.text('country', 'country', din('C')),
      data.text('key', 'key', din('C')),
      data.each('file', 'files', [file.text('note', 'note', din('C'), optional)], optional),
      data.each('attachment', 'attachments', [attachment.text('label', 'label', din('C'))], optional),
      data.constant('end', 'done', din('C')),
    ]),
  ],
}) as BuildableMessage['definition'];

const dialect: Profile = {
  id: 'dialect',
  title: { de: 'Mundart', en: 'Dialect' },
  services: {
    order: {
      rows: [
        { portal: '/wer/name', data: 'name' },
        { portal: ['/tag', '/monat', '/jahr'], data: 'from', convert: 'date-in-parts' },
        { portal: '/art', data: 'kind' },
        { portal: '/notiz', data: 'unusedHere' },
        { portal: '/anlagen/*/text', data: 'files.*.note' },
      ],
      ignored: ['/formular', '/anlagen/*/nr'],
      constants: { country: '276' },
    },
  },
};

const sent = {
  formular: 'A-1',
  wer: { name: 'Muster', alter: 7 },
  tag: '1',
  monat: '12',
  jahr: '2026',
  art: '3',
  notiz: 'x',
  leer: '',
  anlagen: [null, { text: 'y', nr: 2 }],
};

function trace(profile: Profile, body: { data: unknown; attachments?: unknown[] }, completed: object) {
  const mapped = toData(profile, 'order', body.data);
  const content = { head: { uuid: 'u' } as Head, data: { ...(mapped.data as object), ...completed } };
  return traceSubmission({ message: { definition }, content, mapped, body });
}

describe('a dialect', () => {
  const { elements, fields } = trace(
    dialect,
    { data: sent, attachments: [{ id: 'f' }] },
    { key: '03457013', attachments: [{ label: 'plan.pdf' }] },
  );

  it('tells of every element where it comes from', () => {
    expect(
      elements.map(({ xpath, origin, pointers, detail }) =>
        [xpath.replace('/s:order', ''), origin, ...(pointers ?? []), detail].filter(Boolean).join(' '),
      ),
    ).toEqual([
      'structure',
      '/s:uuid head uuid',
      '/s:name portal /data/wer/name',
      '/s:again portal /data/wer/name',
      '/s:from portal /data/tag /data/monat /data/jahr',
      '/s:kind structure',
      '/s:kind/@listURI code-list kinds 2',
      '/s:kind/@listVersionID code-list kinds 2',
      '/s:kind/code portal /data/art',
      '/s:country profile',
      '/s:key default',
      '/s:file structure',
      // The list had a blank before it, so the item moved up: the pointer is into what was sent.
      '/s:file/s:note portal /data/anlagen/1/text',
      '/s:attachment structure',
      '/s:attachment/s:label portal /attachments/0',
      '/s:end constant',
    ]);
  });

  it('tells of every field where it went, or why nowhere', () => {
    expect(Object.fromEntries(fields.map(({ pointer, xpaths, nowhere }) => [pointer, nowhere ?? xpaths]))).toEqual({
      '/data/formular': 'ignored',
      '/data/wer/name': ['/s:order/s:name', '/s:order/s:again'],
      '/data/wer/alter': 'not-mapped',
      '/data/tag': ['/s:order/s:from'],
      '/data/monat': ['/s:order/s:from'],
      '/data/jahr': ['/s:order/s:from'],
      '/data/art': ['/s:order/s:kind/code'],
      '/data/notiz': 'not-in-message',
      '/data/leer': 'blank',
      '/data/anlagen/0': 'blank',
      '/data/anlagen/1/text': ['/s:order/s:file/s:note'],
      '/data/anlagen/1/nr': 'ignored',
      '/attachments/0': ['/s:order/s:attachment/s:label'],
    });
  });
});

describe('data as they are', () => {
  const native: Profile = { id: 'native', title: { de: '', en: '' }, services: {}, fallback: 'identity' };
  const given = { name: 'Muster', from: '2026-12-01', kind: '3', country: '276', key: '1', files: [{}] };

  it('an element without content comes from the empty object that it stands for', () => {
    const { elements, fields } = trace(native, { data: given }, {});
    expect(elements.find(({ xpath }) => xpath.endsWith('file'))).toEqual({
      xpath: '/s:order/s:file',
      origin: 'portal',
      pointers: ['/data/files/0'],
    });
    expect(fields.filter(({ nowhere }) => nowhere !== undefined)).toEqual([]);
  });

  it('what the gateway wrote in place of the portal is its own, and the field of the portal went nowhere', () => {
    const { elements, fields } = trace(native, { data: given }, { key: '2' });
    expect(elements.find(({ xpath }) => xpath.endsWith('key'))?.origin).toBe('default');
    expect(fields.find(({ pointer }) => pointer === '/data/key')).toEqual({
      pointer: '/data/key',
      xpaths: [],
      nowhere: 'not-in-message',
    });
  });
});
