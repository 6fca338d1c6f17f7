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

/** By what a nationality was made credible. Only the keys are public. */
export const nationalityEvidences: CodeList = {
  name: 'staatsangehoerigkeit.glaubhaftmachung',
  uri: 'urn:de:dsmeld:schluesseltabelle:staatsangehoerigkeit.glaubhaftmachung',
  version: '4',
  type: 1,
  codes: { 1: '', 2: '', 3: '', 4: '', 5: '', 6: '', 7: '', 8: '', 9: '' },
};

/** From what a person is excluded at elections. Only the keys are public. */
export const electoralExclusions: CodeList = {
  name: 'wahlausschluss',
  uri: 'urn:de:dsmeld:schluesseltabelle:wahlausschluss',
  version: '3',
  type: 1,
  codes: { 1: '', 2: '' },
};
