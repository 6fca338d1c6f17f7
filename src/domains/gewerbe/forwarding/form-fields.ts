/**
 * Which field of the forms GewA 1 to 3 stands in which element of XGewerbeanzeige. MODELLED: § 3 GewAnzV names the fields
 * by number alone and the forms are published as images, so this table is ours. It follows the order of the elements and
 * who receives which numbers, and must be confirmed against the forms (BGBl. I 2019, 918–923) before a productive use.
 *
 * Where it is not sure which of several fields an element is, it has all of their numbers and is passed on only to those
 * who receive all of them. What is not in the table is passed on to nobody.
 */

/** The three forms, by the element that a notice has. */
export type Form = 'anmeldung' | 'ummeldung' | 'abmeldung';

/** Elements below `anmeldung`, `ummeldung` or `abmeldung`, with all that is in them, and the numbers of their fields. */
type FieldTable = Readonly<Record<string, readonly number[]>>;

const firm = 'gewerbe/betrieb';
const person = 'gewerbe/beteiligtePerson';

/** The first thirteen fields are the same in all three forms. */
const common: FieldTable = {
  [`${firm}/eingetragenerName`]: [1],
  [`${firm}/rechtsformSchluessel`]: [1],
  [`${firm}/eintragungNr`]: [2],
  [`${firm}/eintragungOrt`]: [2],
  [`${firm}/eintragungPLZ`]: [2],
  [`${firm}/eintragungArt`]: [2],
  [`${firm}/gerichtSchluessel`]: [2],
  [`${firm}/geschaeftsbezeichnung`]: [3],
  [`${person}/familienname`]: [4],
  [`${person}/doktorgrad`]: [4, 5],
  [`${person}/vorname`]: [5],
  [`${person}/geschlecht`]: [6],
  [`${person}/geburtsname`]: [7, 8, 9],
  [`${person}/geburtsdatum`]: [7, 8, 9],
  [`${person}/geburtsort`]: [7, 8, 9],
  [`${person}/geburtsland`]: [7, 8, 9],
  [`${person}/staatangehoerigkeiten`]: [10],
  [`${person}/anschrift`]: [11],
  [`${person}/erreichbarkeit`]: [11],
  'gewerbe/anzahlBeteiligte': [12],
  'gewerbe/beteiligungOeffentlicheHand': [13],
};

/** Kind, size and place of the business, and why the notice is given: a row of fields in each form. */
function businessBlock(fields: readonly number[]): FieldTable {
  return {
    'gewerbe/betriebArt': fields,
    'gewerbe/anzahlVollzeitBeschaeftigte': fields,
    'gewerbe/anzahlTeilzeitBeschaeftigte': fields,
    'gewerbe/niederlassungArt': fields,
    'gewerbe/istReisegewerbe': fields,
  };
}

export const formFields: Readonly<Record<Form, FieldTable>> = {
  anmeldung: {
    ...common,
    'gewerbe/anschrift': [15],
    'gewerbe/erreichbarkeit': [15],
    'gewerbe/hauptniederlassung': [16],
    taetigkeitenGesamt: [18],
    'gewerbe/istNebenerwerb': [19],
    gueltigAb: [20],
    ...businessBlock([21, 22, 23, 24, 25]),
    grundAnmeldungSchluessel: [21, 22, 23, 24, 25],
    'gewerbe/handwerkskarte': [29],
    [`${person}/aufenthaltstitel`]: [30, 31],
    datumMeldung: [32],
  },
  ummeldung: {
    ...common,
    'gewerbe/anschrift': [15],
    'gewerbe/erreichbarkeit': [15],
    'gewerbe/hauptniederlassung': [16],
    taetigkeitenGesamt: [18, 19],
    'gewerbe/istNebenerwerb': [20],
    gueltigAb: [21],
    ...businessBlock([22, 23, 24]),
    gruendeUmmeldung: [22, 23, 24],
    'gewerbe/handwerkskarte': [26],
    [`${person}/aufenthaltstitel`]: [27, 28],
    datumMeldung: [29],
  },
  abmeldung: {
    ...common,
    'gewerbe/anschrift': [15, 16, 17],
    'gewerbe/erreichbarkeit': [15, 16, 17],
    'gewerbe/hauptniederlassung': [15, 16, 17],
    taetigkeitenGesamt: [18],
    'gewerbe/istNebenerwerb': [19],
    gueltigAb: [20],
    ...businessBlock([21, 22, 23, 24, 25]),
    grundAbmeldungSchluessel: [21, 22, 23, 24, 25],
    ursacheAbmeldungSchluessel: [25, 28],
    kuenftigesGewerbe: [15, 16, 17, 26, 27],
    datumMeldung: [29],
  },
};

/** What the trade office adds to a notice: in none of the forms, and so under no mask. */
export const officeElements: readonly string[] = [
  'satzErstellung',
  'ereigniszeitpunkt',
  'autor',
  'istKorrektur',
  'gemeindeSchluessel',
  'gemeindeZusatz',
  'gemeindeMeldungNr',
  'gewerbebetriebID',
  'uuid',
  `${person}/personFunktion`,
];
