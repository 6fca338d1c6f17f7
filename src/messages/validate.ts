import { XmlDocument, XmlParseError, XmlValidateError, type XsdValidator } from 'libxml2-wasm';
import { ZustellwerkError } from '../errors.ts';
import type { Schemas } from './schemas.ts';
import { guardXml, type XmlLimits } from './xml-guard.ts';

/** One thing that a schema says against a document. */
export interface SchemaFault {
  readonly line: number;
  readonly xpath: string;
  /** What libxml2 says. May quote the document: show it to its owner, never log it. */
  readonly message: string;
}

/** What a document is worth. */
export type Verdict =
  | { readonly kind: 'valid'; readonly namespace: string; readonly root: string }
  | {
      readonly kind: 'invalid';
      readonly namespace: string;
      readonly root: string;
      readonly faults: readonly SchemaFault[];
    }
  | { readonly kind: 'unknown-standard'; readonly namespace: string; readonly root: string }
  | { readonly kind: 'unknown-message'; readonly namespace: string; readonly root: string }
  | { readonly kind: 'unreadable'; readonly faults: readonly SchemaFault[] };

/**
 * Judges a document by the schema of its namespace. Asynchronous so that another thread can take it over.
 *
 * Never throws for any document, whatever its bytes.
 */
export async function validate(bytes: Uint8Array, schemas: Schemas, limits?: XmlLimits): Promise<Verdict> {
  try {
    guardXml(bytes, limits);
  } catch (error) {
    if (error instanceof ZustellwerkError && error.code === 'XML_REFUSED') {
      return { kind: 'unreadable', faults: [{ line: 0, xpath: '', message: error.message }] };
    }
    throw error;
  }
  return prove(bytes, schemas);
}

/** The same for a message that we built ourselves: what `guardXml` refuses cannot be in it. */
export async function prove(bytes: Uint8Array, schemas: Schemas): Promise<Verdict> {
  try {
    using document = XmlDocument.fromBuffer(bytes);
    return judge(document, schemas);
  } catch (error) {
    if (error instanceof XmlParseError) return { kind: 'unreadable', faults: error.details.map(toFault) };
    throw error;
  }
}

/** What a schema says against a message that we built ourselves, whose standard is known; nothing of a valid one alone. */
export function findFaults(bytes: Uint8Array, validator: XsdValidator): SchemaFault[] {
  try {
    using document = XmlDocument.fromBuffer(bytes);
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlParseError || error instanceof XmlValidateError)) throw error;
    const faults = error.details.map(toFault);
    return faults.length > 0 ? faults : [{ line: 0, xpath: '', message: error.message }];
  }
}

function judge(document: XmlDocument, { rootsOf, validatorFor }: Schemas): Verdict {
  const { name: root, namespaceUri: namespace } = document.root;
  const subject = { namespace, root };
  const validator = validatorFor(namespace);
  if (!validator) return { kind: 'unknown-standard', ...subject };
  if (!rootsOf(namespace).includes(root)) return { kind: 'unknown-message', ...subject };
  try {
    validator.validate(document);
    return { kind: 'valid', ...subject };
  } catch (error) {
    if (error instanceof XmlValidateError) return { kind: 'invalid', ...subject, faults: error.details.map(toFault) };
    throw error;
  }
}

function toFault({ line, message, xpath }: { line: number; message: string; xpath?: string }): SchemaFault {
  return { line, xpath: xpath ?? '', message: message.trim() };
}
