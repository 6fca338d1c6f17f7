import { quittung, type Receipt } from '../domains/quittung/quittung.ts';
import { buildMessage } from '../messages/build.ts';
import type { MessageDefinition } from '../messages/message.ts';

/** A receipt that a procedure may answer with: what it looks like, and an example of each verdict. */
export interface ReceiptForm {
  readonly definition: MessageDefinition<unknown>;
  readonly examples: (uuid: string, receivedAt: string) => ReadonlyMap<string, Uint8Array>;
}

const product = { name: 'Muster-Fachverfahren', manufacturer: 'Muster GmbH' };

const forms: readonly ReceiptForm[] = [
  {
    definition: quittung as MessageDefinition<unknown>,
    examples: (messageUuid, receivedAt) => {
      const accepted: Receipt = { messageUuid, receivedAt, accepted: true, fileNumber: 'MUSTER-2026-00017', product };
      const findings = [{ id: 'person-unbekannt', text: 'Die Person ist im Register nicht bekannt.' }];
      const refused: Receipt = { messageUuid, receivedAt, refused: true, findings, product };
      return new Map([
        ['samples/receipt-accepting.xml', buildMessage(quittung, accepted)],
        ['samples/receipt-refusing.xml', buildMessage(quittung, refused)],
      ]);
    },
  },
];

/** The form of a receipt by its definition's id (`standard/version/type`). */
export function receiptForm(id: string | undefined): ReceiptForm | undefined {
  return forms.find(({ definition }) => definition.id === id);
}
