import { ZustellwerkError } from '../../errors.ts';
import { checkContent } from '../../messages/check.ts';
import { readMessage } from '../../messages/read.ts';
import type { Schemas } from '../../messages/schemas.ts';
import { validate } from '../../messages/validate.ts';
import type { XmlLimits } from '../../messages/xml-guard.ts';
import { readXml, type XmlElement } from '../../messages/xml-read.ts';
import { quittung, type Receipt } from './quittung.ts';

/** A receipt, or why the bytes are none. */
export type ReceiptReading =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason };

/**
 * - `empty`: no bytes.
 * - `refused`: not parsed: too large, too deep, not UTF-8, or with a DTD.
 * - `not-xml`: not well-formed.
 * - `not-a-receipt`: XML, but another document.
 * - `schema-invalid`: a receipt by its name that breaks its schema.
 */
export type UnreadableReason = 'empty' | 'refused' | 'not-xml' | 'not-a-receipt' | 'schema-invalid';

/** A receipt has some twenty lines; one with thousands of findings still fits. */
const limits: XmlLimits = { size: 1024 * 1024, depth: 16 };

/**
 * Reads what a procedure answered. Never throws, whatever the bytes: they come from a stranger.
 *
 * @param schemas when given, the schema of the receipt judges too; without, our own checks of the definition alone.
 */
export async function readReceipt(bytes: Uint8Array, schemas?: Schemas): Promise<ReceiptReading> {
  if (bytes.length === 0) return unreadable('empty');
  try {
    const document = readXml(bytes, limits);
    if (!isReceipt(document)) return unreadable('not-a-receipt');
    if (schemas && (await validate(bytes, schemas, limits)).kind !== 'valid') return unreadable('schema-invalid');
    return readReceiptElement(document);
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

/** Reads a receipt that stands inside another document. Never throws. */
export function readReceiptElement(element: XmlElement): ReceiptReading {
  if (!isReceipt(element)) return unreadable('not-a-receipt');
  try {
    const receipt = collapse(readMessage(quittung, element));
    return isComplete(receipt) ? { kind: 'receipt', receipt } : unreadable('schema-invalid');
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

function isReceipt({ name, namespace }: XmlElement): boolean {
  return name === quittung.root.name && namespace === quittung.standard.namespace;
}

/** The schema's tokens may stand on lines of their own. */
function collapse(receipt: Receipt): Receipt {
  return {
    ...receipt,
    messageUuid: receipt.messageUuid?.trim(),
    receivedAt: receipt.receivedAt?.trim(),
    ...(receipt.findings && { findings: receipt.findings.map((finding) => ({ ...finding, id: finding.id?.trim() })) }),
  };
}

/** What the schema demands and a reader doesn't notice: elements that are missing, and a refusal without a reason. */
function isComplete(receipt: Receipt): boolean {
  const hasReason = receipt.refused === undefined || (receipt.findings ?? []).length > 0;
  return hasReason && checkContent(quittung.root, receipt).length === 0;
}

function reasonOf(error: unknown): UnreadableReason {
  const code = error instanceof ZustellwerkError ? error.code : undefined;
  if (code === 'MESSAGE_UNREADABLE') return 'schema-invalid';
  return code === 'XML_REFUSED' ? 'refused' : 'not-xml';
}

function unreadable(reason: UnreadableReason): ReceiptReading {
  return { kind: 'unreadable', reason };
}
