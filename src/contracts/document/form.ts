import type { Pack } from '../contract.ts';
import { type Block, type Cell, code, facts, heading, paragraph, type Words } from './blocks.ts';

/** What the fields of the generic message are in this service. */
export function formSection({ form }: Pack, words: Words): Block[] {
  if (form === undefined) return [];
  const { t, say } = words;
  return [
    heading(t('Das Formular', 'The form')),
    paragraph(
      t(
        'Die Nachricht ist für jede Leistung dieselbe; was eine Leistung fragt, steht in ihrem Formular. Jedes ausgefüllte Feld ist ein Element feld mit feldId, bezeichnung, gruppe und genau einem Wert. Ändert sich das Formular, ändern sich formular/version und diese Tabelle, nicht das Schema der Nachricht: Ein Feld mit unbekannter feldId lässt sich mit seiner bezeichnung anzeigen.',
        'The message is the same for every service; what a service asks for is in its form. Each field that was filled in is an element feld with feldId, bezeichnung, gruppe and exactly one value. When the form changes, formular/version and this table change, not the schema of the message: a field with an unknown feldId can be shown with its bezeichnung.',
      ),
    ),
    facts(
      [
        [t('Formular', 'Form'), say(form.title)],
        ['formular/version', code(form.version)],
        ['formular/schema', code(form.schema)],
      ],
      words,
    ),
    {
      kind: 'table',
      head: [
        t('Gruppen und feldId', 'Groups and feldId'),
        t('Bezeichnung', 'Label'),
        t('Element des Werts', 'Element of the value'),
        t('mehrfach', 'repeated'),
        t('Codeliste', 'Code list'),
      ],
      rows: form.fields.map(({ id, label, element, many, list, codes }): Cell[] => [
        code(id),
        label,
        code(element),
        many ? t('ja', 'yes') : t('nein', 'no'),
        [
          ...(list === undefined ? [] : [code(list)]),
          ...Object.entries(codes ?? {}).map(([key, meaning]) => (key === meaning ? key : `${key} ${meaning}`)),
        ],
      ]),
    },
  ];
}
