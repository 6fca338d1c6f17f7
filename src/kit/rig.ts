import type { BehaviourKind } from '../simulators/behaviour.ts';
import type { Target } from '../simulators/target.ts';
import type { CaseName } from './case-names.ts';
import type { SampleMessage } from './sample.ts';

/** What an adapter's author supplies to have it tried: a target, and what has to be known of it. */
export interface Rig {
  /** The calls of one delivery, by the names that the target's `calls()` use, in order. */
  readonly steps: readonly string[];
  /** The one that hands the message over; absent: the last one. */
  readonly principal?: string;
  /** The call by which `lookup` asks, where a target can be made to fail at it. */
  readonly asks?: string;
  /** Starts a target: a simulator of ours, the author's own, or the way to a vendor's test system. */
  start(): Promise<Target>;
  /** Cases that don't apply, each with the reason. Skips are printed, and stand in the report. */
  readonly skip?: Partial<Readonly<Record<CaseName, string>>>;
  /**
   * What the target cannot be made to do, each with the reason; cases that need it are skipped. `retry-after`: to say when
   * to come again; then an outage is played without it.
   */
  readonly cannot?: Partial<Readonly<Record<BehaviourKind | 'retry-after', string>>>;
  /** What a refusal of this target carries besides an id. Absent: nothing. */
  readonly refusal?: readonly ('text' | 'xpath')[];
  /** A valid message of the kind that the adapter takes; absent: one of ours that `takes` allows. */
  readonly sample?: (uuid: string) => SampleMessage;
  /** A vendor's own system, not a simulation: its name and version. No faults are played there. */
  readonly vendorSystem?: string;
  /** For one attempt, in milliseconds; 10,000 when absent. */
  readonly timeout?: number;
}
