import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readSettings } from '../config/settings.ts';
import { type Listening, listen } from '../main.ts';
import { packageRoot } from '../package-root.ts';
import { type SimulatedProcedure, startProcedure } from '../simulators/procedure.ts';
import { createApiKey } from '../store/api-keys.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { runCli } from '../testing/run-cli.ts';

let database: TestDatabase;
let procedure: SimulatedProcedure;
let listening: Listening;
let data: string;
let portalKey: string;
let operatorKey: string;

beforeAll(async () => {
  database = await createTestDatabase();
  procedure = await startProcedure();
  data = await mkdtemp(join(tmpdir(), 'zustellwerk-cli-'));
  for (const name of ['MELDEWESEN', 'GEWERBE']) {
    vi.stubEnv(`${name}_URL`, procedure.url);
    vi.stubEnv(`${name}_TOKEN`, 'x');
  }
  const settings = readSettings({
    ZUSTELLWERK_CONFIG: join(packageRoot, 'config', 'network.yaml'),
    ZUSTELLWERK_DATA: data,
    DATABASE_URL: database.url,
    PORT: '0',
  });
  listening = await listen(settings, pino({ level: 'silent' }));
  const { kysely } = database;
  portalKey = (await createApiKey(kysely, 'portal', 'kreisportal', new Date())).key;
  operatorKey = (await createApiKey(kysely, 'operator', 'test', new Date())).key;
});

afterAll(async () => {
  await listening.stop();
  await procedure.close();
  await database.drop();
  await rm(data, { recursive: true });
  vi.unstubAllEnvs();
});

const run = (args: readonly string[], env: Record<string, string> = {}, input = '') =>
  runCli(args, { ZUSTELLWERK_URL: `${listening.url}/`, ZUSTELLWERK_KEY: portalKey, ...env }, input);

const fixture = (name: string) => join(packageRoot, 'fixtures', 'meldebescheinigung', `${name}.json`);

async function waitUntilDelivered(id: string) {
  await vi.waitFor(
    async () => {
      const { stdout } = await run(['status', id, '--json']);
      expect(JSON.parse(stdout).submission.state).toBe('delivered');
    },
    { timeout: 20_000, interval: 50 },
  );
}

