/**
 * Writes schemas/xgewerbeanzeige/{2.0,2.1,2.2}/xgewerbeanzeige.xsd from one template, so that the three versions
 * differ only where they are known to differ.
 *
 *   node bin/generate-xgewerbeanzeige.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const versions = ['2.0', '2.1', '2.2'] as const;
export type Version = (typeof versions)[number];

/** What is known to differ between the versions. */
const differences: Readonly<Record<Version, { ereigniszeitpunkt: boolean; nation: 'text' | 'code' }>> = {
  '2.0': { ereigniszeitpunkt: false, nation: 'text' },
  '2.1': { ereigniszeitpunkt: true, nation: 'text' },
  '2.2': { ereigniszeitpunkt: true, nation: 'code' },
};

export const messages = [
  ['sta.gewerbemeldung.0100', 'statistical office of the Land'],
  ['dgu.gewerbemeldung.0230', 'statutory accident insurance'],
  ['lue.gewerbemeldung.0290', 'food control'],
  ['alg.gewerbemeldung.0300', 'all other receivers'],
  ['abh.gewerbemeldung.0500', 'immigration authority'],
] as const;

type Cardinality = '' | '?' | '+' | '*';
const occurs: Readonly<Record<Cardinality, string>> = {
  '': '',
  '?': ' minOccurs="0"',
  '+': ' maxOccurs="unbounded"',
  '*': ' minOccurs="0" maxOccurs="unbounded"',
};

function element(name: string, type: string, cardinality: Cardinality = ''): string {
  return `<xs:element name="${name}" type="${type}"${occurs[cardinality]}/>`;
}

function indent(lines: readonly string[], depth: number): string {
  return lines.map((line) => `${' '.repeat(depth)}${line}`).join('\n');
}

function complexType(name: string, members: readonly string[], note?: string): string {
  const documentation =
    note === undefined
      ? ''
      : `    <xs:annotation>\n      <xs:documentation>${note}</xs:documentation>\n    </xs:annotation>\n`;
  return `  <xs:complexType name="${name}">
${documentation}    <xs:sequence>
${indent(members, 6)}
    </xs:sequence>
  </xs:complexType>`;
}

function text(name: string, maxLength: number): string {
  return `  <xs:simpleType name="${name}">
    <xs:restriction base="xs:string">
      <xs:minLength value="1"/>
      <xs:maxLength value="${maxLength}"/>
    </xs:restriction>
  </xs:simpleType>`;
}

function token(name: string, pattern: string, note?: string): string {
  const documentation =
    note === undefined
      ? ''
      : `    <xs:annotation>\n      <xs:documentation>${note}</xs:documentation>\n    </xs:annotation>\n`;
  return `  <xs:simpleType name="${name}">
${documentation}    <xs:restriction base="xs:token">
      <xs:pattern value="${pattern}"/>
    </xs:restriction>
  </xs:simpleType>`;
}

const keyPattern = '[A-Za-z0-9][A-Za-z0-9._:/ \\-]{0,99}';

/** The members that Anmeldung, Ummeldung and Abmeldung have in common, in order. */
function record(version: Version): string[] {
  return [
    element('satzErstellung', 'xs:dateTime'),
    ...(differences[version].ereigniszeitpunkt ? [element('ereigniszeitpunkt', 'xs:dateTime')] : []),
    element('autor', 'xga:Behoerde'),
    element('istKorrektur', 'xga:Code'),
    element('gemeindeSchluessel', 'xga:Code'),
    element('gemeindeZusatz', 'xga:TextKurz', '?'),
    element('gemeindeMeldungNr', 'xga:TextKurz'),
    element('gewerbebetriebID', 'xga:UUID'),
    element('uuid', 'xga:UUID'),
    element('gewerbe', 'xga:Gewerbe'),
    element('gueltigAb', 'xs:date'),
    element('datumMeldung', 'xs:date'),
    element('taetigkeitenGesamt', 'xga:TaetigkeitenGesamt'),
  ];
}

function nation(version: Version): string[] {
  return differences[version].nation === 'code'
    ? [element('nationSchluessel', 'xga:Code')]
    : [element('nationSchluessel', 'xga:Schluessel'), element('natSchluesselVerzeichnis', 'xga:Schluessel', '?')];
}

