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

export interface Gateway extends ServerProcess {
  readonly databaseName: string;
  /** API key of the portal. */
  readonly key: string;
  readonly database: pg.Pool;
}

/** One PostgreSQL for all that a measurement starts. What is started ends with it. */
export interface Place extends AsyncDisposable {
  readonly folder: string;
  readonly postgresVersion: string;
  urlOf(database: string): string;
  /** Starts a server process of one of the `serve-*.ts` files. */
  start(file: string, args: readonly string[]): Promise<ServerProcess>;
  /** Starts a gateway on a database of its own. `env` has the addresses of its procedures. */
  startGateway(database: string, args: readonly string[], env: Record<string, string>): Promise<Gateway>;
}

export async function openPlace(databases: readonly string[]): Promise<Place> {
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
  const postgresVersion = await makeDatabases(urlOf('zustellwerk'), databases);
  const all = stack.move();
  return {
    folder,
    postgresVersion,
    urlOf,
    start: async (file, args) => all.use(await startServer(file, args)),
    startGateway: async (databaseName, args, env) => {
      const url = urlOf(databaseName);
      const key = await makeKey(url);
      const database = new pg.Pool({ connectionString: url, max: 1 });
      all.defer(() => database.end());
      const server = await startServer('serve-gateway.ts', args, {
        ZUSTELLWERK_DATA: join(folder, databaseName),
        ZUSTELLWERK_DATABASE_POOL: String(poolSize),
        DATABASE_URL: url,
        HOST: '127.0.0.1',
        PORT: '0',
        LOG_LEVEL: 'warn',
        MELDEWESEN_TOKEN: 'none',
        GEWERBE_TOKEN: 'none',
        ...env,
      });
      all.use(server);
      return { ...server, key, database, databaseName };
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
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