describe('submit and status', () => {
  it('post a fixture and show how it got on', async () => {
    const submitted = await run(['submit', fixture('native-minimum')]);
    expect(submitted).toMatchObject({ code: 0, stderr: '' });
    const id = /accepted {2}(\S+)/.exec(submitted.stdout)?.[1] ?? '';
    expect(submitted.stdout).toContain('leer-meldewesen (Leer, Meldewesen)');
    await waitUntilDelivered(id);
    const { code, stdout } = await run(['status', id]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\S+ {2}delivered\n/);
    expect(stdout).toMatch(/\+0 ms +received/);
    expect(stdout).toMatch(/\+\d+ ms +attempt .*outcome delivered/);
    expect(stdout).toMatch(/→ xmeld\/26\.11\/1700 {2}\d+ bytes/);
    expect(stdout).toContain('SIM-');
  });

  it('take the body of a request from stdin, and the same key again', async () => {
    const { request } = JSON.parse(await readFile(fixture('native-extended'), 'utf8'));
    const args = ['submit', '-', '--idempotency-key', 'one', '--json'];
    const first = await run(args, {}, JSON.stringify(request));
    expect(JSON.parse(first.stdout)).toMatchObject({
      state: 'received',
      destination: { id: 'moormerland-meldewesen' },
    });
    expect(JSON.parse((await run(args, {}, JSON.stringify(request))).stdout).id).toBe(JSON.parse(first.stdout).id);
  });

  it('only try, with the XML alone on stdout', async () => {
    const before = procedure.received().length;
    const { code, stdout, stderr } = await run(['submit', fixture('native-no-given-names'), '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<\?xml /);
    expect(stderr).toContain('would be accepted');
    const checked = await runCli(['message', 'check', '-'], {}, stdout);
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining('valid') });
    expect(procedure.received()).toHaveLength(before);
  });

  it('post a finished message as it is, and tell its faults by their place in the XML', async () => {
    const xml = readFileSync(join(packageRoot, 'docs', 'examples', 'meldebescheinigung-1700.xml'), 'utf8');
    const { kysely } = database;
    const env = { ZUSTELLWERK_KEY: (await createApiKey(kysely, 'portal', 'efa-dienste', new Date())).key };
    const tried = await run(['submit', '-', '--dry-run'], env, xml);
    expect(tried).toMatchObject({ code: 0, stdout: xml });
    const refused = await run(['submit', '-'], env, xml.replace('1990-05-17', '1990-05-32'));
    expect(refused.stderr).toMatch(/\/xmeld:identifikation\/\S+ .*\[xml-schema\]/);
  });

  it('tell all faults of what is refused, in the language of the terminal', async () => {
    const english = await run(['submit', fixture('native-all-wrong')]);
    expect(english).toMatchObject({ code: 1, stdout: '' });
    expect(english.stderr).toMatch(/\/data\/person\/birthDate .*\[date-in-future\]/);
    const german = await run(['submit', fixture('native-all-wrong')], { LANG: 'de_DE.UTF-8' });
    expect(german.stderr).toContain('Die Einreichung kann so nicht zugestellt werden');
    const { code, stdout } = await run(['submit', fixture('native-all-wrong'), '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).errors).toHaveLength(5);
  });

  it('say where JSON is wrong', async () => {
    const { code, stderr } = await run(['submit', '-'], {}, '{"a":1,\n}');
    expect(code).toBe(1);
    expect(stderr).toContain('line 2, column 1');
  });

  it('know no submission that is not there', async () => {
    expect(await run(['status', 'a/../b'])).toMatchObject({ code: 1, stdout: '', stderr: 'Not found\n' });
  });

  it('say when the key is wrong', async () => {
    const { code, stderr } = await run(['status', 'x'], { ZUSTELLWERK_KEY: 'zw_portal_wrong' });
    expect(code).toBe(2);
    expect(stderr).toContain('ZUSTELLWERK_KEY is unknown here');
  });
});

describe('destinations pause, drain, resume, check', () => {
  const operator = (...args: string[]) => run(['destinations', ...args], { ZUSTELLWERK_KEY: operatorKey });

  it('holds a destination or an adapter, shows it, and lets it go', async () => {
    const why = ['--reason', 'update of the procedure'];
    expect(await operator('pause', 'leer-gewerbe', ...why)).toMatchObject({
      code: 0,
      stdout: 'leer-gewerbe  paused\n',
    });
    expect((await operator('drain', 'xoev-https', '--adapter', ...why)).code).toBe(0);
    const { stdout } = await operator('list');
    const told = 'draining with its adapter by test: update of the procedure';
    expect(stdout).toMatch(new RegExp(`leer-gewerbe .*${told}; paused by test: update of the procedure`));
    expect(stdout).toMatch(new RegExp(`leer-meldewesen .* ${told}`));
    expect((await operator('resume', 'leer-gewerbe', ...why)).stdout).toBe('leer-gewerbe  running\n');
    expect((await operator('resume', 'leer-gewerbe', ...why)).stdout).toContain('nothing was held');
    expect((await operator('resume', 'xoev-https', '--adapter', ...why)).code).toBe(0);
  });

  it('needs a reason, an operator, and something that is there', async () => {
    expect((await operator('pause', 'leer-gewerbe')).code).toBe(2);
    expect((await operator('pause', 'unheard-of', '--reason', 'x')).code).toBe(1);
    expect((await run(['destinations', 'pause', 'leer-gewerbe', '--reason', 'x'])).code).toBe(2);
  });

  it('says that a destination is in order when its adapter finds no fault', async () => {
    expect(await operator('check', 'leer-gewerbe')).toMatchObject({
      code: 0,
      stdout: 'leer-gewerbe  in order\n',
    });
  });
});

describe('destinations list', () => {
  it('shows what waits to operators', async () => {
    const { code, stdout } = await run(['destinations', 'list'], { ZUSTELLWERK_KEY: operatorKey });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /leer-gewerbe +Leer, Gewerbe +zustellwerk-gewerbe\/1\/0001, .*0003 +0 +0 +0 +0 +takes messages/,
    );
  });

  it('shows names to portals', async () => {
    const { stdout } = await run(['destinations', 'list', '--json']);
    expect(JSON.parse(stdout).destinations).toHaveLength(12);
  });
});

it('callbacks are listed and told again', async () => {
  const { rows } = await database.pool.query(`
    insert into callback (submission_id, event_id, portal_id, network_id, state, since, due_at, trouble, settled_at)
    select submission_id, id, portal_id, network_id, 'given-up', at, at, 'HTTP 500', now() from event
    where type = 'received' limit 1 returning submission_id`);
  expect((await run(['callback', 'list', '--stuck'])).stdout).toMatch(/SUBMISSION +EVENT +TYPE[\s\S]*HTTP 500/);
  const replay = (...more: string[]) => run(['callback', 'replay', ...more]);
  const id = rows[0].submission_id as string;
  expect((await replay('--submission', id, '--from', '0')).stdout).toBe('1 are told again\n');
  expect((await replay('--given-up-since', '2026-01-01T00:00:00Z')).stdout).toBe('nothing to tell again\n');
  expect((await replay('--from', '1')).code).toBe(2);
});
