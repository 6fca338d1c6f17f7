import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, getGlobalDispatcher, install, setGlobalDispatcher } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadSchemas, type Schemas } from '../../messages/schemas.ts';
import { writeSampleMessage } from '../../simulators/sample-message.ts';
import { type SimulatedXtaServer, startXtaServer } from '../../simulators/xta.ts';
import type { XtaServerFault } from '../../simulators/xta-faults.ts';
import { addressMessage } from './address-message.ts';
import type { XtaAccess } from './call.ts';
import { xtaMessageId } from './message-id.ts';
import type { FetchedMessage } from './operations.ts';
import { pickUp } from './pick-up.ts';

install();

const uuids = [1, 2, 3].map((digit) => `3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c0${digit}`);
const ids = uuids.map((uuid) => xtaMessageId('Test', uuid));

const poolBefore = getGlobalDispatcher();
const pool = new Agent();
let schemas: Schemas;
let server: SimulatedXtaServer;
let folder: string;

beforeAll(async () => {
  setGlobalDispatcher(pool);
  schemas = await loadSchemas();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xta-'));
  server = await startXtaServer({ schemas });
  for (const uuid of uuids) {
    const bytes = writeSampleMessage(uuid);
    const address = addressMessage(bytes) ?? expect.fail();
    const rest = { scenario: { text: 'x' }, size: bytes.length, quality: { none: 'x' } };
    const message = { id: 'message', contentType: 'application/xml', bytes };
    server.orders.take({ ...address, ...rest, xtaMessageId: xtaMessageId('Test', uuid) }, { message, attachments: [] });
  }
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
afterAll(async () => {
  await pool.close();
  setGlobalDispatcher(poolBefore);
  schemas.dispose();
});

const access = (): XtaAccess => ({
  urls: { recipient: server.url },
  party: { identifier: 'ags:03457013' },
  signal: AbortSignal.timeout(10_000),
});

/** A store that knows a message by its id: a file each, on disk when it comes back. */
async function store({ order, message }: FetchedMessage): Promise<void> {
  const file = await open(join(folder, order.xtaMessageId.toLowerCase().replaceAll(':', '_')), 'wx').catch(() => null);
  if (file === null) return;
  await file.writeFile(message.bytes);
  await file.sync();
  await file.close();
}

const stored = () => readdirSync(folder).sort();
const waiting = () => server.orders.waitingFor('ags:03457013').map(({ order }) => order.xtaMessageId);

describe('pickUp', () => {
  it('stores all that waits, then closes it', async () => {
    const opened: string[][] = [];
    const picked = await pickUp(access(), async (message) => {
      opened.push(waiting());
      await store(message);
    });
    expect(picked).toEqual({ closed: ids, left: [] });
    expect(opened).toEqual([ids, ids.slice(1), ids.slice(2)]);
    expect(stored().map((name) => readFileSync(join(folder, name)))).toEqual(
      uuids.map((uuid) => Buffer.from(writeSampleMessage(uuid))),
    );
    expect(waiting()).toEqual([]);
    expect(await pickUp(access(), store)).toEqual({ closed: [], left: [] });
  });

  it('gets again what a process that died had stored and not closed, and knows it', async () => {
    const script = `
      import { writeFileSync } from 'node:fs';
      import { pickUp } from ${JSON.stringify(new URL('pick-up.ts', import.meta.url).href)};
      const access = { urls: { recipient: ${JSON.stringify(server.url)} }, party: { identifier: 'ags:03457013' },
        signal: AbortSignal.timeout(10_000) };
      await pickUp(access, async ({ order, message }) => {
        writeFileSync(${JSON.stringify(folder)} + '/' + order.xtaMessageId.toLowerCase().replaceAll(':', '_'), message.bytes, { flush: true });
        process.kill(process.pid, 'SIGKILL');
      });`;
    // postXml asks undici's own fetch, as the gateway's main module installs it.
    const prelude = "import { install } from 'undici'; install();";
    const child = spawn(process.execPath, ['--input-type=module', '-e', prelude + script], {
      cwd: import.meta.dirname,
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect([stored().length, waiting()]).toEqual([1, ids]);

    const offered: string[] = [];
    const picked = await pickUp(access(), async (message) => {
      offered.push(message.order.xtaMessageId);
      await store(message);
    });
    expect(offered).toEqual(ids);
    expect(picked).toEqual({ closed: ids, left: [] });
    expect(stored()).toHaveLength(3);
  });

  it('closes nothing that could not be stored, and goes on with the next', async () => {
    const picked = await pickUp(access(), async (message) => {
      if (message.order.xtaMessageId === ids[0]) throw new Error('disk full');
      await store(message);
    });
    expect(picked).toEqual({
      closed: ids.slice(1),
      left: [{ xtaMessageId: ids[0], reason: 'it could not be stored' }],
    });
    expect(waiting()).toEqual([ids[0]]);
    expect(await pickUp(access(), store)).toEqual({ closed: [ids[0]], left: [] });
  });

  it.each<[XtaServerFault, string]>([
    [{ kind: 'status', status: 503, on: 'getMessage', times: 1 }, 'HTTP 503'],
    [{ kind: 'cut-during', on: 'getMessage', times: 1 }, 'connection cut'],
    [{ kind: 'garbage', on: 'getMessage', times: 1 }, 'HTTP 200, no SOAP envelope (MULTIPART_UNREADABLE)'],
    [{ kind: 'exception', name: 'TechnicalProblem', on: 'getMessage', times: 1 }, 'XTA TechnicalProblem'],
    [{ kind: 'cut-before', on: 'close', times: 1 }, 'it is stored, and not closed: connection cut'],
    [{ kind: 'cut-after', on: 'close', times: 1 }, 'it is stored, and not closed: connection cut'],
  ])('%j leaves a message for the next time', async (fault, reason) => {
    server.setFaults([fault]);
    expect(await pickUp(access(), store)).toEqual({ closed: ids.slice(1), left: [{ xtaMessageId: ids[0], reason }] });
    await pickUp(access(), store);
    expect([stored().length, waiting()]).toEqual([3, []]);
  });

  it('says why the mailbox could not be read', async () => {
    server.setFaults([{ kind: 'exception', name: 'PermissionDenied', times: 1 }]);
    expect(await pickUp(access(), store)).toEqual({ closed: [], left: [], stopped: 'XTA PermissionDenied' });
  });

  it('ends when its time is up', async () => {
    server.setFaults([{ kind: 'slow', ms: 3_600_000, on: 'getMessage', times: 1 }]);
    const picked = await pickUp({ ...access(), signal: AbortSignal.timeout(300) }, store);
    expect(picked.closed).toEqual([]);
    expect(picked.left.map(({ reason }) => reason)).toEqual([
      'no answer in time',
      'no answer in time',
      'no answer in time',
    ]);
  });
});

it('a mailbox is read to its end, page by page', async () => {
  const bytes = writeSampleMessage(uuids[0] ?? '');
  const address = addressMessage(bytes) ?? expect.fail();
  const rest = { scenario: { text: 'x' }, size: bytes.length, quality: { none: 'x' } };
  const content = { message: { id: 'm', contentType: 'application/xml', bytes }, attachments: [] };
  for (let count = 0; count < 60; count += 1) {
    server.orders.take({ ...address, ...rest, xtaMessageId: xtaMessageId('Test', `more-${count}`) }, content);
  }
  expect((await pickUp(access(), store)).closed).toHaveLength(63);
  expect(server.calls().filter((name) => name === 'getStatusList')).toHaveLength(2);
});
