import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownTime, readBackendTimes, timeBetween } from './cpu-time.ts';
import { load, type Measured } from './load.ts';
import { endlessBodies, type Fixture } from './payloads.ts';
import type { Gateway } from './place.ts';
import type { ServerProcess } from './server-process.ts';
import type { Servers } from './servers.ts';

/** The delivering gateway may be this many submissions behind before callers wait. */
const mostUndelivered = 200;

/** Microseconds of CPU time for one request. */
export interface CpuTime {
  readonly server: number;
  /** Its processes at PostgreSQL; 0 where the system does not tell. */
  readonly postgres: number;
  /** This process. */
  readonly load: number;
}

/** One round: the three measurements one after the other, in requests per second. */
export interface Round {
  readonly insert: number;
  readonly accept: number;
  readonly deliver: number;
  /** Of each accept and each insert, in milliseconds. */
  readonly insertLatencies: readonly number[];
  readonly acceptLatencies: readonly number[];
  readonly insertCpu: CpuTime;
  readonly acceptCpu: CpuTime;
  /** SQL statements of the accepting gateway, and the submissions that it accepted meanwhile. */
  readonly statements: number;
  readonly accepted: number;
}

/** How long each measurement lasts, and how many callers post again as soon as they have their answer. */
export interface RoundSettings {
  readonly seconds: number;
  readonly callers: number;
  /** Whether the accept goes before the insert: what comes after a burst of inserts is slower for a while. */
  readonly acceptFirst: boolean;
}

/** The same requests go to all three, headers included; the baseline takes no notice of its own. */
export async function runRound(
  servers: Servers,
  fixtures: readonly Fixture[],
  { seconds, callers, acceptFirst }: RoundSettings,
): Promise<Round> {
  const common = { body: endlessBodies(fixtures), callers, seconds, expected: 202 };
  const { accepting, delivering } = servers;
  // None shall pay for what the one before left to be written.
  const settle = () => accepting.database.query('checkpoint');

  const measureInsert = async () => {
    await settle();
    const run = () => submit({ url: servers.insert.url, key: accepting.key }, common);
    return measureCpu(servers.insert, accepting, run);
  };
  const measureAccept = async () => {
    await settle();
    const before = (await accepting.stats()).statements;
    const accepted = await measureCpu(accepting, accepting, () => submit(accepting, common));
    return { ...accepted, statements: (await accepting.stats()).statements - before };
  };
  const early = acceptFirst ? await measureAccept() : undefined;
  const insert = await measureInsert();
  const accept = early ?? (await measureAccept());

  await settle();
  const deliver = await deliverAll(delivering, common);
  return {
    insert: rateOf(insert.measured),
    accept: rateOf(accept.measured),
    deliver,
    insertLatencies: insert.measured.latencies,
    acceptLatencies: accept.measured.latencies,
    insertCpu: insert.cpu,
    acceptCpu: accept.cpu,
    statements: accept.statements,
    accepted: accept.measured.latencies.length,
  };
}

/** Unlike the rate, CPU time hardly changes when others use the machine too. */
async function measureCpu(
  server: ServerProcess & { readonly databaseName: string },
  { database }: Gateway,
  run: () => Promise<Measured>,
): Promise<{ measured: Measured; cpu: CpuTime }> {
  const read = async () => ({
    server: (await server.stats()).cpu,
    postgres: await readBackendTimes(database, server.databaseName),
    load: ownTime(),
  });
  const before = await read();
  const measured = await run();
  const after = await read();
  const requests = measured.latencies.length;
  const cpu = {
    server: (after.server - before.server) / requests,
    postgres: timeBetween(before.postgres, after.postgres) / requests,
    load: (after.load - before.load) / requests,
  };
  return { measured, cpu };
}

type Common = Pick<Parameters<typeof load>[0], 'body' | 'callers' | 'seconds' | 'expected' | 'gate'>;

function submit({ url, key }: Pick<Gateway, 'url' | 'key'>, common: Common): Promise<Measured> {
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
