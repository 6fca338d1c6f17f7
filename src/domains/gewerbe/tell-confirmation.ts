import { replyKind } from '../replies/reply.ts';
import { empfangsbescheinigung } from './empfangsbescheinigung.ts';

/** A trade office's confirmation as a reply: it has the notice, and what becomes of that is another matter. */
export const confirmationReply = replyKind(empfangsbescheinigung, ({ data }) => ({
  reference: { messageUuid: data.messageUuid },
  says: [{ type: 'acknowledged' }, { type: 'file-number', fileNumber: data.noticeNumber }],
  documents: [{ ...data.certificate, label: { de: 'Empfangsbescheinigung', en: 'Confirmation of receipt' } }],
  confirmation: data,
}));
