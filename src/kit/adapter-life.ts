import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CheckFault, DeliveryJob, OutgoingMessage } from '../delivery/adapter.ts';
import type { Call } from '../delivery/calls.ts';
import type { LookupOutcome, Outcome } from '../delivery/outcome.ts';
import type { Json } from '../delivery/steps.ts';
import { openRpc } from './rpc.ts';

/** One life of a process with the adapter in it. */
export interface AdapterLife {
  /** Whether the process still runs: an adapter may end it. */
  isOver(): boolean;
  /** @param frozen the message before `map`. */
  deliver(job: DeliveryJob<unknown>, recalled: Readonly<Record<string, Json>>, frozen: Uint8Array): Promise<Outcome>;
  lookup(
    job: DeliveryJob<unknown>,
    recalled: Readonly<Record<string, Json>>,
    frozen: Uint8Array,
  ): Promise<LookupOutcome>;
  check(options: unknown, milliseconds: number): Promise<readonly CheckFault[]>;
  map(message: Omit<OutgoingMessage, 'content' | 'pdf'>): Promise<Uint8Array>;
  /** What the process holds open, by kind. */
  resources(): Promise<Readonly<Record<string, number>>>;
  /** As the power cut does. */
  kill(): Promise<void>;
}

/** The same file as source and as built. */
const program = fileURLToPath(new URL(`./life-start${extname(import.meta.url)}`, import.meta.url));

/**
 * Starts a process and loads the adapter in it.
 *
 * @param print gets what it writes to stdout and stderr.
 * @throws Error when the module does not load.
 */
export async function startLife(module: string, print: (text: string) => void): Promise<AdapterLife> {
  const child = fork(program, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  const jobs = new Map<number, DeliveryJob<unknown>>();
  let last = 0;
  const rpc = openRpc(
    {
      // To a process that was killed there is nothing to say.
      send: (message) => void (child.connected && child.send(message as object, () => {})),
      listen: (receive) => child.on('message', receive),
    },
    {
      once: (id: number, name: string, step: string) =>
        jobs.get(id)?.steps.once(name, async () => (await rpc.call('work', step)) as Json),
      record: (id: number, call: Call) => jobs.get(id)?.calls.record(call),
    },
  );
  let lastWords = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      lastWords = `${lastWords}${chunk}`.slice(-1_000);
      print(chunk.toString());
    });
  }
  child.once('exit', async (code, signal) => {
    // What it printed last may still be on its way; a process that it left behind may keep the pipe open.
    if (signal === null) await Promise.race([once(child, 'close'), sleep(500)]);
    const why = signal === null && lastWords !== '' ? `; the last that it printed:\n${lastWords}` : '';
    rpc.end(new Error(`the adapter's process ended (${signal ?? code})${why}`));
  });
  await rpc.call('load', module);

  const run = async (
    method: 'deliver' | 'lookup',
    job: DeliveryJob<unknown>,
    recalled: Record<string, Json>,
    frozen: Uint8Array,
  ) => {
    last += 1;
    const id = last;
    const { message, deliveryKey, attempt, options, signal } = job;
    const abort = () => void rpc.call('abort', id).catch(() => {});
    jobs.set(id, job);
    signal.addEventListener('abort', abort, { once: true });
    try {
      const { id: definition, uuid, xml } = message;
      const plain = { id: definition, uuid, xml };
      const result = rpc.call(method, { id, message: plain, frozen, deliveryKey, attempt, options, recalled });
      if (signal.aborted) abort();
      return await result;
    } finally {
      signal.removeEventListener('abort', abort);
      jobs.delete(id);
    }
  };

  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  return {
    isOver,
    deliver: async (job, recalled, frozen) => (await run('deliver', job, recalled, frozen)) as Outcome,
    lookup: async (job, recalled, frozen) => (await run('lookup', job, recalled, frozen)) as LookupOutcome,
    check: async (options, milliseconds) => (await rpc.call('check', options, milliseconds)) as CheckFault[],
    map: async ({ id, uuid, xml }) => (await rpc.call('map', { id, uuid, xml })) as Uint8Array,
    resources: async () => (await rpc.call('resources')) as Record<string, number>,
    kill: async () => {
      if (isOver()) return;
      // When it is closed, all that it wrote has been read too.
      const gone = once(child, 'close');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
