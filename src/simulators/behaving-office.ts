import type { Receipt } from '../domains/quittung/quittung.ts';
import { loadSchemas } from '../messages/schemas.ts';
import { type Behaviour, findingsOf } from './behaviour.ts';
import { heldIn, openInbox } from './inbox.ts';
import { judge } from './judge.ts';
import { answerMessage, type Office, type OfficeAnswer, refusal } from './office.ts';
import type { HeldMessage } from './target.ts';

/** A bearer token for simulated targets that nobody gave one. */
export const usualToken = 'kit-token-of-the-simulator';

const anotherUuid = '00000000-0000-4000-8000-000000000000';

/** A simulated procedure without its interface: what it has, and what it answers. */
export interface BehavingOffice {
  /** What it answers to a message, with the receipt that its script wants: one that refuses, or speaks of another message. */
  answer(xml: Uint8Array, behaviour: Behaviour): Promise<OfficeAnswer>;
  /** UUID of a message; empty when it can't be read. */
  uuidOf(xml: Uint8Array): Promise<string>;
  has(uuid: string): boolean;
  held(): readonly HeldMessage[];
  /** Forgets the message that it took last. */
  forget(): void;
  close(): void;
}

/**
 * @param name stands in receipts as the product.
 * @param reply told of what is taken for the first time.
 */
export async function openBehavingOffice(name: string, reply: Office['reply'] = () => {}): Promise<BehavingOffice> {
  const schemas = await loadSchemas();
  const inbox = openInbox();
  const office: Office = { name, schemas, inbox, now: () => new Date(), record: async () => {}, reply };
  let last = '';
  const uuidOf = async (xml: Uint8Array) => {
    const judgement = await judge(xml, schemas);
    return judgement.kind === 'unreadable' ? '' : judgement.uuid;
  };
  return {
    uuidOf,
    answer: async (xml, behaviour) => {
      if (behaviour.kind === 'refuse') {
        const uuid = await uuidOf(xml);
        return uuid === '' ? { status: 400 } : { status: 200, receipt: refusal(office, uuid, told(behaviour)) };
      }
      const { status, receipt } = await answerMessage(office, xml, false);
      if (!receipt) return { status };
      last = receipt.messageUuid;
      return { status, receipt: behaviour.kind === 'wrong-receipt' ? ofAnother(receipt) : receipt };
    },
    has: (uuid) => inbox.xmlOf(uuid) !== undefined,
    held: () => heldIn(inbox),
    forget: () => inbox.lose(last),
    close: () => schemas.dispose(),
  };
}

/** As if it were for another message. */
export function ofAnother(receipt: Receipt): Receipt {
  return { ...receipt, messageUuid: anotherUuid };
}

function told(behaviour: Behaviour) {
  return findingsOf(behaviour).map(({ id, text = 'Abgelehnt.', xpath }) => ({ id, text, ...(xpath && { xpath }) }));
}
