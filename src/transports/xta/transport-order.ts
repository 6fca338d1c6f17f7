import { ZustellwerkError } from '../../errors.ts';
import type { XmlElement } from '../../messages/xml-read.ts';
import { child, childrenOf, element, elementWith, optional, textOf, type XmlTree } from './xml-tree.ts';

/** Who takes part in a transport. */
export interface XtaParty {
  /** `prefix:id`, as in a message's head, for example `ags:03457013`. */
  readonly identifier: string;
  readonly name?: string;
  /** Category within the directory, as agreed with the other side. */
  readonly category?: string;
}

/** What a message is about, for those who transport it and don't open it: a code of a list, or free text. */
export type BusinessScenario =
  | { readonly list: string; readonly listVersion: string; readonly code: string }
  | { readonly text: string };

/** The stages of a transport, ISO 8601; each set by whom it concerns. */
export interface TransportTimes {
  readonly Origin?: string;
  readonly InitialSend?: string;
  readonly Delivery?: string;
  readonly InitialFetch?: string;
  /** Set when the reader has confirmed with `close` that it has the message. */
  readonly Reception?: string;
}

/** `MessageMetaData`: one order to transport one message. */
export interface TransportOrder {
  readonly xtaMessageId: string;
  readonly reader: XtaParty;
  readonly author: XtaParty;
  /** URI of the reader's service, as the directory (DVDV) has it. */
  readonly service?: string;
  readonly scenario: BusinessScenario;
  /** Name of the message's root element, and its namespace. */
  readonly messageType: { readonly name: string; readonly schema: string };
  /** Of the content, in bytes, roughly. */
  readonly size: number;
  readonly times: TransportTimes;
  /** A service profile's URI, or why there is none. */
  readonly quality: { readonly profile: string } | { readonly none: string };
}

const stages = ['Origin', 'InitialSend', 'Delivery', 'InitialFetch', 'Reception'] as const;

export function writeParty(party: XtaParty, name = 'xta:Party', id?: string): XmlTree {
  const { identifier, name: title, category: organizationCategory } = party;
  return elementWith(name, { id }, [elementWith('xta:Identifier', { name: title, organizationCategory }, identifier)]);
}

/** @param prefix of the xs:ID attributes, which have to be unique in a document: one for each order in a list. */
export function writeOrder(order: TransportOrder, prefix = 'order'): XmlTree {
  const { quality, times } = order;
  const id = (name: string) => ({ id: `${prefix}-${name}` });
  return element('xta:MessageMetaData', [
    writeXtaMessageId(order.xtaMessageId, `${prefix}-id`),
    writeParty(order.reader, 'xta:Reader', `${prefix}-reader`),
    element('xta:Originators', [writeParty(order.author, 'xta:Author', `${prefix}-author`)]),
    elementWith('xta:Qualifier', id('qualifier'), [
      optional('xta:Service', order.service),
      element('xta:BusinessScenario', [writeScenario(order.scenario)]),
      elementWith('xta:MessageType', { messageSchema: order.messageType.schema }, order.messageType.name),
    ]),
    element('xta:MessageSize', String(order.size)),
    element(
      'xta:DeliveryAttributes',
      stages.map((stage) => {
        const time = times[stage];
        return time === undefined ? undefined : elementWith(`xta:${stage}`, id(stage.toLowerCase()), time);
      }),
    ),
    elementWith('xta:ServiceQuality', id('quality'), [
      'profile' in quality ? element('xta:Defined', quality.profile) : element('xta:Undefined', quality.none),
    ]),
  ]);
}

export function writeXtaMessageId(xtaMessageId: string, id = 'xta-message-id'): XmlTree {
  return elementWith('xta:XTAMessageID', { id }, xtaMessageId);
}

function writeScenario(scenario: BusinessScenario): XmlTree {
  if ('text' in scenario) return element('xta:Undefined', scenario.text);
  const { list, listVersion, code } = scenario;
  return elementWith('xta:Defined', { listURI: list, listVersionID: listVersion }, [element('code', code)]);
}

export function readParty(source: XmlElement | undefined): XtaParty {
  const identifier = child(source, 'Identifier');
  const name = identifier?.attributes.get('name');
  const category = identifier?.attributes.get('organizationCategory');
  return {
    identifier: required(identifier, 'Identifier'),
    ...(name !== undefined && { name }),
    ...(category !== undefined && { category }),
  };
}

/** @throws ZustellwerkError MESSAGE_UNREADABLE when something is missing that an order must have. */
export function readOrder(source: XmlElement): TransportOrder {
  const qualifier = child(source, 'Qualifier');
  const type = child(qualifier, 'MessageType');
  const quality = child(source, 'ServiceQuality');
  const profile = textOf(child(quality, 'Defined'));
  const service = textOf(child(qualifier, 'Service'));
  const times = child(source, 'DeliveryAttributes')?.children.map((time) => [time.name, time.text.trim()]) ?? [];
  return {
    xtaMessageId: required(child(source, 'XTAMessageID'), 'XTAMessageID'),
    reader: readParty(child(source, 'Reader')),
    author: readParty(child(child(source, 'Originators'), 'Author')),
    ...(service !== undefined && { service }),
    scenario: readScenario(child(qualifier, 'BusinessScenario')),
    messageType: { name: required(type, 'MessageType'), schema: type?.attributes.get('messageSchema') ?? '' },
    size: Number(required(child(source, 'MessageSize'), 'MessageSize')),
    times: Object.fromEntries(times),
    quality: profile === undefined ? { none: required(child(quality, 'Undefined'), 'ServiceQuality') } : { profile },
  };
}

export function readOrders(list: XmlElement): TransportOrder[] {
  return childrenOf(list, 'MessageMetaData').map(readOrder);
}

function readScenario(source: XmlElement | undefined): BusinessScenario {
  const defined = child(source, 'Defined');
  if (defined === undefined) return { text: child(source, 'Undefined')?.text ?? '' };
  return {
    list: defined.attributes.get('listURI') ?? '',
    listVersion: defined.attributes.get('listVersionID') ?? '',
    code: required(child(defined, 'code', ''), 'BusinessScenario'),
  };
}

/** @throws ZustellwerkError MESSAGE_UNREADABLE. */
export function required(source: XmlElement | undefined, name: string): string {
  const text = textOf(source);
  if (text === undefined) throw new ZustellwerkError('MESSAGE_UNREADABLE', `XTA's ${name} is missing.`);
  return text;
}
