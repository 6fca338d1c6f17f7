import { quittung, type Receipt, type ReceiptFinding } from '../domains/quittung/quittung.ts';
import { buildMessage } from '../messages/build.ts';
import type { Schemas } from '../messages/schemas.ts';
import type { Inbox } from './inbox.ts';
import { judge } from './judge.ts';

/** What a simulated procedure works with. */
export interface Office {
  readonly name: string;
  readonly schemas: Schemas;
  readonly inbox: Inbox;
  readonly now: () => Date;
  /** Called with every copy that is taken or conflicts, before it is answered. */
  readonly record: (uuid: string, xml: Uint8Array) => Promise<void>;
  /** Called with what is taken for the first time; the replies come later. */
  readonly reply: (taken: { uuid: string; xml: Uint8Array; fileNumber: string }) => void;
}

/** A status with a receipt; without one where there is nothing that a receipt could say. */
export interface OfficeAnswer {
  readonly status: 200 | 400 | 409 | 422;
  readonly receipt?: Receipt;
}

/**
 * What a procedure answers to a message: 200 and a receipt, the same one each time; 422 and a refusing receipt when
 * the schema does not allow it; 409 when other bytes came under its UUID; 400 when it has no UUID or is not XML.
 *
 * @param refuse answer 200 with a refusing receipt, and don't take the message; what was taken before stays taken.
 */
export async function answerMessage(office: Office, xml: Uint8Array, refuse: boolean): Promise<OfficeAnswer> {
  const judgement = await judge(xml, office.schemas);
  if (judgement.kind === 'unreadable') return { status: 400 };
  const { uuid } = judgement;
  if (judgement.kind === 'invalid') return { status: 422, receipt: refusal(office, uuid, judgement.findings) };
  if (refuse && office.inbox.xmlOf(uuid) === undefined) {
    return { status: 200, receipt: refusal(office, uuid, [{ id: 'refused', text: 'Abgelehnt nach Drehbuch.' }]) };
  }
  const taken = office.inbox.take({ uuid, root: judgement.root, xml, at: office.now() });
  await office.record(uuid, xml);
  if (taken.kind === 'conflict') return { status: 409 };
  const fileNumber = `SIM-${String(taken.number).padStart(6, '0')}`;
  if (taken.kind === 'new') office.reply({ uuid, xml, fileNumber });
  return { status: 200, receipt: { ...head(office, uuid, taken.firstAt), accepted: true, fileNumber } };
}

/** The receipt that refuses a message. */
export function refusal(office: Office, uuid: string, findings: readonly ReceiptFinding[]): Receipt {
  return { ...head(office, uuid, office.now().toISOString()), refused: true, findings };
}

function head({ name }: Office, messageUuid: string, receivedAt: string) {
  return { messageUuid, receivedAt, product: { name: `Simulator ${name}`, manufacturer: 'Zustellwerk' } };
}

export function writeReceipt(receipt: Receipt): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buildMessage(quittung, receipt));
}
