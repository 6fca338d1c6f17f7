import type { Wording } from '../../findings.ts';
import { type Node, scope, within } from '../../messages/definition.ts';
import { headAttributes, headElements, type Message } from '../../messages/head-g2g.ts';
import { defineMessage, type Standard } from '../../messages/message.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import type { BuildableMessage } from '../service.ts';
import { messageTypes } from './code-lists.ts';
import { kfzGlossary } from './glossary.ts';

/**
 * Our own standard for the way from an approved i-Kfz portal to a Zulassungsbehörde. The true one (KBA, „Datenaustausch
 * mit i-Kfz-Portalen“) is not public: this is the subset of fields that the FZV and public SDKs prove, and no XKfz.
 */
const kfz: Standard = {
  id: 'zustellwerk-kfz',
  name: 'Zustellwerk-Kfz',
  version: '1',
  namespace: 'urn:zustellwerk:kfz:1',
  prefix: 'kfz',
  provenance: {
    de: 'modelliert, keinem Standard entnommen: die Standards des KBA sind nicht öffentlich; Felder aus der FZV (Text von 2011) und öffentlichen SDKs',
    en: 'modelled, not taken from a standard: the standards of the KBA are not public; fields from the FZV (text of 2011) and public SDKs',
  },
};

interface KfzParts<Data> {
  readonly type: string;
  /** Name of the act: the message's root and its content are named by it. */
  readonly act: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly legalBasis: Wording;
  readonly content: readonly Node<Data>[];
  readonly rules: readonly MessageRule<Message<Data>>[];
}

/** A message from a portal to a Zulassungsbehörde: `portal2zulassungsbehoerde.ACT.TYPE`. */
export function kfzMessage<Data extends object>(parts: KfzParts<Data>): BuildableMessage {
  const { type, act, title, legalBasis, content, rules } = parts;
  const definition = defineMessage<Message<Data>>({
    standard: kfz,
    type,
    rootName: `portal2zulassungsbehoerde.${act}.${type}`,
    title,
    legalBasis,
    glossary: kfzGlossary,
    attributes: headAttributes(kfz),
    children: [within('head', headElements(messageTypes, type)), within('data', [scope<Data>().group(act, content)])],
    rules,
  });
  return {
    definition: definition as BuildableMessage['definition'],
    // The DVDV has no prefix for vehicle registration, so the destination names its reader.
    readerKennung: () => undefined,
    embedsAttachments: false,
    complete: (given) => given,
  };
}
