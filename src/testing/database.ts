import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Database, openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';

/** A server on which databases may be made, and the database that they are copied from. */
export interface TestServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly template: string;
}

export interface TestDatabase extends Database {
  readonly url: string;
  /** Closes the database and removes it. */
  drop(): Promise<void>;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/**
 * Makes an empty, migrated database of the test's own, in milliseconds. Outside Vitest, name the server.
 *
 * @example
 * const database = await createTestDatabase();
 * onTestFinished(database.drop);
 */
export async function createTestDatabase(server?: TestServer): Promise<TestDatabase> {
  const target = server ?? (await injectServer());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // Copying page by page through the log is the faster way for a small database: no checkpoint before and after.
  await administer(target, (admin) =>
    admin.query(`create database ${name} template ${target.template} strategy wal_log`),
  );
  const url = `postgresql://${target.user}@localhost:${target.port}/${name}?host=${encodeURIComponent(target.host)}`;
  const database = await openDatabase({ url, dataFolder: '' });
  const drop = async () => {
    await database.close();
    await administer(target, async (admin) => {
      // Connections just closed take a moment to disappear; PostgreSQL itself would look again only after 100 ms.
      for (let round = 0; round < 50 && (await countConnections(admin, name)) > 0; round++) await sleep(2);
      await admin.query(`drop database if exists ${name} with (force)`);
    });
  };
  return { ...database, url, drop };
}

/** Makes the migrated database that test databases are copied from. */
export async function createTemplate(server: TestServer): Promise<void> {
  await administer(server, (admin) => admin.query(`create database ${server.template} is_template true`));
  const pool = new pg.Pool({ ...address(server), database: server.template, max: 1 });
  // A database is copied only while nobody is connected to it.
  await migrate(pool).finally(() => pool.end());
}

async function administer(server: TestServer, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ ...address(server), database: 'postgres' });
  await client.connect();
  await work(client).finally(() => client.end());
}

async function countConnections(admin: pg.Client, database: string): Promise<number> {
  const result = await admin.query('select from pg_stat_activity where datname = $1', [database]);
  return result.rows.length;
}

function address({ host, port, user }: TestServer): pg.ClientConfig {
  return { host, port, user, ssl: false, application_name: 'zustellwerk-test' };
}

/** Vitest can be imported only inside a test run. */
async function injectServer(): Promise<TestServer> {
  const { inject } = await import('vitest');
  return inject('testServer');
}
