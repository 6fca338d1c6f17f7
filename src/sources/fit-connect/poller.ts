import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { claimSource, extendSource, hurrySource, releaseSource, storeSources } from '../../store/source-leases.ts';
import { codeOf } from './advance.ts';
import type { SourceParts } from './parts.ts';
import { lookAtSource } from './round.ts';
import type { Source } from './source.ts';

export interface Poller {
  /** A callback came: the source is due at once, in whichever process. */
  hurry(id: string): Promise<void>;
  /** Begins nothing new and waits `grace` milliseconds for the steps under way; what is cut is done again later. */
  stop(grace: number): Promise<void>;
}

export interface PollerParts extends SourceParts {
  readonly pool: pg.Pool;
  readonly sources: readonly Source[];
}

/** How long a silent process keeps a source, in milliseconds; a heartbeat extends it three times as often. */
const lease = 6_000;

/** How often it is looked whether a source is due, in milliseconds. */
const longestTick = 2_000;

/** Polls sources, each in one process at a time. Two at once would do no harm, only work twice: steps are guarded. */
export async function startPoller(parts: PollerParts): Promise<Poller> {
  const { pool, sources, plan, now } = parts;
  const owned = sources.map(({ id, config }) => ({
    id,
    networkId: plan.config.network.id,
    authorityId: config.authority,
  }));
  await storeSources(pool, owned, now());
  const loops = new Map(sources.map((source) => [source.id, startLoop(source, parts)]));
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

function startLoop(source: Source, parts: PollerParts) {
  const { log } = parts;
  const tick = Math.min(source.config.poll, longestTick);
  const owner = randomUUID();
  let stopping = false;
  let ring: (() => void) | undefined;

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, tick);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const wake = () => ring?.();
  const run = async () => {
    while (!stopping) {
      await pollOnce(source, parts, owner, () => !stopping).catch((error) =>
        log.error({ err: error, source: source.id }, 'polling failed; trying again'),
      );
      if (!stopping) await pause();
    }
  };
  const running = run();
  return {
    wake,
    stop: async () => {
      stopping = true;
      wake();
      await running;
    },
  };
}

async function pollOnce(source: Source, parts: PollerParts, owner: string, goesOn: () => boolean): Promise<void> {
  const { pool, now, log } = parts;
  const { id, config } = source;
  const until = () => new Date(now().getTime() + lease);
  const at = now();
  const claim = { id, owner, now: at, leaseUntil: until(), nextDue: new Date(at.getTime() + config.poll) };
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
    await lookAtSource(source, parts, () => ours && goesOn());
  } catch (error) {
    trouble = codeOf(error);
    log.warn({ err: error, source: id, code: trouble }, 'a source cannot be polled; trying again');
  } finally {
    clearInterval(heartbeat);
    await releaseSource(pool, id, owner, { polledAt: now(), trouble });
  }
}
