import type pg from 'pg';
import type { Logger } from 'pino';
import { parkUncollected } from '../../store/take-deliveries.ts';
import type { CollectionPlan } from './collected-adapter.ts';

interface KeeperParts {
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly now: () => Date;
  readonly collections: readonly CollectionPlan[];
  /** How often it looks, in milliseconds. */
  readonly every?: number;
}

export interface Keeper {
  stop(): Promise<void>;
}

/** Sees to it that a message which nobody collects is seen by a person. Any number of processes may do so at once. */
export function startKeeper({ pool, log, now, collections, every = 5_000 }: KeeperParts): Keeper {
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const parked = await parkUncollected(pool, collections, now());
    if (parked > 0) log.warn({ deliveries: parked }, 'parked what nobody has collected');
  };
  const timer = setInterval(() => {
    looking = look().catch((error) => log.error({ err: error }, 'parking failed; trying again'));
  }, every);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
