import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { procedures } from '../../adapters/index.ts';
import { documentedLevel } from '../../src/testing/own-adapter.ts';

/** They refuse or throw, to teach: no level. */
const never = ['teaching-crashes', 'teaching-refuses'];
const folder = (id: string) => new URL(`../../adapters/procedures/${id}/`, import.meta.url);
const tried = procedures.map(({ id }) => id).filter((id) => existsSync(new URL('rig.ts', folder(id))));

it.each(tried.filter((id) => !never.includes(id)))('%s says its level on its page', (id) => {
  const page = readFileSync(new URL('README.md', folder(id)), 'utf8');
  expect(page).toContain(`Level: *${documentedLevel(id)}* ([docs/adapters.md](../../../docs/adapters.md#levels)).`);
});
