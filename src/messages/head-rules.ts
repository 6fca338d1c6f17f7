import type { MessageRule, RuleFault } from './message-rule.ts';
import type { XmlElement } from './xml-read.ts';

/** A rule on the XML of any message, whether it is defined here or not. */
export interface HeadRule
  extends Pick<MessageRule<never>, 'id' | 'severity' | 'text' | 'source' | 'example' | 'fields'> {
  /** The namespaces whose messages it is for; absent: all. */
  readonly namespaces?: RegExp;
  /** The elements that break the rule, each with all that it stands in, from the root. */
  breaches(root: XmlElement): Place[];
}

type Place = readonly [XmlElement, ...XmlElement[]];

/** Namespaces of the standards that are built on XInneres. */
const inneres = /^http:\/\/(www\.osci\.de\/xmeld|xpsw\.domap\.de\/xpsw)\d+$/;

/** What heads and texts must be, and the schemas cannot say. */
export const headRules: readonly HeadRule[] = [
  {
    id: 'xoev-head-nachrichtentyp',
    severity: 'error',
    text: {
      de: 'Der Schlüssel in nachrichtentyp ist die Nummer am Ende des Namens des Wurzelelements.',
      en: 'The code in nachrichtentyp is the number at the end of the name of the root element.',
    },
    source: 'XÖV Basisnachricht; XMeld 26.11, Nachrichtenkopf',
    breaches: (root) =>
      inHead(root, 'identifikation.nachricht', 'nachrichtentyp', 'code').filter(
        (place) => textOf(place) !== root.name.slice(root.name.lastIndexOf('.') + 1),
      ),
  },
  {
    id: 'xoev-head-pflichttext',
    severity: 'error',
    text: {
      de: 'Kennung und Name von Leser und Autor sind nicht leer; der Empfänger wiese die Nachricht sonst zurück (S030).',
      en: 'Kennung and name of leser and autor are not empty; the receiver would send the message back (S030).',
    },
    source: { de: 'XMeld 26.11, Rückweisungsgrund S030', en: 'XMeld 26.11, return reason S030' },
    breaches: (root) =>
      ['leser', 'autor']
        .flatMap((party) => ['kennung', 'name', 'behoerdenname'].flatMap((name) => inHead(root, party, name)))
        .filter((place) => textOf(place) === ''),
    fields: ['head.reader.kennung', 'head.reader.name', 'head.author.kennung', 'head.author.name'],
  },
  {
    id: 'xinneres-erstellungszeitpunkt',
    severity: 'error',
    text: {
      de: 'Der erstellungszeitpunkt hat Millisekunden und eine Zeitzone.',
      en: 'The erstellungszeitpunkt has milliseconds and a time zone.',
    },
    source: {
      de: 'XInneres, Text zu nachrichtenkopf.g2g (das Schema verlangt weniger)',
      en: 'XInneres, text on nachrichtenkopf.g2g (the schema asks for less)',
    },
    breaches: (root) =>
      inInneresHead(root, 'identifikation.nachricht', 'erstellungszeitpunkt').filter(
        (place) => !/T\d{2}:\d{2}:\d{2}\.\d{3}\d*(Z|[+-]\d{2}:\d{2})$/.test(textOf(place)),
      ),
    namespaces: inneres,
    fields: ['head.createdAt'],
    example: [{ at: ['head', 'createdAt'], value: '2026-11-25T13:00:00' }],
  },
  {
    id: 'xinneres-verzeichnisdienst',
    severity: 'error',
    text: {
      de: 'Der Verzeichnisdienst von Leser und Autor ist DVDV.',
      en: 'The verzeichnisdienst of leser and autor is DVDV.',
    },
    source: {
      de: 'XInneres, Text zu nachrichtenkopf.g2g (das Schema verlangt weniger)',
      en: 'XInneres, text on nachrichtenkopf.g2g (the schema asks for less)',
    },
    breaches: (root) =>
      ['leser', 'autor']
        .flatMap((party) => inInneresHead(root, party, 'verzeichnisdienst', 'code'))
        .filter((place) => textOf(place) !== 'DVDV'),
    namespaces: inneres,
  },
  {
    id: 'xoev-nfc',
    severity: 'warning',
    text: {
      de: 'Alle Texte sind in Unicode-Normalform C: Buchstabe und Akzent sind ein Zeichen.',
      en: 'All texts are in Unicode normalisation form C: letter and accent are one character.',
    },
    source: 'DIN 91379',
    breaches: (root) => everything([root]).filter((place) => !isNfc(place.at(-1))),
  },
];

/** The rules above that can say something of a message of this namespace. */
export function headRulesFor(namespace: string): HeadRule[] {
  return headRules.filter(({ namespaces }) => namespaces?.test(namespace) ?? true);
}

/** What the rules for all messages say of a document. */
export function checkHead(root: XmlElement): RuleFault[] {
  return headRules.flatMap(({ id, severity, text, breaches }) =>
    breaches(root).map((place) => ({ id, severity, text, xpath: xpathOfPlace(place) })),
  );
}

function inHead(root: XmlElement, ...names: string[]): Place[] {
  return [...find([root], ['nachrichtenkopf.g2g', ...names]), ...find([root], ['nachrichtenkopf', ...names])];
}

function inInneresHead(root: XmlElement, ...names: string[]): Place[] {
  return inneres.test(root.namespace) ? find([root], ['nachrichtenkopf.g2g', ...names]) : [];
}

function find(place: Place, [name, ...rest]: readonly string[]): Place[] {
  if (name === undefined) return [place];
  const found = place.at(-1)?.children.filter((child) => child.name === name) ?? [];
  return found.flatMap((child) => find([...place, child], rest));
}

function everything(place: Place): Place[] {
  const children = place.at(-1)?.children ?? [];
  return [place, ...children.flatMap((child) => everything([...place, child]))];
}

function textOf(place: Place): string {
  return place.at(-1)?.text.trim() ?? '';
}

function isNfc(element: XmlElement | undefined): boolean {
  return [element?.text ?? '', ...(element?.attributes.values() ?? [])].every((text) => text === text.normalize('NFC'));
}

/** As libxml2 writes it: a position only where there are several of a name. */
function xpathOfPlace(place: Place): string {
  return place
    .map((element, index) => {
      const same = place[index - 1]?.children.filter(({ tag }) => tag === element.tag) ?? [];
      return `/${element.tag}${same.length > 1 ? `[${same.indexOf(element) + 1}]` : ''}`;
    })
    .join('');
}
