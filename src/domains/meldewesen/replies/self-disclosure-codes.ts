import type { CodeList } from '../../../messages/code-list.ts';

/** Code lists of XMeld 26.11 that only the answer about one's own data (1710) has, as published in the XRepository. */

/** Why a marriage or partnership ended. */
export const marriageEndReasons: CodeList = {
  name: 'familienstand.beendigungsgrund',
  uri: 'urn:de:dsmeld:schluesseltabelle:familienstand.beendigungsgrund',
  version: '3',
  type: 1,
  codes: {
    1: 'Tod des Ehegatten oder des Lebenspartners',
    2: 'Scheidung der Ehe',
    3: 'Aufhebung der Ehe',
    4: 'Ehegatte für tot erklärt',
    5: 'Ehe durch Todeserklärung beendet',
    7: 'Aufhebung der Lebenspartnerschaft',
    8: 'sonstige Gründe',
  },
};

/** By what the German nationality, or its loss, is proved. */
export const nationalityEvidences: CodeList = {
  name: 'staatsangehoerigkeit.glaubhaftmachung',
  uri: 'urn:de:dsmeld:schluesseltabelle:staatsangehoerigkeit.glaubhaftmachung',
  version: '4',
  type: 1,
  codes: {
    1: 'Staatsangehörigkeitsausweis oder anderer Nachweis, etwa Pass oder Personalausweis',
    2: 'früherer Ausweis über die Rechtsstellung als Deutscher',
    3: 'Urkunde über Einbürgerung oder Erwerb durch Erklärung',
    4: 'wie 3, dazu Staatsangehörigkeitsausweis',
    5: 'Urkunde über Entlassung oder Verzicht, Bescheid über Nichtbestehen oder Verlust',
    6: 'Erwerb durch Geburt im Inland (§ 4 Abs. 3 StAG)',
    7: 'Einbürgerung nach § 40b StAG alter Fassung',
    8: 'Bescheid über das Fortbestehen nach § 29 Abs. 6 StAG alter Fassung',
    9: 'Bescheinigung nach § 15 Abs. 1 oder 2 BVFG',
  },
};

/** From what a person is excluded at elections. */
export const electoralExclusions: CodeList = {
  name: 'wahlausschluss',
  uri: 'urn:de:dsmeld:schluesseltabelle:wahlausschluss',
  version: '3',
  type: 1,
  codes: { 1: 'Wahlrecht', 2: 'Wählbarkeit' },
};
