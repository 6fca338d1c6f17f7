import { type Node, scope, within } from '../../messages/definition.ts';
import { headAttributes, headElements, type Message } from '../../messages/head-g2g.ts';
import { defineMessage } from '../../messages/message.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import { day } from '../../messages/text-types.ts';
import { type BuildableMessage, municipalityKeys } from '../service.ts';
import { messageTypes } from './code-lists.ts';
import { attachmentElements, businessElements, gewerbe, personsElement, publicShareElement } from './gewerbe.ts';
import { gewerbeGlossary } from './glossary.ts';
import { noticeRules } from './notice-rules.ts';
import type { TradeNotice } from './trade-notice-data.ts';

interface NoticeParts<Data> {
  /** Number of the message. */
  readonly type: string;
  /** `anmeldung`, `ummeldung` or `abmeldung`. */
  readonly name: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly legalBasis: string;
  /** What follows `gueltigAb`, before the files. */
  readonly ending: readonly Node<Data>[];
  readonly rules?: readonly MessageRule<Message<Data>>[];
}

/** A notice from a portal to a trade office: head and business are the same in all of them. */
export function noticeMessage<Data extends TradeNotice>(parts: NoticeParts<Data>): BuildableMessage {
  const { type, name, title, legalBasis, ending, rules = [] } = parts;
  const notice = scope<TradeNotice>();
  const content: Node<TradeNotice>[] = [
    notice.code('gemeindeSchluessel', 'municipalityKey', municipalityKeys),
    notice.group('gewerbe', [
      notice.within('business', businessElements),
      personsElement,
      notice.within('business', [publicShareElement]),
    ]),
    notice.text('gueltigAb', 'validFrom', day),
  ];
  const files = notice.each('anlage', 'attachments', attachmentElements, { optional: true });
  const definition = defineMessage<Message<Data>>({
    standard: gewerbe,
    type,
    rootName: `portal2gewerbeamt.${name}.${type}`,
    title,
    legalBasis,
    glossary: gewerbeGlossary,
    attributes: headAttributes(gewerbe),
    children: [
      within('head', headElements(messageTypes, type)),
      within('data', [scope<Data>().group(name, [...content, ...ending, files])]),
    ],
    rules: [...noticeRules(type), ...rules],
  });
  return {
    definition: definition as BuildableMessage['definition'],
    // DVDV prefix of trade offices, with the AGS as id.
    readerKennung: (ags) => `MELDID:${ags}`,
    embedsAttachments: true,
    complete: (given, { ags, attachments }) => ({
      municipalityKey: ags,
      ...(given as Data),
      ...(attachments.length > 0 ? { attachments } : {}),
    }),
  };
}
