import type { CodeList } from '../../messages/code-list.ts';
import { type ReplyDocument, type ReplyKind, replyKind, type Saying, type Told } from '../replies/reply.ts';
import { refusalReasons, registrationStatuses } from './replies/answer-codes.ts';
import type { OriginalMessage } from './replies/original-message.ts';
import { meldebescheinigungAntwort1701 } from './replies/xmeld-1701.ts';
import { vorausgefuellterMeldeschein1703 } from './replies/xmeld-1703.ts';
import { statusmitteilung1705 } from './replies/xmeld-1705.ts';
import { ergebnis1707 } from './replies/xmeld-1707.ts';
import { selbstauskunftStatus1709 } from './replies/xmeld-1709.ts';
import { selbstauskunft1710 } from './replies/xmeld-1710.ts';
import { type ObjectionsAnswer, widerspruecheAntwort1712, widerspruecheAntwort1715 } from './replies/xmeld-1712.ts';

/** What the replies of a Meldebehörde come to. */
export const meldewesenReplies: readonly ReplyKind[] = [
  replyKind(meldebescheinigungAntwort1701, ({ data: { original, refusal, answer } }) => {
    if (refusal !== undefined) return told(original, [refused(refusalReasons, refusal)]);
    const certificate = answer?.certificate;
    const says: Saying = answer?.status === '01' ? { type: 'accepted' } : resultStatus(answer?.status);
    const documents = pdf('Meldebescheinigung', certificate?.document);
    return told(original, [says], documents, certificate?.data);
  }),
  replyKind(vorausgefuellterMeldeschein1703, ({ data: { original, refusal, form } }) =>
    refusal === undefined
      ? told(original, [{ type: 'accepted' }], [], form)
      : told(original, [refused(refusalReasons, refusal)]),
  ),
  replyKind(statusmitteilung1705, ({ data: { original, fileNumber, document, deadline } }) =>
    told(
      original,
      [
        { type: 'file-number', fileNumber },
        {
          type: 'status',
          status: 'code-follows',
          text: {
            de: 'Die Anmeldung wird fortgeführt; ein Bestätigungscode folgt mit der Post',
            en: 'The registration goes on; a confirmation code follows by post',
          },
          ...(deadline !== undefined && { deadline }),
        },
      ],
      pdf('Statusmitteilung', document),
    ),
  ),
  replyKind(ergebnis1707, ({ data: { original, fileNumber, registered = [], refused: turnedDown } }) => {
    const number: Saying = { type: 'file-number', fileNumber };
    if (turnedDown) {
      const says = [number, refused(registrationStatuses, turnedDown.status)];
      return told(original, says, pdf('Ablehnung', turnedDown.document));
    }
    const documents = registered.flatMap(({ document }, index) => pdf(`Meldebestaetigung-${index + 1}`, document));
    return told(original, [number, { type: 'accepted' }], documents);
  }),
  replyKind(selbstauskunftStatus1709, ({ data: { original, refusal } }) =>
    told(original, [refusal === undefined ? { type: 'acknowledged' } : refused(refusalReasons, refusal)]),
  ),
  replyKind(selbstauskunft1710, ({ data: { original, disclosure } }) =>
    told(original, [{ type: 'accepted' }], pdf('Selbstauskunft', disclosure.document), disclosure.data),
  ),
  replyKind(widerspruecheAntwort1712, ({ data }) => tellObjections(data)),
  replyKind(widerspruecheAntwort1715, ({ data }) => tellObjections(data)),
];

function tellObjections({ original, refusal, stored }: ObjectionsAnswer): Told {
  if (refusal !== undefined) return told(original, [refused(refusalReasons, refusal)]);
  return told(original, [{ type: 'accepted' }], [], stored);
}

function told(
  original: OriginalMessage,
  says: readonly Saying[],
  documents: readonly ReplyDocument[] = [],
  data?: unknown,
): Told {
  const reference = { messageUuid: original.uuid, messageType: original.type };
  return { reference, says, documents, ...(data !== undefined && { data }) };
}

function refused(list: CodeList, code: string): Saying {
  const text = list.codes?.[code];
  return { type: 'rejected', findings: [{ id: `${list.name}:${code}`, ...(text !== undefined && { text }) }] };
}

function resultStatus(status: string | undefined): Saying {
  if (status === '02') {
    const text = { de: 'Versand nach Zahlung', en: 'sent after payment' };
    return { type: 'status', status: 'payment-needed', text };
  }
  return { type: 'acknowledged' };
}

function pdf(name: string, content: string | undefined): ReplyDocument[] {
  if (content === undefined) return [];
  return [{ label: name, fileName: `${name}.pdf`, mediaType: 'application/pdf', content }];
}
