import type { Pack } from '../contract.ts';
import { type Block, type Cell, code, facts, heading, type Words } from './blocks.ts';

export function transportSection({ exchange }: Pack, words: Words): Block[] {
  const { t, say } = words;
  const settings = exchange.settings.map(({ name, value }): [string, Cell] => [name, value]);
  const headers = exchange.headers ?? [];
  return [
    heading(t('Transport und Sicherheit', 'Transport and security')),
    facts(
      [
        [t('Transportweg', 'Transport'), exchange.transport],
        [t('Quittung', 'Receipt'), exchange.receipt === undefined ? t('keine', 'none') : code(exchange.receipt.id)],
        ...settings,
      ],
      words,
    ),
    ...(headers.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            head: [t('Kopfzeile der Anfrage', 'Header of the request'), t('Wert', 'Value')],
            rows: headers.map(({ name, value }): Cell[] => [code(name), say(value)]),
          },
        ]),
    { kind: 'list', items: exchange.security.map(say) },
  ];
}
