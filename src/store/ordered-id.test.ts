import { expect, it } from 'vitest';
import { orderedId } from './ordered-id.ts';

it('is a UUID of version 7, in the order of time and never the same', () => {
  const ids = Array.from({ length: 1_000 }, (_, at) => orderedId(new Date(1_700_000_000_000 + at)));
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids.toSorted()).toEqual(ids);
  const now = new Date();
  expect(new Set(Array.from({ length: 1_000 }, () => orderedId(now))).size).toBe(1_000);
  expect(Number.parseInt(orderedId(now).replaceAll('-', '').slice(0, 12), 16)).toBe(now.getTime());
});
