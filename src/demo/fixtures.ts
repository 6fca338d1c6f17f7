import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { CommandFailure, exitCodes } from '../cli/failure.ts';
import { fixtureFiles } from './fixture-files.ts';

const fixtureSchema = z.object({
  title: z.string(),
  portal: z.string(),
  request: z.looseObject({ serviceId: z.string() }),
  files: fixtureFiles,
  expect: z.discriminatedUnion('status', [
    z.object({ status: z.literal(202), destination: z.string() }),
    z.object({ status: z.literal(422), errors: z.array(z.object({ pointer: z.string(), rule: z.string() })) }),
  ]),
});

/** A submission, the portal that makes it, and what should become of it. */
export interface Fixture extends z.output<typeof fixtureSchema> {
  /** Its path below the folder of all fixtures, without `.json`. */
  readonly name: string;
}

const elsewhereRules = ['link-out', 'efa', 'information'];

/** Whether people apply elsewhere, or have nothing to apply for. */
export function leadsElsewhere({ expect }: Fixture): boolean {
  return expect.status === 422 && expect.errors.some(({ rule }) => elsewhereRules.includes(rule));
}

/**
 * Reads all fixtures of a folder tree, in the order of their names.
 *
 * @throws CommandFailure when there are none, or one is none.
 */
export async function readFixtures(folder: string): Promise<Fixture[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw new CommandFailure(exitCodes.cannotRun, `The folder ${folder} cannot be read.`, { cause });
  });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json'));
  if (files.length === 0) throw new CommandFailure(exitCodes.cannotRun, `There are no fixtures in ${folder}.`);
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Promise.all(paths.map((path) => readFixture(path, relative(folder, path))));
}

async function readFixture(path: string, name: string): Promise<Fixture> {
  try {
    const fixture = fixtureSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return { ...fixture, name: name.replace(/\.json$/, '').replaceAll('\\', '/') };
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new CommandFailure(exitCodes.cannotRun, `${path} is not a fixture: ${reason}`, { cause });
  }
}
