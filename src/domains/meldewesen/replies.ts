import type { Message } from '../../messages/head-g2g.ts';
import type { MessageDefinition } from '../../messages/message.ts';
import { readMessage } from '../../messages/read.ts';
import type { XmlElement } from '../../messages/xml-read.ts';
import type { OriginalMessage, Reply } from './replies/original-message.ts';
import { meldebescheinigungAntwort1701 } from './replies/xmeld-1701.ts';
import { vorausgefuellterMeldeschein1703 } from './replies/xmeld-1703.ts';
import { statusmitteilung1705 } from './replies/xmeld-1705.ts';
import { ergebnis1707 } from './replies/xmeld-1707.ts';
import { selbstauskunftStatus1709 } from './replies/xmeld-1709.ts';
import { selbstauskunft1710 } from './replies/xmeld-1710.ts';
import { widerspruecheAntwort1712, widerspruecheAntwort1715 } from './replies/xmeld-1712.ts';

/** A reply that was read, with what it answers. */
interface ReplyOf<Type extends string, Data extends Reply> {
  /** Message number. */
  readonly type: Type;
  /** UUID of the reply itself: the same again is the same reply. */
  readonly uuid: string;
  /** The message that is answered. */
  readonly relatesTo: OriginalMessage;
  readonly content: Message<Data>;
}

function reply<Type extends string, Data extends Reply>(type: Type, definition: MessageDefinition<Message<Data>>) {
  return {
    type,
    definition,
    /** See `readMessage`. */
    read: (document: XmlElement): ReplyOf<Type, Data> => {
      const content = readMessage(definition, document);
      return { type, uuid: content.head.uuid, relatesTo: content.data.original, content };
    },
  };
}

/** What a Meldebehörde answers to the requests of a portal. */
export const replies = [
  reply('1701', meldebescheinigungAntwort1701),
  reply('1703', vorausgefuellterMeldeschein1703),
  reply('1705', statusmitteilung1705),
  reply('1707', ergebnis1707),
  reply('1709', selbstauskunftStatus1709),
  reply('1710', selbstauskunft1710),
  reply('1712', widerspruecheAntwort1712),
  reply('1715', widerspruecheAntwort1715),
] as const;

/** Any of them; `type` tells which. */
export type ReadReply = ReturnType<(typeof replies)[number]['read']>;

/** Their definitions, for those who do not look into the content. */
export const replyDefinitions: readonly MessageDefinition<unknown>[] = replies.map(
  ({ definition }) => definition as MessageDefinition<unknown>,
);
