import { ZustellwerkError } from '../../errors.ts';
import type { XmlLimits } from '../../messages/xml-guard.ts';
import { readXml, type XmlElement } from '../../messages/xml-read.ts';
import { addressingNamespace, anonymousAddress, soapNamespace } from './names.ts';
import { child, element, optional, textOf, writeTree, type XmlTree } from './xml-tree.ts';

/** A SOAP 1.2 envelope with the headers of WS-Addressing 1.0, to be written. */
export interface EnvelopeParts {
  readonly action: string;
  /** Address of the server; absent in answers, which go where the request came from. */
  readonly to?: string;
  /** `urn:uuid:…`, new for every envelope. */
  readonly messageId: string;
  /** In an answer: the `messageId` of its request. */
  readonly relatesTo?: string;
  readonly headers: readonly XmlTree[];
  readonly body?: XmlTree;
}

/** An envelope that was read. */
export interface Envelope {
  readonly action?: string;
  readonly to?: string;
  readonly replyTo?: string;
  readonly messageId?: string;
  readonly relatesTo?: string;
  /** The header blocks that are not WS-Addressing. */
  readonly headers: readonly XmlElement[];
  readonly body?: XmlElement;
}

export function writeEnvelope({ action, to, messageId, relatesTo, headers, body }: EnvelopeParts): Uint8Array {
  const addressing = [
    element('wsa:Action', action),
    element('wsa:MessageID', messageId),
    optional('wsa:To', to),
    to === undefined ? undefined : element('wsa:ReplyTo', [element('wsa:Address', anonymousAddress)]),
    optional('wsa:RelatesTo', relatesTo),
  ];
  return writeTree(
    element('soap:Envelope', [element('soap:Header', [...addressing, ...headers]), element('soap:Body', [body])]),
  );
}

/** An envelope carries metadata only: content travels in parts of its own, or as base64 within. */
const depth = 40;

/**
 * Reads an envelope.
 *
 * @throws ZustellwerkError XML_REFUSED, XML_MALFORMED, or MESSAGE_UNREADABLE when it is no SOAP 1.2 envelope.
 */
export function readEnvelope(bytes: Uint8Array, size: number): Envelope {
  const limits: XmlLimits = { size, depth };
  const root = readXml(bytes, limits);
  const body = child(root, 'Body', soapNamespace);
  if (root.name !== 'Envelope' || root.namespace !== soapNamespace || body === undefined || body.children.length > 1) {
    throw new ZustellwerkError('MESSAGE_UNREADABLE', 'The document is not a SOAP 1.2 envelope with one body.');
  }
  const header = child(root, 'Header', soapNamespace);
  const addressing = (name: string) => textOf(child(header, name, addressingNamespace));
  const [content] = body.children;
  return present({
    action: addressing('Action'),
    to: addressing('To'),
    replyTo: textOf(child(child(header, 'ReplyTo', addressingNamespace), 'Address', addressingNamespace)),
    messageId: addressing('MessageID'),
    relatesTo: addressing('RelatesTo'),
    headers: header?.children.filter(({ namespace }) => namespace !== addressingNamespace) ?? [],
    body: content,
  });
}

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
