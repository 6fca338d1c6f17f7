import { randomUUID } from 'node:crypto';
import { chmod, link, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ZustellwerkError } from '../errors.ts';
import { readStart } from './processes.ts';

/**
 * Runs `work` while no other process (and no other call in this one) runs under the lock of the same folder. A holder
 * that died holds nothing.
 *
 * Each holding is a file `lock-N` with the holder's pid and start; empty means released. The lock is the file with the
 * highest N, and only its successor may be created. So a dead holder's file is never removed in order to take the lock:
 * doing that, two processes that find it at the same time would remove each other's.
 */
export async function withFileLock<T>(folder: string, work: () => Promise<T>, patience = 120_000): Promise<T> {
  const deadline = Date.now() + patience;
  let held = await tryLock(folder);
  while (held === undefined) {
    if (Date.now() > deadline) {
      throw new ZustellwerkError(
        'DATABASE_UNAVAILABLE',
        `Another process has been starting or stopping the database in ${folder} for ${patience / 1000} s. ` +
          `See which one with "cat ${join(folder, 'lock-*')}"; end it if it hangs, then start again.`,
      );
    }
    await sleep(20 + Math.random() * 20);
    held = await tryLock(folder);
  }
  try {
    return await work();
  } finally {
    await truncate(held);
  }
}

async function tryLock(folder: string): Promise<string | undefined> {
  const newest = Math.max(0, ...(await listLocks(folder)));
  if (newest > 0 && (await isHeld(join(folder, `lock-${newest}`)))) return undefined;

  // Written first and linked then, so that nobody ever sees a held lock without its holder.
  const draft = join(folder, `draft-${randomUUID()}`);
  const mine = join(folder, `lock-${newest + 1}`);
  await writeFile(draft, `${process.pid} ${await readStart(process.pid)}`);
  try {
    // Whatever the umask: where root and the data's owner take turns, each has to read the other's.
    await chmod(draft, 0o644);
    await link(draft, mine);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  } finally {
    await rm(draft);
  }

  // Whoever was slow enough that others took, released and tidied up in between has made an old number again.
  const locks = await listLocks(folder);
  const isNewest = Math.max(...locks) === newest + 1;
  const leftovers = isNewest ? locks.filter((number) => number <= newest) : [newest + 1];
  await Promise.all(leftovers.map((number) => rm(join(folder, `lock-${number}`), { force: true })));
  return isNewest ? mine : undefined;
}

async function listLocks(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^lock-\d+$/.test(name)).map((name) => Number(name.slice('lock-'.length)));
}

async function isHeld(file: string): Promise<boolean> {
  let holder: string;
  try {
    holder = await readFile(file, 'utf8');
  } catch (error) {
    // Tidied up by the holder of a newer one.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return true;
    throw error;
  }
  if (holder === '') return false;
  const [pid = '', ...start] = holder.split(' ');
  return (await readStart(Number(pid))) === start.join(' ');
}
