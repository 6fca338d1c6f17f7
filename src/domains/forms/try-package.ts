import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writePath } from '../../config/config-error.ts';
import type { ServiceAct } from '../service.ts';

/** A test of a package: data that its form takes, or refuses at these members. */
const testSchema = z.strictObject({
  title: z.string().optional(),
  service: z.string(),
  act: z.string().default('apply'),
  data: z.unknown(),
  refused: z.array(z.string()).default([]),
});

/**
 * Runs the tests of a package: the files below its folder `tests`.
 *
 * @returns how many there are, and what did not come out as they say.
 */
export async function tryPackage(
  folder: string,
  acts: readonly ServiceAct[],
  today: string,
): Promise<{ tests: number; faults: string[] }> {
  const names = await readdir(join(folder, 'tests')).catch(() => []);
  const tests = names.filter((name) => name.endsWith('.json')).sort();
  const results = await Promise.all(tests.map(async (name) => tryOne(await readTest(folder, name), name, acts, today)));
  return { tests: tests.length, faults: results.flat() };
}

async function readTest(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, 'tests', name), 'utf8'));
  } catch {
    return undefined;
  }
}

function tryOne(content: unknown, name: string, acts: readonly ServiceAct[], today: string): string[] {
  const test = testSchema.safeParse(content);
  if (!test.success) return [`${name}: is no test; expected: service, data, and refused where it is`];
  const { service, act: id, data, refused } = test.data;
  const act = acts.find((each) => each.serviceId === service && each.act === id);
  if (!act) return [`${name}: there is no ${service} (${id})`];
  const found = act.data.check(data, { today }).map(({ path }) => writePath(path));
  const missed = refused.filter((member) => !found.includes(member)).map((member) => `${name}: ${member} was taken`);
  const wrong = found
    .filter((member) => !refused.includes(member))
    .map((member) => `${name}: ${member || 'the data'} was refused`);
  return [...missed, ...wrong];
}
