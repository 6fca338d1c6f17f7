import type { z } from 'zod';
import type { MessageContent } from '../domains/read-back.ts';
import type { Language, Wording } from '../findings.ts';
import type { CallLog } from './calls.ts';
import type { Exchange } from './exchange.ts';
import type { LookupOutcome, Outcome } from './outcome.ts';
import type { Steps } from './steps.ts';

/**
 * What an adapter for a procedure is: a declaration, a schema of its options, and up to six hooks. It is a plain value;
 * there is nothing to inherit from.
 */
export interface ProcedureAdapter<Options = unknown> {
  /** The adapter's id: its folder's name, its name in the network file, its label in metrics. */
  readonly id: string;
  readonly version: string;
  /** One sentence for people. */
  readonly summary: Wording;
  /**
   * The messages that it can deliver: ids of definitions, `standard/version/type`, where each part may be `*`. Absent: all.
   * A destination with this adapter that takes another message is a fault of the configuration.
   */
  readonly takes?: readonly string[];
  /** What the network file may say under `options`. Mark secrets with `.meta({ secret: true })`. */
  readonly options: z.ZodType<Options>;
  readonly capabilities: Capabilities;
  /** For learning only: no network but one for tests may use it. */
  readonly teaching?: true;
  /**
   * What an interface contract says of the exchange; without it there is no contract for the adapter's destinations.
   * A function where the options decide; it gets them as the network file has them, secrets not resolved.
   */
  readonly exchange?: Exchange | ((options: Readonly<Record<string, unknown>>) => Exchange);
  /**
   * Tries the configuration out: target reachable, credentials taken. Changes nothing there, and never throws.
   *
   * @returns what is wrong, each with what to do; empty when all is well.
   */
  check?(job: CheckJob<Options>): Promise<readonly CheckFault[]>;
  /**
   * Where the vendor departs from the standard: the bytes that are sent in place of the message. Pure. It is called once, at the
   * first attempt; what it returns is frozen, and every later attempt sends the same.
   */
  map?(message: OutgoingMessage): Uint8Array;
  /**
   * One attempt. Returns what it came to and never throws: a throw is a bug and counts as `unknown`.
   * Must end soon after `job.signal` aborts.
   */
  deliver(job: DeliveryJob<Options>): Promise<Outcome>;
  /**
   * Asks the procedure what became of an earlier attempt whose outcome is unknown; called before `deliver` is. Hands
   * nothing over, and never throws. `absent`: the procedure does not have it, so it is delivered again at once; `later`: it
   * cannot be asked now; `unknown`: it cannot say, so a person has to.
   */
  lookup?(job: DeliveryJob<Options>): Promise<LookupOutcome>;
  /**
   * Fetches what the office answers later from where the transport leaves it: a mailbox, a folder. Called again and again
   * for destinations whose network file says `replies`. Hands each reply to `job.receive` and takes it away only when that
   * has come back; what could not be received stays where it is, and the others are fetched all the same. Never throws.
   *
   * @returns why not all was fetched, in a few words for the operator and without content; undefined when all was.
   */
  fetchReplies?(job: RepliesJob<Options>): Promise<string | undefined>;
  /**
   * Whether a call to `/v1/callbacks/deliveries/{deliveryKey}` comes from the procedure. The address is open to anybody, so
   * what is not authentic is refused. What is heard makes the delivery due at once, and nothing else: `deliver` looks what is new.
   */
  hear?(call: CallbackCall<Options>): 'heard' | 'not-authentic' | 'malformed';
}

/** What `hear` gets. */
export interface CallbackCall<Options> {
  readonly headers: Headers;
  /** As it was received. */
  readonly body: Uint8Array;
  /** Checked against the adapter's schema, secrets resolved. */
  readonly options: Options;
  readonly now: Date;
}

export interface Capabilities {
  /** `delivered`: the procedure answers with a receipt; `handed-over`: it takes the message and says nothing more. */
  readonly success: 'delivered' | 'handed-over';
  /**
   * Whether the procedure recognises a message that it already has by its UUID. If so, an attempt whose outcome is
   * unknown is made again; if not, `lookup` is asked, and without it a person decides.
   */
  readonly recognisesDuplicates: boolean;
  /** What it takes of the files in one message; `most`: in all, before Base64. Absent: what the gateway puts in, 10 MiB. */
  readonly attachments?: { readonly most: Bytes };
  /** Messages of one case must arrive in order: a later one waits until the earlier one is through. */
  readonly ordered?: true;
}

export type Bytes = number;

/** What `check` gets. */
export interface CheckJob<Options> {
  /** Checked against the adapter's schema, secrets resolved. */
  readonly options: Options;
  readonly signal: AbortSignal;
}

export interface CheckFault {
  /** The option at fault, by its path; empty when it is none in particular. */
  readonly option: readonly (string | number)[];
  /** What is wrong, without secrets. */
  readonly problem: string;
  /** What to do. */
  readonly remedy: string;
}

export type OpenFile = (id: string) => Promise<AsyncIterable<Uint8Array> | undefined>;

/** What an adapter gets for one attempt. The same delivery always has the same key and the same bytes. */
export interface DeliveryJob<Options> {
  readonly message: OutgoingMessage;
  /** Stays the same over all attempts; hand it to the procedure where it has a place for it. */
  readonly deliveryKey: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Checked against the adapter's schema, secrets resolved. */
  readonly options: Options;
  /** What succeeded in earlier attempts. */
  readonly steps: Steps;
  readonly calls: CallLog;
  /**
   * The content of a file that the message only names (`fetchesAttachments` in the network file), in pieces; undefined when it
   * is not there. Absent where there is no store of files, as in the kit.
   */
  readonly openFile?: OpenFile | undefined;
  /** Aborts when the attempt's time is up or the gateway gives the delivery back. */
  readonly signal: AbortSignal;
}

/** What an adapter gets to fetch replies with. */
export interface RepliesJob<Options> {
  /** Checked against the adapter's schema, secrets resolved. */
  readonly options: Options;
  /**
   * Stores a reply, the bytes as they came. What no reply can be made of, or none that belongs to a submission, is kept for a person. The
   * same reply twice is stored once.
   *
   * @throws when it could not be stored.
   */
  receive(xml: Uint8Array): Promise<void>;
  readonly signal: AbortSignal;
}

export interface OutgoingMessage {
  /** `standard/version/type`. */
  readonly id: string;
  readonly uuid: string;
  /** The XML as it was frozen, UTF-8; after `map`, what that made of it. */
  readonly xml: Uint8Array;
  /**
   * The message read back into head, data and files, for a procedure that takes no XML. Read when it is called.
   *
   * @throws ZustellwerkError MESSAGE_UNREADABLE when this version of the gateway no longer knows the message.
   */
  content(): MessageContent;
  /**
   * The message as a PDF for people: title, sender, reader, and every field with its value; codes with their texts. Printed when it
   * is called, from the message before `map`; the same bytes each time. `language` (German if absent) is that of the words around.
   *
   * @returns undefined when this version of the gateway does not know the message or cannot read all of it.
   */
  pdf(language?: Language): Promise<Uint8Array | undefined>;
}
