import type { DeliveryJob, OutgoingMessage } from '../delivery/adapter.ts';
import type { Call } from '../delivery/calls.ts';
import { outgoing } from '../delivery/outgoing.ts';
import type { Json } from '../delivery/steps.ts';

/** What an adapter's own test sees of the gateway: the calls that were recorded, and the steps that succeeded. */
export interface TestMemory {
  readonly calls: Call[];
  /** By name. Hand the same memory to a second job to test what a retry repeats. */
  readonly steps: Map<string, Json>;
}

type Given<Options> = Omit<DeliveryJob<Options>, 'steps' | 'calls' | 'message'> &
  Partial<Pick<DeliveryJob<Options>, 'steps' | 'calls'>> & {
    readonly message: Omit<OutgoingMessage, 'content' | 'pdf'> & Partial<OutgoingMessage>;
  };

/** One attempt for an adapter's own test: step memory, call log and what reads and prints the message are there where none are given. */
export function testJob<Options>(
  given: Given<Options>,
  memory: TestMemory = { calls: [], steps: new Map() },
): DeliveryJob<Options> {
  return {
    steps: {
      recall: (name) => memory.steps.get(name),
      once: async <Result extends Json>(name: string, work: () => Promise<Result>) => {
        const known = memory.steps.get(name) as Result | undefined;
        if (known !== undefined) return known;
        // As from the store: what JSON does not keep is gone at once.
        const stored = JSON.parse(JSON.stringify(await work())) as Result;
        memory.steps.set(name, stored);
        return stored;
      },
    },
    calls: { record: (call) => memory.calls.push(call) },
    ...given,
    message: { ...outgoing(given.message), ...given.message },
  };
}
