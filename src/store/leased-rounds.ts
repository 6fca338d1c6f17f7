import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { createAlarmClock } from '../alarm-clock.ts';
import { claimSource, extendSource, hurrySource, releaseSource, storeSources } from './source-leases.ts';

/** Something that is looked at again and again, by one process at a time. */
export interface Polled {
  readonly id: string;
  readonly networkId: string;
  readonly authorityId: string;
  /** From one look to the next, in milliseconds. */
  readonly every: number;
  /**
   * One look. Two at once would do no harm, only work twice.
   *
   * @param goesOn false when the process stops or another one has it by now.
   * @throws when it could not be looked at to its end; the code of the error says why.
   */
  look(goesOn: () => boolean): Promise<void>;
}

export interface Rounds {
  /** It is due at once, in whichever process. */
  hurry(id: string): Promise<void>;
  /** Begins nothing new and waits `grace` milliseconds for what is under way; what is cut is done again later. */
  stop(grace: number): Promise<void>;
}

export interface RoundsParts {
  readonly pool: pg.Pool;
  readonly now: () => Date;
  readonly log: Logger;
}

/** How long a silent process keeps what it looks at, in milliseconds; a heartbeat extends it three times as often. */
const lease = 6_000;

/** How often it is asked whether something is due, in milliseconds. */
const longestTick = 2_000;

/** Begins to look at each of them when it is due, until `stop`. */
export async function startRounds(polled: readonly Polled[], parts: RoundsParts): Promise<Rounds> {
  const { pool, now } = parts;
  await storeSources(pool, polled, now());
  const loops = new Map(polled.map((one) => [one.id, startLoop(one, parts)]));
  return {
    hurry: async (id) => {
      await hurrySource(pool, id, now());
      loops.get(id)?.wake();
    },
    stop: async (grace) => {
      const stopped = Promise.all([...loops.values()].map((loop) => loop.stop()));
      await Promise.race([stopped, sleep(Math.max(grace, 1_000), undefined, { ref: false })]);
    },
  };
}

function startLoop(polled: Polled, parts: RoundsParts) {
  const { log } = parts;
  const clock = createAlarmClock(Math.min(polled.every, longestTick));
  const owner = randomUUID();
  let stopping = false;

  const run = async () => {
    while (!stopping) {
      await lookOnce(polled, parts, owner, () => !stopping).catch((error) =>
        log.error({ err: error, source: polled.id }, 'polling failed; trying again'),
      );
      await clock.wait();
    }
  };
  const running = run();
  return {
    wake: clock.ring,
    stop: async () => {
      stopping = true;
      clock.ring();
      await running;
    },
  };
}

async function lookOnce(polled: Polled, parts: RoundsParts, owner: string, goesOn: () => boolean): Promise<void> {
  const { pool, now, log } = parts;
  const { id, every } = polled;
  const until = () => new Date(now().getTime() + lease);
  const at = now();
  const claim = { id, owner, now: at, leaseUntil: until(), nextDue: new Date(at.getTime() + every) };
  if (!(await claimSource(pool, claim))) return;
  let ours = true;
  const heartbeat = setInterval(() => {
    extendSource(pool, id, owner, until()).then(
      (extended) => {
        ours &&= extended;
      },
      (error) => log.error({ err: error, source: id }, 'heartbeat failed; trying again'),
    );
  }, lease / 3);
  let trouble: string | undefined;
  try {
    await polled.look(() => ours && goesOn());
  } catch (error) {
    trouble = codeOf(error);
    log.warn({ err: error, source: id, code: trouble }, 'a source cannot be polled; trying again');
  } finally {
    clearInterval(heartbeat);
    await releaseSource(pool, id, owner, { polledAt: now(), trouble });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'INTERNAL';
}
