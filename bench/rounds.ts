import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { load, type Measured } from './load.ts';
import { endlessBodies, type Fixture } from './payloads.ts';
import type { Gateway, Servers } from './servers.ts';
import { callers } from './settings.ts';

/** The delivering gateway may be this many submissions behind before callers wait. */
const mostUndelivered = 200;

/** One round: the three measurements one after the other, in requests per second. */
export interface Round {
  readonly insert: number;
  readonly accept: number;
  readonly deliver: number;
  /** Of each accept and each insert, in milliseconds. */
  readonly insertLatencies: readonly number[];
  readonly acceptLatencies: readonly number[];
  /** SQL statements of the accepting gateway, and the submissions that it accepted meanwhile. */
  readonly statements: number;
  readonly accepted: number;
}

/** The same payloads go to all three. */
export async function runRound(servers: Servers, fixtures: readonly Fixture[], seconds: number): Promise<Round> {
  const body = endlessBodies(fixtures);
  const json = { 'content-type': 'application/json' };
  const common = { body, callers, seconds, expected: 202 };

  const insert = await load({ ...common, url: servers.insert.url, headers: () => json });

  const before = (await servers.accepting.stats()).statements;
  const accept = await submit(servers.accepting, common);
  const statements = (await servers.accepting.stats()).statements - before;

  const deliver = await deliverAll(servers.delivering, common);
  return {
    insert: rateOf(insert),
    accept: rateOf(accept),
    deliver,
    insertLatencies: insert.latencies,
    acceptLatencies: accept.latencies,
    statements,
    accepted: accept.latencies.length,
  };
}

type Common = Pick<Parameters<typeof load>[0], 'body' | 'callers' | 'seconds' | 'expected' | 'gate'>;

function submit({ url, key }: Gateway, common: Common): Promise<Measured> {
  const headers = () => ({
    'content-type': 'application/json',
    authorization: `Bearer ${key}`,
    'idempotency-key': randomUUID(),
  });
  return load({ ...common, url, headers });
}

/** Submissions per second, from the first request until the last one is delivered. */
async function deliverAll(gateway: Gateway, common: Common): Promise<number> {
  const begun = performance.now();
  let undelivered = 0;
  let submitting = true;
  const watch = async () => {
    do {
      undelivered = await countUndelivered(gateway);
      await sleep(25);
    } while (submitting || undelivered > 0);
  };
  const gate = async () => {
    while (undelivered > mostUndelivered) await sleep(5);
  };
  const submitted = submit(gateway, { ...common, gate }).finally(() => {
    submitting = false;
  });
  const [{ latencies }] = await Promise.all([submitted, watch()]);
  return latencies.length / ((performance.now() - begun) / 1_000);
}

/** @throws Error when a delivery came to another end: the figures would mean nothing. */
async function countUndelivered({ database }: Gateway): Promise<number> {
  const { rows } = await database.query<{ state: string; count: number }>(
    `select state, count(*)::int as count from delivery where state <> 'delivered' group by state`,
  );
  const failed = rows.find(({ state }) => !['waiting', 'sending'].includes(state));
  if (failed) throw new Error(`${failed.count} deliveries are ${failed.state}`);
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function rateOf({ latencies, seconds }: Measured): number {
  return latencies.length / seconds;
}
