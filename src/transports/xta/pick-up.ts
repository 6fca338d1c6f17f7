import type { XtaAccess } from './call.ts';
import { close, type FetchedMessage, getMessage, getStatusList, type XtaReply } from './operations.ts';

/** What one pick-up came to. */
export interface PickedUp {
  /** XTAMessageIDs of what was handled and closed. */
  readonly closed: readonly string[];
  /** What stays in the mailbox until the next pick-up, and why, in words without content. */
  readonly left: readonly { readonly xtaMessageId: string; readonly reason: string }[];
  /** Why the mailbox itself could not be read to its end. */
  readonly stopped?: string;
}

const listed = 50;

/**
 * Fetches all that waits in a mailbox, one message after the other. A message is closed, and with that gone from the
 * server, only after `handle` has come back: it must have stored the message durably by then.
 *
 * A process that dies before `close` gets the message again, and so does one whose `close` was lost. `handle` therefore
 * recognises what it has by `order.xtaMessageId`, without regard to case, and comes back as if it had stored it. When it
 * throws, its message stays where it is and the next one is fetched.
 *
 * Never throws.
 */
export async function pickUp(access: XtaAccess, handle: (message: FetchedMessage) => Promise<void>): Promise<PickedUp> {
  const closed: string[] = [];
  const left: { xtaMessageId: string; reason: string }[] = [];
  const seen = new Set<string>();
  for (;;) {
    const list = await getStatusList(access, listed);
    if (list.kind !== 'value') return { closed, left, stopped: reasonOf(list) };
    // Some servers go on listing what was closed.
    const open = list.value.orders.filter(({ times }) => times.Reception === undefined);
    const fresh = open.map(({ xtaMessageId }) => xtaMessageId).filter((id) => !seen.has(id.toLowerCase()));
    for (const xtaMessageId of fresh) {
      seen.add(xtaMessageId.toLowerCase());
      const reason = await pickUpOne(access, xtaMessageId, handle);
      if (reason === undefined) closed.push(xtaMessageId);
      else left.push({ xtaMessageId, reason });
    }
    if (list.value.pending === 0 || fresh.length === 0) return { closed, left };
  }
}

/** @returns why it stays in the mailbox. */
async function pickUpOne(
  access: XtaAccess,
  xtaMessageId: string,
  handle: (message: FetchedMessage) => Promise<void>,
): Promise<string | undefined> {
  const fetched = await getMessage(access, xtaMessageId);
  if (fetched.kind !== 'value') return reasonOf(fetched);
  try {
    await handle(fetched.value);
  } catch {
    return 'it could not be stored';
  }
  const done = await close(access, xtaMessageId);
  return done.kind === 'value' ? undefined : `it is stored, and not closed: ${reasonOf(done)}`;
}

/** Words for the operator, without content. */
function reasonOf(reply: Exclude<XtaReply<unknown>, { kind: 'value' }>): string {
  if (reply.kind === 'fault') return `XTA ${reply.fault.name}`;
  if (reply.kind === 'unreadable') return reply.answer;
  return reply.result.kind === 'failed' ? reply.result.answer : `HTTP ${reply.result.status}`;
}
