import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type EmbeddedPostgres, openEmbeddedPostgres } from './embedded-postgres.ts';

const isRoot = process.getuid?.() === 0;

async function makeFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'embedded-postgres-'));
  // As root the server runs under another account, which has to come in.
  await chmod(folder, 0o755);
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}

async function open(folder: string): Promise<EmbeddedPostgres> {
  const postgres = await openEmbeddedPostgres(folder);
  onTestFinished(postgres.close);
  return postgres;
}

async function removeAfterClose(postgres: EmbeddedPostgres, folder: string): Promise<void> {
  await postgres.close();
  await rm(folder, { recursive: true, force: true });
}

async function ask(postgres: EmbeddedPostgres, statement: string): Promise<Record<string, unknown> | undefined> {
  const client = new pg.Client(postgres.connection);
  client.on('error', () => {});
  await client.connect();
  const result = await client.query(statement).finally(() => client.end());
  return result.rows?.[0];
}

async function serverPid(postgres: EmbeddedPostgres): Promise<number> {
  return Number.parseInt(await readFile(pidFile(postgres), 'utf8'), 10);
}

function pidFile(postgres: EmbeddedPostgres): string {
  return join(dirname(postgres.connection.host), 'data', 'postmaster.pid');
}

/** Another process that opens the folder, says so, and closes when it is told to. */
async function openElsewhere(folder: string): Promise<ChildProcess> {
  const script = `
    import { openEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
    const postgres = await openEmbeddedPostgres(${JSON.stringify(folder)});
    console.log('open');
    process.stdin.once('data', async () => { await postgres.close(); process.exit(); });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout), 'line');
  expect(line).toBe('open');
  return child;
}

async function closeElsewhere(child: ChildProcess): Promise<void> {
  child.stdin?.write('close\n');
  await once(child, 'exit');
}

describe('a private PostgreSQL', () => {
  test('is made durable, checked, and reachable through its private socket only', async () => {
    const postgres = await open(await makeFolder());
    const answer = await ask(
      postgres,
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
         current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums,
         current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding`,
    );
    const durable = { fsync: 'on', pages: 'on', commit: 'on', checksums: 'on' };
    expect(answer).toEqual({ ...durable, addresses: '', encoding: 'UTF8' });
  });

  test('keeps its data when it is stopped by the last to leave and started again', async () => {
    const folder = await makeFolder();
    const first = await open(folder);
    await ask(first, 'create table kept as select 1 as value');
    await first.close();
    await expect(readFile(pidFile(first))).rejects.toThrow('ENOENT');
    expect(await ask(await open(folder), 'select value from kept')).toEqual({ value: 1 });
  });

  test('is found again after the process that started it was killed', async () => {
    const folder = await makeFolder();
    const child = await openElsewhere(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const pid = Number.parseInt(await readFile(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10);
    const postgres = await open(folder);
    expect(await serverPid(postgres)).toBe(pid);
  });

  test('is started once when processes open an empty folder together, and stopped by the last to leave', async () => {
    const folder = await makeFolder();
    const [first, second, own] = await Promise.all([openElsewhere(folder), openElsewhere(folder), open(folder)]);
    const pid = await serverPid(own);
    await closeElsewhere(first);
    await own.close();
    expect(await serverPid(own)).toBe(pid);
    await closeElsewhere(second);
    await expect(readFile(pidFile(own))).rejects.toThrow('ENOENT');
  });

  test('starts again after the server was killed while nobody had it open', async () => {
    const folder = await makeFolder();
    const child = await openElsewhere(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const pid = Number.parseInt(await readFile(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 'SIGKILL');
    const postgres = await open(folder);
    expect(await serverPid(postgres)).not.toBe(pid);
    expect(await ask(postgres, 'select 1 as value')).toEqual({ value: 1 });
  });

  test('comes back by itself, at the same address, when it is killed under an open gateway', async () => {
    const postgres = await open(await makeFolder());
    await ask(postgres, 'create table kept as select 1 as value');
    process.kill(await serverPid(postgres), 'SIGKILL');
    const back = () => ask(postgres, 'select value from kept');
    await vi.waitUntil(() => back().catch(() => undefined), { timeout: 20_000 });
    expect(await back()).toEqual({ value: 1 });
  });

  test('starts although a stale pid file names a living process', async () => {
    const folder = await makeFolder();
    const first = await open(folder);
    await first.close();
    const strangers = `${process.ppid}\n`;
    await writeFile(pidFile(first), strangers);
    expect(await ask(await open(folder), 'select 1 as value')).toEqual({ value: 1 });
  });

  test('takes a folder whose path is too long for a socket and full of special characters', async () => {
    const folder = join(await makeFolder(), `a "quoted", $(comma) 'path' ${'x'.repeat(120)}`);
    await mkdir(folder);
    const postgres = await open(folder);
    expect(Buffer.byteLength(postgres.connection.host)).toBeLessThan(90);
    onTestFinished(() => removeAfterClose(postgres, postgres.connection.host));
    expect(await ask(postgres, 'select 1 as value')).toEqual({ value: 1 });
  });

  test('lies in the shared folder when root starts it in a folder that only root can enter', async ({ skip }) => {
    skip(!isRoot, 'only root can start a server under another account');
    const folder = await makeFolder('/root');
    await chmod(folder, 0o700);
    const postgres = await open(folder);
    const home = dirname(postgres.connection.host);
    onTestFinished(() => removeAfterClose(postgres, home));
    expect(home).toMatch(/^\/var\/lib\/zustellwerk\/data\/[0-9a-f]{16}$/);
    expect(await readFile(join(folder, 'postgres-is-in.txt'), 'utf8')).toBe(`${home}\n`);
    expect(await ask(postgres, 'select 1 as value')).toEqual({ value: 1 });
  });
});
