import type { DeliveryJob } from '../delivery/adapter.ts';
import type { Call } from '../delivery/calls.ts';
import type { Json } from '../delivery/steps.ts';

/** What an adapter's own test sees of the gateway: the calls that were recorded, and the steps that succeeded. */
export interface TestMemory {
  readonly calls: Call[];
  /** By name. Hand the same memory to a second job to test what a retry repeats. */
  readonly steps: Map<string, Json>;
}

function newMemory(): TestMemory {
  return { calls: [], steps: new Map() };
}

/** One attempt for an adapter's own test, with step memory and call log in memory. */
export function testJob<Options>(
  job: Omit<DeliveryJob<Options>, 'steps' | 'calls'>,
  memory: TestMemory = newMemory(),
): DeliveryJob<Options> {
  return {
    ...job,
    steps: {
      recall: (name) => memory.steps.get(name),
      once: async <Result extends Json>(name: string, work: () => Promise<Result>) => {
        const known = memory.steps.get(name) as Result | undefined;
        if (known !== undefined) return known;
        const result = await work();
        // As from the store: what JSON does not keep is gone at once.
        const stored = JSON.parse(JSON.stringify(result)) as Result;
        memory.steps.set(name, stored);
        return stored;
      },
    },
    calls: { record: (call) => memory.calls.push(call) },
  };
}
