import type { CodeList } from '../../messages/code-list.ts';

/** The keys of the list `auskunftssperre` that a citizen can enter or delete through a portal (XMeld 26.11, text of 1713). */
export const portalKeys = ['2', '5', '7', '10', '13'];

/** Why an objection was not entered; values as published in the XRepository. */
export const objectionResults: CodeList = {
  name: 'widerspruecheuebermittlungssperren.eintragung.ergebnis',
  uri: 'urn:xoev-de:xmeld:codeliste:widerspruecheuebermittlungssperren.eintragung.ergebnis',
  version: '1',
  type: 1,
  codes: {
    '01': 'Schlüssel 2 nur bei der Meldebehörde der Haupt- oder alleinigen Wohnung',
    '02': 'Schlüssel 7 nur bei der Meldebehörde der Haupt- oder alleinigen Wohnung',
    '03': 'Schlüssel 10 nur bei der Meldebehörde der Haupt- oder alleinigen Wohnung',
    '04': 'Schlüssel 10 nur für Minderjährige',
    '05': 'Schlüssel 10 nur für Deutsche',
  },
};
