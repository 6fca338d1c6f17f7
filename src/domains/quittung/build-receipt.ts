import { buildMessage } from '../../messages/build.ts';
import { checkContent } from '../../messages/check.ts';
import { quittung, type Receipt } from './quittung.ts';

/** Writes what a procedure has said in another form as a receipt; undefined when a receipt cannot say it. */
export function buildReceipt(receipt: Receipt): Uint8Array | undefined {
  const hasReason = receipt.refused === undefined || (receipt.findings ?? []).length > 0;
  return hasReason && checkContent(quittung.root, receipt).length === 0 ? buildMessage(quittung, receipt) : undefined;
}
