import { type Node, scope } from '../../../messages/definition.ts';
import type { Message } from '../../../messages/head-g2g.ts';
import type { MessageRule } from '../../../messages/message-rule.ts';
import { base64, day, din } from '../../../messages/text-types.ts';
import { type Identification, identificationElements } from '../parts/identification.ts';
import { registrationStatuses } from './answer-codes.ts';
import { defineReply } from './define-reply.ts';
import { originalMessage, type Reply } from './original-message.ts';

/** How a registration goes on: the authority has given it a file number and sends a confirmation code. */
export interface RegistrationStatus extends Identification, Reply {
  readonly fileNumber: string;
  readonly status: string;
  /** PDF in base64. */
  readonly document?: string;
  /** Until when the code can be entered (1706). */
  readonly deadline?: string;
}

const data = scope<RegistrationStatus>();

const onlyContinued: MessageRule<Message<RegistrationStatus>> = {
  id: 'xmeld-1705-status',
  severity: 'error',
  text: { de: 'Der Status ist 01.', en: 'The status is 01.' },
  source: { de: 'XMeld 26.11, Text zur Nachricht 1705', en: 'XMeld 26.11, text of message 1705' },
  breaches: ({ data: { status } }) => (status === '01' ? [] : [['data', 'status']]),
  example: [{ at: ['data', 'status'], value: '02' }],
};

const content: readonly Node<RegistrationStatus>[] = [
  data.group('identifikation', identificationElements),
  data.text('aktenzeichen', 'fileNumber', din('C')),
  data.code('status', 'status', registrationStatuses),
  data.text('pdfDokument', 'document', base64, { optional: true }),
  data.text('fristende', 'deadline', day, { optional: true }),
  originalMessage,
];

/** `onlinedienste.anmeldung.statusmitteilung.1705`: the first answer to a registration (1704). */
export const statusmitteilung1705 = defineReply<RegistrationStatus>({
  type: '1705',
  rootName: 'onlinedienste.anmeldung.statusmitteilung.1705',
  title: { de: 'Statusmitteilung zur Anmeldung', en: 'Status of a registration' },
  legalBasis: '§ 23a (2) BMG; § 9 (2) BMeldDigiV',
  answers: ['1704'],
  rules: [onlyContinued],
  content,
});
