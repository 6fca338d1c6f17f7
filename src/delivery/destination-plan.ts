import type { ProcedureAdapter } from './adapter.ts';
import type { RetryPolicy } from './decide.ts';

/** How a destination is delivered to, as the configuration of today has it. Times in milliseconds. */
export interface DestinationPlan {
  readonly id: string;
  readonly adapter: ProcedureAdapter;
  /** Checked, secrets resolved. */
  readonly options: unknown;
  /** Deliveries under way at once. */
  readonly parallel: number;
  /** For one attempt. */
  readonly timeout: number;
  readonly policy: RetryPolicy;
  readonly breaker: {
    /** Failures in a row that open it. */
    readonly failures: number;
    readonly pause: number;
  };
}
