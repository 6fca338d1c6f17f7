import { readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, readdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { isAlive, isServerOf } from '../src/store/processes.ts';
import { createTemplate } from '../src/testing/database.ts';

const prefix = 'zustellwerk-test-';
const memoryFolder = '/dev/shm';

/** Starts one server for the whole run, with a migrated template that each test's database is copied from. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers();
  const folder = await mkdtemp(join(await chooseParent(), `${prefix}${process.pid}-`));
  const remove = () => removeServer(folder);
  process.once('exit', remove);
  // As root the server runs under another account, which has to come in.
  await chmod(folder, 0o755);
  // The tests' data may go with the machine.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };
  const postgres = await openEmbeddedPostgres(folder, settings);

  const { host, port, user } = postgres.connection;
  const server = { host, port, user, template: 'zustellwerk_template' };
  await createTemplate(server);
  project.provide('testServer', server);
  return async () => {
    await postgres.close();
    remove();
    process.off('exit', remove);
  };
}

/** Memory, where there is enough of it: making a few hundred files for each database is what costs. */
async function chooseParent(): Promise<string> {
  const memory = await statfs(memoryFolder).catch(() => undefined);
  return memory && memory.bavail * memory.bsize > 2 ** 31 ? memoryFolder : tmpdir();
}

/** What runs that were killed have left behind. */
async function removeLeftovers(): Promise<void> {
  for (const parent of [memoryFolder, tmpdir()]) {
    const names = await readdir(parent).catch(() => []);
    for (const name of names.filter((each) => each.startsWith(prefix))) {
      const runner = Number.parseInt(name.slice(prefix.length), 10);
      if (!isAlive(runner)) await removeLeftover(join(parent, name));
    }
  }
}

async function removeLeftover(folder: string): Promise<void> {
  const pid = readServerPid(folder);
  // The pid may be another process's by now.
  if (pid !== undefined && (await isServerOf(pid, join(folder, 'postgres', 'data')))) process.kill(pid, 'SIGQUIT');
  removeFolder(folder);
}

/** Without waiting for anything, so that it also works while this process ends. */
function removeServer(folder: string): void {
  const pid = readServerPid(folder);
  if (pid !== undefined) process.kill(pid, 'SIGQUIT');
  removeFolder(folder);
}

function readServerPid(folder: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return undefined;
  }
}

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
