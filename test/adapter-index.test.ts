import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { adapterIndex, writeIndex } from '../bin/generate-adapters.ts';

it('lists each adapter of the folders; otherwise run `node bin/generate-adapters.ts`', () => {
  expect(readFileSync(adapterIndex, 'utf8')).toBe(writeIndex());
});
