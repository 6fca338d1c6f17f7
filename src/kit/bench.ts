import { randomBytes, randomUUID } from 'node:crypto';
import type { ProcedureAdapter } from '../delivery/adapter.ts';
import { type AttemptParts, attempt } from '../delivery/attempt.ts';
import type { Call } from '../delivery/calls.ts';
import type { DestinationPlan } from '../delivery/destination-plan.ts';
import type { LookupOutcome, Outcome } from '../delivery/outcome.ts';
import type { Json } from '../delivery/steps.ts';
import type { Target } from '../simulators/target.ts';
import { createSeal } from '../store/seal.ts';
import type { Settlement } from '../store/settle-deliveries.ts';
import { type AdapterLife, startLife } from './adapter-life.ts';
import { openStepsInMemory } from './memory-steps.ts';
import type { SampleMessage } from './sample.ts';

/** A delivery as the store would have it, and what its attempts came to. */
export interface KitDelivery {
  readonly id: string;
  readonly sample: SampleMessage;
  readonly attempts: KitAttempt[];
  inDoubt: boolean;
  /** Attempts that a process did not survive count too. */
  begun: number;
}

export interface KitAttempt {
  /** What `deliver`, else `lookup`, returned; absent when it threw, did not end in time, or its process was killed. */
  readonly outcome?: LookupOutcome;
  readonly state: Settlement['state'] | 'lost';
  /** What followed: when it is tried again. */
  readonly dueAt?: Date;
  readonly milliseconds: number;
  /** What the gateway would raise an alarm for: that the adapter threw. */
  readonly alarms: readonly string[];
  readonly calls: readonly Call[];
}

export interface Bench {
  /** The declaration; its hooks run in a process of their own. */
  readonly adapter: ProcedureAdapter;
  readonly target: Target;
  /** All that anybody could see in a log: what was printed, thrown and answered. */
  readonly said: string[];
  /** The clock is right again. */
  newDelivery(sample: SampleMessage): KitDelivery;
  /** One attempt, as the gateway makes it. */
  attempt(delivery: KitDelivery, timeout?: number): Promise<KitAttempt>;
  /** The next attempt, with the clock put forward to its due time. */
  next(delivery: KitDelivery, timeout?: number): Promise<KitAttempt>;
  /** Attempts, each at its due time, until there is nothing more to do by itself. */
  settle(delivery: KitDelivery, most?: number): Promise<KitAttempt>;
  life(): AdapterLife;
  /** Kills the process, and starts another. */
  restart(): Promise<AdapterLife>;
  close(): Promise<void>;
}

export interface BenchParts {
  readonly module: string;
  readonly adapter: ProcedureAdapter;
  readonly target: Target;
  readonly timeout: number;
  readonly onOutput?: (text: string) => void;
}

const policy = { attempts: 8, firstPause: 1_000, longestPause: 60_000 };

