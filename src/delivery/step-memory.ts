import { setTimeout as sleep } from 'node:timers/promises';
import type { StepStore } from '../store/delivery-steps.ts';
import type { DataKey } from '../store/seal.ts';
import type { Json, Steps } from './steps.ts';

/** The steps of one delivery, and what `map` made of its message. */
export interface StepMemory extends Steps {
  /** The frozen bytes of an earlier attempt; else what `map` makes now, as soon as it is on disk. */
  freeze(map: () => Uint8Array): Promise<Uint8Array>;
}

interface MemoryParts {
  readonly deliveryId: string;
  readonly dataKey: DataKey;
  readonly store: StepStore;
  readonly now: () => Date;
  /** Until when a result waits for a database that is away. */
  readonly signal: AbortSignal;
}

/** A result could not be stored before the attempt's time was up. Whether the step is done again, nobody knows. */
export class StepLost extends Error {}

const frozenMessage = '$message';
const databasePause = 500;

/** @throws what the database throws */
export async function openStepMemory(parts: MemoryParts, isFirst: boolean): Promise<StepMemory> {
  const { deliveryId, dataKey, store, now, signal } = parts;
  const sealed = isFirst ? new Map<string, Buffer>() : await store.load(deliveryId);
  const label = (name: string) => `step ${deliveryId} ${name}`;
  const known = new Map([...sealed].map(([name, result]) => [name, dataKey.open(result, label(name))]));

  const keep = async (name: string, result: Uint8Array): Promise<Buffer> => {
    const bytes = dataKey.seal(result, label(name));
    const stored = await untilStored(() => store.store(deliveryId, name, bytes, now()), signal);
    const kept = dataKey.open(stored, label(name));
    known.set(name, kept);
    return kept;
  };
  return {
    recall: (name) => parse(known.get(name)),
    once: async <Result extends Json>(name: string, work: () => Promise<Result>) => {
      if (!/^[\w .-]{1,100}$/.test(name)) throw new TypeError(`The name of a step has odd characters: ${name}`);
      const result = known.get(name) ?? (await keep(name, Buffer.from(JSON.stringify(await work()) ?? 'null')));
      return parse(result) as Result;
    },
    freeze: async (map) => known.get(frozenMessage) ?? keep(frozenMessage, map()),
  };
}

function parse(bytes: Buffer | undefined): Json | undefined {
  return bytes && (JSON.parse(bytes.toString()) as Json);
}

/** What the procedure did cannot be undone: so its result is worth waiting for the database. */
async function untilStored(store: () => Promise<Buffer>, signal: AbortSignal): Promise<Buffer> {
  for (;;) {
    try {
      return await store();
    } catch (cause) {
      if (signal.aborted) throw new StepLost('The result of a step could not be stored.', { cause });
      await sleep(databasePause);
    }
  }
}
