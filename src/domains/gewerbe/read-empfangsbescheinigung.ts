import { createHash } from 'node:crypto';
import { ZustellwerkError } from '../../errors.ts';
import { checkContent } from '../../messages/check.ts';
import type { Message } from '../../messages/head-g2g.ts';
import { readMessage } from '../../messages/read.ts';
import { readHead } from '../../messages/read-head.ts';
import type { Schemas } from '../../messages/schemas.ts';
import { validate } from '../../messages/validate.ts';
import { readXml, type XmlElement } from '../../messages/xml-read.ts';
import { type Empfangsbescheinigung, empfangsbescheinigung, type PdfFile } from './empfangsbescheinigung.ts';

/** A confirmation, or why the bytes are none. */
export type ConfirmationReading =
  | { readonly kind: 'confirmation'; readonly confirmation: Message<Empfangsbescheinigung> }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableConfirmation };

/**
 * - `empty`: no bytes.
 * - `refused`: not parsed: too large, too deep, not UTF-8, or with a DTD.
 * - `not-xml`: not well-formed.
 * - `not-a-confirmation`: XML, but another document.
 * - `schema-invalid`: a confirmation by its name that breaks its schema, or has another number in its head.
 * - `damaged`: its file is not the one that its SHA-512 is of, or is no PDF.
 */
export type UnreadableConfirmation =
  | 'empty'
  | 'refused'
  | 'not-xml'
  | 'not-a-confirmation'
  | 'schema-invalid'
  | 'damaged';

/** Reads the confirmation of a trade office. Never throws, whatever the bytes: they come from a stranger. */
export async function readEmpfangsbescheinigung(bytes: Uint8Array, schemas: Schemas): Promise<ConfirmationReading> {
  if (bytes.length === 0) return unreadable('empty');
  try {
    const document = readXml(bytes);
    if (!isConfirmation(document)) return unreadable('not-a-confirmation');
    if ((await validate(bytes, schemas)).kind !== 'valid') return unreadable('schema-invalid');
    // The schema cannot say that the number in the head is the one of the root element.
    if (readHead(document).type !== empfangsbescheinigung.type) return unreadable('schema-invalid');
    const confirmation = readMessage(empfangsbescheinigung, document);
    if (checkContent(empfangsbescheinigung.root, confirmation).length > 0) return unreadable('schema-invalid');
    return isWhole(confirmation.data.certificate) ? { kind: 'confirmation', confirmation } : unreadable('damaged');
  } catch (error) {
    return unreadable(reasonOf(error));
  }
}

function isConfirmation({ name, namespace }: XmlElement): boolean {
  return name === empfangsbescheinigung.root.name && namespace === empfangsbescheinigung.standard.namespace;
}

function isWhole({ content, sha512 }: PdfFile): boolean {
  const file = Buffer.from(content, 'base64');
  const isPdf = file.subarray(0, 5).toString('latin1') === '%PDF-';
  return isPdf && createHash('sha512').update(file).digest('hex') === sha512.toLowerCase();
}

function reasonOf(error: unknown): UnreadableConfirmation {
  const code = error instanceof ZustellwerkError ? error.code : undefined;
  if (code === 'MESSAGE_UNREADABLE') return 'schema-invalid';
  return code === 'XML_REFUSED' ? 'refused' : 'not-xml';
}

function unreadable(reason: UnreadableConfirmation): ConfirmationReading {
  return { kind: 'unreadable', reason };
}
