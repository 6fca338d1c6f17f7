import { type Node, scope } from '../../../messages/definition.ts';
import { refusalReasons } from './answer-codes.ts';
import { defineReply } from './define-reply.ts';
import { originalMessage, type Reply } from './original-message.ts';
import { type StoredObjections, storedObjections } from './stored-objections.ts';

/** Which objections and transmission blocks are stored, or why that is not told. */
export interface ObjectionsAnswer extends Reply {
  readonly refusal?: string;
  readonly stored?: StoredObjections;
}

const data = scope<ObjectionsAnswer>();

const content: readonly Node<ObjectionsAnswer>[] = [
  data.group('antwortAbrufanfrage', [
    data.choice([
      data.code('grundDerRueckweisung', 'refusal', refusalReasons),
      data.inside('widerspruecheUebermittlungssperren', 'stored', storedObjections),
    ]),
  ]),
  originalMessage,
];

/** `onlinedienste.widerspruecheUebermittlungssperrenAntwort.1712`: the answer to a question (1711) or an entry (1713). */
export const widerspruecheAntwort1712 = defineReply<ObjectionsAnswer>({
  type: '1712',
  rootName: 'onlinedienste.widerspruecheUebermittlungssperrenAntwort.1712',
  title: {
    de: 'Antwort zu Widersprüchen und Übermittlungssperren',
    en: 'Answer about objections and transmission blocks',
  },
  legalBasis: '§ 36 (2), § 42 (3), § 50 (5) BMG',
  answers: ['1711', '1713'],
  content,
});

/** `onlinedienste.widerspruecheUebermittlungssperrenAntwort.1715`: the same after an asynchronous entry (1714). */
export const widerspruecheAntwort1715 = defineReply<ObjectionsAnswer>({
  type: '1715',
  rootName: 'onlinedienste.widerspruecheUebermittlungssperrenAntwort.1715',
  title: {
    de: 'Antwort zu Widersprüchen und Übermittlungssperren (asynchron)',
    en: 'Answer about objections and transmission blocks (asynchronous)',
  },
  legalBasis: '§ 36 (2), § 42 (3), § 50 (5) BMG',
  answers: ['1714'],
  content,
});
