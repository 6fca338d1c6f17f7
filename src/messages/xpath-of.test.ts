import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import type { DataPath } from '../findings.ts';
import { buildMessage } from './build.ts';
import type { CodeList } from './code-list.ts';
import { scope } from './definition.ts';
import { locate } from './locate.ts';
import { defineMessage } from './message.ts';
import { day, din, mark, year } from './text-types.ts';
import { xpathOf } from './xpath-of.ts';

interface Order {
  readonly note?: string;
  readonly number: string;
  readonly buyer: { readonly name: string; readonly born: string };
  readonly items: readonly { readonly title: string; readonly colours?: readonly string[] }[];
}

const colours: CodeList = {
  name: 'colours',
  uri: 'urn:colours',
  version: '1',
  type: 3,
  codes: { r: 'red', g: 'green' },
};
const order = scope<Order>();
const buyer = scope<Order['buyer']>();
const item = scope<Order['items'][number]>();
const definition = defineMessage<Order>({
  standard: { id: 't', name: 'T', version: '1', namespace: 'urn:t', prefix: 't', provenance: 'test' },
  type: '1',
  rootName: 'order',
  title: { de: 'Bestellung', en: 'Order' },
  legalBasis: 'none',
  attributes: [order.attribute('no', 'number', din('C'))],
  children: [
    order.constant('kind', 'x', din('C')),
    order.text('note', 'note', din('C'), { optional: true }),
    order.inside('who', 'buyer', [buyer.text('name', 'name', din('C'))]),
    order.inside('when', 'buyer', [
      buyer.choice([
        buyer.text('day', 'born', day),
        buyer.text('year', 'born', year),
        buyer.text('unknown', 'born', mark('unknown')),
      ]),
    ]),
    order.group('list', [
      order.each('item', 'items', [
        item.text('title', 'title', din('C')),
        item.code('colour', 'colours', colours, { many: true, optional: true }),
      ]),
    ]),
  ],
});
const content: Order = {
  number: 'N-1',
  buyer: { name: 'A', born: '1990' },
  items: [
    { title: 'one', colours: ['r'] },
    { title: 'two', colours: ['r', 'g'] },
  ],
};

function leafPaths(value: unknown, at: DataPath = []): DataPath[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => leafPaths(each, [...at, index]));
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([name, each]) => leafPaths(each, [...at, name]));
}

describe('from a path to the XML', () => {
  it.each(leafPaths(content).map((path) => [path.join('.'), path] as const))(
    'and back: %s is one element of the message, with its value',
    (_, path) => {
      using document = XmlDocument.fromBuffer(buildMessage(definition, content));
      const xpath = xpathOf(definition, content, path);
      const value = path.reduce<unknown>((found, step) => (found as Record<string | number, unknown>)[step], content);
      const found = document.find(xpath, { t: 'urn:t' });
      expect(found.map((node) => node.content.trim())).toEqual([value]);
      expect(locate(definition, xpath)).toEqual(path);
    },
  );

  it.each([
    ['a list as a whole', ['items'], '/t:order/t:list/t:item[1]'],
    ['an item', ['items', 1], '/t:order/t:list/t:item[2]'],
    ['an object in several elements', ['buyer'], '/t:order/t:who'],
    ['what is not there', ['note'], '/t:order'],
    ['what is not there, in what is', ['items', 0, 'price'], '/t:order/t:list/t:item[1]'],
    ['an item that is not there', ['items', 5, 'title'], '/t:order'],
    ['nothing', [], '/t:order'],
  ])('%s', (_, path, xpath) => expect(xpathOf(definition, content, path)).toBe(xpath));
});
