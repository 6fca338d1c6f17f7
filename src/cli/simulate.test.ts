import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { sha256Of } from '../simulators/inbox.ts';
import { writeSampleMessage } from '../simulators/sample-message.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = Buffer.from(writeSampleMessage(uuid));

it('zustellwerk simulate: plays its faults, records every call without content, and ends on SIGTERM', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulate-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [faults, record] = [join(folder, 'faults.json'), join(folder, 'record.jsonl')];
  await writeFile(
    faults,
    JSON.stringify([
      { kind: 'unavailable', retryAfter: 7 },
      { kind: 'cut', when: 'after' },
    ]),
  );
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [main, 'simulate', 'https', '--faults', faults, '--record', record]);
  const [line] = await once(createInterface(child.stdout), 'line');
  const { target, options } = JSON.parse(line) as { target: string; options: { url: string; token: string } };
  expect(target).toBe('https');
  const post = () =>
    fetch(options.url, { method: 'POST', body: xml, headers: { authorization: `Bearer ${options.token}` } });
  const unavailable = await post();
  expect([unavailable.status, unavailable.headers.get('retry-after')]).toEqual([503, '7']);
  await expect(post()).rejects.toThrow();
  expect((await post()).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  const lines = (await readFile(record, 'utf8')).trim().split('\n');
  const calls = lines.map((each) => JSON.parse(each) as Record<string, unknown>);
  expect(calls.map(({ behaviour }) => behaviour)).toEqual(['unavailable', 'cut', 'take']);
  expect(calls[2]).toEqual({ at: expect.any(String), step: 'post', behaviour: 'take', uuid, sha256: sha256Of(xml) });
}, 60_000);
