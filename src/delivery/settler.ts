import type pg from 'pg';
import type { Logger } from 'pino';
import { type DestinationReport, settleDeliveries } from '../store/settle-deliveries.ts';
import type { AttemptResult } from './attempt.ts';
import type { DestinationPlan } from './destination-plan.ts';

interface SettlerParts {
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly owner: string;
  readonly plans: ReadonlyMap<string, DestinationPlan>;
  readonly now: () => Date;
}

export interface Settler {
  /** Resolves when the result is on disk. */
  settle(result: AttemptResult, plan: DestinationPlan): Promise<void>;
  flush(): Promise<void>;
}

interface Pending {
  readonly result: AttemptResult;
  readonly destination: string;
  readonly done: () => void;
}

/** How long to wait before writing again when the database is away, in milliseconds. */
const databasePause = 1_000;

/**
 * Writes results in batches: while one statement is under way, what comes in meanwhile makes up the next. When the
 * database is away the results wait in memory; should the lease run out before it is back, the delivery is made again.
 */
export function createSettler({ pool, log, owner, plans, now }: SettlerParts): Settler {
  let pending: Pending[] = [];
  let writing: Promise<void> | undefined;

  const write = async () => {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      try {
        const settlements = batch.map(({ result }) => result.settlement);
        const settled = await settleDeliveries(pool, owner, now(), settlements, reportsOf(batch, plans, now()));
        if (settled.length < batch.length)
          log.warn({ late: batch.length - settled.length }, 'outcomes came after their lease was lost');
        for (const { done } of batch) done();
      } catch (error) {
        log.error({ err: error }, 'settling failed; trying again');
        pending = [...batch, ...pending];
        await new Promise((resolve) => setTimeout(resolve, databasePause));
      }
    }
  };

  const flush = async () => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    await writing;
  };

  return {
    settle: (result, plan) =>
      new Promise((done) => {
        pending.push({ result, destination: plan.id, done });
        void flush();
      }),
    flush,
  };
}

/** How each destination did in a batch, in the order in which the results came. */
function reportsOf(
  batch: readonly Pending[],
  plans: ReadonlyMap<string, DestinationPlan>,
  now: Date,
): DestinationReport[] {
  const reports = new Map<string, { reached: boolean; failures: number }>();
  for (const { result, destination } of batch) {
    const report = reports.get(destination) ?? { reached: false, failures: 0 };
    reports.set(
      destination,
      result.reached ? { reached: true, failures: 0 } : { ...report, failures: report.failures + 1 },
    );
  }
  return [...reports].flatMap(([id, report]) => {
    const plan = plans.get(id);
    if (!plan) return [];
    return [
      { id, ...report, threshold: plan.breaker.failures, closedUntil: new Date(now.getTime() + plan.breaker.pause) },
    ];
  });
}
