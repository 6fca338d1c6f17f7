import { expect, it } from 'vitest';
import { replies } from './replies.ts';

it('has each reply under its own number', () => {
  for (const { type, definition } of replies) {
    expect(definition.type).toBe(type);
    expect(definition.root.name).toMatch(new RegExp(`\\.${type}$`));
  }
});
