import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import { createAlarmClock } from '../../alarm-clock.ts';
import { findAddressFault } from '../../config/callback-address.ts';
import { readCallbackSecrets } from '../../store/callback-keys.ts';
import { type ClaimedCallback, claimCallbacks, releaseCallbacks, settleCallback } from '../../store/claim-callbacks.ts';
import type { Seal } from '../../store/seal.ts';
import type { Tables } from '../../store/tables.ts';
import { openGuardedConnections } from '../../transports/guarded-connections.ts';
import { judge } from './judge.ts';
import type { CallbackPlan } from './plan.ts';
import { type Posted, postEvent } from './post-event.ts';
import { writeEvent } from './write-event.ts';

interface CallerParts {
  readonly pool: pg.Pool;
  readonly kysely: Kysely<Tables>;
  readonly seal: Seal;
  readonly log: Logger;
  readonly now: () => Date;
  readonly random: () => number;
  readonly plans: readonly CallbackPlan[];
  /** How often it looks for events that nobody told it of, in milliseconds. */
  readonly poll?: number;
}

export interface Caller {
  /** Looks for events at once. Only shortens the wait. */
  wake(): void;
  /** Begins nothing new, lets what is under way finish for `grace` milliseconds, then gives the rest back. */
  stop(grace: number): Promise<void>;
}

/** How much longer than its own time an attempt is left to this process, in milliseconds. */
const leeway = 5_000;

/** Tells portals what happened, of each submission in order: claim, post, settle. Any number of processes share the work. */
export function startCaller(parts: CallerParts): Caller {
  const { pool, kysely, seal, log, now, random, poll = 500 } = parts;
  const owner = randomUUID();
  const lines = parts.plans.map((plan) => ({ plan, connections: openGuardedConnections(plan), underWay: new Set() }));
  type Line = (typeof lines)[number];
  const abort = new AbortController();
  const running = new Set<Promise<void>>();
  let stopping = false;
  const clock = createAlarmClock(poll);

  const post = async (claimed: ClaimedCallback, { plan, connections }: Line): Promise<Posted> => {
    const secrets = await readCallbackSecrets(kysely, seal, plan.portalId, now());
    if (secrets.length === 0) return { kind: 'failed', trouble: 'no key to sign with' };
    const address = addressOf(claimed, plan, seal);
    if (address === undefined) return { kind: 'failed', trouble: 'no address' };
    if (findAddressFault(address, plan)) return { kind: 'failed', trouble: 'address not allowed' };
    const signal = AbortSignal.any([abort.signal, AbortSignal.timeout(plan.timeout)]);
    return postEvent({ address, event: writeEvent(claimed), secrets, connections, now: now(), signal });
  };

  const tell = async (claimed: ClaimedCallback, line: Line) => {
    const posted = await post(claimed, line);
    // Cut off by the stop: given back, it did not count.
    if (posted.kind === 'failed' && abort.signal.aborted) return;
    const result = judge(posted, line.plan, { ...claimed, now: now(), random: random() });
    await settleCallback(pool, claimed, owner, result, now());
    if (result.state !== 'given-up') return;
    const { portalId, submissionId, type } = claimed;
    log.warn({ portal: portalId, submission: submissionId, event: type, trouble: result.trouble }, 'callback given up');
  };

  const begin = (claimed: ClaimedCallback) => {
    const line = lines.find(({ plan }) => plan.portalId === claimed.portalId);
    if (!line) return;
    const work = tell(claimed, line)
      // It comes back by itself when its lease is over.
      .catch((error) => log.error({ err: error }, 'a callback failed; it is tried again'))
      .finally(() => {
        line.underWay.delete(claimed);
        running.delete(work);
        clock.ring();
      });
    line.underWay.add(claimed);
    running.add(work);
  };

  const round = async () => {
    const shares = lines.flatMap(({ plan: { portalId, parallel, timeout }, underWay }) => {
      const leaseUntil = new Date(now().getTime() + timeout + leeway);
      return underWay.size < parallel ? [{ portalId, places: parallel - underWay.size, leaseUntil }] : [];
    });
    if (shares.length > 0) (await claimCallbacks(pool, owner, now(), shares)).forEach(begin);
  };

  const run = async () => {
    while (!stopping) {
      await round().catch((error) => log.error({ err: error }, 'claiming callbacks failed; trying again'));
      await clock.wait();
    }
  };
  const rounds = lines.length > 0 ? run() : Promise.resolve();
  return {
    wake: clock.ring,
    stop: async (grace) => {
      stopping = true;
      clock.ring();
      await rounds;
      const deadline = setTimeout(() => abort.abort(), grace);
      await Promise.all(running);
      clearTimeout(deadline);
      await Promise.all(lines.map(({ connections }) => connections.destroy()));
      await releaseCallbacks(pool, owner, now());
    },
  };
}

function addressOf(claimed: ClaimedCallback, plan: CallbackPlan, seal: Seal): string | undefined {
  if (claimed.address === '') return plan.url;
  const key = seal.openDataKey(claimed.sealKeyId, claimed.dataKey, claimed.submissionId);
  return key.open(Buffer.from(claimed.address, 'base64'), `callback ${claimed.submissionId}`).toString('utf8');
}
