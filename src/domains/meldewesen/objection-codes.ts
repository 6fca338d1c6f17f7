import type { CodeList } from '../../messages/code-list.ts';

/** Code lists of XMeld 26.11 about Widersprüche and Übermittlungssperren, values as published in the XRepository. */

export const informationBlocks: CodeList = {
  name: 'auskunftssperre',
  uri: 'urn:de:dsmeld:schluesseltabelle:auskunftssperre',
  version: '8',
  type: 1,
  codes: {
    '1': 'Adoptionspflege',
    '2': 'Widerspruch Religionsgesellschaft § 42 Abs. 3 BMG',
    '3': 'Auskunftssperre § 51 Abs. 1 BMG (Antrag oder von Amts wegen)',
    '5': 'Alters-/Ehejubiläen § 50 Abs. 2',
    '6': '§ 51 Abs. 5 Nr. 1',
    '7': 'Parteien/Wahlen § 50 Abs. 1',
    '10': 'Bundeswehr § 36 Abs. 2',
    '11': 'Auskunftssperre auf Veranlassung einer Sicherheitsbehörde',
    '13': 'Adressbuchverlage § 50 Abs. 3',
  },
};

/** The keys of `informationBlocks` that a citizen can enter or delete through a portal (XMeld 26.11, text of 1713). */
export const portalKeys = ['2', '5', '7', '10', '13'];

/** Why an objection was not entered. */
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
