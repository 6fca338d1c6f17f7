import { expect, it } from 'vitest';
import type { CodeList } from './code-list.ts';
import { bare, fixedAttribute, scope } from './definition.ts';
import { defineMessage } from './message.ts';
import { din, wholeNumber } from './text-types.ts';
import { traceMessage } from './trace.ts';

interface Order {
  readonly title: string;
  readonly sizes?: readonly string[];
  readonly items: readonly { readonly count?: number }[];
}

const sizes: CodeList = { name: 'sizes', uri: 'urn:sizes', version: '3', type: 3, codes: { s: 'small', l: 'large' } };
const order = scope<Order>();
const item = scope<Order['items'][number]>();

const definition = defineMessage<Order>({
  standard: { id: 'shop', name: 'Shop', version: '1', namespace: 'urn:shop', prefix: 's', provenance: 'test' },
  type: 'order',
  rootName: 'order',
  title: { de: 'Bestellung', en: 'Order' },
  legalBasis: 'none',
  attributes: [fixedAttribute('version', '1', din('C'))],
  children: [
    order.group('head', [bare(order.text('title', 'title', din('A')))]),
    order.code('size', 'sizes', sizes, { optional: true, many: true }),
    order.each('item', 'items', [item.text('note', 'count', wholeNumber(1, 9), { optional: true })], {
      attributes: [item.attribute('count', 'count', wholeNumber(1, 9), { optional: true })],
    }),
    order.constant('end', 'done', din('A')),
  ],
});

const told = (content: Order) =>
  traceMessage(definition, content).map(({ xpath, source }) => {
    const path = 'path' in source && source.path ? ` ${source.path.join('.')}` : '';
    return `${xpath} ${source.kind}${path}${source.kind === 'structure' && source.empty ? ' empty' : ''}`;
  });

it('names every element and attribute once, in the order of the document, with positions where there are several', () => {
  expect(told({ title: 'T', sizes: ['s', 'l'], items: [{ count: 2 }, {}] })).toEqual([
    '/s:order structure',
    '/s:order/@version constant',
    '/s:order/s:head structure',
    '/s:order/s:head/title content title',
    '/s:order/s:size[1] structure sizes.0',
    '/s:order/s:size[1]/@listURI code-list',
    '/s:order/s:size[1]/@listVersionID code-list',
    '/s:order/s:size[1]/code content sizes.0',
    '/s:order/s:size[2] structure sizes.1',
    '/s:order/s:size[2]/@listURI code-list',
    '/s:order/s:size[2]/@listVersionID code-list',
    '/s:order/s:size[2]/code content sizes.1',
    '/s:order/s:item[1] structure items.0',
    '/s:order/s:item[1]/@count content items.0.count',
    '/s:order/s:item[1]/s:note content items.0.count',
    '/s:order/s:item[2] structure items.1 empty',
    '/s:order/s:end constant',
  ]);
});
