import type { XmlElement } from './xml-read.ts';

/** What stands on the envelope of a message: for people and for logs. Any part may be missing; nothing is checked. */
export interface MessageHead {
  readonly standard?: string;
  readonly version?: string;
  /** `nachrichtenUUID`. */
  readonly uuid?: string;
  /** Code of `nachrichtentyp`, for example `1700`. */
  readonly type?: string;
  readonly author?: HeadParty;
  readonly reader?: HeadParty;
  readonly createdAt?: string;
  /** The attribute `test`: its presence alone, with whatever content, means "not for production". */
  readonly test?: string;
}

export interface HeadParty {
  /** `prefix:id`, in both generations. */
  readonly kennung?: string;
  readonly name?: string;
}

/**
 * Reads the head of a message of either generation: `nachrichtenkopf.g2g` with `kennung` and `name`, or the older
 * `nachrichtenkopf` with `behoerdenkennung` and `behoerdenname`.
 *
 * Only local names count: the older standards qualify the head with their own namespace, XInneres and the newer ones
 * don't. Takes what is there and never throws, since people want to see above all the heads of broken messages.
 */
export function readHead(root: XmlElement): MessageHead {
  const head = child(root, 'nachrichtenkopf.g2g') ?? child(root, 'nachrichtenkopf');
  const identification = child(head, 'identifikation.nachricht');
  return present({
    standard: root.attributes.get('standard'),
    version: root.attributes.get('version'),
    uuid: textOf(child(identification, 'nachrichtenUUID')),
    type: codeOf(child(identification, 'nachrichtentyp')),
    author: readParty(child(head, 'autor')),
    reader: readParty(child(head, 'leser')),
    createdAt: textOf(child(identification, 'erstellungszeitpunkt')),
    test: root.attributes.get('test'),
  });
}

function readParty(party: XmlElement | undefined): HeadParty | undefined {
  if (party === undefined) return undefined;
  const old = child(party, 'behoerdenkennung');
  const parts = [codeOf(child(old, 'praefix')), codeOf(child(old, 'kennung'))].filter((part) => part !== undefined);
  return present({
    kennung: old ? textIn(parts.join(':')) : textOf(child(party, 'kennung')),
    name: textOf(child(party, 'behoerdenname')) ?? textOf(child(party, 'name')),
  });
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** A code list value stands in `code`; some old versions have it as plain text. */
function codeOf(element: XmlElement | undefined): string | undefined {
  return textOf(child(element, 'code')) ?? textOf(element);
}

function textOf(element: XmlElement | undefined): string | undefined {
  return textIn(element?.text ?? '');
}

function textIn(text: string): string | undefined {
  return text.trim() || undefined;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
