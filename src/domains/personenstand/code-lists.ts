import type { CodeList } from '../../messages/code-list.ts';

/** Code lists of XPersonenstand 26.11, values as published in the XRepository. */

/** Message numbers; the code is the number in the root element's name. */
export const messageTypes: CodeList = {
  name: 'nachrichtentyp',
  uri: 'urn:xoev-de:xpersonenstand:codelist:nachrichtentyp',
  version: '26.11',
  type: 1,
  pattern: /^\d{6}$/,
};

/** Forms of foreign names; a name of the German form has none. */
export const nameKinds: CodeList = {
  name: 'namensart',
  uri: 'urn:xpersonenstand:schluesseltabelle:namensart',
  version: '1',
  type: 1,
  codes: {
    e: 'Eigenname',
    en: 'Eigennamen',
    ez: 'Eigenname und Namenszusatz',
    nk: 'Namenskette',
    nkz: 'Namenskette und Namenszusatz',
    nkzp: 'Namenskette und Namenszusätze',
    zf: 'Namenszusatz und Familienname',
    fz: 'Familiennamen und Namenszusatz',
    fzw: 'Familienname und Zwischenname',
    zwf: 'Zwischenname und Familienname',
    isn: 'Isländischer Nachname',
    vm: 'Vorname und Mittelname',
    vpm: 'Vornamen und Mittelname',
    vz: 'Vorname und Namenszusatz',
    vpz: 'Vornamen und Namenszusatz',
    vv: 'Vorname und Vatersname',
    vpv: 'Vornamen und Vatersname',
    zwv: 'Zwischenname und Vorname',
    zwvp: 'Zwischenname und Vornamen',
  },
};

/** What a certificate of birth is for. */
export const birthPurposes: CodeList = {
  name: 'verwendungszweckgeburtsurkunde',
  uri: 'urn:xoev-de:xpersonenstand:codeliste:verwendungszweckgeburtsurkunde',
  version: '1',
  type: 1,
  codes: {
    A: 'Ahnenforschung',
    ADE: 'Anmeldung der Eheschließung',
    ADG: 'Anzeige der Geburt',
    ADS: 'Anzeige des Sterbefalls',
    BVS: 'Beantragung von Sozialleistungen',
    K: 'Krankenversicherung',
    R: 'Rentenversicherung',
    S: 'Sonstige Zwecke',
    VIA: 'Verwendung im Ausland',
  },
};

/** What a certificate of marriage is for. */
export const marriagePurposes: CodeList = {
  name: 'verwendungszweckeheurkunde',
  uri: 'urn:xoev-de:xpersonenstand:codeliste:verwendungszweckeheurkunde',
  version: '1',
  type: 1,
  codes: {
    A: 'Ahnenforschung',
    ADE: 'Anmeldung der Eheschließung',
    BVS: 'Beantragung von Sozialleistungen',
    R: 'Rentenversicherung',
    S: 'Sonstige Zwecke',
    VIA: 'Verwendung im Ausland',
  },
};

/** What a certificate of death is for. */
export const deathPurposes: CodeList = {
  name: 'verwendungszwecksterbeurkunde',
  uri: 'urn:xoev-de:xpersonenstand:codeliste:verwendungszwecksterbeurkunde',
  version: '1',
  type: 1,
  codes: {
    A: 'Ahnenforschung',
    R: 'Rentenversicherung',
    S: 'Sonstige Zwecke',
    VIA: 'Verwendung im Ausland',
  },
};

/** Languages of the translation aid: those of the European Union. */
export const translationLanguages: CodeList = {
  name: 'sprachenuebersetzungshilfe',
  uri: 'urn:xoev-de:xpersonenstand:codeliste:sprachenuebersetzungshilfe',
  version: '1',
  type: 1,
  codes: {
    BG: 'Bulgarisch',
    CZ: 'Tschechisch',
    DK: 'Dänisch',
    E: 'Englisch',
    ES: 'Spanisch',
    EST: 'Estnisch',
    F: 'Französisch',
    FIN: 'Finnisch',
    GR: 'Griechisch',
    H: 'Ungarisch',
    HR: 'Kroatisch',
    I: 'Italienisch',
    IRL: 'Irisch',
    LT: 'Litauisch',
    LV: 'Lettisch',
    MT: 'Maltesisch',
    NL: 'Niederländisch',
    P: 'Portugiesisch',
    PL: 'Polnisch',
    RO: 'Rumänisch',
    S: 'Schwedisch',
    SK: 'Slowakisch',
    SLO: 'Slowenisch',
  },
};
