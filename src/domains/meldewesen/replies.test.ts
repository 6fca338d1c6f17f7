import { expect, it } from 'vitest';
import { meldewesenReplies } from './tell-replies.ts';

it('has each reply under its own number', () => {
  for (const { definition } of meldewesenReplies) {
    expect(definition.root.name).toMatch(new RegExp(`\\.${definition.type}$`));
  }
});
