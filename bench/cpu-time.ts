import { readFile } from 'node:fs/promises';
import type pg from 'pg';

/** Microseconds of CPU time that PostgreSQL's processes for a database have used, by process id. */
export type BackendTimes = ReadonlyMap<number, number>;

/** The kernel counts in hundredths of a second, whatever its own clock (`USER_HZ`). */
const tick = 10_000;

/** Empty where there is no `/proc`. */
export async function readBackendTimes(pool: pg.Pool, database: string): Promise<BackendTimes> {
  const { rows } = await pool.query<{ pid: number }>('select pid from pg_stat_activity where datname = $1', [database]);
  const read = rows.map(async ({ pid }) => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    return stat === undefined ? [] : [[pid, timeIn(stat)] as const];
  });
  return new Map((await Promise.all(read)).flat());
}

/** User and system time: fields 14 and 15 of proc(5), counted behind the name in parentheses. */
function timeIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tick;
}

/** What was used between two readings. A connection that was closed in between was idle before. */
export function timeBetween(before: BackendTimes, after: BackendTimes): number {
  return [...after].reduce((sum, [pid, time]) => sum + time - (before.get(pid) ?? 0), 0);
}

/** Microseconds that this process has used. */
export function ownTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
