import type { Pack } from '../contract.ts';
import { anchorOf, type Block, type Cell, code, heading, linked, paragraph, type Words } from './blocks.ts';

/** The messages that the office may answer with later. Their fields stand in the appendix. */
export function replySection({ replies }: Pack, { t, say }: Words): Block[] {
  if (replies.length === 0) return [];
  return [
    heading(t('Antwortnachrichten der Behörde', 'Answers of the authority')),
    paragraph(
      t(
        'Nach der Quittung kann die Behörde mit diesen Nachrichten antworten. Jede nennt die nachrichtenUUID der Nachricht, die sie beantwortet; Felder und Regeln stehen im Anhang. Von unseren eigenen Nachrichten liegt je ein Muster bei (samples/reply-….xml).',
        'After the receipt the authority can answer with these messages. Each names the nachrichtenUUID of the message that it answers; fields and rules are in the appendix. Of our own messages there is a sample each (samples/reply-….xml).',
      ),
    ),
    {
      kind: 'table',
      head: [
        t('Nachricht', 'Message'),
        t('Bezeichnung', 'Title'),
        t('Wurzelelement', 'Root element'),
        t('Rechtsgrundlage', 'Law'),
        t('Weg zum Gateway', 'Way to the gateway'),
      ],
      rows: replies.map(({ id, title, root, legalBasis, way }): Cell[] => [
        linked(id, anchorOf(`reply ${id}`)),
        say(title),
        code(root),
        say(legalBasis),
        way === null ? t('nicht vereinbart, siehe Offene Punkte', 'not agreed, see Open points') : say(way),
      ]),
    },
  ];
}
