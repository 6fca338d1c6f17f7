import type { Json } from '../delivery/steps.ts';

/** A job on its way to the process that the adapter lives in. */
export interface WireJob {
  readonly id: number;
  readonly message: { readonly id: string; readonly uuid: string; readonly xml: Uint8Array };
  /** The message before `map`: what its content is read from. */
  readonly frozen: Uint8Array;
  readonly deliveryKey: string;
  readonly attempt: number;
  /** As in the network file: the adapter's schema reads them over there. */
  readonly options: unknown;
  readonly recalled: Readonly<Record<string, Json>>;
}
