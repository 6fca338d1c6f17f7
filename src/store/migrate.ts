import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { ZustellwerkError } from '../errors.ts';

const ownFolder = new URL('./migrations/', import.meta.url);

/**
 * Brings the database to this version: runs the files `NNNN-name.sql` that it does not have yet, each in one
 * transaction. Any number of processes may do so at once. There is no way back: a newer database is refused.
 */
export async function migrate(pool: pg.Pool, folder: URL = ownFolder): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort();
  const client = await pool.connect();
  let fault: Error | undefined;
  try {
    const applied = await readApplied(client).catch(() => undefined);
    if (applied) refuseNewer(applied, names);
    if (applied && names.every((name) => applied.has(name))) return;
    await makeBookkeeping(client);
    for (const name of names) await applyMigration(client, name, names, new URL(name, folder));
  } catch (error) {
    fault = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    // A connection that failed in the middle of something is not given to the next.
    client.release(fault);
  }
}

/** The lock is a row, as some engines that speak PostgreSQL's protocol have no advisory locks. */
const bookkeeping = `
  create table if not exists migration (name text primary key, applied_at timestamptz not null default now());
  create table if not exists migration_lock (id integer primary key check (id = 1));
  insert into migration_lock (id) values (1) on conflict do nothing;`;

/** `if not exists` does not wait for another transaction that makes the same table: it fails when that one commits. */
async function makeBookkeeping(client: pg.PoolClient): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(bookkeeping);
      return;
    } catch (error) {
      const lostTheRace = ['23505', '42P07', '42710', '40001'].includes(codeOf(error));
      if (!lostTheRace || attempt === 10) throw error;
    }
  }
}

async function applyMigration(client: pg.PoolClient, name: string, names: string[], file: URL): Promise<void> {
  const text = await readFile(file, 'utf8');
  await client.query('begin');
  try {
    await client.query('select id from migration_lock for update');
    const applied = await readApplied(client);
    refuseNewer(applied, names);
    if (!applied.has(name)) {
      await client.query(text).catch((cause) => {
        throw explainFailure(name, cause);
      });
      await client.query('insert into migration (name) values ($1)', [name]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

async function readApplied(client: pg.PoolClient): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>('select name from migration');
  return new Set(rows.map(({ name }) => name));
}

function refuseNewer(applied: Set<string>, names: string[]): void {
  const unknown = [...applied].filter((name) => !names.includes(name)).sort();
  if (unknown.length === 0) return;
  throw new ZustellwerkError(
    'DATABASE_NEWER',
    `The database has migrations that this version of Zustellwerk does not know: ${unknown.join(', ')}. ` +
      'Start the version that made them, or a newer one.',
  );
}

function explainFailure(name: string, cause: unknown): ZustellwerkError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ZustellwerkError(
    'DATABASE_UNAVAILABLE',
    `The migration ${name} failed and was undone as a whole: ${reason}. The database is as it was before; ` +
      'the previous version of Zustellwerk still runs on it.',
    { cause },
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
