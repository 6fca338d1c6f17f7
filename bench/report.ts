import type { MessageCost } from './message-costs.ts';
import { quantile, type Spread, spread } from './numbers.ts';
import type { CpuTime, Round } from './rounds.ts';
import type { ServerStats } from './server-process.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly node: string;
  readonly postgres: string;
}

export interface Report {
  readonly machine: Machine;
  readonly rounds: number;
  readonly seconds: number;
  readonly callers: number;
  /** Requests per second. */
  readonly rates: { readonly insert: Spread; readonly accept: Spread; readonly deliver: Spread };
  /** Of the same round, so that a slow moment of the machine strikes both; `cpu` compares the CPU time of an accept. */
  readonly ratios: { readonly accept: Spread; readonly deliver: Spread; readonly cpu: Spread };
  /** Medians, in microseconds for one request. */
  readonly cpu: { readonly insert: CpuTime; readonly accept: CpuTime };
  /** Milliseconds. */
  readonly latencies: Readonly<Record<'insert' | 'accept', { readonly p50: number; readonly p99: number }>>;
  readonly statementsPerAccept: number;
  /** MiB. */
  readonly memory: Readonly<Record<'accepting' | 'delivering', { readonly end: number; readonly peak: number }>>;
  readonly messages: readonly MessageCost[];
}

interface Measurements {
  readonly machine: Machine;
  readonly seconds: number;
  readonly callers: number;
  readonly rounds: readonly Round[];
  readonly stats: { readonly accepting: ServerStats; readonly delivering: ServerStats };
  readonly messages: readonly MessageCost[];
}

export function makeReport({ machine, seconds, callers, rounds, stats, messages }: Measurements): Report {
  const total = (pick: (round: Round) => number) => rounds.reduce((sum, round) => sum + pick(round), 0);
  return {
    machine,
    rounds: rounds.length,
    seconds,
    callers,
    rates: {
      insert: spread(rounds.map(({ insert }) => insert)),
      accept: spread(rounds.map(({ accept }) => accept)),
      deliver: spread(rounds.map(({ deliver }) => deliver)),
    },
    ratios: {
      accept: spread(rounds.map(({ accept, insert }) => accept / insert)),
      deliver: spread(rounds.map(({ deliver, insert }) => deliver / insert)),
      cpu: spread(rounds.map(({ insertCpu, acceptCpu }) => sumOf(insertCpu) / sumOf(acceptCpu))),
    },
    cpu: {
      insert: medianOf(rounds.map(({ insertCpu }) => insertCpu)),
      accept: medianOf(rounds.map(({ acceptCpu }) => acceptCpu)),
    },
    latencies: {
      insert: percentiles(rounds.flatMap(({ insertLatencies }) => insertLatencies)),
      accept: percentiles(rounds.flatMap(({ acceptLatencies }) => acceptLatencies)),
    },
    statementsPerAccept: total(({ statements }) => statements) / total(({ accepted }) => accepted),
    memory: { accepting: mebibytes(stats.accepting), delivering: mebibytes(stats.delivering) },
    messages,
  };
}

function sumOf({ server, postgres, load }: CpuTime): number {
  return server + postgres + load;
}

function medianOf(times: readonly CpuTime[]): CpuTime {
  const median = (pick: (time: CpuTime) => number) => quantile(times.map(pick), 0.5);
  return { server: median((t) => t.server), postgres: median((t) => t.postgres), load: median((t) => t.load) };
}

function percentiles(latencies: readonly number[]) {
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
}

function mebibytes({ rss, peak }: ServerStats) {
  return { end: rss / 2 ** 20, peak: peak / 2 ** 20 };
}
