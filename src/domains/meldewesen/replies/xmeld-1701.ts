import { type Node, scope } from '../../../messages/definition.ts';
import type { Message } from '../../../messages/head-g2g.ts';
import type { MessageRule } from '../../../messages/message-rule.ts';
import { base64 } from '../../../messages/text-types.ts';
import { refusalReasons, resultStatuses } from './answer-codes.ts';
import { type CertifiedPerson, certifiedPersonElements } from './certified-person.ts';
import { defineReply } from './define-reply.ts';
import { originalMessage, type Reply } from './original-message.ts';
import { type CertifiedRelatives, certifiedRelativeElements } from './relatives.ts';

/** A Meldebescheinigung, how far it has come, or why there is none. */
export interface CertificateAnswer extends Reply {
  readonly refusal?: string;
  readonly answer?: { readonly status: string; readonly certificate?: Certificate };
}

/** As data, or as a document. */
interface Certificate {
  readonly data?: CertifiedData;
  /** PDF in base64. */
  readonly document?: string;
}

interface CertifiedData extends CertifiedRelatives {
  readonly person: CertifiedPerson;
}

const data = scope<CertificateAnswer>();
const answer = scope<NonNullable<CertificateAnswer['answer']>>();
const certificate = scope<Certificate>();
const certified = scope<CertifiedData>();

const statusWithCertificate: MessageRule<Message<CertificateAnswer>> = {
  id: 'xmeld-1701-certificate',
  severity: 'error',
  text: {
    de: 'Zum Ergebnisstatus 01 gehört die Meldebescheinigung.',
    en: 'A status of 01 comes with the certificate.',
  },
  source: { de: 'XMeld 26.11, Text zur Nachricht 1701', en: 'XMeld 26.11, text of message 1701' },
  breaches: ({ data: { answer: given } }) =>
    given?.status === '01' && given.certificate === undefined ? [['data', 'answer', 'certificate']] : [],
  example: [
    { at: ['data', 'refusal'], value: undefined },
    { at: ['data', 'answer'], value: { status: '01' } },
  ],
};

const content: readonly Node<CertificateAnswer>[] = [
  data.group('antwortAbrufanfrage', [
    data.choice([
      data.code('grundDerRueckweisung', 'refusal', refusalReasons),
      data.inside('auskunft', 'answer', [
        answer.code('ergebnisstatus', 'status', resultStatuses),
        answer.inside(
          'meldebescheinigung',
          'certificate',
          [
            certificate.choice([
              certificate.inside('meldedaten', 'data', [
                certified.inside('personendaten', 'person', certifiedPersonElements),
                ...certifiedRelativeElements,
              ]),
              certificate.text('pdfDokument', 'document', base64),
            ]),
          ],
          { optional: true },
        ),
      ]),
    ]),
  ]),
  originalMessage,
];

/** `onlinedienste.meldebescheinigungAntwort.1701`: the answer to 1700. */
export const meldebescheinigungAntwort1701 = defineReply<CertificateAnswer>({
  type: '1701',
  rootName: 'onlinedienste.meldebescheinigungAntwort.1701',
  title: { de: 'Antwort zur Meldebescheinigung', en: 'Answer with a certificate of registration' },
  legalBasis: '§§ 18, 18a BMG; §§ 5, 6 BMeldDigiV',
  answers: ['1700'],
  rules: [statusWithCertificate],
  content,
});
