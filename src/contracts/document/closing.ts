import type { Pack } from '../contract.ts';
import { type Block, type Cell, heading, paragraph, type Words } from './blocks.ts';

export function historySection({ message, changes, date, gateway }: Pack, { t, say }: Words): Block[] {
  const parties = { vendor: t('Hersteller', 'vendor'), portal: t('Portal', 'portal') };
  return [
    heading(t('Versionen und Änderungen', 'Versions and changes')),
    paragraph(
      t(
        `Stand ${date}, Nachricht ${message.id}, erzeugt mit Zustellwerk ${gateway}.`,
        `As of ${date}, message ${message.id}, made with Zustellwerk ${gateway}.`,
      ),
    ),
    changes.length === 0
      ? paragraph(
          t(
            'Keine Änderungen gegenüber einem früheren Vertrag verzeichnet.',
            'No changes against an earlier contract are recorded.',
          ),
        )
      : {
          kind: 'table',
          head: [t('Änderung', 'Change'), t('Bricht für', 'Breaks for')],
          rows: changes.map(({ text, breaks }): Cell[] => [
            say(text),
            breaks.map((party) => parties[party]).join(', ') || '–',
          ]),
        },
  ];
}

export function openSection({ openPoints }: Pack, { t, say }: Words): Block[] {
  return [
    heading(t('Offene Punkte', 'Open points')),
    openPoints.length === 0 ? paragraph(t('Keine.', 'None.')) : { kind: 'list', items: openPoints.map(say) },
  ];
}

export function signatureSection({ authority }: Pack, { t }: Words): Block[] {
  return [
    heading(t('Unterschriften', 'Signatures')),
    {
      kind: 'signatures',
      parties: [
        authority.name,
        t('Hersteller des Verfahrens', 'Vendor of the procedure'),
        t('Betreiber des Gateways', 'Operator of the gateway'),
      ],
      labels: [t('Ort, Datum', 'Place, date'), t('Name, Funktion', 'Name, function'), t('Unterschrift', 'Signature')],
    },
  ];
}
