import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * When a process started, in the system's own notation, or undefined when there is no such process. A pid alone does
 * not name a process: it is given again, and in a container often at once.
 */
export async function readStart(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return (await readProcess(pid))?.start;
  const ps = promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]);
  return ps.then(
    ({ stdout }) => stdout.trim() || undefined,
    () => undefined,
  );
}

/** Whether a process with this pid is there, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether this process is a PostgreSQL server working in the folder: a server's working directory is its data. */
export async function isServerOf(pid: number, folder: string): Promise<boolean> {
  if (process.platform !== 'linux') return isAlive(pid);
  const found = await readProcess(pid);
  if (found?.name !== 'postgres') return false;
  try {
    const [theirs, ours] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(folder)]);
    return theirs.dev === ours.dev && theirs.ino === ours.ino;
  } catch (error) {
    // Root without CAP_SYS_PTRACE, as in most containers, may not look at another account's process. Better to wait for
    // a stranger than to start a second server on the same files.
    return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  }
}

/** Whether any process of a PostgreSQL server, also one whose postmaster is gone, still works in the folder. */
export async function isServed(folder: string): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const answers = await Promise.all(pids.map((pid) => isServerOf(pid, folder)));
  return answers.includes(true);
}

/** Name and start of a living process from /proc/PID/stat; the name stands in brackets and may hold anything. */
async function readProcess(pid: number): Promise<{ name: string; start: string } | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const end = line.lastIndexOf(')');
  const fields = line.slice(end + 2).split(' ');
  const start = fields[19];
  const isZombie = fields[0] === 'Z' || fields[0] === 'X';
  return start === undefined || isZombie ? undefined : { name: line.slice(line.indexOf('(') + 1, end), start };
}
