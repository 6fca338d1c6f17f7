import type { CodeList } from './code-list.ts';
import { type Attribute, bare, type GroupNode, type Node, scope } from './definition.ts';
import type { Reachability } from './head-g2g.ts';
import { dateTime, din, patterned, uuid } from './text-types.ts';

/** The head of the old generation, as XGewerbeanzeige 2.x has it: all elements qualified, authorities by prefix and key. */
export interface ClassicHead {
  readonly uuid: string;
  readonly createdAt: string;
  readonly reader: ClassicParty;
  readonly author: ClassicParty;
}

export interface ClassicParty {
  /** DVDV prefix. */
  readonly prefix: ListedCode;
  /** The authority's key within the list that belongs to the prefix. */
  readonly id: ListedCode;
  readonly reachability?: readonly ClassicReachability[];
  readonly address?: {
    readonly street: string;
    readonly houseNumber: string;
    readonly city: string;
    readonly postalCode: string;
  };
  readonly name: string;
}

/** The standard fixes the list of channels; an instance may name it all the same. */
export interface ClassicReachability extends Reachability {
  readonly channelList?: { readonly uri?: string; readonly version?: string };
}

/** A code of a list that only the instance names (XÖV code types 3 and 4). */
export interface ListedCode {
  readonly code: string;
  readonly name?: string;
  readonly list?: string;
  readonly version: string;
}

const code = scope<ListedCode>();
const party = scope<ClassicParty>();
const reachability = scope<ClassicReachability>();
const address = scope<NonNullable<ClassicParty['address']>>();
const key = patterned('xs:token', /^\S(.*\S)?$/, { de: 'Schlüssel', en: 'code' });
const text = din('C');

const listAttributes: readonly Attribute[] = [
  code.attribute('listURI', 'list', key, { optional: true, harmless: true }),
  code.attribute('listVersionID', 'version', key, { harmless: true }),
];

const codeElements: Node<ListedCode>[] = [
  bare(code.text('code', 'code', key, { harmless: true })),
  bare(code.text('name', 'name', text, { optional: true, harmless: true })),
];

function listed(node: GroupNode<ClassicParty>): GroupNode<ClassicParty> {
  return { ...node, attributes: listAttributes };
}

const channel = patterned('erreichbarkeit', /^0[1-9]$/, { de: 'Schlüssel "01" bis "09"', en: 'code "01" to "09"' });

/** `erreichbarkeit`, of an authority and of anybody else. */
export const reachabilityElements: Node<ClassicReachability>[] = [
  {
    ...reachability.group('kanal', [bare(reachability.text('code', 'channel', channel))]),
    attributes: [
      reachability.attribute('listURI', 'channelList.uri', key, { optional: true }),
      reachability.attribute('listVersionID', 'channelList.version', key, { optional: true }),
    ],
  },
  reachability.text('kennung', 'id', text),
];

export const partyElements: Node<ClassicParty>[] = [
  party.group('behoerdenkennung', [
    listed(party.inside('praefix', 'prefix', codeElements)),
    listed(party.inside('kennung', 'id', codeElements)),
  ]),
  party.each('erreichbarkeit', 'reachability', reachabilityElements, { optional: true }),
  party.inside(
    'anschrift',
    'address',
    [
      address.text('strasse', 'street', text),
      address.text('hausNr', 'houseNumber', text),
      address.text('ort', 'city', text),
      address.text('plz', 'postalCode', text),
    ],
    { optional: true },
  ),
  party.text('behoerdenname', 'name', text, { harmless: true }),
];

/** What is inside `nachrichtenkopf`. `type` is the message's number. */
export function classicHeadElements(type: string): Node<ClassicHead>[] {
  const head = scope<ClassicHead>();
  const messageTypes: CodeList = { name: 'nachrichten', uri: '', version: '', type: 1, attributes: 'none' };
  return [
    head.group('identifikation.nachricht', [
      head.text('nachrichtenUUID', 'uuid', uuid, { harmless: true }),
      head.constantCode('nachrichtentyp', type, messageTypes),
      head.text('erstellungszeitpunkt', 'createdAt', dateTime, { harmless: true }),
    ]),
    head.inside('leser', 'reader', partyElements),
    head.inside('autor', 'author', partyElements),
  ];
}
