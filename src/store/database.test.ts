import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { openDatabase } from './database.ts';

describe('openDatabase', () => {
  test('starts the private server without a URL, migrates, and stops the server when closed', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'database-'));
    await chmod(dataFolder, 0o755);
    onTestFinished(() => rm(dataFolder, { recursive: true }));
    const database = await openDatabase({ dataFolder });
    const { rows } = await sql<{ ready: boolean }>`select count(*) >= 0 as ready from migration`.execute(
      database.kysely,
    );
    expect(rows).toEqual([{ ready: true }]);
    await database.close();
    await database.close();
    expect(database.pool.totalCount).toBe(0);
  });

  test('leaves no connection behind, also when Kysely was never used', async () => {
    const database = await createTestDatabase();
    onTestFinished(database.drop);
    const other = await openDatabase({ url: database.url, dataFolder: '' });
    await other.close();
    expect(other.pool.totalCount).toBe(0);
  });

  test('reads int8 as a number where that is exact, and timestamps as dates', async () => {
    const database = await createTestDatabase();
    onTestFinished(database.drop);
    const { rows } = await database.pool.query(
      `select count(*) as count, 9007199254740993::int8 as large, timestamptz '2026-01-02T03:04:05Z' as time`,
    );
    expect(rows).toEqual([{ count: 1, large: 9007199254740993n, time: new Date('2026-01-02T03:04:05Z') }]);
  });

  test.each([
    'postgresql://user:geheim@127.0.0.1:1/name',
    'postgresql://user@127.0.0.1:1/name?password=geheim',
    'postgresql:/user:geheim@host:not-a-port/ name',
    'postgresql://user:1/geheim@host/name',
    'not a URL with geheim',
  ])('never shows the password when it fails: %#', async (url) => {
    const error = await openDatabase({ url, dataFolder: '' }).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect([error?.message, error?.stack, JSON.stringify(error), String(error?.cause)].join()).not.toContain('geheim');
  });
});
