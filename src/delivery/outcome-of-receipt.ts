import type { Receipt } from '../domains/quittung/quittung.ts';
import type { Outcome } from './outcome.ts';

/**
 * What a receipt comes to. A receipt for another message says nothing about ours.
 *
 * @param bytes the receipt as the procedure gave it.
 * @param answer how it came, in a few words for the operator.
 */
export function outcomeOfReceipt(receipt: Receipt, bytes: Uint8Array, messageUuid: string, answer: string): Outcome {
  if (receipt.messageUuid.toLowerCase() !== messageUuid.toLowerCase()) {
    return { kind: 'unknown', answer: `${answer} for another message` };
  }
  if (receipt.refused) return { kind: 'rejected', findings: receipt.findings ?? [], receipt: bytes, answer };
  const { fileNumber } = receipt;
  return { kind: 'delivered', receipt: bytes, ...(fileNumber !== undefined && { fileNumber }), answer };
}
