import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chown, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ZustellwerkError } from '../errors.ts';
import type { Binaries } from './postgres-binaries.ts';
import type { Place } from './postgres-place.ts';
import { type Settings, serverSettings, serverUser } from './postgres-settings.ts';
import { isAlive, isServed, isServerOf } from './processes.ts';

/** Makes the data folder under another name first: whoever finds it finds it complete. */
export async function initialise(binaries: Binaries, place: Place): Promise<void> {
  if (await stat(place.data).catch(() => undefined)) return;
  for (const name of await readdir(place.home)) {
    if (name.startsWith('unfinished-')) await rm(join(place.home, name), { recursive: true, force: true });
  }
  const unfinished = join(place.home, `unfinished-${randomUUID()}`);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${serverUser}`, '--auth=trust', '--data-checksums', '--no-instructions'];
  const options = { ...place.account, cwd: '/', env: { LC_ALL: 'C' } };
  await promisify(execFile)(binaries.initdb, [`--pgdata=${unfinished}`, ...locale, ...access], options);
  await rename(unfinished, place.data);
  const home = await open(place.home);
  await home.sync().finally(() => home.close());
}

/**
 * Starts `postgres` in a session of its own: Ctrl-C in the gateway's terminal does not reach it, and it goes on when the
 * gateway dies. Directly, because pg_ctl hands its paths to a shell.
 */
export async function startServer(binaries: Binaries, place: Place, overrides: Settings): Promise<ChildProcess> {
  await clearStalePid(place);
  const file = logFile(place);
  const size = await stat(file).catch(() => undefined);
  if (size && size.size > 10_000_000) await rename(file, `${file}.1`);
  const log = await open(file, 'a', 0o600);
  try {
    if (place.account) await chown(file, place.account.uid, place.account.gid);
    // The setting is a list, so a comma in the path has to stand in quotes.
    const socketFolder = `"${place.socketFolder.replaceAll('"', '""')}"`;
    const all = Object.entries({ ...serverSettings, unix_socket_directories: socketFolder, ...overrides });
    const args = ['-D', place.data, ...all.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    const stdio = ['ignore' as const, log.fd, log.fd];
    const child = spawn(binaries.postgres, args, {
      ...place.account,
      cwd: '/',
      env: { LC_ALL: 'C' },
      stdio,
      detached: true,
    });
    child.unref();
    await once(child, 'spawn');
    return child;
  } finally {
    await log.close();
  }
}

export function logFile(place: Place): string {
  return join(place.home, 'server.log');
}

/** The pid of the server that runs on this data, whoever started it. */
export async function findServer(place: Place): Promise<number | undefined> {
  const pid = await readPid(place);
  return pid !== undefined && (await isServerOf(pid, place.data)) ? pid : undefined;
}

/** Stops the server the fast way: open transactions are rolled back, everything committed is on disk. */
export async function stopServer(place: Place, patience = 60_000): Promise<void> {
  const pid = await findServer(place);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + patience;
  // Removing its pid file is the last thing that a server does.
  while ((await readPid(place)) === pid && (await findServer(place)) === pid) {
    if (Date.now() > deadline) {
      const message = `The PostgreSQL server ${pid} did not stop in ${patience / 1000} s. See ${logFile(place)}.`;
      throw new ZustellwerkError('DATABASE_UNAVAILABLE', message);
    }
    await sleep(10);
  }
}

/**
 * PostgreSQL removes the pid file of a server that died, but refuses to start while any process has that pid, for
 * example after a crash of the machine, or in a new container. Only when surely nothing works on the data is it ours
 * to remove.
 */
async function clearStalePid(place: Place): Promise<void> {
  const pid = await readPid(place);
  if (process.platform !== 'linux' || pid === undefined || !isAlive(pid)) return;
  if (!(await isServed(place.data))) await rm(join(place.data, 'postmaster.pid'), { force: true });
}

async function readPid(place: Place): Promise<number | undefined> {
  const lines = await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(lines, 10);
  return pid > 0 ? pid : undefined;
}
