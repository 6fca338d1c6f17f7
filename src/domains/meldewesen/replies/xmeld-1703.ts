import { type Node, scope } from '../../../messages/definition.ts';
import type { Message } from '../../../messages/head-g2g.ts';
import type { MessageRule } from '../../../messages/message-rule.ts';
import { day } from '../../../messages/text-types.ts';
import { portalKeys } from '../objection-codes.ts';
import { disclosureBlocks } from '../parts/register-code-lists.ts';
import { registeredPersonElements } from '../parts/registered-person.ts';
import type { RegisteredPerson } from '../parts/registered-person-data.ts';
import { registeredPersonRules } from '../parts/registered-person-rules.ts';
import { refusalReasons } from './answer-codes.ts';
import { defineReply } from './define-reply.ts';
import { originalMessage, type Reply } from './original-message.ts';

/** What the register holds of a person who wants to register elsewhere, or why that is not told. */
export interface PrefilledForm extends Reply {
  readonly refusal?: string;
  readonly form?: RegisteredPerson & { readonly objections?: readonly StoredObjection[] };
}

interface StoredObjection {
  readonly until?: string;
  /** Key of `auskunftssperre`. */
  readonly reason: string;
}

const data = scope<PrefilledForm>();
const form = scope<NonNullable<PrefilledForm['form']>>();
const objection = scope<StoredObjection>();

const onlyObjections: MessageRule<Message<PrefilledForm>> = {
  id: 'xmeld-1703-objection-keys',
  severity: 'error',
  text: {
    de: `Widersprüche und Übermittlungssperren haben die Schlüssel ${portalKeys.join(', ')}.`,
    en: `Objections and transmission blocks have the keys ${portalKeys.join(', ')}.`,
  },
  source: { de: 'XMeld 26.11, Text zur Nachricht 1703', en: 'XMeld 26.11, text of message 1703' },
  breaches: ({ data: { form: given } }) =>
    (given?.objections ?? []).flatMap(({ reason }, index) =>
      portalKeys.includes(reason) ? [] : [['data', 'form', 'objections', index, 'reason']],
    ),
  fields: ['data.form.objections.reason'],
};

const content: readonly Node<PrefilledForm>[] = [
  data.group('antwortAbrufanfrage', [
    data.choice([
      data.code('grundDerRueckweisung', 'refusal', refusalReasons),
      data.inside('vorausgefuellterMeldeschein', 'form', [
        ...registeredPersonElements,
        form.each(
          'widerspruecheUebermittlungssperren',
          'objections',
          [
            objection.text('frist', 'until', day, { optional: true }),
            objection.code('grund', 'reason', disclosureBlocks),
          ],
          { optional: true },
        ),
      ]),
    ]),
  ]),
  originalMessage,
];

/** `onlinedienste.vorausgefuellterMeldescheinAntwort.1703`: the answer to 1702. */
export const vorausgefuellterMeldeschein1703 = defineReply<PrefilledForm>({
  type: '1703',
  rootName: 'onlinedienste.vorausgefuellterMeldescheinAntwort.1703',
  title: { de: 'Vorausgefüllter Meldeschein', en: 'Prefilled registration form' },
  legalBasis: '§ 23a (1) BMG; § 9 (1) BMeldDigiV',
  answers: ['1702'],
  rules: [
    onlyObjections,
    ...registeredPersonRules<Message<PrefilledForm>>(
      '1703',
      ({ data: { form: person } }) => (person ? [{ path: ['data', 'form'], person }] : []),
      ['data.form'],
    ),
  ],
  content,
});