/** What makes attempts with the gateway's own code: sealing, step memory, look-up, decision. The store is in memory. */
export async function openBench({ module, adapter, target, timeout, onOutput }: BenchParts): Promise<Bench> {
  const said: string[] = [];
  const seal = createSeal([{ id: 'kit', bytes: randomBytes(32) }]);
  const steps = openStepsInMemory();
  const keys = new Map<string, ReturnType<typeof seal.newDataKey>>();
  let ahead = 0;
  const print = (text: string) => {
    said.push(text);
    onOutput?.(text);
  };
  let life = await startLife(module, print);
  const now = () => new Date(Date.now() + ahead);

  const makeAttempt = async (delivery: KitDelivery, limit = timeout): Promise<KitAttempt> => {
    if (life.isOver()) life = await startLife(module, print);
    const alarms: string[] = [];
    const calls: Call[] = [];
    let outcome: LookupOutcome | undefined;
    const keep = <Result extends LookupOutcome>(result: Result): Result => {
      outcome = result;
      said.push(sayable(result));
      return result;
    };
    const recalled = (job: { steps: { recall(name: string): Json | undefined } }) =>
      Object.fromEntries(steps.names(delivery.id).map((name) => [name, job.steps.recall(name) ?? null]));
    const proxy: ProcedureAdapter = {
      ...adapter,
      deliver: async (job) =>
        keep<Outcome>(await life.deliver(recording(job, calls), recalled(job), delivery.sample.xml)),
      ...(adapter.lookup && {
        lookup: async (job) => keep(await life.lookup(recording(job, calls), recalled(job), delivery.sample.xml)),
      }),
    };
    const parts: AttemptParts = {
      seal,
      steps,
      now,
      random: () => 0,
      alarm: (text, cause) => {
        alarms.push(`${text}: ${cause instanceof Error ? cause.message : String(cause)}`);
        said.push(alarms.at(-1) ?? '');
      },
    };
    const { recognisesDuplicates } = adapter.capabilities;
    const plan: DestinationPlan = {
      id: 'kit',
      adapter: proxy,
      // As they stand in the network file: the adapter's schema reads them in its own process.
      options: target.options,
      parallel: 16,
      timeout: limit,
      policy: { ...policy, recognisesDuplicates, looksUp: adapter.lookup !== undefined },
      breaker: { failures: 1_000, pause: 1_000 },
    };
    delivery.begun += 1;
    const { id, sample, begun, inDoubt } = delivery;
    const dataKey = keys.get(id) ?? seal.newDataKey(id);
    keys.set(id, dataKey);
    const claimed = {
      id,
      submissionId: id,
      destinationId: plan.id,
      messageUuid: sample.uuid,
      definition: sample.definition,
      content: dataKey.seal(sample.xml, `message ${sample.uuid}`),
      sealKeyId: dataKey.keyId,
      dataKey: dataKey.sealed,
      attempt: begun,
      number: begun,
      inDoubt,
      giveUpAt: new Date(now().getTime() + 7 * 24 * 3_600_000),
    };
    // A process that is killed settles nothing: its delivery is taken back when the lease is over, in doubt.
    delivery.inDoubt = true;
    const mine = life;
    const started = performance.now();
    const result = await attempt(claimed, plan, parts, new AbortController().signal);
    for (const { step, target: where, answer } of calls) said.push(`${step} ${where} ${answer}`);
    const survived = mine === life && result !== undefined;
    if (survived) delivery.inDoubt = result.settlement.inDoubt;
    const made: KitAttempt = {
      ...(outcome && { outcome }),
      state: survived ? result.settlement.state : 'lost',
      ...(survived && result.settlement.dueAt && { dueAt: result.settlement.dueAt }),
      milliseconds: performance.now() - started,
      alarms,
      calls,
    };
    delivery.attempts.push(made);
    return made;
  };

  const nextAttempt = async (delivery: KitDelivery, limit?: number) => {
    const last = delivery.attempts.at(-1);
    if (last) await target.work?.();
    ahead = Math.max(ahead, (last?.dueAt?.getTime() ?? 0) - Date.now());
    return makeAttempt(delivery, limit);
  };

  return {
    adapter,
    target,
    said,
    newDelivery: (sample) => {
      ahead = 0;
      return { id: randomUUID(), sample, attempts: [], inDoubt: false, begun: 0 };
    },
    attempt: makeAttempt,
    next: nextAttempt,
    settle: async (delivery, most = policy.attempts) => {
      let last = delivery.attempts.at(-1);
      for (let round = 0; round < most && (last === undefined || isOpen(last)); round += 1) {
        last = await nextAttempt(delivery);
      }
      if (last === undefined) throw new Error('no attempt was made');
      return last;
    },
    life: () => life,
    restart: async () => {
      const old = life;
      life = await startLife(module, print);
      await old.kill();
      return life;
    },
    close: () => life.kill(),
  };
}

function isOpen({ state }: KitAttempt): boolean {
  return state === 'waiting' || state === 'lost';
}

function recording<Job extends { readonly calls: { record(call: Call): void } }>(job: Job, calls: Call[]): Job {
  const record = (call: Call) => {
    calls.push(call);
    job.calls.record(call);
  };
  return { ...job, calls: { record } };
}

/** What of an outcome stands in clear. */
function sayable(outcome: LookupOutcome): string {
  const findings = outcome.kind === 'rejected' ? outcome.findings.map(({ id }) => id) : [];
  return [outcome.kind, outcome.answer, ...findings].join(' ');
}
