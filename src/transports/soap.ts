/**
 * SOAP 1.1, document/literal: a document in an envelope, and what comes back.
 *
 * | what came back | result | outcome (`outcomeOfFault`) |
 * | --- | --- | --- |
 * | an envelope | body | the caller reads the body |
 * | a fault `Client`, `VersionMismatch`, `MustUnderstand` | fault | `rejected` |
 * | a fault `Server`, or another one | fault | `later` |
 * | anything else | undefined | the HTTP status decides |
 *
 * SOAP 1.1, section 4.4.1: the content of a message with a fault `Client` is wrong and it should not be sent again without
 * change; a fault `Server` says nothing about the content, and it may succeed later.
 *
 * @module
 */
import { readXml, type XmlElement } from '../messages/xml-read.ts';
import { escapeText, writeAttribute, writeElement, xmlDeclaration } from '../messages/xml-write.ts';
import type { HttpOutcome } from './https-outcome.ts';

export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The document that an operation takes: some texts, and the message itself. */
export interface SoapDocument {
  readonly namespace: string;
  readonly name: string;
  /** Name → text, in order. */
  readonly fields: Readonly<Record<string, string>>;
  /** Name of the element that holds the message. */
  readonly holder: string;
  /** XML, UTF-8; it is put in as it is, but for its declaration. */
  readonly message: Uint8Array;
}

/** The envelope has no default namespace, so what is without one inside the message stays so. */
export function writeSoap({ namespace, name, fields, holder, message }: SoapDocument): Uint8Array {
  const inner = new TextDecoder().decode(message).replace(/^\uFEFF?<\?xml[^>]*\?>\s*/, '');
  const texts = Object.entries(fields).map(([field, text]) => writeElement(`v:${field}`, '', escapeText(text)));
  const content = [...texts, writeElement(`v:${holder}`, '', inner)].join('');
  const document = writeElement(`v:${name}`, writeAttribute('xmlns:v', namespace), content);
  const body = writeElement('soap:Body', '', document);
  return Buffer.from(xmlDeclaration + writeElement('soap:Envelope', writeAttribute('xmlns:soap', soapNamespace), body));
}

export type SoapAnswer =
  | { readonly kind: 'body'; readonly document: XmlElement }
  | {
      readonly kind: 'fault';
      /** Local name of the code, without what follows a dot (SOAP 1.1, section 4.4.1). */
      readonly code: string;
      readonly detail: XmlElement | undefined;
    };

/** Undefined when the bytes are no envelope with one document. Never throws, whatever the bytes. */
export function readSoap(bytes: Uint8Array): SoapAnswer | undefined {
  const envelope = parse(bytes);
  if (envelope?.name !== 'Envelope' || envelope.namespace !== soapNamespace) return undefined;
  const body = envelope.children.find(({ name, namespace }) => name === 'Body' && namespace === soapNamespace);
  const [document, ...others] = body?.children ?? [];
  if (!document || others.length > 0) return undefined;
  if (document.name !== 'Fault' || document.namespace !== soapNamespace) return { kind: 'body', document };
  const code = document.children.find(({ name }) => name === 'faultcode')?.text.trim() ?? '';
  const detail = document.children.find(({ name }) => name === 'detail');
  return { kind: 'fault', code: code.replace(/^.*:/, '').replace(/\..*$/, ''), detail };
}

/** What a fault comes to. Its text may quote content, so only the code is told. */
export function outcomeOfFault(code: string, status: number): HttpOutcome {
  const known = /^[A-Za-z]{1,40}$/.test(code) ? code : 'unknown code';
  const answer = `HTTP ${status}, SOAP fault ${known}`;
  if (!['Client', 'VersionMismatch', 'MustUnderstand'].includes(code)) return { kind: 'later', answer };
  return { kind: 'rejected', findings: [{ id: `soap-${code.toLowerCase()}` }], answer };
}

function parse(bytes: Uint8Array): XmlElement | undefined {
  try {
    return readXml(bytes);
  } catch {
    return undefined;
  }
}
