/**
 * The process that an adapter lives in while it is tried, so that it can be killed as a gateway can. Everything that it
 * prints and everything that it holds open is the adapter's.
 *
 * @module
 */
import { readdirSync } from 'node:fs';
import { Agent, install, setGlobalDispatcher } from 'undici';
import type { ProcedureAdapter } from '../delivery/adapter.ts';
import type { Call } from '../delivery/calls.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { Json } from '../delivery/steps.ts';
import { antrag0001 } from '../domains/antrag/antrag-0001.ts';
import { serviceActs } from '../domains/index.ts';
import type { ReadableAct } from '../domains/read-back.ts';
import type { BuildableMessage } from '../domains/service.ts';
import { openRpc } from './rpc.ts';
import type { WireJob } from './wire.ts';

// As the gateway does at its start, but idle connections end soon: what is still open is in use.
install();
setGlobalDispatcher(new Agent({ keepAliveTimeout: 10, keepAliveMaxTimeout: 10 }));

/** The generic message belongs to forms, which are data. */
const generic: ReadableAct = {
  messages: [{ definition: antrag0001 as BuildableMessage['definition'], embedsAttachments: true }],
};
const acts: readonly ReadableAct[] = [...serviceActs, generic];

let adapter: ProcedureAdapter;
const underWay = new Map<number, AbortController>();
const work = new Map<string, () => Promise<Json>>();

const rpc = openRpc(
  {
    send: (message) => process.send?.(message),
    listen: (receive) => process.on('message', receive),
  },
  {
    load: async (url: string) => {
      adapter = ((await import(url)) as { default: ProcedureAdapter }).default;
    },
    deliver: (job: WireJob) => withJob(job, (given) => adapter.deliver(given)),
    lookup: (job: WireJob) => withJob(job, (given) => adapter.lookup?.(given)),
    check: (options: unknown, milliseconds: number) =>
      adapter.check?.({ options: adapter.options.parse(options), signal: AbortSignal.timeout(milliseconds) }),
    map: (message: WireJob['message']) => adapter.map?.(outgoing(message, acts)),
    work: (step: string) => work.get(step)?.(),
    abort: (id: number) => underWay.get(id)?.abort(new DOMException('The time is up.', 'TimeoutError')),
    resources: () => countResources(),
  },
);

async function withJob<Result>(
  { id, recalled, options, frozen, message, ...job }: WireJob,
  run: (job: Parameters<ProcedureAdapter['deliver']>[0]) => Result,
): Promise<Awaited<Result>> {
  const controller = new AbortController();
  underWay.set(id, controller);
  const known = new Map(Object.entries(recalled));
  try {
    return await run({
      ...job,
      message: { ...outgoing({ ...message, xml: frozen }, acts), xml: message.xml },
      options: adapter.options.parse(options),
      signal: controller.signal,
      steps: {
        recall: (name) => known.get(name),
        once: async <Value extends Json>(name: string, todo: () => Promise<Value>) => {
          const step = `${id}/${name}`;
          let failed: { readonly error: unknown } | undefined;
          work.set(step, async () => {
            try {
              return await todo();
            } catch (error) {
              failed = { error };
              throw error;
            }
          });
          // The gateway's own memory decides whether there is something to do.
          const value = (await rpc.call('once', id, name, step).catch((error: unknown) => {
            throw failed ? failed.error : error;
          })) as Value;
          known.set(name, value);
          work.delete(step);
          return value;
        },
      },
      calls: { record: (call: Call) => void rpc.call('record', id, call) },
    });
  } finally {
    underWay.delete(id);
  }
}

/** What holds a process: sockets, timers, requests to the file system, open files. */
function countResources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  return { ...counts, ...countFiles() };
}

/** Linux alone tells which files a process has open. */
function countFiles(): Record<string, number> {
  try {
    return { 'open file': readdirSync('/proc/self/fd').length };
  } catch {
    return {};
  }
}

process.on('disconnect', () => process.exit());
