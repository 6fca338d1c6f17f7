import { z } from 'zod';

const times = z.int().min(1).max(1_000_000).describe('How many messages it befalls.');

/**
 * What can go wrong at a simulated procedure.
 *
 * - `status`: this status and nothing else; the message is not taken. `retryAfter` goes into Retry-After as it stands.
 * - `slow`: as without a fault, after `ms` milliseconds.
 * - `cut-before`: the connection ends before the message is read.
 * - `cut-during`: the message is taken, the connection ends in the middle of the answer.
 * - `cut-after`: the message is taken, the connection ends in place of an answer.
 * - `garbage`: the message is taken, the answer is not XML.
 * - `wrong-receipt`: the message is taken, the receipt speaks of another one.
 * - `refuse`: a receipt that refuses; the message is not taken.
 */
export const fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    retryAfter: z.string().optional(),
    times,
  }),
  z.strictObject({ kind: z.literal('slow'), ms: z.int().min(1).max(3_600_000), times }),
  z.strictObject({
    kind: z.enum(['cut-before', 'cut-during', 'cut-after', 'garbage', 'wrong-receipt', 'refuse']),
    times,
  }),
]);

export type Fault = z.infer<typeof fault>;

/** Faults in the order in which they befall messages. */
export interface FaultScript {
  /** Replaces what is left of the script. */
  set(faults: readonly Fault[]): void;
  /** The fault that befalls the next message; undefined when the script has ended. */
  next(): Fault | undefined;
}

export function scriptFaults(faults: readonly Fault[] = []): FaultScript {
  let left: readonly Fault[] = faults;
  return {
    set: (given) => {
      left = given;
    },
    next: () => {
      const [first, ...rest] = left;
      if (first === undefined) return undefined;
      left = first.times > 1 ? [{ ...first, times: first.times - 1 }, ...rest] : rest;
      return first;
    },
  };
}
