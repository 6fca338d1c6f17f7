import { randomUUID } from 'node:crypto';
import type { Schemas } from '../messages/schemas.ts';
import type { XmlElement } from '../messages/xml-read.ts';
import { readContent, writeContent } from '../transports/xta/content.ts';
import type { Envelope } from '../transports/xta/envelope.ts';
import { soapFaultCodes } from '../transports/xta/fault.ts';
import { type XtaOperation, xtaNamespace } from '../transports/xta/names.ts';
import { reportStatuses } from '../transports/xta/report.ts';
import { readOrder, readParty, writeOrder, writeXtaMessageId } from '../transports/xta/transport-order.ts';
import { child, element, elementWith, textOf, type XmlTree } from '../transports/xta/xml-tree.ts';
import type { BinaryPart } from '../transports/xta/xop.ts';
import { judgeContent, XtaRefusal } from './xta-judge.ts';
import type { TakenOrder, XtaOrders } from './xta-orders.ts';

/** What a simulated XTA server works with. */
export interface XtaOffice {
  /** What the server calls itself in reports and in ids that it makes. */
  readonly identity: string;
  readonly orders: XtaOrders;
  readonly schemas: Schemas;
  readonly now: () => Date;
}

export interface XtaRequest {
  readonly operation: XtaOperation;
  readonly envelope: Envelope;
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

/** An answer before it is put into its envelope. */
export interface XtaServerAnswer {
  readonly headers: readonly XmlTree[];
  readonly body?: XmlTree;
  readonly parts: readonly BinaryPart[];
}

const empty: XtaServerAnswer = { headers: [], parts: [] };

/**
 * Does what a judged request asks for.
 *
 * @throws XtaRefusal
 */
export async function answerXta(office: XtaOffice, request: XtaRequest): Promise<XtaServerAnswer> {
  const { orders, identity } = office;
  const party = readParty(header(request, 'Party')).identifier;
  switch (request.operation) {
    case 'createMessageID': {
      const xtaMessageId = `urn:de:xta:messageid:${identity}:${randomUUID()}`;
      return { ...empty, body: writeXtaMessageId(xtaMessageId) };
    }
    case 'sendMessage':
      await take(office, request, party);
      return empty;
    case 'getTransportReport': {
      const taken = find(orders, request.envelope.body, party);
      return { ...empty, body: writeReport(office, taken) };
    }
    case 'getStatusList':
      return list(orders.waitingFor(party), request.envelope.body);
    case 'getMessage': {
      const { order, content } = find(orders, child(request.envelope.body, 'XTAMessageID'), party);
      orders.markFetched(order.xtaMessageId);
      const { tree, parts } = writeContent(content);
      return { headers: [remaining(orders.waitingFor(party).length - 1), writeOrder(order)], body: tree, parts };
    }
    case 'close':
      orders.close(find(orders, child(request.envelope.body, 'XTAMessageID'), party).order.xtaMessageId);
      return empty;
  }
}

async function take({ orders, schemas }: XtaOffice, request: XtaRequest, party: string): Promise<void> {
  const order = readOrder(header(request, 'MessageMetaData'));
  if (request.envelope.body === undefined) throw new XtaRefusal('ParameterIsNotValid', 'body: empty');
  const content = readContent(request.envelope.body, request.parts);
  await judgeContent(order, content, schemas);
  if (order.author.identifier !== party) throw new XtaRefusal('PermissionDenied', 'the author is not the party');
  // The id has to be unique over all transports: what comes under it again is another order, or a copy.
  if (!orders.take(order, content)) throw new XtaRefusal('ParameterIsNotValid', 'XTAMessageID is used already');
}

/** Author and reader may ask for an order; for all others it does not exist. */
function find(orders: XtaOrders, id: XmlElement | undefined, party: string): TakenOrder {
  const taken = orders.find(textOf(id) ?? '');
  const { author, reader } = taken?.order ?? {};
  if (taken === undefined || ![author?.identifier, reader?.identifier].includes(party)) {
    throw new XtaRefusal('InvalidMessageID', 'no order of that id');
  }
  return taken;
}

function list(waiting: readonly TakenOrder[], selector: XmlElement | undefined): XtaServerAnswer {
  const criteria = child(selector, 'OtherCriteria');
  // Without NewEntry only what was never fetched is meant.
  const onlyNew = textOf(child(criteria, 'NewEntry')) !== 'false';
  const chosen = waiting.filter(({ order }) => !(onlyNew && order.times.InitialFetch));
  const shown = chosen.slice(0, Number(textOf(child(criteria, 'MaxMessages')) ?? chosen.length));
  const orders = shown.map(({ order }, index) => writeOrder(order, `order-${index}`));
  return {
    headers: [remaining(chosen.length - shown.length)],
    body: element('xta:MessageStatusList', orders),
    parts: [],
  };
}

function remaining(count: number): XmlTree {
  const pending = element('xta:MessagesPending', String(count));
  return element('xta:MessageBoxStatus', [element('xta:MessagesRemaining', [pending])]);
}

function writeReport({ identity, now }: XtaOffice, { order, status }: TakenOrder): XmlTree {
  const time = now().toISOString();
  const record = element('xta:Error', [
    element('xta:Timestamp', time),
    writeCode('xta:Code', 'not-delivered'),
    element('xta:Reason', 'Nach Drehbuch nicht zugestellt.'),
  ]);
  const report = elementWith('xta:TransportReport', { id: 'report' }, [
    element('xta:ReportTime', time),
    element('xta:XTAServerIdentity', identity),
    element('xta:MessageStatus', [
      element('xta:Status', String(reportStatuses.indexOf(status))),
      status === 'red' ? element('xta:ErrorList', [record]) : undefined,
    ]),
    writeOrder(order),
  ]);
  return element('xta:ReportResult', [report]);
}

/** The official numbers are not public, so the simulator has a list of its own: XTA lets the list be named. */
function writeCode(name: string, code: string): XmlTree {
  const list = { listURI: 'urn:zustellwerk:simulator:xta', listVersionID: '1' };
  return elementWith(name, list, [element('code', code)]);
}

/** A SOAP fault, with XTA's exception in its detail. */
export function writeFault({ fault, message }: XtaRefusal): XmlTree {
  const soapCode = soapFaultCodes.find((code) => code === fault);
  const blamesServer = ['TechnicalProblem', 'ExternalServiceUnavailable', 'Receiver'].includes(fault);
  const exception = element(`xta:${fault}Exception`, [
    writeCode('xta:ErrorCode', `sim-${fault}`),
    element('xta:Detail', message),
  ]);
  return element('soap:Fault', [
    element('soap:Code', [element('soap:Value', `soap:${soapCode ?? (blamesServer ? 'Receiver' : 'Sender')}`)]),
    element('soap:Reason', [elementWith('soap:Text', { 'xml:lang': 'en' }, message)]),
    soapCode === undefined ? element('soap:Detail', [exception]) : undefined,
  ]);
}

function header({ envelope }: XtaRequest, name: string): XmlElement {
  const found = envelope.headers.find((each) => each.name === name && each.namespace === xtaNamespace);
  if (found === undefined) throw new XtaRefusal('ParameterIsNotValid', `${name} is missing`);
  return found;
}
