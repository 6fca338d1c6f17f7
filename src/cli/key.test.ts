import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { createAuthenticator } from '../store/api-keys.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { runCli } from '../testing/run-cli.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const run = (...args: string[]) =>
  runCli(['key', ...args], {
    DATABASE_URL: database.url,
    ZUSTELLWERK_CONFIG: join(packageRoot, 'config', 'network.yaml'),
  });

const countKeys = async () => (await database.pool.query('select from api_key')).rowCount;

const findCaller = (key: string) => createAuthenticator(database.kysely, () => new Date())(key);

it('makes a key, lists it without its secret, and revokes it', async () => {
  const made = await run('create', '--role', 'portal', '--subject', 'kreisportal');
  expect(made.code).toBe(0);
  expect(made.stderr).toContain('It is shown only now');
  const key = made.stdout.trim();
  const caller = await findCaller(key);
  expect(caller).toMatchObject({ role: 'portal', subject: 'kreisportal' });

  const id = caller?.keyId ?? '';
  const listed = await run('list');
  expect(listed.stdout).toMatch(new RegExp(`${id} +portal +kreisportal`));
  expect(listed.stdout).not.toContain(key);

  expect(await run('revoke', id)).toMatchObject({ code: 0, stdout: `revoked ${id}\n` });
  expect(await findCaller(key)).toBeUndefined();
  const again = await run('revoke', id);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain(`There is no key ${id} that is not revoked`);
  expect((await run('list')).stdout).toMatch(new RegExp(`${id}.*revoked `));
});

it.each([
  ['vendor', 'leer-gewerbe'],
  ['clerk', 'leer'],
  ['operator', 'Frau Muster'],
])('makes a key for a %s', async (role, subject) => {
  const { stdout } = await run('create', '--role', role, '--subject', subject);
  expect(await findCaller(stdout.trim())).toMatchObject({ role, subject });
});

it.each([
  ['portal', 'kreisprotal', 'has no portal "kreisprotal"; did you mean "kreisportal"?'],
  ['vendor', 'nowhere', 'has no destination "nowhere"'],
  ['clerk', 'nowhere', 'has no authority "nowhere"'],
  ['operator', '', "An operator's name has 1 to 100 characters"],
])('makes no key for an unknown %s', async (role, subject, reason) => {
  const before = await countKeys();
  const { code, stdout, stderr } = await run('create', '--role', role, '--subject', subject);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(reason);
  expect(await countKeys()).toBe(before);
});

it('speaks JSON', async () => {
  const made = JSON.parse((await run('create', '--role', 'portal', '--subject', 'kreisportal', '--json')).stdout);
  expect(await findCaller(made.key)).toMatchObject({ keyId: made.id, role: 'portal', subject: 'kreisportal' });
  const { keys } = JSON.parse((await run('list', '--json')).stdout);
  expect(keys).toContainEqual(expect.objectContaining({ keyId: made.id, revokedAt: null }));
  expect(JSON.parse((await run('revoke', made.id, '--json')).stdout)).toEqual({ id: made.id, revoked: true });
});

it('says when the database cannot be reached, without its password', async () => {
  const { code, stderr } = await runCli(['key', 'list'], { DATABASE_URL: 'postgresql://u:secret@127.0.0.1:1/x' });
  expect(code).toBe(2);
  expect(stderr).toContain('DATABASE_UNAVAILABLE');
  expect(stderr).not.toContain('secret');
});