function message(version: Version, name: string, receiver: string): string {
  return `  <xs:element name="${name}">
    <xs:annotation>
      <xs:documentation>Receiver: ${receiver}.</xs:documentation>
    </xs:annotation>
    <xs:complexType>
      <xs:complexContent>
        <xs:extension base="xga:Nachricht">
          <xs:attribute name="standard" type="xs:token" use="required" fixed="XGewerbeanzeige"/>
          <xs:attribute name="version" type="xs:token" use="required" fixed="${version}"/>
        </xs:extension>
      </xs:complexContent>
    </xs:complexType>
  </xs:element>`;
}

/** The schema of one version, as it is committed. */
export function schemaOf(version: Version): string {
  const namespace = `http://www.xgewerbeanzeige.de/spezifikation/${version}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!--
  XGewerbeanzeige ${version}, rebuilt from public facts. This is NOT the official schema.

  The official schema and its Schematron rules are published in the XRepository (www.xrepository.de) and decide in
  every case of doubt; a productive connection needs them. This file is an own work that follows what official
  example messages prove: an element that every valid example has is required, one that is missing in some is
  optional. Where nothing is known it is lenient: codes are checked for their form, not against their lists, and
  texts only for their length. Licence: EUPL-1.2.

  Made by bin/generate-xgewerbeanzeige.ts. Change the template there, not this file.
-->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:xga="${namespace}"
           xmlns:xoev-code="http://xoev.de/schemata/code/1_0"
           targetNamespace="${namespace}"
           version="${version}"
           elementFormDefault="qualified"
           attributeFormDefault="unqualified">
  <xs:import namespace="http://xoev.de/schemata/code/1_0"
             schemaLocation="http://xoev.de/schemata/code/1_0/xoev-code.xsd"/>

  <!-- ===== messages ===== -->

${messages.map(([name, receiver]) => message(version, name, receiver)).join('\n\n')}

  <xs:complexType name="Nachricht" abstract="true">
    <xs:sequence>
      ${element('nachrichtenkopf', 'xga:Nachrichtenkopf')}
      ${element('berichtszeitraum', 'xga:Monat', '?')}
      ${element('satz', 'xga:Satz', '+')}
    </xs:sequence>
    <xs:attribute name="produkt" type="xga:Text" use="required"/>
    <xs:attribute name="produkthersteller" type="xga:Text" use="required"/>
    <xs:attribute name="produktversion" type="xs:string" use="optional"/>
    <xs:attribute name="test" type="xs:string" use="optional">
      <xs:annotation>
        <xs:documentation>Its presence alone marks a test message; the content is free.</xs:documentation>
      </xs:annotation>
    </xs:attribute>
  </xs:complexType>

  <xs:complexType name="Satz">
    <xs:choice>
      ${element('anmeldung', 'xga:Anmeldung')}
      ${element('ummeldung', 'xga:Ummeldung')}
      ${element('abmeldung', 'xga:Abmeldung')}
    </xs:choice>
  </xs:complexType>

${complexType('Anmeldung', [...record(version), element('grundAnmeldungSchluessel', 'xga:Code')])}

${complexType('Ummeldung', [
  ...record(version),
  element('bisherigeUnfallversicherung', 'xga:Unfallversicherung', '?'),
  element('gruendeUmmeldung', 'xga:GruendeUmmeldung'),
])}

${complexType('Abmeldung', [
  ...record(version),
  element('kuenftigesGewerbe', 'xga:KuenftigesGewerbe', '?'),
  element('grundAbmeldungSchluessel', 'xga:Code'),
  element('ursacheAbmeldungSchluessel', 'xga:Code', '?'),
])}

${complexType('Unfallversicherung', [element('traeger', 'xga:Code'), element('mitgliedsnummer', 'xga:TextKurz')])}

${complexType('GruendeUmmeldung', [element('grundUmmeldungSchluessel', 'xga:Code', '+')])}

${complexType('KuenftigesGewerbe', [
  element('nameFirmaGewerbetreibender', 'xga:Text', '?'),
  element('anschrift', 'xga:Anschrift', '?'),
])}

  <!-- ===== head and authorities ===== -->

${complexType('Nachrichtenkopf', [
  element('identifikation.nachricht', 'xga:IdentifikationNachricht'),
  element('leser', 'xga:Behoerde'),
  element('autor', 'xga:Behoerde'),
])}

${complexType('IdentifikationNachricht', [
  element('nachrichtenUUID', 'xga:UUID'),
  element('nachrichtentyp', 'xga:Code'),
  element('erstellungszeitpunkt', 'xs:dateTime'),
])}

${complexType('Behoerde', [
  element('behoerdenkennung', 'xga:Behoerdenkennung'),
  element('erreichbarkeit', 'xga:Erreichbarkeit', '*'),
  element('anschrift', 'xga:Behoerdenanschrift', '?'),
  element('behoerdenname', 'xga:Text'),
])}

${complexType('Behoerdenkennung', [element('praefix', 'xga:Code'), element('kennung', 'xga:Code')])}

${complexType('Behoerdenanschrift', [
  element('strasse', 'xga:Text'),
  element('hausNr', 'xga:TextKurz'),
  element('ort', 'xga:Text'),
  element('plz', 'xga:TextKurz'),
])}

${complexType('Erreichbarkeit', [element('kanal', 'xga:Code'), element('kennung', 'xga:Text')])}

  <!-- ===== business ===== -->

${complexType('Gewerbe', [
  element('betrieb', 'xga:Betrieb'),
  element('anzahlBeteiligte', 'xs:nonNegativeInteger', '?'),
  element('anzahlVollzeitBeschaeftigte', 'xs:nonNegativeInteger'),
  element('anzahlTeilzeitBeschaeftigte', 'xs:nonNegativeInteger'),
  element('betriebArt', 'xga:BetriebArt', '?'),
  element('niederlassungArt', 'xga:Code'),
  element('istReisegewerbe', 'xga:Code'),
  element('istNebenerwerb', 'xga:Code'),
  element('handwerkskarte', 'xga:Handwerkskarte', '?'),
  element('anschrift', 'xga:Anschrift', '?'),
  element('erreichbarkeit', 'xga:Erreichbarkeit', '*'),
  element('hauptniederlassung', 'xga:Hauptniederlassung', '?'),
  element('beteiligtePerson', 'xga:BeteiligtePerson', '+'),
  element('beteiligungOeffentlicheHand', 'xga:Code', '?'),
])}

${complexType(
  'Betrieb',
  [
    element('ID', 'xga:TextKurz', '?'),
    '<xs:choice minOccurs="0">',
    '  <xs:sequence>',
    `    ${element('eingetragenerName', 'xga:Text')}`,
    `    ${element('geschaeftsbezeichnung', 'xga:Text', '?')}`,
    '  </xs:sequence>',
    '  <xs:sequence>',
    `    ${element('geschaeftsbezeichnung', 'xga:Text')}`,
    `    ${element('eingetragenerName', 'xga:Text', '?')}`,
    '  </xs:sequence>',
    '</xs:choice>',
    element('eintragungNr', 'xga:Text', '?'),
    element('eintragungOrt', 'xga:Text', '?'),
    element('eintragungPLZ', 'xga:TextKurz', '?'),
    element('eintragungArt', 'xga:Code', '?'),
    element('gerichtSchluessel', 'xga:Code', '?'),
    element('rechtsformSchluessel', 'xga:Code'),
  ],
  'No example has both names, so either order of them is allowed.',
)}

${complexType('BetriebArt', [
  element('industrie', 'xga:Code'),
  element('handwerk', 'xga:Code'),
  element('handel', 'xga:Code'),
  element('sonstiges', 'xga:Code'),
])}

${complexType('Handwerkskarte', [
  element('status', 'xga:Code'),
  element('ausgestelltAm', 'xs:date', '?'),
  element('ausgestelltVonPLZ', 'xga:TextKurz', '?'),
  element('ausgestelltVonOrt', 'xga:Text', '?'),
  element('ausgestelltVonSchluessel', 'xga:Code', '?'),
])}

${complexType('Hauptniederlassung', [
  element('anschrift', 'xga:Anschrift'),
  element('erreichbarkeit', 'xga:Erreichbarkeit', '*'),
])}

${complexType('Anschrift', [
  element('strasse', 'xga:Text'),
  element('strassenschluessel', 'xga:TextKurz', '?'),
  element('hausNrVon', 'xga:TextKurz', '?'),
  element('hausNrBis', 'xga:TextKurz', '?'),
  element('anschriftZusatz', 'xga:Text', '?'),
  element('ort', 'xga:Text'),
  element('ortsteil', 'xga:Text', '?'),
  element('plz', 'xga:TextKurz'),
  ...nation(version),
])}

${complexType('TaetigkeitenGesamt', [
  element('schwerpunkt', 'xga:Schwerpunkt'),
  element('weitereTaetigkeiten', 'xga:WeitereTaetigkeiten', '?'),
])}

${complexType('Schwerpunkt', [
  element('taetigkeitSchwerpunkt', 'xga:TextLang'),
  element('taetigkeitSchluessel', 'xga:TaetigkeitSchluessel'),
  element('stichwort', 'xga:TextLang'),
  element('neuAusgeuebt', 'xga:Code', '?'),
])}

${complexType('WeitereTaetigkeiten', [
  element('taetigkeitenZusammengefasst', 'xga:TextLang'),
  element('taetigkeit', 'xga:Taetigkeit', '*'),
])}

${complexType('Taetigkeit', [
  element('taetigkeitEinzeln', 'xga:TextLang', '?'),
  element('taetigkeitSchluessel', 'xga:TaetigkeitSchluessel'),
  element('stichwort', 'xga:TextLang'),
])}

  <!-- ===== persons ===== -->

${complexType('BeteiligtePerson', [
  element('personFunktion', 'xga:Code'),
  element('doktorgrad', 'xga:TextKurz', '?'),
  element('familienname', 'xga:Text'),
  element('vorname', 'xga:Text'),
  element('geschlecht', 'xga:Code'),
  element('geburtsname', 'xga:Text', '?'),
  element('geburtsdatum', 'xga:DatumTTMMJJJJ', '?'),
  element('geburtsort', 'xga:Text', '?'),
  element('geburtsland', 'xga:Text', '?'),
  element('staatangehoerigkeiten', 'xga:Staatsangehoerigkeiten', '?'),
  element('anschrift', 'xga:Anschrift', '?'),
  element('erreichbarkeit', 'xga:Erreichbarkeit', '*'),
  element('aufenthaltstitel', 'xga:Aufenthaltstitel', '?'),
])}

${complexType(
  'Staatsangehoerigkeiten',
  [element('staatsangehoerigkeitSchluessel', 'xga:Code', '+')],
  'The element of this type is spelled staatangehoerigkeiten, without the first s, as published.',
)}

${complexType('Aufenthaltstitel', [
  element('status', 'xga:Code'),
  element('ausgestelltAm', 'xs:date'),
  element('ausgestelltVonName', 'xga:Text'),
  element('ausgestelltVonPLZ', 'xga:TextKurz'),
  element('ausgestelltVonOrt', 'xga:Text'),
])}

  <!-- ===== values ===== -->

  <xs:complexType name="Code">
    <xs:annotation>
      <xs:documentation>A code of any list: its form is checked, its value is not. The lists are not public.</xs:documentation>
    </xs:annotation>
    <xs:complexContent>
      <xs:restriction base="xoev-code:Code">
        <xs:sequence>
          <xs:element name="code" form="unqualified" type="xga:Schluessel"/>
          <xs:element name="name" form="unqualified" type="xs:normalizedString" minOccurs="0"/>
        </xs:sequence>
      </xs:restriction>
    </xs:complexContent>
  </xs:complexType>

${token('Schluessel', keyPattern)}

${token('TaetigkeitSchluessel', '[0-9]{5}', 'Klassifikation der Wirtschaftszweige, five digits without dots.')}

${token('UUID', '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}')}

${token('Monat', '[0-9]{4}-(0[1-9]|1[0-2])')}

${token('DatumTTMMJJJJ', '[0-3][0-9][01][0-9][0-9]{4}', 'Day, month and year without separators; the only date that is not ISO.')}

${text('TextKurz', 100)}

${text('Text', 1000)}

${text('TextLang', 10000)}
</xs:schema>
`;
}

/** Where the schema of a version lies, seen from the root of the project. */
export function pathOf(version: Version): string {
  return join('schemas', 'xgewerbeanzeige', version, 'xgewerbeanzeige.xsd');
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  for (const version of versions) {
    const path = join(root, pathOf(version));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, schemaOf(version));
    console.log(pathOf(version));
  }
}
