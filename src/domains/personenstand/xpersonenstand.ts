import { type Node, within } from '../../messages/definition.ts';
import { headAttributes, headElements, inneresAddresses, type Message } from '../../messages/head-g2g.ts';
import { defineMessage, type Standard } from '../../messages/message.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import type { BuildableMessage } from '../service.ts';
import { messageTypes } from './code-lists.ts';
import { xpersonenstandGlossary } from './glossary.ts';
import { completeOrder } from './order.ts';
import { orderRules } from './order-rules.ts';

/** XPersonenstand 26.11, in force from 1 November 2026. */
const xpersonenstand: Standard = {
  id: 'xpersonenstand',
  name: 'XPersonenstand',
  version: '26.11',
  namespace: 'http://xpsw.domap.de/xpsw2611',
  prefix: 'xpsw',
  provenance: {
    de: 'XPersonenstand 26.11 (XRepository); Schema aus öffentlichen Fakten nachgebaut, durch das amtliche zu ersetzen',
    en: 'XPersonenstand 26.11 (XRepository); schema rebuilt from public facts, to be replaced by the official one',
  },
  validFrom: '2026-11-01',
};

interface OrderParts<Data> {
  readonly type: string;
  readonly rootName: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly content: readonly Node<Data>[];
  readonly rules?: readonly MessageRule<Message<Data>>[];
}

/** An order of certificates from a portal to a Standesamt (message class G2G). */
export function certificateOrder<Data extends object>(parts: OrderParts<Data>): BuildableMessage {
  const { type, rootName, title, content, rules = [] } = parts;
  const definition = defineMessage<Message<Data>>({
    standard: xpersonenstand,
    type,
    rootName,
    title,
    legalBasis: { de: '§ 62 in Verbindung mit § 55 PStG', en: '§ 62 with § 55 PStG' },
    glossary: xpersonenstandGlossary,
    attributes: headAttributes(xpersonenstand),
    children: [
      within('head', headElements(messageTypes, type, { reachableAuthor: true })),
      within('head', inneresAddresses()),
      within('data', content),
    ],
    rules: [...orderRules(type), ...rules],
  });
  return {
    definition: definition as BuildableMessage['definition'],
    // A Standesamt has a number of its own, and a municipality may have several: the destination must say.
    readerKennung: () => undefined,
    embedsAttachments: false,
    complete: completeOrder,
  };
}
