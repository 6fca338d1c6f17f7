/**
 * All that an adapter may see of Zustellwerk: `import { … } from 'zustellwerk/sdk'`.
 *
 * @module
 */
import type { ProcedureAdapter } from './delivery/adapter.ts';

export { z } from 'zod';
export type {
  Capabilities,
  DeliveryJob,
  Outcome,
  OutcomeKind,
  OutgoingMessage,
  ProcedureAdapter,
  RefusalFinding,
} from './delivery/adapter.ts';

/** Declares an adapter for a procedure, so that the compiler checks options, job and outcomes against each other. */
export function defineProcedure<Options>(adapter: ProcedureAdapter<Options>): ProcedureAdapter<Options> {
  return adapter;
}
