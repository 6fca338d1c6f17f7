import type { CodeList } from '../../../messages/code-list.ts';

/** Code lists of what the register of residents holds of a person: DSMeld, XInneres and XMeld 26.11, as published in the XRepository. */

/** Sex as entered in the register. */
export const sexes: CodeList = {
  name: 'geschlecht',
  uri: 'urn:xoev-de:xinneres:codeliste:geschlecht',
  version: '1',
  type: 3,
  codes: {
    m: 'männlich',
    w: 'weiblich',
    d: 'divers',
    x: 'keine Angabe',
  },
};

/** Whether a dwelling is the only, the main or a secondary one (§ 21 BMG). */
export const residenceStatuses: CodeList = {
  name: 'wohnungsstatus',
  uri: 'urn:de:dsmeld:schluesseltabelle:wohnungsstatus',
  version: '2',
  type: 1,
  codes: {
    0: 'alleinige Wohnung',
    1: 'Hauptwohnung',
    2: 'Nebenwohnung',
  },
};

/** What a dwelling of a partner is to the register. */
export const residenceKinds: CodeList = {
  name: 'wohnungsart',
  uri: 'urn:de:dsmeld:schluesseltabelle:wohnungsart',
  version: '4',
  type: 1,
  codes: {
    1: 'Zuzugswohnung im Inland',
    2: 'letzte Inlandswohnung vor Wegzug ins Ausland',
    3: 'künftige Wohnung (Altfall)',
    4: 'aktuelle Wohnung laut Rückmeldung',
    5: 'Inlandswohnung nach Wiederzuzug',
    6: 'Wohnung des Ehegatten/LP aufgegeben',
    7: 'Wohnung des Ehegatten/LP',
  },
};

/** Why an address is not known. */
export const unknownAddressCases: CodeList = {
  name: 'anschrift.unbekannt',
  uri: 'urn:de:dsmeld:schluesseltabelle:anschrift.unbekannt',
  version: '4',
  type: 1,
  codes: {
    0: 'von Amts wegen nach unbekannt',
    1: 'ins Inland, Ort unbekannt',
    2: 'ins Ausland, Ort unbekannt',
  },
};

/** Spouse or registered partner. */
export const partnershipTypes: CodeList = {
  name: 'ehegatte.oder.lebenspartner',
  uri: 'urn:de:xmeld:schluesseltabelle:ehegatte.oder.lebenspartner',
  version: '2',
  type: 1,
  codes: {
    EG: 'Ehegatte',
    LP: 'Lebenspartner',
  },
};

/** Marital status. */
export const maritalStatuses: CodeList = {
  name: 'familienstand',
  uri: 'urn:de:dsmeld:schluesseltabelle:familienstand',
  version: '2',
  type: 1,
  codes: {
    LD: 'ledig',
    VH: 'verheiratet',
    VW: 'verwitwet',
    GS: 'geschieden',
    EA: 'Ehe aufgehoben',
    LP: 'in eingetragener Lebenspartnerschaft',
    LV: 'durch Tod aufgelöste Lebenspartnerschaft',
    LA: 'aufgehobene Lebenspartnerschaft',
    LE: 'durch Todeserklärung aufgelöste Lebenspartnerschaft',
    NB: 'nicht bekannt',
  },
};

/** Kind of passport or identity document. */
export const identityDocumentTypes: CodeList = {
  name: 'pass.und.ausweisdokumente',
  uri: 'urn:de:dsmeld:schluesseltabelle:pass.und.ausweisdokumente',
  version: '5',
  type: 1,
  codes: {
    '01': 'Deutscher Reisepass',
    '02': 'Ersatz-Personalausweis',
    '03': 'Deutscher Kinderreisepass',
    '04': 'Deutscher amtlicher Pass (Dienstpass, Diplomatenpass, vorläufiger Dienstpass, vorläufiger Diplomatenpass)',
    '05': 'Reiseausweis für Ausländer und Reiseausweis für Flüchtlinge, ausgestellt von deutschen Behörden',
    '06': 'Sonstige von deutschen Behörden ausgestellte Pass-, Passersatzpapiere oder Ausweis-, Ausweisersatzpapiere (ohne Grenzgängerkarte, Passierschein, Landgangausweis)',
    '07': 'Pass oder Passersatz, soweit nicht von deutschen Behörden ausgestellt worden ist (Schlüssel umfasst auch alle Ausweisarten und amtl. Personalausweise)',
    '08': 'Reiseausweis für Staatenlose, ausgestellt von deutschen Behörden',
    '09': 'Personalausweis',
    10: 'Vorläufiger Personalausweis',
    11: 'Deutscher vorläufiger Reisepass',
    12: 'Identitätsausweis und amtlicher Personalausweis, ausgestellt von einem anderen EU-Staat auf einen EU-Bürger',
    13: 'Standardreisedokumente für die Rückführung, ausgestellt von deutschen Behörden oder von Behörden anderer EU-Staaten',
    14: 'Pass oder Passersatz, ausgestellt von einem anderen EU-Staat für Flüchtlinge, Staatenlose oder andere Personen, die nicht Staatsangehörige des ausstellenden Staates sind',
    15: 'eID-Karte',
  },
};

/** Blocks of disclosure, and objections to it. */
export const disclosureBlocks: CodeList = {
  name: 'auskunftssperre',
  uri: 'urn:de:dsmeld:schluesseltabelle:auskunftssperre',
  version: '8',
  type: 1,
  codes: {
    1: 'Adoptionspflege',
    2: 'Widerspruch Religionsgesellschaft § 42 Abs. 3 BMG',
    3: 'Auskunftssperre § 51 Abs. 1 BMG (Antrag oder von Amts wegen)',
    5: 'Alters-/Ehejubiläen § 50 Abs. 2',
    6: '§ 51 Abs. 5 Nr. 1',
    7: 'Parteien/Wahlen § 50 Abs. 1',
    10: 'Bundeswehr § 36 Abs. 2',
    11: 'Auskunftssperre auf Veranlassung einer Sicherheitsbehörde',
    13: 'Adressbuchverlage § 50 Abs. 3',
  },
};

/** Refused or withdrawn passports and identity cards. */
export const passportRefusalStatuses: CodeList = {
  name: 'passversagung.status',
  uri: 'urn:de:dsmeld:schluesseltabelle:passversagung.status',
  version: '3',
  type: 1,
  codes: {
    1: 'Passversagungsgründe liegen vor',
    2: 'Pass versagt',
    3: 'Pass entzogen',
    4: 'Personalausweis berechtigt nicht zum Verlassen Deutschlands',
    5: 'Personalausweis versagt',
    6: 'Personalausweis entzogen',
    7: 'vorläufiger Personalausweis versagt',
    8: 'vorläufiger Personalausweis entzogen',
  },
};

/** What a legal representative is to the person. */
export const legalRepresentativeTypes: CodeList = {
  name: 'gesetzlicher.vertreter',
  uri: 'urn:de:dsmeld:schluesseltabelle:gesetzlicher.vertreter',
  version: '3',
  type: 3,
  codes: {
    1: 'Vater, Elternteil',
    2: 'Mutter, Elternteil',
    3: 'anderer gesetzlicher Vertreter (natürliche Person)',
    4: 'anderer gesetzlicher Vertreter (juristische Person)',
    5: 'Betreuer mit Einwilligungsvorbehalt Aufenthaltsbestimmung (Volljährige)',
  },
};
