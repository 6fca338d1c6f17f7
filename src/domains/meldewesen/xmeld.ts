import { type Node, within } from '../../messages/definition.ts';
import { headAttributes, headElements, inneresAddresses, type Message } from '../../messages/head-g2g.ts';
import { defineMessage, type MessageDefinition, type Standard } from '../../messages/message.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import type { BuildableMessage } from '../service.ts';
import { messageTypes } from './code-lists.ts';
import { xmeldGlossary } from './glossary.ts';

/** XMeld 26.11, edition of 31 January 2026. XMeld appears twice a year: `.05` in May, `.11` in November. */
const xmeld: Standard = {
  id: 'xmeld',
  name: 'XMeld',
  version: '26.11',
  namespace: 'http://www.osci.de/xmeld2611',
  prefix: 'xmeld',
  provenance: {
    de: 'XMeld 26.11 (XRepository); Schema aus öffentlichen Fakten nachgebaut, durch das amtliche zu ersetzen',
    en: 'XMeld 26.11 (XRepository); schema rebuilt from public facts, to be replaced by the official one',
  },
  validFrom: '2026-11-01',
};

export interface XmeldParts<Data> {
  readonly type: string;
  readonly rootName: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly legalBasis: string;
  readonly content: readonly Node<Data>[];
  readonly rules?: readonly MessageRule<Message<Data>>[];
  /** Of an answer: the numbers of the requests. */
  readonly answers?: readonly string[];
}

/** A message of XMeld with the new head, which is the same in all of them, whoever writes. */
export function defineXmeld<Data extends object>(parts: XmeldParts<Data>): MessageDefinition<Message<Data>> {
  const { type, rootName, title, legalBasis, content, rules = [], answers } = parts;
  return defineMessage<Message<Data>>({
    standard: xmeld,
    type,
    rootName,
    title,
    legalBasis,
    glossary: xmeldGlossary,
    attributes: headAttributes(xmeld),
    children: [
      within('head', headElements(messageTypes, type, { reachableAuthor: true })),
      within('head', inneresAddresses()),
      within('data', content),
    ],
    rules,
    ...(answers && { answers }),
  });
}

interface RequestParts<Data>
  extends XmeldParts<Data>,
    Pick<BuildableMessage, 'complete' | 'originsIn' | 'placesOfFiles'> {
  /** Whether it has places for files; left out: no. */
  readonly embedsAttachments?: true;
}

/** A message of XMeld from a portal to a Meldebehörde. */
export function xmeldMessage<Data extends object>(parts: RequestParts<Data>): BuildableMessage {
  const { complete, originsIn, placesOfFiles, embedsAttachments = false } = parts;
  return {
    definition: defineXmeld(parts) as BuildableMessage['definition'],
    // XMeld is addressed by the AGS of the member municipality, even where a Samtgemeinde does the work.
    readerKennung: (ags) => `ags:${ags}`,
    embedsAttachments,
    complete,
    ...(originsIn ? { originsIn } : {}),
    ...(placesOfFiles ? { placesOfFiles } : {}),
  };
}
