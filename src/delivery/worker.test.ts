import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SimulatedProcedure, startProcedure } from '../simulators/procedure.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../testing/test-gateway.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { submitSamples, workerParts } from '../testing/worker-parts.ts';
import { startWorker, type Worker } from './worker.ts';

let house: TestGateway;
let procedure: SimulatedProcedure;
const workers: Worker[] = [];

beforeEach(async () => {
  procedure = await startProcedure({ token: 'secret' });
  house = await openTestGateway({ url: procedure.url });
  // The tests start workers of their own, with short pauses.
  await house.gateway.worker.stop(0);
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(0)));
  await house[Symbol.asyncDispose]();
  await procedure.close();
});

async function work(
  change: Parameters<typeof workerParts>[1] = {},
  parts: { lease?: number; now?: () => Date } = {},
): Promise<Worker> {
  const worker = startWorker({ ...(await workerParts(house, change)), poll: 20, ...parts });
  workers.push(worker);
  return worker;
}

async function statesOf(): Promise<Record<string, number>> {
  const { rows } = await house.gateway.database.pool.query(
    'select state, count(*)::int as count from delivery group by state',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

async function attempts(): Promise<string[]> {
  const { rows } = await house.gateway.database.pool.query(
    "select detail->>'answer' as answer from event where type = 'attempt' order by id",
  );
  return rows.map(({ answer }) => answer);
}

describe('a worker', () => {
  it('tries again after 503, and keeps the receipt and the file number', async () => {
    const key = await house.key('portal', 'kreisportal');
    procedure.setFaults([{ kind: 'status', status: 503, times: 2 }]);
    const [id] = await submitSamples(house, key, 1);
    await work();
    await waitUntil(async () => (await statesOf()).delivered === 1);
    expect(await attempts()).toEqual(['HTTP 503', 'HTTP 503', 'HTTP 200, receipt']);
    expect(await (await house.call(`/v1/submissions/${id}`, { key })).json()).toMatchObject({
      state: 'delivered',
      delivery: { attempts: 3, fileNumber: 'SIM-000001' },
    });
    const { messages } = (await (await house.call(`/v1/submissions/${id}/messages`, { key })).json()) as {
      messages: { direction: string }[];
    };
    expect(messages.map(({ direction }) => direction)).toEqual(['out', 'in']);
  });

  it('waits as long as Retry-After says', async () => {
    procedure.setFaults([{ kind: 'status', status: 429, retryAfter: '3600', times: 1 }]);
    await submitSamples(house, await house.key('portal', 'kreisportal'), 1);
    await work();
    await waitUntil(async () => (await attempts()).length === 1);
    const { rows } = await house.gateway.database.pool.query(
      'select extract(epoch from due_at - now())::int as seconds from delivery',
    );
    expect(rows[0].seconds).toBeGreaterThan(3_500);
  });

  it('does not try a refusal again, and shows its findings to the portal', async () => {
    const key = await house.key('portal', 'kreisportal');
    procedure.setFaults([{ kind: 'refuse', times: 1 }]);
    const [id] = await submitSamples(house, key, 1);
    await work();
    await waitUntil(async () => (await statesOf()).rejected === 1);
    expect(await attempts()).toHaveLength(1);
    expect(await (await house.call(`/v1/submissions/${id}`, { key })).json()).toMatchObject({
      state: 'rejected',
      delivery: { findings: [{ id: 'refused' }] },
    });
  });

  it('parks what has used up its attempts, and delivers it after a redrive with the same bytes', async () => {
    const key = await house.key('portal', 'kreisportal');
    procedure.setFaults([{ kind: 'cut-after', times: 2 }]);
    const [id] = await submitSamples(house, key, 1);
    const worker = await work({ attempts: 2 });
    await waitUntil(async () => (await statesOf()).parked === 1);
    const { delivery } = (await (await house.call(`/v1/submissions/${id}`, { key })).json()) as {
      delivery: { id: string };
    };
    const operator = await house.key('operator', 'anna');
    expect(
      (await house.call(`/v1/deliveries/${delivery.id}/redrive`, { key: operator, body: { reason: 'mended' } })).status,
    ).toBe(200);
    worker.wake();
    await waitUntil(async () => (await statesOf()).delivered === 1);
    // Seen three times, it was always the same message.
    expect(procedure.received()).toMatchObject([{ count: 3, conflict: false }]);
  });

  it('leaves a failing destination alone, and probes it with a single delivery when the pause is over', async () => {
    procedure.setFaults([{ kind: 'status', status: 500, times: 3 }]);
    await submitSamples(house, await house.key('portal', 'kreisportal'), 10);
    let ahead = 0;
    await work(
      { breaker: { failures: 3, pause: 3_600_000 }, parallel: 1 },
      { now: () => new Date(Date.now() + ahead) },
    );
    const { pool } = house.gateway.database;
    await waitUntil(
      async () => (await pool.query('select from destination where closed_until is not null')).rowCount === 1,
    );
    expect(await attempts()).toHaveLength(3);
    ahead = 3_700_000;
    await waitUntil(async () => (await statesOf()).delivered === 10);
    expect((await pool.query('select from destination where closed_until is not null')).rowCount).toBe(0);
  });

  it('shares the work with others, each delivery made once', async () => {
    await submitSamples(house, await house.key('portal', 'kreisportal'), 60);
    await work();
    await work();
    await waitUntil(async () => (await statesOf()).delivered === 60);
    expect(procedure.received().map(({ count }) => count)).toEqual(Array(60).fill(1));
  });

  it('delivers to a healthy destination while another one is dead', async () => {
    const key = await house.key('portal', 'kreisportal');
    await submitSamples(house, key, 20);
    await submitSamples(house, key, 5, { region: '034570014014' });
    await work({ deadFor: 'leer-meldewesen' });
    await waitUntil(async () => (await statesOf()).delivered === 5);
    expect((await statesOf()).delivered).toBe(5);
  });

  it('takes over from one that went silent', async () => {
    await submitSamples(house, await house.key('portal', 'kreisportal'), 1);
    const { pool } = house.gateway.database;
    await pool.query(
      "update delivery set state = 'sending', attempts = 1, lease_owner = gen_random_uuid(), lease_until = now() - interval '1 s'",
    );
    await work({}, { lease: 300 });
    await waitUntil(async () => (await statesOf()).delivered === 1);
    const { rows } = await pool.query('select type from event order by id');
    expect(rows.map(({ type }) => type)).toEqual(['received', 'lease-lost', 'attempt', 'delivered']);
  });

  it('gives back what hangs when it has to stop', async () => {
    procedure.setFaults([{ kind: 'slow', ms: 3_600_000, times: 1 }]);
    await submitSamples(house, await house.key('portal', 'kreisportal'), 1);
    const worker = await work();
    await waitUntil(async () => (await statesOf()).sending === 1);
    await worker.stop(50);
    expect(await statesOf()).toEqual({ waiting: 1 });
    await work();
    await waitUntil(async () => (await statesOf()).delivered === 1);
  });
});

it('submits what the schema proves, and nothing of it is logged', async () => {
  await submitSamples(house, await house.key('portal', 'kreisportal'), 1);
  await work();
  await waitUntil(async () => (await statesOf()).delivered === 1);
  expect(house.logged()).not.toContain(JSON.stringify(sampleSubmission()).slice(70, 90));
  expect(house.logged()).not.toContain('Mustermann');
});
