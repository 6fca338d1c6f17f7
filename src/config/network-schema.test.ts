import { expect, test } from 'vitest';
import { z } from 'zod';
import { networkSchema } from './network-schema.ts';

type JsonSchema = { description?: string; properties?: Record<string, JsonSchema>; items?: JsonSchema };

test('every member has a description, so that documents and editors can show it', () => {
  const bare = findBare(z.toJSONSchema(networkSchema, { io: 'input' }) as JsonSchema, '');
  expect(bare).toEqual([]);
});

function findBare({ properties = {}, items }: JsonSchema, path: string): string[] {
  const below = Object.entries(properties).flatMap(([name, member]) => [
    ...(member.description?.endsWith('.') ? [] : [`${path}.${name}`]),
    ...findBare(member, `${path}.${name}`),
  ]);
  return items === undefined ? below : [...below, ...findBare(items, `${path}[]`)];
}
