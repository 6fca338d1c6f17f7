import type { ReplyPlan } from './replier.ts';
import type { TargetCall } from './target.ts';

/** What every simulated target can be told. */
export interface SimulatorSettings {
  /** Port on 127.0.0.1, where it has one; absent or 0: any free one. */
  readonly port?: number;
  /** The folder that it works in, where it has one; absent: a temporary one that goes with it. */
  readonly folder?: string;
  /** Stands in receipts as the product; XÖV characters only. */
  readonly name?: string;
  /** Bearer token of those that are called over HTTP; absent: the one in their options. */
  readonly token?: string;
  /** Whom `https` answers beyond receipts, asked anew for every message; absent: nobody. */
  readonly replies?: () => Promise<ReplyPlan | undefined>;
  /** Told of every call, before it is answered. */
  readonly onCall?: (call: TargetCall) => void | Promise<void>;
}
