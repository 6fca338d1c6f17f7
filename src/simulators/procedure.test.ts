import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { sha256Of } from './inbox.ts';
import { startProcedure } from './procedure.ts';
import { writeSampleMessage } from './sample-message.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = Buffer.from(writeSampleMessage(uuid));

function post(url: string, token?: string): Promise<Response> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return fetch(url, { method: 'POST', body: xml, headers });
}

describe('startProcedure', () => {
  it('takes messages over HTTP and gives its port back', async () => {
    const procedure = await startProcedure();
    expect((await post(procedure.url)).status).toBe(200);
    expect(procedure.received()).toMatchObject([{ uuid, count: 1 }]);
    await procedure.close();
    await expect(post(procedure.url)).rejects.toThrow();
  });

  it('says when its port is taken', async () => {
    await using procedure = await startProcedure();
    await expect(startProcedure({ port: Number(new URL(procedure.url).port) })).rejects.toThrow('EADDRINUSE');
  });

  it('cuts connections where the script says so', async () => {
    await using procedure = await startProcedure({ faults: [{ kind: 'cut-before', times: 1 }] });
    await expect(post(procedure.url)).rejects.toThrow();
    expect(procedure.received()).toEqual([]);
    procedure.setFaults([{ kind: 'cut-after', times: 1 }]);
    await expect(post(procedure.url)).rejects.toThrow();
    expect(procedure.received()).toMatchObject([{ uuid, count: 1 }]);
    procedure.setFaults([{ kind: 'cut-during', times: 1 }]);
    const half = await post(procedure.url);
    expect(half.status).toBe(200);
    await expect(half.text()).rejects.toThrow();
    expect(procedure.received()).toMatchObject([{ uuid, count: 2 }]);
    expect((await post(procedure.url)).status).toBe(200);
  });

  it('closes at once, even when it is slow', async () => {
    const procedure = await startProcedure({ faults: [{ kind: 'slow', ms: 3_600_000, times: 1 }] });
    const answer = post(procedure.url).catch(() => 'cut');
    await fetch(new URL('/received', procedure.url));
    await procedure.close();
    expect(await answer).toBe('cut');
    expect(procedure.received()).toEqual([]);
  });
});

describe('the process', () => {
  it('says where it is, records every copy before it answers, and ends on SIGTERM', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    const record = join(folder, 'received.jsonl');
    const main = join(import.meta.dirname, 'main.ts');
    const child = spawn(process.execPath, [main, '--name', 'meldewesen', '--token', 'geheim', '--record', record]);
    const [line] = await once(createInterface(child.stdout), 'line');
    const { url, name } = JSON.parse(line);
    expect(name).toBe('meldewesen');
    expect((await post(url)).status).toBe(401);
    expect((await post(url, 'geheim')).status).toBe(200);
    expect((await post(url, 'geheim')).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const entry = `${JSON.stringify({ uuid, sha256: sha256Of(xml) })}\n`;
    expect(await readFile(record, 'utf8')).toBe(entry + entry);
    await rm(folder, { recursive: true });
  });
});
