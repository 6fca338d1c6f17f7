import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { ZustellwerkError } from '../errors.ts';
import { openEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './tables.ts';

/** An open, migrated database. */
export interface Database {
  readonly pool: pg.Pool;
  readonly kysely: Kysely<Tables>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A PostgreSQL server of the operator's; without it, the private one of the data folder. */
  readonly url?: string;
  readonly dataFolder: string;
  readonly poolSize?: number;
}

/**
 * Opens the database and brings it to this version.
 *
 * @example
 * const database = await openDatabase({ dataFolder: '.zustellwerk' });
 * await database.pool.query('select 1');
 * await database.close();
 */
export async function openDatabase({ url, dataFolder, poolSize = 10 }: DatabaseOptions): Promise<Database> {
  if (url !== undefined) return connectDatabase({ connectionString: url, max: poolSize }, describeTarget(url));
  const postgres = await openEmbeddedPostgres(dataFolder);
  const config = { ...postgres.connection, ssl: false, max: poolSize };
  try {
    return await connectDatabase(config, `the private server of ${dataFolder}`, postgres.close);
  } catch (error) {
    await postgres.close();
    throw error;
  }
}

/**
 * Every statement is written for one shape of plan, whatever its values, and planning anew costs as much as the work itself:
 * half of what accepting costs PostgreSQL.
 */
const sessionSettings = 'set plan_cache_mode = force_generic_plan';

async function connectDatabase(
  config: pg.PoolConfig,
  target: string,
  closeServer: () => Promise<void> = async () => {},
): Promise<Database> {
  const pool = new pg.Pool({
    ...config,
    application_name: 'zustellwerk',
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
    onConnect: (client) => client.query(sessionSettings),
  });
  // A connection that breaks is replaced by the pool; unheard, its "error" would end the process. The pool itself
  // listens only while a connection is idle, or works on a query of the pool's own.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    await reach(pool, target);
    await migrate(pool);
  } catch (error) {
    await pool.end();
    throw error;
  }
  let closing: Promise<void> | undefined;
  const close = async () => {
    await kysely.destroy();
    // Kysely ends the pool only if it ever used it.
    if (!pool.ending) await pool.end();
    await closeServer();
  };
  return { pool, kysely, close: () => (closing ??= close()) };
}

async function reach(pool: pg.Pool, target: string): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ZustellwerkError(
      'DATABASE_UNAVAILABLE',
      `The database cannot be reached at ${target}: ${reason}. Check that the server runs, that DATABASE_URL names it, ` +
        'and that user and password are right.',
      { cause },
    );
  }
}

/** Where a URL leads to, for messages: never with its password, which may stand in front or among the parameters. */
function describeTarget(url: string): string {
  const parsed = URL.parse(url);
  // A slash in a password that was not encoded makes its rest a part of the path.
  if (!parsed || !/^postgres(ql)?:\/\//.test(url) || parsed.pathname.includes('@')) {
    throw new ZustellwerkError(
      'DATABASE_UNAVAILABLE',
      'DATABASE_URL is not the URL of a PostgreSQL database. It should look like postgresql://user:password@host:5432/database; special characters ' +
        'in the password are percent-encoded.',
    );
  }
  return `${parsed.searchParams.get('host') ?? parsed.host}${parsed.pathname}`;
}

/** Counts and sizes (int8) are numbers where a number holds them exactly, else bigints; the rest is as pg has it. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (id: number, format?: 'text' | 'binary') => {
  if (id === pg.types.builtins.INT8 && format !== 'binary') return readInteger;
  return pg.types.getTypeParser(id, format);
};

function readInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}
