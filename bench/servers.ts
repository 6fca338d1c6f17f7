import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApiKey } from '../src/store/api-keys.ts';
import { openDatabase } from '../src/store/database.ts';
import { openEmbeddedPostgres } from '../src/store/embedded-postgres.ts';
import { portal } from './payloads.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { poolSize } from './settings.ts';

/** A server process with a database of its own. */
interface DatabaseServer extends ServerProcess {
  readonly databaseName: string;
}

export interface Gateway extends DatabaseServer {
  /** API key of the portal. */
  readonly key: string;
  readonly database: pg.Pool;
}

export interface Servers extends AsyncDisposable {
  readonly insert: DatabaseServer;
  /** Accepts and delivers nothing. */
  readonly accepting: Gateway;
  readonly delivering: Gateway;
  readonly postgresVersion: string;
}

/** One PostgreSQL with a database for each server, and each server in a process of its own. */
export async function startServers(config: string): Promise<Servers> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'zustellwerk-bench-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  // As root the server runs under another account, which has to come in.
  await chmod(folder, 0o755);
  const postgres = await openEmbeddedPostgres(folder);
  stack.defer(postgres.close);
  const { host, port, user } = postgres.connection;
  const urlOf = (database: string) =>
    `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const postgresVersion = await makeDatabases(urlOf('zustellwerk'), ['inserted', 'accepted', 'delivered']);

  const procedure = stack.use(await startServer('serve-procedure.ts', []));
  const startGateway = async (database: string, args: readonly string[]): Promise<Gateway> => {
    const url = urlOf(database);
    const key = await makeKey(url);
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    stack.defer(() => pool.end());
    const server = await startServer('serve-gateway.ts', args, {
      ZUSTELLWERK_CONFIG: config,
      ZUSTELLWERK_DATA: join(folder, database),
      ZUSTELLWERK_DATABASE_POOL: String(poolSize),
      DATABASE_URL: url,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'warn',
      MELDEWESEN_URL: procedure.url,
      MELDEWESEN_TOKEN: 'none',
      GEWERBE_URL: procedure.url,
      GEWERBE_TOKEN: 'none',
    });
    stack.use(server);
    return { ...server, key, database: pool, databaseName: database };
  };
  const bare = stack.use(await startServer('serve-insert.ts', [urlOf('inserted'), String(poolSize)]));
  const insert = { ...bare, databaseName: 'inserted' };
  const accepting = await startGateway('accepted', ['--accept-only']);
  const delivering = await startGateway('delivered', []);
  const all = stack.move();
  return { insert, accepting, delivering, postgresVersion, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

async function makeDatabases(url: string, names: readonly string[]): Promise<string> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    for (const name of names) await admin.query(`create database ${name}`);
    const { rows } = await admin.query<{ version: string }>(`select current_setting('server_version') as version`);
    return rows[0]?.version ?? 'unknown';
  } finally {
    await admin.end();
  }
}

async function makeKey(url: string): Promise<string> {
  const database = await openDatabase({ url, dataFolder: '' });
  try {
    return (await createApiKey(database.kysely, 'portal', portal, new Date())).key;
  } finally {
    await database.close();
  }
}
