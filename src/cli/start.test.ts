import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { createTestDatabase } from '../testing/database.ts';
import { runCli } from '../testing/run-cli.ts';

const config = join(packageRoot, 'config', 'network.yaml');
const secrets = { MELDEWESEN_TOKEN: 'a', GEWERBE_TOKEN: 'b', GEWERBE_URL: 'http://127.0.0.1:1/' };

it('runs the gateway until it is told to stop', async () => {
  const database = await createTestDatabase();
  onTestFinished(database.drop);
  const data = await mkdtemp(join(tmpdir(), 'zustellwerk-start-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const child = spawn(process.execPath, [join(packageRoot, 'src/cli/main.ts'), 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...secrets,
      MELDEWESEN_URL: 'http://127.0.0.1:1/',
      ZUSTELLWERK_CONFIG: config,
      ZUSTELLWERK_DATA: data,
      DATABASE_URL: database.url,
      PORT: '0',
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    url = JSON.parse(line).url;
    if (url !== undefined) break;
  }
  expect((await fetch(`${url}/docs`)).status).toBe(200);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

it('says what is wrong with the configuration, without a stack trace', async () => {
  const { code, stderr } = await runCli(['start'], { ...secrets, ZUSTELLWERK_CONFIG: config, PORT: '0' });
  expect(code).toBe(2);
  expect(stderr).toContain('MELDEWESEN_URL');
  expect(stderr).not.toMatch(/\n\s+at /);
});
