import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../src/testing/database.ts';
import { waitUntil } from '../src/testing/wait-until.ts';
import { documentedFiles } from './kit/documented-adapter.ts';
import { adapter, network, typed } from './stranger/files.ts';
import { install, pack, root, run, strangersEnvironment } from './stranger/install.ts';

/** The published package in the hands of somebody who has nothing else of us. */

const work = mkdtempSync(join(tmpdir(), 'zustellwerk-package-'));
const home = join(work, 'stranger');
const programs = join(home, 'node_modules', '.bin');
const pigeonholes = join(work, 'pigeonholes');

beforeAll(async () => {
  await install(await pack(work), home);
  mkdirSync(pigeonholes);
  writeFileSync(join(home, 'my-adapter.mjs'), adapter);
  writeFileSync(join(home, 'network.yaml'), network(pigeonholes));
}, 300_000);

afterAll(() => rmSync(work, { recursive: true, force: true }));

it('brings its command along, which checks a network with an adapter of its own', async () => {
  const { stdout } = await run('npx', ['--no', 'zustellwerk', 'config', 'check', 'network.yaml'], {
    cwd: home,
    env: strangersEnvironment,
  });
  expect(stdout).toContain('Landkreis Fern: 1 portals, 1 destinations, 1 routes');
});

it('has its command in a clone as well', async () => {
  await run('npm', ['run', '--silent', 'prepare'], { cwd: root });
  const { stdout } = await run('npx', ['--no', '--', 'zustellwerk', '--version'], { cwd: root });
  expect(stdout.trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
});

describe('an adapter written in an empty folder', () => {
  const zustellwerk = (...args: string[]) =>
    run(join(programs, 'zustellwerk'), args, {
      cwd: home,
      env: { ...strangersEnvironment, PATH: [programs, strangersEnvironment.PATH].join(delimiter) },
    });

  it('by docs/write-an-adapter.md passes the kit, and its reports are written', async () => {
    mkdirSync(join(home, 'kommunal-rest'));
    for (const [name, text] of documentedFiles()) writeFileSync(join(home, 'kommunal-rest', name), text);
    const { stdout } = await zustellwerk(
      ...['adapter', 'test', './kommunal-rest', '--html', 'report.html', '--junit', 'report.xml'],
    );
    expect(stdout).toContain('kommunal-rest 1.0.0: level reliable');
    expect(readFileSync(join(home, 'report.html'), 'utf8')).toContain('kommunal-rest 1.0.0');
    expect(readFileSync(join(home, 'report.xml'), 'utf8')).toContain('failures="0"');
  }, 120_000);

  it('by the scaffold starts green, also in a test runner', async () => {
    await zustellwerk('adapter', 'new', 'my-vendor', '--transport', 'https');
    expect(readdirSync(join(home, 'my-vendor')).sort()).toEqual([
      'README.md',
      'adapter.js',
      'adapter.test.js',
      'package.json',
      'rig.js',
    ]);
    const { stdout } = await zustellwerk('adapter', 'test', './my-vendor');
    expect(stdout).toContain('my-vendor 0.1.0: level reliable');
    const tests = await run(process.execPath, ['--test', '--test-reporter=tap', 'my-vendor/adapter.test.js'], {
      cwd: home,
      env: strangersEnvironment,
    });
    expect(tests.stdout).toMatch(/^# fail 0$/m);
    expect(tests.stdout).toMatch(/^# pass 2\d$/m);
  }, 120_000);

  it.each(['folder', 'xta', 'mail'])(
    'by the scaffold for %s starts green',
    async (transport) => {
      await zustellwerk('adapter', 'new', `my-${transport}`, '--transport', transport);
      const { stdout } = await zustellwerk(...['adapter', 'test', `./my-${transport}`, '--only', 'attachments-arrive']);
      expect(stdout).toContain('✓ attachments-arrive');
      expect(stdout).not.toMatch(/^[✗?]/m);
    },
    120_000,
  );
});

it("delivers with a stranger's adapter", async () => {
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  const settings = {
    ...strangersEnvironment,
    PATH: [programs, strangersEnvironment.PATH].join(delimiter),
    DATABASE_URL: database.url,
    ZUSTELLWERK_CONFIG: 'network.yaml',
    ZUSTELLWERK_DATA: join(work, 'data'),
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
  };
  const zustellwerk = async (args: string[], environment: NodeJS.ProcessEnv = {}): Promise<Record<string, unknown>> => {
    const options = { cwd: home, env: { ...settings, ...environment } };
    const { stdout } = await run(join(programs, 'zustellwerk'), [...args, '--json'], options);
    return JSON.parse(stdout);
  };

  const gateway = await startGateway(settings);
  onTestFinished(async () => {
    await gateway.stop();
  });
  const { key } = await zustellwerk(['key', 'create', '--role', 'portal', '--subject', 'kreisportal']);
  const fixture = join(home, 'node_modules', 'zustellwerk', 'fixtures', 'meldebescheinigung', 'native-minimum.json');
  const caller = { ZUSTELLWERK_URL: gateway.url, ZUSTELLWERK_KEY: String(key) };
  const { id, message } = await zustellwerk(['submit', fixture], caller);

  const submission = await waitUntil(async () => {
    const { submission } = await zustellwerk(['status', String(id)], caller);
    return (submission as { state: string }).state === 'handed-over' && submission;
  });
  expect(submission).toMatchObject({ destination: 'leer-meldewesen', delivery: { attempts: 1 } });
  const { uuid } = message as { uuid: string };
  expect(readdirSync(pigeonholes)).toEqual([`${uuid}.xml`]);
  expect(readFileSync(join(pigeonholes, `${uuid}.xml`), 'utf8')).toContain('Musterdeich');
  expect(await gateway.stop()).toBe(0);
}, 60_000);

it("compiles a stranger's adapter, and none that is wrong", async () => {
  for (const [name, text] of Object.entries(typed)) writeFileSync(join(home, name), text);
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'esnext,dom', '--types', ''];
  const failure = await run(join(root, 'node_modules', '.bin', 'tsc'), [...options, ...Object.keys(typed)], {
    cwd: home,
  }).catch((error: { stdout: string }) => error);
  const faulty = new Set(failure.stdout.match(/^[^(\s]+(?=\(\d+,\d+\): error)/gm));
  expect([...faulty].sort(), failure.stdout).toEqual(
    Object.keys(typed)
      .filter((name) => name !== 'right.ts')
      .sort(),
  );
}, 60_000);

async function startGateway(env: NodeJS.ProcessEnv): Promise<{ url: string; stop: () => Promise<number | null> }> {
  const gateway = spawn(join(programs, 'zustellwerk'), ['start'], {
    cwd: home,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => gateway.once('exit', resolve));
  const stop = () => {
    gateway.kill('SIGTERM');
    return ended;
  };
  for await (const line of createInterface(gateway.stdout)) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url !== undefined) {
      gateway.stdout.resume();
      return { url, stop };
    }
  }
  throw new Error(`The gateway ended with code ${await ended} before it listened.`);
}
