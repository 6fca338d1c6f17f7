import { z } from 'zod';
import { soapFaultCodes, xtaFaultNames } from '../transports/xta/fault.ts';
import { type XtaOperation, xtaOperations } from '../transports/xta/names.ts';

const common = {
  /** Absent: whatever comes next. */
  on: z.enum(xtaOperations as [XtaOperation, ...XtaOperation[]]).optional(),
  times: z.int().min(1).max(1_000_000).describe('How many requests it befalls.'),
};

/**
 * What can go wrong at a simulated XTA server.
 *
 * - `exception`: this fault of XTA, or of SOAP; nothing is done.
 * - `status`: this status and nothing else; nothing is done. `retryAfter` goes into Retry-After as it stands.
 * - `slow`: as without a fault, after `ms` milliseconds.
 * - `cut-before`: the connection ends before the request is read.
 * - `cut-during`: the request is done, the connection ends in the middle of the answer.
 * - `cut-after`: the request is done, the connection ends in place of an answer.
 * - `garbage`: the request is done, the answer is not SOAP.
 * - `wrong-relation`: the request is done, the answer relates to another one.
 * - `fail-after`: the request is done, the answer is TechnicalProblemException.
 * - `lose`: the answer is as without a fault, and what was sent is lost.
 */
export const xtaFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exception'), name: z.enum([...xtaFaultNames, ...soapFaultCodes]), ...common }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    retryAfter: z.string().optional(),
    ...common,
  }),
  z.strictObject({ kind: z.literal('slow'), ms: z.int().min(1).max(3_600_000), ...common }),
  z.strictObject({
    kind: z.enum(['cut-before', 'cut-during', 'cut-after', 'garbage', 'wrong-relation', 'fail-after', 'lose']),
    ...common,
  }),
]);

export type XtaServerFault = z.infer<typeof xtaFault>;

/** Faults in the order in which they befall requests; each waits for the operation that it is for. */
export interface XtaFaultScript {
  /** Replaces what is left of the script. */
  set(faults: readonly XtaServerFault[]): void;
  next(operation: XtaOperation | undefined): XtaServerFault | undefined;
}

export function scriptXtaFaults(faults: readonly XtaServerFault[] = []): XtaFaultScript {
  let left: readonly XtaServerFault[] = faults;
  return {
    set: (given) => {
      left = given;
    },
    next: (operation) => {
      const at = left.findIndex(({ on }) => on === undefined || on === operation);
      const found = left[at];
      if (found === undefined) return undefined;
      left = found.times > 1 ? left.with(at, { ...found, times: found.times - 1 }) : left.toSpliced(at, 1);
      return found;
    },
  };
}
