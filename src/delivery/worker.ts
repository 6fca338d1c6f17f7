import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from 'pino';
import { createAlarmClock } from '../alarm-clock.ts';
import { advanceCases } from '../store/cases.ts';
import {
  type ClaimedDelivery,
  claimDeliveries,
  extendLeases,
  releaseDeliveries,
  takeBackLostLeases,
} from '../store/claim-deliveries.ts';
import { createStepStore } from '../store/delivery-steps.ts';
import { type AttemptParts, attempt } from './attempt.ts';
import type { DestinationPlan } from './destination-plan.ts';
import { createSettler } from './settler.ts';
import { shareOut } from './share-out.ts';

export interface WorkerParts extends Omit<AttemptParts, 'steps'> {
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly destinations: readonly DestinationPlan[];
  /** Deliveries that this process works on at once. */
  readonly capacity?: number;
  /** How long a silent process keeps its deliveries, in milliseconds; a heartbeat extends it three times as often. */
  readonly lease?: number;
  /** How often it looks for work that nobody told it of, in milliseconds. */
  readonly poll?: number;
}

export interface Worker {
  /** Looks for work at once. Only shortens the wait: the due time decides. */
  wake(): void;
  /** Takes nothing new, lets what is under way finish for `grace` milliseconds, then gives the rest back. */
  stop(grace: number): Promise<void>;
}

/** Delivers what is due: claim a batch, attempt each, settle in batches. Any number of processes share the work. */
export function startWorker(parts: WorkerParts): Worker {
  const { pool, log, destinations, capacity = 64, lease = 10_000, poll = 500 } = parts;
  const owner = randomUUID();
  const plans = new Map(destinations.map((plan) => [plan.id, plan]));
  /** By delivery id. */
  const underWay = new Map<string, { readonly destination: string; readonly work: Promise<void> }>();
  const occupied = () => [...underWay.values()].map(({ destination }) => destination);
  const abort = new AbortController();
  const attemptParts = { ...parts, steps: createStepStore(pool) };
  const settler = createSettler({ pool, log, owner, plans, now: parts.now });
  let stopping = false;
  const clock = createAlarmClock(poll);

  const advance = async (among: readonly string[]) => {
    if ((await advanceCases(pool, among, parts.now())) > 0) clock.ring();
  };

  const begin = (claimed: ClaimedDelivery) => {
    const plan = plans.get(claimed.destinationId);
    if (!plan) return;
    const work = attempt(claimed, plan, attemptParts, abort.signal)
      .then((result) => (result ? settler.settle(result, plan) : undefined))
      .then(() => (plan.adapter.capabilities.ordered ? advance([plan.id]) : undefined))
      .catch((error) => log.error({ err: error }, 'a case could not go on; the heartbeat tries again'))
      .finally(() => {
        underWay.delete(claimed.id);
        clock.ring();
      });
    underWay.set(claimed.id, { destination: plan.id, work });
  };

  const round = async () => {
    const { shares, limit } = shareOut(destinations, occupied(), capacity);
    const now = parts.now();
    const leaseUntil = new Date(now.getTime() + lease);
    const claimed = limit > 0 ? await claimDeliveries(pool, { shares, now, limit, owner, leaseUntil }) : [];
    claimed.forEach(begin);
  };

  const run = async () => {
    while (!stopping) {
      await round().catch((error) => log.error({ err: error }, 'claiming failed; trying again'));
      await clock.wait();
    }
  };

  const beat = async () => {
    const now = parts.now();
    if (underWay.size > 0) await extendLeases(pool, owner, [...underWay.keys()], new Date(now.getTime() + lease));
    const lost = await takeBackLostLeases(pool, now);
    if (lost > 0) {
      log.warn({ deliveries: lost }, 'took back deliveries of a process that went silent');
      clock.ring();
    }
    await advance([...plans.keys()]);
  };
  const heartbeat = setInterval(() => {
    beat().catch((error) => log.error({ err: error }, 'heartbeat failed; trying again'));
  }, lease / 3);

  const running = run();
  return {
    wake: clock.ring,
    stop: async (grace) => {
      stopping = true;
      clock.ring();
      await running;
      const deadline = setTimeout(() => abort.abort(), grace);
      await Promise.all([...underWay.values()].map(({ work }) => work));
      clearTimeout(deadline);
      await settler.flush();
      clearInterval(heartbeat);
      await releaseDeliveries(pool, owner, parts.now());
    },
  };
}
