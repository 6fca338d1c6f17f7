import { createHash } from 'node:crypto';
import type { HeldMessage } from './target.ts';

/** One message that a simulated procedure has taken. */
export interface ReceivedMessage {
  /** As it stands in the message. */
  readonly uuid: string;
  /** Of the bytes that came first, in hexadecimal. */
  readonly sha256: string;
  /** Name of the root element. */
  readonly root: string;
  /** How often these bytes came. */
  readonly count: number;
  /** Whether other bytes came under the same UUID. */
  readonly conflict: boolean;
  /** When it came first, ISO 8601. */
  readonly firstAt: string;
}

interface Arrival {
  readonly uuid: string;
  readonly root: string;
  readonly xml: Uint8Array;
  readonly at: Date;
}

/** `new` and `duplicate` come with the message's number, 1 for the first. */
type Taken =
  | { readonly kind: 'new' | 'duplicate'; readonly number: number; readonly firstAt: string }
  | { readonly kind: 'conflict' };

/** What a simulated procedure has taken, in memory. */
export interface Inbox {
  take(arrival: Arrival): Taken;
  list(): ReceivedMessage[];
  /** The bytes that came first. */
  xmlOf(uuid: string): Uint8Array | undefined;
  /** As if it had never come. */
  lose(uuid: string): void;
}

export function openInbox(): Inbox {
  const entries = new Map<string, { message: ReceivedMessage; xml: Uint8Array; number: number }>();
  return {
    take: ({ uuid, root, xml, at }) => {
      const key = uuid.toLowerCase();
      const sha256 = sha256Of(xml);
      const known = entries.get(key);
      if (known === undefined) {
        const message = { uuid, sha256, root, count: 1, conflict: false, firstAt: at.toISOString() };
        const number = entries.size + 1;
        entries.set(key, { message, xml, number });
        return { kind: 'new', number, firstAt: message.firstAt };
      }
      const { message, number } = known;
      if (message.sha256 !== sha256) {
        known.message = { ...message, conflict: true };
        return { kind: 'conflict' };
      }
      known.message = { ...message, count: message.count + 1 };
      return { kind: 'duplicate', number, firstAt: message.firstAt };
    },
    list: () => [...entries.values()].map(({ message }) => message),
    xmlOf: (uuid) => entries.get(uuid.toLowerCase())?.xml,
    lose: (uuid) => void entries.delete(uuid.toLowerCase()),
  };
}

/** What a target says that it has. */
export function heldIn(inbox: Inbox): HeldMessage[] {
  return inbox.list().map(({ uuid }) => ({ uuid, message: inbox.xmlOf(uuid) ?? new Uint8Array() }));
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
