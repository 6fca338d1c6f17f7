import type { Contract, Pack } from '../contract.ts';
import { anchorOf, type Block, type Cell, heading, paragraph, type Words } from './blocks.ts';

export function ruleSection({ rules }: Pack, words: Words): Block[] {
  const { t } = words;
  const own = rules.filter(({ general }) => general !== true);
  const general = rules.filter((rule) => rule.general === true);
  return [
    heading(t('Regeln über dem Schema', 'Rules above the schema')),
    paragraph(
      t(
        'Das Gateway sendet keine Nachricht, die einen Fehler hat; ein Hinweis hält nichts auf. Das Verfahren darf eine Nachricht, die eine Fehlerregel bricht, ablehnen.',
        'The gateway sends no message that has an error; a warning stops nothing. The procedure may refuse a message that breaks a rule of severity error.',
      ),
    ),
    { kind: 'subheading', text: t('Dieser Nachricht', 'Of this message') },
    own.length === 0 ? paragraph(t('Keine.', 'None.')) : ruleTable(own, words),
    { kind: 'subheading', text: t('Aller Nachrichten', 'Of all messages') },
    ruleTable(general, words),
  ];
}

export function ruleTable(rules: Contract['rules'], { t, say }: Words): Block {
  return {
    kind: 'table',
    head: [t('Regel', 'Rule'), t('Schwere', 'Severity'), t('Inhalt', 'Text'), t('Quelle', 'Source')],
    rows: rules.map(({ id, severity, text, source }): Cell[] => [
      { code: id, anchor: anchorOf(`rule ${id}`) },
      severity === 'error' ? t('Fehler', 'error') : t('Hinweis', 'warning'),
      say(text),
      say(source),
    ]),
  };
}
