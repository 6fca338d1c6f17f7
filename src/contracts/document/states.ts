import type { Bilingual } from '../../delivery/exchange.ts';
import type { OutcomeKind } from '../../delivery/outcome.ts';

/** The outcomes of an attempt, in the words of the documents. */
export const outcomeNames: Readonly<Record<OutcomeKind, Bilingual>> = {
  delivered: { de: 'zugestellt', en: 'delivered' },
  'handed-over': { de: 'übergeben', en: 'handed over' },
  rejected: { de: 'abgelehnt', en: 'rejected' },
  later: { de: 'später', en: 'later' },
  unknown: { de: 'unklar', en: 'unknown' },
};

/** The states of a delivery and what a portal sees of its submission meanwhile. */
export const stateRows: readonly { readonly state: string; readonly meaning: Bilingual; readonly portal: string }[] = [
  {
    state: 'waiting',
    meaning: { de: 'wartet auf den nächsten Versuch', en: 'waits for the next attempt' },
    portal: 'received, in-delivery',
  },
  { state: 'sending', meaning: { de: 'ein Versuch läuft', en: 'an attempt runs' }, portal: 'in-delivery' },
  {
    state: 'delivered',
    meaning: { de: 'das Verfahren hat quittiert', en: 'the procedure gave a receipt' },
    portal: 'delivered',
  },
  {
    state: 'handed-over',
    meaning: { de: 'übernommen, es kommt keine Quittung', en: 'taken over, no receipt will come' },
    portal: 'handed-over',
  },
  {
    state: 'rejected',
    meaning: { de: 'endgültig abgelehnt, mit Befunden', en: 'rejected for good, with findings' },
    portal: 'rejected',
  },
  {
    state: 'parked',
    meaning: { de: 'liegt beim Betrieb, der sie weiterführt', en: 'lies with the operators, who carry on' },
    portal: 'parked',
  },
];
