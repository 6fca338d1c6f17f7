import type { CodeList } from '../../messages/code-list.ts';

/** Code lists of our own standard. Their values follow the words of public i-Kfz SDKs, where these have any. */
function ofZustellwerk(name: string, codes: Readonly<Record<string, string>>): CodeList {
  return { name, uri: `urn:zustellwerk:kfz:1:codeliste:${name}`, version: '1', type: 1, codes };
}

export const messageTypes = ofZustellwerk('nachrichten', {
  '0001': 'Neuzulassung',
  '0002': 'Umschreibung',
  '0003': 'Wiederzulassung',
  '0004': 'Außerbetriebsetzung',
  '0005': 'Adressänderung',
  '0006': 'Tageszulassung',
});

export const yesNoCodes = ofZustellwerk('janein', { '0': 'nein', '1': 'ja' });

/** How the plate comes to the vehicle. */
export const plateAssignments = ofZustellwerk('kennzeichenzuteilung', {
  RANDOM: 'nächstes freies Kennzeichen',
  RESERVATION: 'reserviertes Kennzeichen',
  RETAINMENT: 'bisheriges Kennzeichen bleibt',
});

export const plateKinds = ofZustellwerk('kennzeichenart', {
  REGULAR: 'allgemeines Kennzeichen',
  ELECTRIC: 'Elektrofahrzeug (E)',
  HISTORICAL: 'Oldtimer (H)',
});

/** The SDK's finer codes (UO, UI, UM, WG, UG, HA) are not explained in public. */
export const transferReasons = ofZustellwerk('umschreibungsanlass', {
  HALTER: 'Halterwechsel',
  WOHNSITZ: 'Wohnsitzwechsel des Halters',
});

export const sexes: CodeList = {
  name: 'geschlecht',
  uri: 'urn:xoev-de:xinneres:codeliste:geschlecht',
  version: '1',
  type: 3,
  codes: { m: 'männlich', w: 'weiblich', d: 'divers', x: 'keine Angabe' },
};

/** States of DESTATIS, three digits: too long to check here, so the form is checked. */
export const states: CodeList = {
  name: 'staat',
  uri: 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staat',
  version: '2024-08-01',
  type: 3,
  pattern: /^\d{3}$/,
};
