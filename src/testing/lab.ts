import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Capabilities, ProcedureAdapter } from '../delivery/adapter.ts';
import type { DestinationPlan } from '../delivery/destination-plan.ts';
import { startWorker } from '../delivery/worker.ts';
import { createLog } from '../log.ts';
import { acceptSubmissions, type NewSubmission } from '../store/accept-submission.ts';
import { orderedId } from '../store/ordered-id.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { createTestSeal, newSubmission, storeDestinations } from './submissions.ts';

interface Office extends Pick<ProcedureAdapter, 'deliver' | 'lookup' | 'map'> {
  readonly capabilities?: Partial<Capabilities>;
  readonly plan?: Partial<Omit<DestinationPlan, 'policy'>> & { readonly policy?: Partial<DestinationPlan['policy']> };
}

/** Deliveries without the way through the door: a real store and a real worker, and offices that do as a test says. */
export interface Lab extends AsyncDisposable {
  readonly database: TestDatabase;
  /** As after a restart of the gateway with another configuration. */
  restart(offices: Record<string, Office>): Promise<void>;
  /** The time as the worker sees it. */
  setTime(now: Date): void;
  /** Returns the ids of the deliveries. */
  accept(destinationId: string, count?: number, more?: Parameters<typeof newSubmission>[1]): Promise<string[]>;
  /** How many deliveries of a destination are in each state. */
  states(destinationId: string): Promise<Record<string, number>>;
}

interface LabOptions {
  readonly start: Date;
  readonly capacity?: number;
}

export async function openLab(offices: Record<string, Office>, { start: begin, capacity }: LabOptions): Promise<Lab> {
  const database = await createTestDatabase();
  const { pool } = database;
  const seal = createTestSeal();
  let now = begin;
  await storeDestinations(pool, Object.keys(offices));
  const start = (those: Record<string, Office>) =>
    startWorker({
      pool,
      seal,
      log: createLog('silent'),
      now: () => now,
      random: () => 1,
      alarm: () => {},
      destinations: Object.entries(those).map(([id, office]) => planOf(id, office)),
      poll: 10,
      ...(capacity === undefined ? {} : { capacity }),
    });
  let worker = start(offices);
  return {
    database,
    restart: async (those) => {
      await worker.stop(0);
      worker = start(those);
    },
    setTime: (time) => {
      now = time;
      worker.wake();
    },
    accept: async (destinationId, count = 1, more = {}) => {
      const fresh = (): NewSubmission =>
        newSubmission(seal, { id: orderedId(now), destinationId, receivedAt: now, ...more });
      const submissions = Array.from({ length: count }, fresh);
      for (let from = 0; from < count; from += 50) await acceptSubmissions(pool, submissions.slice(from, from + 50));
      worker.wake();
      return submissions.map(({ delivery }) => delivery.id);
    },
    states: async (destinationId) => {
      const statement = 'select state, count(*) from delivery where destination_id = $1 group by state';
      const { rows } = await pool.query<{ state: string; count: number }>(statement, [destinationId]);
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    [Symbol.asyncDispose]: async () => {
      await worker.stop(0);
      await database.drop();
    },
  };
}

function planOf(id: string, { capabilities = {}, plan = {}, ...hooks }: Office): DestinationPlan {
  const recognisesDuplicates = capabilities.recognisesDuplicates ?? true;
  const adapter: ProcedureAdapter = {
    id: `adapter-of-${id}`,
    version: '1.0.0',
    summary: 'Does what a test says.',
    options: z.unknown(),
    ...hooks,
    capabilities: { success: 'handed-over', ...capabilities, recognisesDuplicates },
  };
  return {
    id,
    adapter,
    options: { key: randomUUID() },
    parallel: 4,
    timeout: 30_000,
    breaker: { failures: 1_000_000, pause: 1_000 },
    ...plan,
    policy: {
      attempts: 12,
      firstPause: 5_000,
      longestPause: 3_600_000,
      recognisesDuplicates,
      looksUp: hooks.lookup !== undefined,
      ...plan.policy,
    },
  };
}
