import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { startProcedure } from '../../src/simulators/procedure.ts';
import { createApiKey } from '../../src/store/api-keys.ts';
import { endGatewayProcess, startGatewayProcess } from '../../src/testing/gateway-process.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';
import { sampleData } from '../sources/fit-connect-house.ts';
import { makeContent } from './large-content.ts';
import { limitMemory, memoryLimit } from './memory-limit.ts';
import { openTwoCounties } from './two-counties.ts';

/** ZUSTELLWERK_LARGE_MEGABYTES=100 for the largest file that a portal may upload. */
const megabytes = Number(process.env.ZUSTELLWERK_LARGE_MEGABYTES ?? 64);
const bytes = megabytes * 1024 * 1024;

it.skipIf(process.platform !== 'linux')(
  `a file of ${megabytes} MB from a portal to a procedure, through gateways that may have ${memoryLimit} MB each`,
  { timeout: 120_000 + megabytes * 5_000 },
  async () => {
    await using procedure = await startProcedure({ token: 'secret' });
    await using counties = await openTwoCounties(procedure.url);
    const { sending, receiving, key } = counties;
    const receiver = await startGatewayProcess(receiving.environment);
    const sender = await startGatewayProcess(sending.environment);
    using receiverMemory = limitMemory(receiver);
    using senderMemory = limitMemory(sender);
    const begin = Date.now();
    try {
      const id = await upload(sender.url, key);
      await submit(sender.url, key, id);
      const state = async () => (await sending.database.pool.query('select state from submission')).rows[0]?.state;
      await waitUntil(async () => ['completed', 'rejected', 'parked'].includes(await state()), {
        within: 60_000 + megabytes * 4_000,
        every: 100,
      });
      expect(await state()).toBe('completed');
      expect(procedure.received()).toHaveLength(1);
      const { rows } = await receiving.database.pool.query('select id from attachment');
      const vendor = await createApiKey(receiving.database.kysely, 'vendor', 'kreis-antraege', new Date());
      expect(await hashFile(receiver.url, rows[0]?.id, vendor.key)).toBe(await hashOf(makeContent(bytes)));
      const seconds = Math.round((Date.now() - begin) / 1000);
      const peaks = { sender: senderMemory.peak(), serviceAndSubscriber: receiverMemory.peak() };
      console.log(JSON.stringify({ megabytes, seconds, peakMegabytes: peaks }));
      expect(Math.max(...Object.values(peaks))).toBeLessThan(memoryLimit);
    } finally {
      await endGatewayProcess(sender, 'SIGTERM');
      await endGatewayProcess(receiver, 'SIGTERM');
    }
  },
);

async function upload(url: string, key: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' };
  const body = ReadableStream.from(makeContent(bytes)) as ReadableStream<Uint8Array>;
  const request = { method: 'POST', headers, body, duplex: 'half' } as const;
  const response = await fetch(`${url}/v1/attachments?name=plan.bin`, request);
  const answer = (await response.json()) as { readonly id: string };
  expect(response.status, JSON.stringify(answer)).toBe(201);
  return answer.id;
}

async function submit(url: string, key: string, id: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'large' };
  const about = { serviceId: 'infektionsschutzbelehrung', region: '034570013013', profile: 'native' };
  const body = JSON.stringify({ ...about, data: sampleData(), attachments: [{ id }] });
  const response = await fetch(`${url}/v1/submissions`, { method: 'POST', headers, body });
  expect(response.status, await response.text()).toBe(202);
}

async function hashFile(url: string, id: string, key: string): Promise<string> {
  const response = await fetch(`${url}/v1/attachments/${id}`, { headers: { authorization: `Bearer ${key}` } });
  expect(response.status).toBe(200);
  return hashOf(response.body ?? []);
}

async function hashOf(content: AsyncIterable<Uint8Array> | readonly Uint8Array[]): Promise<string> {
  const hash = createHash('sha512');
  for await (const chunk of content) hash.update(chunk);
  return hash.digest('hex');
}
