import type { Schemas } from '../messages/schemas.ts';
import { validate } from '../messages/validate.ts';
import { readXml, type XmlElement } from '../messages/xml-read.ts';
import type { XtaContent } from '../transports/xta/content.ts';
import type { Envelope } from '../transports/xta/envelope.ts';
import type { SoapFaultCode, XtaFaultName } from '../transports/xta/fault.ts';
import { anonymousAddress, type XtaOperation } from '../transports/xta/names.ts';
import type { TransportOrder } from '../transports/xta/transport-order.ts';
import { toTree, writeTree, type XmlTree } from '../transports/xta/xml-tree.ts';

/** Why a request is refused. `where` names a place and never a value. */
export class XtaRefusal extends Error {
  readonly fault: XtaFaultName | SoapFaultCode;

  constructor(fault: XtaFaultName | SoapFaultCode, where: string) {
    super(where);
    this.fault = fault;
  }
}

/** What an operation comes with: header blocks, each once, and the body (WSDL of XTA core, bindings). */
const shapes: Readonly<Record<XtaOperation, { readonly headers: readonly string[]; readonly body?: string }>> = {
  createMessageID: { headers: ['Party'] },
  sendMessage: { headers: ['MessageMetaData', 'Party'], body: 'ContentContainer' },
  getStatusList: { headers: ['Party'], body: 'MessageSelector' },
  getMessage: { headers: ['Party'], body: 'MessageFetch' },
  close: { headers: ['Party'], body: 'MessageFetch' },
  getTransportReport: { headers: ['Party'], body: 'XTAMessageID' },
};

/**
 * Judges a request as strictly as the model allows: WS-Addressing, the blocks that the operation has and no others,
 * each by the schema, and ids that are unique in the whole envelope.
 *
 * @throws XtaRefusal
 */
export async function judgeEnvelope(envelope: Envelope, operation: XtaOperation, schemas: Schemas): Promise<void> {
  const { messageId, to, replyTo, headers, body } = envelope;
  if (messageId === undefined || to === undefined) throw new XtaRefusal('Sender', 'wsa:MessageID or wsa:To is missing');
  if (replyTo !== anonymousAddress) throw new XtaRefusal('Sender', 'wsa:ReplyTo is not anonymous');
  const shape = shapes[operation];
  const names = headers.map(({ name }) => name).sort();
  if (names.join() !== [...shape.headers].sort().join()) {
    throw new XtaRefusal('ParameterIsNotValid', `header blocks: ${names.join(', ')}`);
  }
  if (body?.name !== shape.body) throw new XtaRefusal('ParameterIsNotValid', `body: ${body?.name ?? 'empty'}`);
  const blocks = body === undefined ? headers : [...headers, body];
  for (const block of blocks) await judgeBlock(block, schemas);
  const ids = blocks.flatMap(idsIn);
  if (new Set(ids).size < ids.length) throw new XtaRefusal('ParameterIsNotValid', 'an id stands twice');
}

async function judgeBlock(block: XmlElement, schemas: Schemas): Promise<void> {
  const verdict = await validate(writeTree(withoutIncludes(toTree(block))), schemas);
  if (verdict.kind === 'valid') return;
  const where = verdict.kind === 'invalid' ? verdict.faults.map(({ xpath }) => xpath).join(', ') : verdict.kind;
  throw new XtaRefusal('ParameterIsNotValid', `schema: ${block.name}: ${where}`);
}

/** XOP puts an element where the schema knows base64 only; an empty text is the shortest base64 (XOP 3.2). */
function withoutIncludes(tree: XmlTree): XmlTree {
  if (typeof tree.content === 'string') return tree;
  const included = tree.content.length === 1 && tree.content[0]?.name === 'Include';
  return { ...tree, content: included ? '' : tree.content.map(withoutIncludes) };
}

function idsIn({ attributes, children }: XmlElement): string[] {
  const id = attributes.get('id');
  return [...(id === undefined ? [] : [id]), ...children.flatMap(idsIn)];
}

/**
 * Judges what is to be sent: the message by its own schema where there is one, and whether the order tells the truth
 * about it.
 *
 * @throws XtaRefusal
 */
export async function judgeContent(order: TransportOrder, content: XtaContent, schemas: Schemas): Promise<void> {
  const { message, attachments } = content;
  const verdict = await validate(message.bytes, schemas);
  if (verdict.kind !== 'valid' && verdict.kind !== 'unknown-standard') {
    throw new XtaRefusal('MessageSchemaViolation', `the message is ${verdict.kind}`);
  }
  const root = readXml(message.bytes);
  const { name, schema } = order.messageType;
  if (name !== root.name || schema !== root.namespace) {
    throw new XtaRefusal('ParameterIsNotValid', 'MessageType is not the name of the message');
  }
  const size = [message, ...attachments].reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (order.size < size) throw new XtaRefusal('ParameterIsNotValid', 'MessageSize is less than the content');
}
