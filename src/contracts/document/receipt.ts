import type { Pack } from '../contract.ts';
import { type Block, code, facts, heading, paragraph, type Words } from './blocks.ts';
import { writtenTree } from './fields.ts';

/** What the procedure answers at once. */
export function receiptSection(pack: Pack, words: Words): Block[] {
  const { receipt } = pack.exchange;
  if (receipt === undefined) return [];
  const { t } = words;
  return [
    heading(t('Die Quittung des Fachverfahrens', 'The receipt of the procedure')),
    paragraph(
      t(
        'Das Verfahren antwortet mit einer Quittung: angenommen, oder abgelehnt mit mindestens einem Befund. Ein Befund nennt keine personenbezogenen Daten; kennung bleibt für denselben Fehler dieselbe, text liest das Portal, xpath zeigt in unsere Nachricht. Beide Muster stehen im Anhang.',
        'The procedure answers with a receipt: accepted, or refused with at least one finding. A finding names no personal data; kennung stays the same for the same fault, text is read by the portal, xpath points into our message. Both samples are in the appendix.',
      ),
    ),
    facts(
      [
        [t('Bezeichnung', 'Definition'), code(receipt.id)],
        [t('Wurzelelement', 'Root element'), code(receipt.root)],
        [t('Namensraum', 'Namespace'), code(receipt.namespace)],
        [t('Muster', 'Samples'), code('samples/receipt-accepting.xml, samples/receipt-refusing.xml')],
      ],
      words,
    ),
    writtenTree(receipt.fields, pack, words),
  ];
}
