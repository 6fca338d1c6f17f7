import { scope, within } from '../../messages/definition.ts';
import { headAttributes, headElements, type Message } from '../../messages/head-g2g.ts';
import { defineMessage, type Standard } from '../../messages/message.ts';
import type { MessageRule } from '../../messages/message-rule.ts';
import type { At, Item } from '../../messages/paths.ts';
import { base64, day, din, patterned, sha512, uuid } from '../../messages/text-types.ts';
import { decisions, messageTypes, statuses } from './code-lists.ts';
import { statusGlossary } from './glossary.ts';
import type { StatusMessage } from './status-data.ts';

const status: Standard = {
  id: 'zustellwerk-status',
  name: 'Zustellwerk-Status',
  version: '1',
  namespace: 'urn:zustellwerk:status:1',
  prefix: 'sta',
  provenance: {
    de: 'modelliert, keinem Standard entnommen: für Dienste, deren Standard keine Rückmeldung hat',
    en: 'modelled, not taken from a standard: for services whose standard has no reply',
  },
};

const label = din('E', { max: 250 });
const freeText = din('E', { max: 4000 });
const fileNumber = din('C', { max: 200 });
const optional = { optional: true } as const;

const data = scope<StatusMessage>();
const reference = scope<StatusMessage['reference']>();
const query = scope<At<StatusMessage, 'query'>>();
const decision = scope<At<StatusMessage, 'decision'>>();
const file = scope<Item<At<StatusMessage, 'documents'>>>();

const statusRules: readonly MessageRule<Message<StatusMessage>>[] = [
  {
    id: 'zustellwerk-status-0001-rueckfrage',
    severity: 'error',
    text: {
      de: 'Eine Rückfrage steht genau dann, wenn der Status 03 ist.',
      en: 'A query is there exactly when the status is 03.',
    },
    source: { de: 'modelliert', en: 'modelled' },
    breaches: ({ data: { status: code, query: given } }) =>
      (code === '03') === (given !== undefined) ? [] : [['data', 'query']],
    fields: ['data.status', 'data.query'],
  },
  {
    id: 'zustellwerk-status-0001-entscheidung',
    severity: 'error',
    text: {
      de: 'Zum Status 04 gehört eine Entscheidung; sonst steht sie nur zum Status 05.',
      en: 'A status of 04 comes with a decision; otherwise it stands with a status of 05 only.',
    },
    source: { de: 'modelliert', en: 'modelled' },
    breaches: ({ data: { status: code, decision: given } }) => {
      const holds = code === '04' ? given !== undefined : given === undefined || code === '05';
      return holds ? [] : [['data', 'decision']];
    },
    fields: ['data.status', 'data.decision'],
  },
];

/** `fachverfahren2portal.status.0001`: how an application gets on, what is asked, what was decided (modelled). */
export const status0001 = defineMessage<Message<StatusMessage>>({
  standard: status,
  type: '0001',
  rootName: 'fachverfahren2portal.status.0001',
  title: { de: 'Statusmitteilung', en: 'Status of an application' },
  legalBasis: {
    de: 'keine; zwischen Behörde und Hersteller vereinbart',
    en: 'none; agreed between the authority and the vendor',
  },
  glossary: statusGlossary,
  attributes: headAttributes(status),
  rules: statusRules,
  children: [
    within('head', headElements(messageTypes, '0001')),
    within('data', [
      data.group('statusmitteilung', [
        data.inside('bezug', 'reference', [
          reference.choice([
            reference.text('nachrichtenUUID', 'messageUuid', uuid, {
              doc: { de: 'unserer Nachricht', en: 'of our message' },
            }),
            reference.text('aktenzeichen', 'fileNumber', fileNumber, {
              doc: { de: 'eines, das Sie schon genannt haben', en: 'one that you told before' },
            }),
          ]),
        ]),
        data.text('aktenzeichen', 'fileNumber', fileNumber, optional),
        data.code('status', 'status', statuses),
        data.text('text', 'text', freeText, optional),
        data.inside(
          'rueckfrage',
          'query',
          [
            query.text('text', 'text', freeText),
            query.text('frist', 'deadline', day, {
              ...optional,
              doc: { de: 'letzter Tag für die Antwort', en: 'last day for the answer' },
            }),
            query.text('unterlage', 'wanted', label, {
              ...optional,
              many: true,
              doc: { de: 'gewünschte Unterlagen', en: 'documents that are wanted' },
            }),
          ],
          optional,
        ),
        data.inside(
          'entscheidung',
          'decision',
          [decision.code('ergebnis', 'result', decisions), decision.text('text', 'text', freeText, optional)],
          optional,
        ),
        data.each(
          'dokument',
          'documents',
          [
            file.text('bezeichnung', 'label', label),
            file.text(
              'dateiname',
              'fileName',
              din('B', {
                max: 255,
                pattern: /^[^/\\\s]([^/\\\n\r\t]*[^/\\\s])?$/,
                expected: { de: 'Dateiname ohne Ordner', en: 'file name without folders' },
              }),
            ),
            file.text(
              'mimeType',
              'mediaType',
              patterned('media type', /^[A-Za-z0-9!#$&^_.+-]+\/[A-Za-z0-9!#$&^_.+-]+$/, {
                de: 'Medientyp, Typ/Untertyp',
                en: 'media type, type/subtype',
              }),
            ),
            file.text('sha512', 'sha512', sha512),
            file.text('inhalt', 'content', base64),
          ],
          optional,
        ),
      ]),
    ]),
  ],
});
