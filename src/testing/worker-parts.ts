import { checkConfiguration } from '../configuration.ts';
import type { WorkerParts } from '../delivery/worker.ts';
import { createLog } from '../log.ts';
import { createSeal } from '../store/seal.ts';
import { readMasterKeys } from '../store/seal-key.ts';
import { sampleSubmission, type TestGateway } from './test-gateway.ts';

interface Change {
  readonly attempts?: number;
  readonly parallel?: number;
  readonly breaker?: { readonly failures: number; readonly pause: number };
  /** A destination whose procedure nobody runs. */
  readonly deadFor?: string;
}

/** What a worker needs to deliver what a test gateway has accepted, with pauses that a test can wait for. */
export async function workerParts(house: TestGateway, change: Change = {}): Promise<WorkerParts> {
  const { destinations } = await checkConfiguration(house.gateway.network.file);
  const log = createLog('silent');
  return {
    pool: house.gateway.database.pool,
    seal: createSeal(await readMasterKeys(undefined, house.dataFolder)),
    log,
    now: () => new Date(),
    random: () => 0,
    alarm: (text, cause) => log.error({ err: cause }, text),
    destinations: destinations.map((plan) => ({
      ...plan,
      parallel: change.parallel ?? plan.parallel,
      breaker: change.breaker ?? { failures: 1_000, pause: 1_000 },
      policy: { ...plan.policy, attempts: change.attempts ?? 12, firstPause: 20, longestPause: 100 },
      options:
        plan.id === change.deadFor ? { ...(plan.options as object), url: 'http://127.0.0.1:9/gone' } : plan.options,
    })),
  };
}

/** Submits samples in order. Returns their ids. */
export async function submitSamples(
  house: TestGateway,
  key: string,
  count: number,
  change: Record<string, unknown> = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const response = await house.call('/v1/submissions', { key, body: sampleSubmission(change) });
    ids.push(((await response.json()) as { id: string }).id);
  }
  return ids;
}
