import { expect, test } from 'vitest';
import { z } from 'zod';
import { networkSchema } from './network-schema.ts';

type JsonSchema = { description?: string; properties?: Record<string, JsonSchema>; items?: JsonSchema };

test('every member has a description, so that documents and editors can show it', () => {
  const bare = findBare(z.toJSONSchema(networkSchema, { io: 'input' }) as JsonSchema, '');
  expect(bare).toEqual([]);
});

function faultsOfRoute(route: Record<string, unknown>): string[] {
  const result = networkSchema.safeParse({
    network: { id: 'leer', name: 'Leer' },
    routes: [{ service: 'kfz-zulassung', region: '034570000000', ...route }],
  });
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.slice(2).join('.')}: ${message}`);
}

const linkOut = { name: 'i-Kfz', url: 'https://kfz.example/' };

test('a route says exactly one way', () => {
  const message = 'exactly one of destination, linkOut, efa, information';
  expect(faultsOfRoute({})).toEqual([`destination: ${message}`]);
  expect(faultsOfRoute({ destination: 'kfz', linkOut })).toEqual([`linkOut: ${message}`]);
  expect(faultsOfRoute({ linkOut, portals: ['kreisportal'] })).toEqual([
    'portals: a destination beside it: a link is for everybody',
  ]);
  expect(faultsOfRoute({ linkOut, from: '2027-02-01', until: '2027-01-31' })).toEqual([
    'until: a day that is not before 2027-02-01',
  ]);
  for (const way of [
    { destination: 'kfz' },
    { linkOut },
    { information: linkOut },
    { efa: { id: 'kfz', name: 'i-Kfz' } },
  ]) {
    expect(faultsOfRoute(way)).toEqual([]);
  }
});

test('without an act a destination takes `apply`, a link every act', () => {
  const network = { id: 'leer', name: 'Leer' };
  const route = { service: 'kfz-zulassung', region: '034570000000' };
  const routes = [
    { ...route, destination: 'kfz' },
    { ...route, linkOut },
  ];
  expect(networkSchema.parse({ network, routes }).routes.map(({ act }) => act)).toEqual([['apply'], undefined]);
});

test.each([
  ['http://kfz.example/'],
  ['kfz.example'],
  ['javascript:alert(1)'],
  ['https://user:secret@kfz.example/'],
  [''],
])('people are sent to an https address: not %s', (url) => {
  expect(faultsOfRoute({ linkOut: { ...linkOut, url } })).toEqual([
    'linkOut.url: an https address without a password in it, like https://kfz.landkreis.example/',
  ]);
});

function findBare({ properties = {}, items }: JsonSchema, path: string): string[] {
  const below = Object.entries(properties).flatMap(([name, member]) => [
    ...(member.description?.endsWith('.') ? [] : [`${path}.${name}`]),
    ...findBare(member, `${path}.${name}`),
  ]);
  return items === undefined ? below : [...below, ...findBare(items, `${path}[]`)];
}

test('a destination of four members is a mailbox, and its reader has its name', () => {
  const destination = { id: 'leer-gewerbe', authority: 'leer', name: 'Gewerbeamt', messages: ['a/1/b'] };
  const { destinations } = networkSchema.parse({ network: { id: 'leer', name: 'Leer' }, destinations: [destination] });
  expect(destinations).toMatchObject([
    { ...destination, adapter: 'mailbox', options: {}, reader: { name: 'Gewerbeamt' } },
  ]);
});
