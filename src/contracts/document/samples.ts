import type { Pack } from '../contract.ts';
import { type Block, type Cell, code, heading, paragraph, type Words } from './blocks.ts';

export function sampleSection({ samples, exchange }: Pack, { t, say }: Words): Block[] {
  const trial: Block[] =
    exchange.trial === undefined
      ? [
          paragraph(
            t(
              'Dieser Transportweg wird von Hand erprobt: Die Muster werden so übergeben, wie der Abschnitt Transport es sagt.',
              'This transport is tried by hand: hand the samples over as the section on transport says.',
            ),
          ),
        ]
      : [
          paragraph(
            t(
              'Erproben, nur mit Node (22 oder neuer); jede Probe bekommt eine neue nachrichtenUUID:',
              'Try it, with nothing but Node (22 or newer); each sample gets a new nachrichtenUUID:',
            ),
          ),
          {
            kind: 'listing',
            language: 'sh',
            text: 'CONTRACT_AUTHORIZATION="Bearer …" node verify.mjs --target https://verfahren.example/nachrichten',
          },
        ];
  return [
    heading(t('Muster und Prüfung', 'Samples and verification')),
    {
      kind: 'table',
      head: [
        t('Datei', 'File'),
        t('Was sie ist', 'What it is'),
        t('Schema', 'Schema'),
        t('Gebrochene Regeln', 'Broken rules'),
        t('Erwartete Antwort', 'Expected answer'),
      ],
      rows: samples.map(({ file, title, schema, brokenRules, answer }): Cell[] => [
        code(file),
        say(title),
        schema === 'valid' ? t('gültig', 'valid') : t('ungültig', 'invalid'),
        brokenRules.map(code),
        answer === 'accept' ? t('annehmen', 'accept') : t('ablehnen', 'refuse'),
      ]),
    },
    ...trial,
  ];
}
