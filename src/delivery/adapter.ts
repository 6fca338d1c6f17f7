import type { z } from 'zod';
import type { MessageContent } from '../domains/read-back.ts';
import type { Wording } from '../findings.ts';
import type { Exchange } from './exchange.ts';
import type { Outcome } from './outcome.ts';

/**
 * What an adapter for a procedure is: a declaration, a schema of its options, and one function that delivers. It is a
 * plain value; there is nothing to inherit from.
 */
export interface ProcedureAdapter<Options = unknown> {
  /** The adapter's id: its folder's name, its name in the network file, its label in metrics. */
  readonly id: string;
  readonly version: string;
  /** One sentence for people. */
  readonly summary: Wording;
  /** What the network file may say under `options`. Mark secrets with `.meta({ secret: true })`. */
  readonly options: z.ZodType<Options>;
  readonly capabilities: Capabilities;
  /**
   * What an interface contract says of the exchange; without it there is no contract for the adapter's destinations.
   * A function where the options decide; it gets them as the network file has them, secrets not resolved.
   */
  readonly exchange?: Exchange | ((options: Readonly<Record<string, unknown>>) => Exchange);
  /**
   * One attempt. Returns what it came to and never throws: a throw is a bug and counts as `unknown`.
   * Must end soon after `job.signal` aborts.
   */
  deliver(job: DeliveryJob<Options>): Promise<Outcome>;
}

export interface Capabilities {
  /** `delivered`: the procedure answers with a receipt; `handed-over`: it takes the message and says nothing more. */
  readonly success: 'delivered' | 'handed-over';
  /**
   * Whether the procedure recognises a message that it already has by its UUID. If so, an attempt whose outcome is
   * unknown is made again; if not, a person decides.
   */
  readonly recognisesDuplicates: boolean;
}

/** What an adapter gets for one attempt. The same delivery always has the same key and the same bytes. */
export interface DeliveryJob<Options> {
  readonly message: OutgoingMessage;
  /** Stays the same over all attempts; hand it to the procedure where it has a place for it. */
  readonly deliveryKey: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Checked against the adapter's schema, secrets resolved. */
  readonly options: Options;
  /** Aborts when the attempt's time is up or the gateway gives the delivery back. */
  readonly signal: AbortSignal;
}

export interface OutgoingMessage {
  /** `standard/version/type`. */
  readonly id: string;
  readonly uuid: string;
  /** The XML as it was frozen, UTF-8. */
  readonly xml: Uint8Array;
  /**
   * The message read back into head, data and files, for a procedure that takes no XML. Read when it is called.
   *
   * @throws ZustellwerkError MESSAGE_UNREADABLE when this version of the gateway no longer knows the message.
   */
  content(): MessageContent;
}
