import type { DeliveryJob, ProcedureAdapter } from '../delivery/adapter.ts';
import { outgoing } from '../delivery/outgoing.ts';
import { type TestMemory, testJob } from './delivery-job.ts';

/** What attempts of one delivery have in common. */
export const newMemory = (): TestMemory => ({ calls: [], steps: new Map() });

/** An attempt of an adapter with a message of its own; hand the same memory on for the next attempt. */
export function sampleJob<Options>(
  adapter: ProcedureAdapter<Options>,
  message: { readonly id: string; readonly uuid: string; readonly xml: Uint8Array },
  options: object,
  memory: TestMemory = newMemory(),
): DeliveryJob<Options> {
  const job = {
    message: outgoing(message),
    deliveryKey: 'key-1',
    attempt: 1,
    options: adapter.options.parse(options),
    signal: AbortSignal.timeout(10_000),
  };
  return testJob(job, memory);
}
