import { ZustellwerkError } from '../../errors.ts';
import type { XmlElement } from '../../messages/xml-read.ts';
import { callXta, type XtaAccess, type XtaAnswer, type XtaResult } from './call.ts';
import { readContent, writeContent, type XtaContent } from './content.ts';
import { xtaNamespace } from './names.ts';
import { readReport, type TransportReport } from './report.ts';
import {
  readOrder,
  readOrders,
  required,
  type TransportOrder,
  writeOrder,
  writeXtaMessageId,
} from './transport-order.ts';
import { child, element, textOf } from './xml-tree.ts';

/** What an operation came to: its value, or why there is none. */
export type XtaReply<Value> = { readonly kind: 'value'; readonly value: Value } | Exclude<XtaResult, XtaAnswer>;

/** Lets the server make an XTAMessageID. */
export async function createMessageID(access: XtaAccess): Promise<XtaReply<string>> {
  return read(await callXta(access, { operation: 'createMessageID' }), (answer) =>
    required(bodyOf(answer, 'XTAMessageID'), 'XTAMessageID'),
  );
}

/** Orders the transport of a message. The answer is empty: the server has taken the order, and no more is said. */
export async function sendMessage(
  access: XtaAccess,
  order: TransportOrder,
  content: XtaContent,
): Promise<XtaReply<undefined>> {
  const { tree, parts } = writeContent(content);
  const call = { operation: 'sendMessage', headers: [writeOrder(order)], body: tree, parts } as const;
  return read(await callXta(access, call), ({ envelope }) => {
    if (envelope.body !== undefined) unreadable('the answer to sendMessage is not empty');
    return undefined;
  });
}

/** How the transport of a message stands, with the report as the server wrote it. */
export async function getTransportReport(
  access: XtaAccess,
  xtaMessageId: string,
): Promise<XtaReply<{ readonly report: TransportReport; readonly bytes: Uint8Array }>> {
  const body = writeXtaMessageId(xtaMessageId);
  return read(await callXta(access, { operation: 'getTransportReport', body }), (answer) => ({
    report: readReport(bodyOf(answer, 'ReportResult')),
    bytes: answer.bytes,
  }));
}

/** Messages that wait in the mailbox. */
export interface StatusList {
  readonly orders: readonly TransportOrder[];
  /** How many more there are that were not listed. */
  readonly pending: number;
}

/**
 * What waits in the account's mailbox, oldest first. `NewEntry` is false: without it the server would leave out what was
 * fetched before and never closed, which is just what a process that died leaves behind.
 */
export async function getStatusList(access: XtaAccess, maxMessages: number): Promise<XtaReply<StatusList>> {
  const criteria = [element('xta:NewEntry', 'false'), element('xta:MaxMessages', String(maxMessages))];
  const body = element('xta:MessageSelector', [element('xta:OtherCriteria', criteria)]);
  return read(await callXta(access, { operation: 'getStatusList', body }), (answer) => ({
    orders: readOrders(bodyOf(answer, 'MessageStatusList')),
    pending: pendingIn(answer),
  }));
}

/** A message out of the mailbox, where it stays until it is closed. */
export interface FetchedMessage extends XtaContent {
  readonly order: TransportOrder;
}

export async function getMessage(access: XtaAccess, xtaMessageId: string): Promise<XtaReply<FetchedMessage>> {
  const body = element('xta:MessageFetch', [writeXtaMessageId(xtaMessageId)]);
  return read(await callXta(access, { operation: 'getMessage', body }), (answer) => ({
    ...readContent(bodyOf(answer, 'ContentContainer'), answer.parts),
    order: readOrder(headerOf(answer, 'MessageMetaData') ?? unreadable('its MessageMetaData is missing')),
  }));
}

/** Tells the server that the message is in safe hands. It is gone from the mailbox afterwards. */
export async function close(access: XtaAccess, xtaMessageId: string): Promise<XtaReply<undefined>> {
  const body = element('xta:MessageFetch', [writeXtaMessageId(xtaMessageId)]);
  return read(await callXta(access, { operation: 'close', body }), () => undefined);
}

function read<Value>(result: XtaResult, value: (answer: XtaAnswer) => Value): XtaReply<Value> {
  if (result.kind !== 'answer') return result;
  try {
    return { kind: 'value', value: value(result) };
  } catch (error) {
    if (!(error instanceof ZustellwerkError)) throw error;
    return { kind: 'unreadable', answer: `the answer is not what XTA promises (${error.code})` };
  }
}

function bodyOf({ envelope: { body } }: XtaAnswer, name: string): XmlElement {
  return body?.name === name && body.namespace === xtaNamespace ? body : unreadable(`its body is not ${name}`);
}

function headerOf({ envelope }: XtaAnswer, name: string): XmlElement | undefined {
  return envelope.headers.find((header) => header.name === name && header.namespace === xtaNamespace);
}

/** `MessagesPending` counts what was not listed; `NoMessageAvailable` says that there is nothing. */
function pendingIn(answer: XtaAnswer): number {
  const remaining = child(headerOf(answer, 'MessageBoxStatus'), 'MessagesRemaining');
  return Number(textOf(child(remaining, 'MessagesPending')) ?? 0);
}

function unreadable(reason: string): never {
  throw new ZustellwerkError('MESSAGE_UNREADABLE', `An answer of the XTA server is not read: ${reason}.`);
}
