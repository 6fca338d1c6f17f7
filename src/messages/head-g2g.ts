import type { CodeList } from './code-list.ts';
import { type Attribute, fixedAttribute, type Node, scope, unqualified } from './definition.ts';
import type { Standard } from './message.ts';
import { type PostalAddress, postalAddress } from './postal-address.ts';
import { dateTime, din, uuid } from './text-types.ts';

/**
 * The head of the new generation: XÖV Basisnachricht unqualified g2g 1.1, used by XMeld 26.11, XPersonenstand from
 * 25.11 and our own messages. Everything in it is unqualified.
 */
export interface Head {
  /** New for every message; kept only when the same message is sent again. */
  readonly uuid: string;
  /** Berlin time with milliseconds and zone. */
  readonly createdAt: string;
  readonly reader: Party;
  readonly author: Party;
  readonly product: { readonly name: string; readonly manufacturer: string; readonly version?: string };
  /** Its presence alone marks a test message; absent in production. */
  readonly test?: string;
}

/** A public body or portal as reader or author. */
export interface Party extends PostalAddress {
  /** `prefix:id` as in the DVDV, for example `ags:03457013`. */
  readonly kennung: string;
  readonly name: string;
  readonly reachability?: readonly Reachability[];
}

export interface Reachability {
  /** Code of `urn:de:xoev:codeliste:erreichbarkeit`. */
  readonly channel: string;
  /** Address or number in that channel. */
  readonly id: string;
  readonly addition?: string;
}

const directories: CodeList = {
  name: 'verzeichnisdienst',
  uri: 'urn:xoev-de:kosit:codeliste:verzeichnisdienst',
  version: '3',
  type: 3,
};

export const channels: CodeList = {
  name: 'erreichbarkeit',
  uri: 'urn:de:xoev:codeliste:erreichbarkeit',
  version: '3',
  type: 3,
  codes: {
    '01': 'E-Mail',
    '02': 'Telefon Festnetz',
    '03': 'Telefon mobil',
    '04': 'Fax',
    '05': 'Instant Messenger',
    '06': 'Pager',
    '07': 'Sonstiges',
    '08': 'De-Mail',
    '09': 'Web',
  },
};

/** What is built from a head and data, and read back into them. */
export interface Message<Data> {
  readonly head: Head;
  readonly data: Data;
}

/** The root attributes of every message with the new head. */
export function headAttributes(standard: Standard): Attribute[] {
  const { attribute } = scope<{ head: Head }>();
  return [
    attribute('produkt', 'head.product.name', din('C'), { harmless: true }),
    attribute('produkthersteller', 'head.product.manufacturer', din('C'), { harmless: true }),
    attribute('produktversion', 'head.product.version', din('C'), { optional: true, harmless: true }),
    fixedAttribute('standard', standard.name, din('C')),
    fixedAttribute('version', standard.version, din('C')),
    attribute('test', 'head.test', din('C'), { optional: true, harmless: true }),
  ];
}

/**
 * `nachrichtenkopf.g2g`. `messageTypes` is the standard's own list of message numbers; standards on XInneres demand that
 * the author can be reached in at least one way.
 */
export function headElements(messageTypes: CodeList, type: string, { reachableAuthor = false } = {}): Node<Head>[] {
  const head = scope<Head>();
  return unqualified([
    head.group('nachrichtenkopf.g2g', [
      head.group('identifikation.nachricht', [
        head.text('nachrichtenUUID', 'uuid', uuid, { harmless: true }),
        head.constantCode('nachrichtentyp', type, messageTypes),
        head.text('erstellungszeitpunkt', 'createdAt', dateTime, { harmless: true }),
      ]),
      head.inside('leser', 'reader', partyElements({ optional: true })),
      head.inside('autor', 'author', partyElements(reachableAuthor ? {} : { optional: true })),
    ]),
  ]);
}

function partyElements(reachable: { optional?: true }): Node<Party>[] {
  const party = scope<Party>();
  const reachability = scope<Reachability>();
  return [
    party.constantCode('verzeichnisdienst', 'DVDV', directories),
    party.text('kennung', 'kennung', din('C'), { harmless: true }),
    party.text('name', 'name', din('C'), { harmless: true }),
    party.each(
      'erreichbarkeit',
      'reachability',
      [
        reachability.code('kanal', 'channel', channels),
        reachability.text('kennung', 'id', din('C')),
        reachability.text('zusatz', 'addition', din('C'), { optional: true }),
      ],
      reachable,
    ),
  ];
}

/** `anschrift.leser` and `anschrift.autor`, which XInneres adds: the author's is mandatory. */
export function inneresAddresses(): Node<Head>[] {
  const head = scope<Head>();
  const party = scope<Party>();
  return unqualified([
    head.within('reader', [party.group('anschrift.leser', [postalAddress], { optional: true })]),
    head.within('author', [party.group('anschrift.autor', [postalAddress])]),
  ]);
}
