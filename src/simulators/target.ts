import type { Behaviour } from './behaviour.ts';

/** One call that reached a target, whatever became of it. */
export interface TargetCall {
  /** Name of the step, such as `reserve` or `upload`. */
  readonly step: string;
  /** What the target did to it. */
  readonly behaviour: Behaviour['kind'];
  /** The key that came with it, where the target has a place for one. */
  readonly key?: string;
  /** UUID of the message that it was about, where the call names it. */
  readonly uuid?: string;
  /** The message, where the call carried it. */
  readonly message?: Uint8Array;
  readonly attachments?: readonly TargetAttachment[];
}

export interface TargetAttachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One message that a target has now. The same one twice are two entries: then it did not recognise it. */
export interface HeldMessage {
  readonly uuid: string;
  readonly message: Uint8Array;
  readonly attachments?: readonly TargetAttachment[];
}

/** A target that runs: simulated by us, by an adapter's author, or a vendor's test system. */
export interface Target {
  /** What it is, for the report. */
  readonly name: string;
  /** Valid options that lead an adapter to it. */
  readonly options: Readonly<Record<string, unknown>>;
  /** How it behaves to the next calls; replaces what is left of what it was told before. */
  behave(behaviours: readonly Behaviour[]): void | Promise<void>;
  /** All calls since its start, oldest first. */
  calls(): readonly TargetCall[] | Promise<readonly TargetCall[]>;
  held(): readonly HeldMessage[] | Promise<readonly HeldMessage[]>;
  /** What it does by itself between two attempts, where it does not answer at once: fetch from a folder, say. */
  work?(): Promise<void>;
  /** Cuts what is open and frees ports and files. */
  close(): Promise<void>;
}
