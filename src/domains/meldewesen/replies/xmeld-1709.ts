import { scope } from '../../../messages/definition.ts';
import type { Message } from '../../../messages/head-g2g.ts';
import type { MessageRule } from '../../../messages/message-rule.ts';
import { refusalReasons, resultStatuses } from './answer-codes.ts';
import { defineReply } from './define-reply.ts';
import { originalMessage, type Reply } from './original-message.ts';

/** That the request for one's own data has come in, or why it is turned down. */
export interface SelbstauskunftStatus extends Reply {
  readonly refusal?: string;
  readonly status?: string;
}

const data = scope<SelbstauskunftStatus>();

const onlyReceived: MessageRule<Message<SelbstauskunftStatus>> = {
  id: 'xmeld-1709-status',
  severity: 'error',
  text: { de: 'Der Ergebnisstatus ist 03.', en: 'The status of the result is 03.' },
  source: { de: 'XMeld 26.11, Text zur Nachricht 1709', en: 'XMeld 26.11, text of message 1709' },
  breaches: ({ data: { status } }) => (status === undefined || status === '03' ? [] : [['data', 'status']]),
  example: [
    { at: ['data', 'refusal'], value: undefined },
    { at: ['data', 'status'], value: '01' },
  ],
};

/** `onlinedienste.selbstauskunftMelderegisterStatus.1709`: the first answer to 1708; the data follow in 1710. */
export const selbstauskunftStatus1709 = defineReply<SelbstauskunftStatus>({
  type: '1709',
  rootName: 'onlinedienste.selbstauskunftMelderegisterStatus.1709',
  title: { de: 'Status der Selbstauskunft', en: 'Status of the request for one’s own data' },
  legalBasis: '§ 10 BMG',
  answers: ['1708'],
  rules: [onlyReceived],
  content: [
    data.group('antwortAbrufanfrage', [
      data.choice([
        data.code('grundDerRueckweisung', 'refusal', refusalReasons),
        data.code('ergebnisstatus', 'status', resultStatuses),
      ]),
    ]),
    originalMessage,
  ],
});
