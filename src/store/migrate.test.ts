import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { migrate } from './migrate.ts';

async function makeMigrations(files: Record<string, string>): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return pathToFileURL(`${folder}/`);
}

/** A database without any migration, not even the project's own. */
async function makeEmptyDatabase(): Promise<string> {
  const server = inject('testServer');
  const database = await createTestDatabase({ ...server });
  onTestFinished(database.drop);
  await database.pool.query('drop schema public cascade; create schema public');
  return database.url;
}

function connect(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}

const files = {
  '0001-people.sql': "create table person (name text); insert into person values ('A');",
  '0002-more.sql': "alter table person add column born date; insert into person (name) values ('B');",
  'README.md': 'not a migration',
};

describe('migrate', () => {
  test('applies every file once, in order', async () => {
    const pool = connect(await makeEmptyDatabase());
    const folder = await makeMigrations(files);
    await migrate(pool, folder);
    await migrate(pool, folder);
    const { rows } = await pool.query('select name from migration order by name');
    expect(rows).toEqual([{ name: '0001-people.sql' }, { name: '0002-more.sql' }]);
    expect((await pool.query('select name from person')).rows).toHaveLength(2);
  });

  test('applies every file once when many processes start together on an empty database', async () => {
    const url = await makeEmptyDatabase();
    const folder = await makeMigrations(files);
    await Promise.all(Array.from({ length: 8 }, () => migrate(connect(url), folder)));
    const pool = connect(url);
    expect((await pool.query('select name from person')).rows).toHaveLength(2);
    expect((await pool.query('select id from migration_lock')).rows).toEqual([{ id: 1 }]);
  });

  test('refuses a database that a newer version has migrated', async () => {
    const pool = connect(await makeEmptyDatabase());
    await migrate(pool, await makeMigrations({ ...files, '0003-future.sql': 'create table future ()' }));
    const refused = migrate(pool, await makeMigrations(files));
    await expect(refused).rejects.toMatchObject({
      code: 'DATABASE_NEWER',
      message: expect.stringContaining('0003-future.sql'),
    });
  });

  test('undoes a failed file as a whole, keeps those before, and goes on when it is put right', async () => {
    const pool = connect(await makeEmptyDatabase());
    const broken = { ...files, '0002-more.sql': 'create table half (); select no_such_function();' };
    const failed = migrate(pool, await makeMigrations(broken));
    await expect(failed).rejects.toMatchObject({ message: expect.stringContaining('0002-more.sql') });
    expect((await pool.query("select to_regclass('half') as half")).rows).toEqual([{ half: null }]);
    await migrate(pool, await makeMigrations(files));
    expect((await pool.query('select name from person')).rows).toHaveLength(2);
  });
});
