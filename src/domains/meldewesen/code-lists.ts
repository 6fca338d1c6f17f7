import type { CodeList } from '../../messages/code-list.ts';

/** Code lists of XMeld 26.11, values as published in the XRepository. */

/** Message numbers; the code is the number in the root element's name. */
export const messageTypes: CodeList = {
  name: 'xmeld.nachrichten',
  uri: 'urn:de:xmeld:schluesseltabelle:xmeld.nachrichten',
  version: '26.11',
  type: 1,
  pattern: /^\d{4}$/,
};

/** How the Meldebescheinigung is to reach the citizen. */
export const deliveryVariants: CodeList = {
  name: 'meldebescheinigung.zustellvariante',
  uri: 'urn:xoev-de:xmeld:codeliste:meldebescheinigung.zustellvariante',
  version: '1',
  type: 1,
  codes: {
    '01': 'Post',
    '02': 'elektronisch weiterverarbeitbare Daten',
    '03': 'elektronisches Dokument',
  },
};

/** What an extended Meldebescheinigung (§ 18 (2) BMG) contains besides the minimum. */
export const certificateElements: CodeList = {
  name: 'meldebescheinigung.anforderungselement',
  uri: 'urn:xoev-de:xmeld:codeliste:meldebescheinigung.anforderungselement',
  version: '3',
  type: 1,
  codes: {
    '01': 'Ehe-/LP-Name',
    '02': 'frühere Namen',
    '03': 'Vornamen vor Änderung',
    '04': 'Ordensname',
    '05': 'Künstlername',
    '06': 'Geburtsort und Staat',
    '07': 'Geschlecht',
    '08': 'gesetzl. Vertreter Familienname',
    '09': 'gesetzl. Vertreter Vornamen',
    '10': 'gesetzl. Vertreter Doktorgrad',
    '11': 'gesetzl. Vertreter Anschrift',
    '12': 'gesetzl. Vertreter Geburtsdatum',
    '13': 'gesetzl. Vertreter Geschlecht',
    '14': 'gesetzl. Vertreter Sterbedatum',
    '15': 'Staatsangehörigkeiten',
    '16': 'Religion',
    '17': 'frühere Anschriften in Zuständigkeit',
    '18': 'letzte Anschrift außerhalb',
    '19': 'letzte Inlandsanschrift bei Wiederzuzug',
    '20': 'Zuzugsstaat',
    '21': 'Wegzugsstaat',
    '22': 'Auslandsanschrift und Staat',
    '23': 'Einzugsdatum',
    '24': 'Auszugsdatum',
    '25': 'Familienstand',
    '26': 'Datum/Ort Ehe oder LP',
    '27': 'Partner Familienname',
    '28': 'Partner Vornamen',
    '29': 'Partner Geburtsname',
    '30': 'Partner Doktorgrad',
    '31': 'Partner Geburtsdatum',
    '32': 'Partner Geschlecht',
    '33': 'Partner Anschriften',
    '34': 'Partner Sterbedatum',
    '35': 'Kind Familienname',
    '36': 'Kind Vornamen',
    '37': 'Kind Geburtsdatum',
    '38': 'Kind Geschlecht',
    '39': 'Kind Anschrift',
    '40': 'Kind Sterbedatum',
    '41': 'Ausweis Behörde',
    '42': 'Ausweis Datum',
    '43': 'Ausweis Gültigkeit',
    '44': 'Ausweis Seriennummer',
    '45': 'kein Sterbedatum vermerkt',
    '46': 'Geschlechtseintrag vor Änderung',
  },
};

/** What becomes of the dwelling so far. */
export const keptOrGivenUp: CodeList = {
  name: 'onlinedienste.aufgeben-oder-beibehalten-wohnung',
  uri: 'urn:xoev-de:xmeld:codeliste:onlinedienste.aufgeben-oder-beibehalten-wohnung',
  version: '1',
  type: 1,
  codes: { 1: 'aufgeben', 2: 'beibehalten' },
};
