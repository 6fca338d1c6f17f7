import { readFileSync } from 'node:fs';
import { beforeAll, it } from 'vitest';
import { conformance, type Level, type Rig } from '../kit.ts';

const page = readFileSync(new URL('../../docs/adapters.md', import.meta.url), 'utf8');

/** `zustellwerk adapter test` plays them; here they would take half the time. */
const burdens = { 'survives-kills': 'a burden', 'survives-load': 'a burden' };

/** Registers the named cases for an adapter of ours, and that its level is what `docs/adapters.md` says. */
export function conformanceOfOurs(id: string, rig: Rig): void {
  const module = new URL(`../../adapters/procedures/${id}/adapter.ts`, import.meta.url);
  const withoutBurdens = { ...rig, skip: { ...burdens, ...rig.skip } };
  conformance(module, withoutBurdens, { before: (run) => beforeAll(run, 120_000), it }, documentedLevel(id));
}

/** @throws Error when the page does not name the adapter. */
export function documentedLevel(id: string): Level {
  const [, level] = new RegExp(`^\\| \`${id}\` \\| (basic|reliable|proven) \\|`, 'm').exec(page) ?? [];
  if (level === undefined) throw new Error(`docs/adapters.md does not say the level of ${id}.`);
  return level as Level;
}
