import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { dinSchema, dinSchemaFile } from '../../bin/generate-din-schema.ts';
import { meldewesenReplies } from '../../src/domains/meldewesen/tell-replies.ts';
import { buildMessage } from '../../src/messages/build.ts';
import { findFault } from '../../src/messages/din91379.ts';
import { dinCodePoints, dinSequences, dinTypes } from '../../src/messages/din91379-characters.ts';
import { readMessage } from '../../src/messages/read.ts';
import { readXml, type XmlElement } from '../../src/messages/xml-read.ts';

const schemas = join(import.meta.dirname, '../../schemas');
const samples = process.env.ZUSTELLWERK_SAMPLES;
if (samples === undefined) console.info('ZUSTELLWERK_SAMPLES is not set: no comparison with the public samples.');

const din = 'https://xoev.de/schemata/din/91379/2022-08/din-norm-91379-datatypes.xsd';
const xmeld = 'http://www.osci.de/xmeld2611/xinneres.xmeld.xsd';
const xwasser = 'https://samples.example/xwasser/xwasser.xsd';

/** Our schemas by the address that imports use. */
const sources: Record<string, Uint8Array> = {
  [din]: readFileSync(dinSchemaFile),
  'http://xoev.de/schemata/code/1_0/xoev-code.xsd': readFileSync(join(schemas, 'xoev/code/1_0/xoev-code.xsd')),
  'http://xoev.de/schemata/basisnachricht/unqualified/g2g/1_1/xoev-basisnachricht-unqualified-g2g_1.1.xsd':
    readFileSync(join(schemas, 'xoev/basisnachricht-g2g/1_1/xoev-basisnachricht-unqualified-g2g_1.1.xsd')),
  ...folder(join(schemas, 'xinneres'), 'http://www.osci.de/xinneres/'),
  ...folder(join(schemas, 'xmeld/26.11'), 'http://www.osci.de/xmeld2611/'),
  ...(samples === undefined
    ? {}
    : folder(join(samples, 'xoev-samples/xsd/xwasser'), 'https://samples.example/xwasser/')),
  ...(samples === undefined
    ? {}
    : {
        'https://www.w3.org/TR/xmldsig-core/xmldsig-core-schema.xsd': readFileSync(
          join(samples, 'xoev-samples/xsd/xmldsig-core-schema.xsd'),
        ),
      }),
};

function folder(path: string, url: string): Record<string, Uint8Array> {
  const files = globSync('**/*.xsd', { cwd: path });
  return Object.fromEntries(files.map((file) => [url + file.replaceAll('\\', '/'), readFileSync(join(path, file))]));
}

/**
 * What libxml2 asked for and we do not have. It only warns of a skipped import, and the binding drops the warning when
 * the schema compiles all the same, so the requests are the one reliable sign.
 */
const missing = new Set<string>();

class StrictProvider extends XmlBufferInputProvider {
  override match(filename: string): boolean {
    if (filename in sources) return true;
    missing.add(filename);
    return false;
  }
}
xmlRegisterInputProvider(new StrictProvider(sources));

function compile(url: string, bytes = sources[url]): XsdValidator {
  if (bytes === undefined) throw new Error(`No schema at ${url}.`);
  missing.clear();
  using document = XmlDocument.fromBuffer(bytes, { url });
  const validator = XsdValidator.fromDoc(document);
  if (missing.size > 0) throw new Error(`Schemas that are not there: ${[...missing].join(', ')}`);
  return validator;
}

/** The faults of a document, empty when it is valid. */
function faults(validator: XsdValidator, xml: string | Uint8Array): XmlValidateError['details'] {
  const option = ParseOption.XML_PARSE_HUGE | ParseOption.XML_PARSE_BIG_LINES;
  using document =
    typeof xml === 'string' ? XmlDocument.fromString(xml, { option }) : XmlDocument.fromBuffer(xml, { option });
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details;
    throw error;
  }
}

function messagesOf(xml: string): string {
  return faults(xmeldSchema, xml)
    .map(({ message }) => message.trim())
    .join('\n');
}

const xmeldSchema = compile(xmeld);

/** A part of a message, and what to put in its place: the first one of a text, all of an expression. */
type Mutation = readonly [what: string, from: string | RegExp, to: string];

function mutated(xml: string, from: string | RegExp, to: string): string {
  const result = xml.replace(from, () => to);
  if (result === xml) throw new Error(`Not in the message, or no change: ${from}`);
  return result;
}

function itIsValid(xml: string): void {
  it('is valid', () => {
    expect(messagesOf(xml)).toBe('');
    expectToBeUnderstood(xml);
  });
}

/** What the schema admits in a reply, the definition of the reply reads and writes again. */
function expectToBeUnderstood(xml: string): void {
  const document = readXml(Buffer.from(xml));
  const definition = meldewesenReplies.find(({ definition: { root } }) => root.name === document.name)?.definition;
  if (definition === undefined) return;
  const again = buildMessage(definition, readMessage(definition, document));
  expect(messagesOf(Buffer.from(again).toString())).toBe('');
  expect(leavesOf(readXml(again))).toEqual(leavesOf(document));
}

/** All texts in their order; of a code the code alone, since its name and list are not what is told. */
function leavesOf({ name, text, children }: XmlElement): string[] {
  const told = children.filter((child) => child.name === 'code' || !children.some((other) => other.name === 'code'));
  return told.length === 0 ? [`${name} ${text.trim()}`] : told.flatMap(leavesOf);
}

function itRejects(xml: string, mutations: readonly Mutation[]): void {
  it.each(mutations)('is invalid with %s', (_, from, to) => {
    expect(messagesOf(mutated(xml, from, to))).not.toBe('');
  });
}

function itAccepts(xml: string, mutations: readonly Mutation[]): void {
  it.each(mutations)('is valid with %s', (_, from, to) => {
    expect(messagesOf(mutated(xml, from, to))).toBe('');
    expectToBeUnderstood(mutated(xml, from, to));
  });
}

const autor = `<autor>
      <verzeichnisdienst listURI="urn:xoev-de:kosit:codeliste:verzeichnisdienst" listVersionID="3"><code>DVDV</code></verzeichnisdienst>
      <kennung>mbp:090000000001</kennung>
      <name>Portal der Stadt Musterhausen</name>
      <erreichbarkeit>
        <kanal listVersionID="3"><code>01</code></kanal>
        <kennung>portal@musterhausen.example</kennung>
        <zusatz>werktags</zusatz>
      </erreichbarkeit>
    </autor>`;

function message(element: string, content: string): string {
  const number = element.slice(-4);
  return `<?xml version="1.0" encoding="UTF-8"?>
<xmeld:${element} xmlns:xmeld="http://www.osci.de/xmeld2611" produkt="Zustellwerk" produkthersteller="Stadt Musterhausen" standard="XMeld" version="26.11">
  <nachrichtenkopf.g2g>
    <identifikation.nachricht>
      <nachrichtenUUID>3f0c9a52-7e1d-4b7e-9a61-0d5a5f0e2c11</nachrichtenUUID>
      <nachrichtentyp listURI="urn:de:xmeld:schluesseltabelle:xmeld.nachrichten" listVersionID="26.11"><code>${number}</code></nachrichtentyp>
      <erstellungszeitpunkt>2026-11-25T08:15:30.123+01:00</erstellungszeitpunkt>
    </identifikation.nachricht>
    <leser>
      <verzeichnisdienst listVersionID="3"><code>DVDV</code></verzeichnisdienst>
      <kennung>ags:12052000</kennung>
      <name>Meldebehörde Musterhausen</name>
    </leser>
    ${autor}
  </nachrichtenkopf.g2g>
  <anschrift.leser>
    <postfach><postfach>1234</postfach><wohnort>Musterhausen</wohnort><postleitzahl>03046</postleitzahl></postfach>
  </anschrift.leser>
  <anschrift.autor>
    <gebaeude>
      <hausnummer>7</hausnummer>
      <hausnummerBuchstabeZusatzziffer>a</hausnummerBuchstabeZusatzziffer>
      <postleitzahl>03046</postleitzahl>
      <strasse>Am Markt</strasse>
      <wohnort>Musterhausen</wohnort>
      <hausnummern.bis><hausnummer.bis>9</hausnummer.bis></hausnummern.bis>
    </gebaeude>
  </anschrift.autor>
  ${content}
</xmeld:${element}>
`;
}

const born = `<xmeld:geburtsdatum><teilbekanntesDatum><jahrMonatTag>1986-02-28</jahrMonatTag></teilbekanntesDatum></xmeld:geburtsdatum>`;
const ags = (key: string) => `listVersionID="2026-04-30"><code>${key}</code>`;

const identifikation = `<xmeld:identifikation>
    <xmeld:familienname.unstrukturiert><name>Özdemir-Müller</name></xmeld:familienname.unstrukturiert>
    <xmeld:vornamen><name>Anna</name></xmeld:vornamen>
    <xmeld:geburt>${born}</xmeld:geburt>
    <xmeld:anschrift>
      <xmeld:gemeindeschluessel ${ags('12052000')}</xmeld:gemeindeschluessel>
      <xmeld:postleitzahl>03046</xmeld:postleitzahl>
      <xmeld:strasseUndHausnummer><xmeld:konkateniert>Am Markt 7a</xmeld:konkateniert></xmeld:strasseUndHausnummer>
    </xmeld:anschrift>
  </xmeld:identifikation>`;

function ursprung(number: string): string {
  return `<xmeld:ursprungsnachricht>
    <nachrichtenUUID>5D0C9A52-7E1D-4B7E-9A61-0D5A5F0E2C12</nachrichtenUUID>
    <nachrichtentyp><code>${number}</code></nachrichtentyp>
    <erstellungszeitpunkt>2026-11-25T08:15:30.123+01:00</erstellungszeitpunkt>
  </xmeld:ursprungsnachricht>`;
}

const inland = `<gemeindeschluessel ${ags('12052000')}</gemeindeschluessel>
          <hausnummer>12</hausnummer>
          <hausnummerBuchstabeZusatzziffer>1/2</hausnummerBuchstabeZusatzziffer>
          <postleitzahl>03042</postleitzahl>
          <stockwerkswohnungsnummer>3.OG</stockwerkswohnungsnummer>
          <strasse>Lindenstraße</strasse>
          <teilnummerDerHausnummer>1/7</teilnummerDerHausnummer>
          <wohnort>Musterhausen</wohnort>
          <wohnortFruehererGemeindename>Altdorf</wohnortFruehererGemeindename>
          <wohnungsinhaber>Schmidt</wohnungsinhaber>
          <zusatzangaben>Hinterhaus</zusatzangaben>`;

const familyName = (name: string) =>
  `<xmeld:familienname.unstrukturiert><xmeld:nachname><name>${name}</name></xmeld:nachname></xmeld:familienname.unstrukturiert>`;
const nachweis = (element: string, inner: string) => `<xmeld:${element}>
        <xmeld:datum>2010-05-01</xmeld:datum>
        <xmeld:dokumentbeschreibung>Heiratsurkunde</xmeld:dokumentbeschreibung>
        <xmeld:behoerdeoderaktenzeichen>${inner}</xmeld:behoerdeoderaktenzeichen>
      </xmeld:${element}>`;
const getrennt =
  '<xmeld:behoerdeaktenzeichen.getrennt><xmeld:behoerde>Standesamt</xmeld:behoerde><xmeld:aktenzeichen>E 12/2010</xmeld:aktenzeichen></xmeld:behoerdeaktenzeichen.getrennt>';
const konkateniert =
  '<xmeld:behoerdeaktenzeichen.konkateniert><xmeld:behoerdeaktenzeichen>Standesamt E 12</xmeld:behoerdeaktenzeichen></xmeld:behoerdeaktenzeichen.konkateniert>';
const vertreterName = `<xmeld:name><xmeld:nameNatuerlichePerson>${familyName('Müller')}<xmeld:vornamen><name>Karl</name></xmeld:vornamen><xmeld:doktorgrad>Dr.</xmeld:doktorgrad></xmeld:nameNatuerlichePerson></xmeld:name>`;

/** Block M with everything that may stand in it. */
const meldedaten = `<xmeld:personendaten>
      <xmeld:name>
        <xmeld:familienname.unstrukturiert>
          <xmeld:nachname><name>Özdemir-Müller</name></xmeld:nachname>
          <xmeld:nachnamepass><name>Oezdemir</name></xmeld:nachnamepass>
        </xmeld:familienname.unstrukturiert>
        <xmeld:ehename.unstrukturiert><name>Müller</name></xmeld:ehename.unstrukturiert>
        <xmeld:lebenspartnerschaftsname.unstrukturiert><nichtVorhanden>true</nichtVorhanden></xmeld:lebenspartnerschaftsname.unstrukturiert>
        <xmeld:geburtsname.unstrukturiert><name>Özdemir</name></xmeld:geburtsname.unstrukturiert>
        <xmeld:frueherer.familienname><xmeld:frueherer.familienname><name>Schulz</name></xmeld:frueherer.familienname></xmeld:frueherer.familienname>
        <xmeld:vornamen><xmeld:vornamen><name>Anna Maria</name></xmeld:vornamen><xmeld:vornamenPass><name>Anna</name></xmeld:vornamenPass></xmeld:vornamen>
        <xmeld:gebraeuchlicherVorname><name>Anna</name></xmeld:gebraeuchlicherVorname>
        <xmeld:fruehere.vornamen><xmeld:fruehereVornamen><name>Hanna</name></xmeld:fruehereVornamen></xmeld:fruehere.vornamen>
        <xmeld:doktorgrad>Dr. Dr.hc.</xmeld:doktorgrad>
        <xmeld:ordensname>Schwester Agnes</xmeld:ordensname>
        <xmeld:kuenstlername>Anna O.</xmeld:kuenstlername>
      </xmeld:name>
      <xmeld:geburtsangaben>
        <xmeld:geburtsort>Izmir</xmeld:geburtsort>
        <xmeld:geburtsortStaat listURI="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:staatsgebiete" listVersionID="2024-08-01"><code>163</code></xmeld:geburtsortStaat>
        ${born}
      </xmeld:geburtsangaben>
      <xmeld:geschlecht>
        <xmeld:geschlecht listVersionID="1"><code>w</code><name>weiblich</name></xmeld:geschlecht>
        <xmeld:fruehererGeschlechtseintrag>
          <xmeld:fruehererGeschlechtseintrag listVersionID="1"><code>x</code></xmeld:fruehererGeschlechtseintrag>
          <xmeld:fruehererGeschlechtseintrag.aenderungsdatum>2024-11-01</xmeld:fruehererGeschlechtseintrag.aenderungsdatum>
          <xmeld:fruehererGeschlechtseintrag.behoerdeUndAktenzeichen>Standesamt 7</xmeld:fruehererGeschlechtseintrag.behoerdeUndAktenzeichen>
        </xmeld:fruehererGeschlechtseintrag>
      </xmeld:geschlecht>
      <xmeld:staatsangehoerigkeit listVersionID="2024-08-01"><code>000</code></xmeld:staatsangehoerigkeit>
      <xmeld:religionszugehoerigkeit>
        <xmeld:religion.steuer.erhebend listVersionID="1"><code>--</code></xmeld:religion.steuer.erhebend>
        <xmeld:religion.nicht.steuer.erhebend listVersionID="5"><code>oa</code></xmeld:religion.nicht.steuer.erhebend>
      </xmeld:religionszugehoerigkeit>
      <xmeld:wohnung>
        <xmeld:anschrift>
          <xmeld:anschrift.inland>${inland}</xmeld:anschrift.inland>
          <xmeld:bedingterSperrvermerk>true</xmeld:bedingterSperrvermerk>
        </xmeld:anschrift>
        <xmeld:datumDesBeziehens><unbekannt>true</unbekannt></xmeld:datumDesBeziehens>
        <xmeld:datumDesWohnungsstatuswechsels>2020-01-01</xmeld:datumDesWohnungsstatuswechsels>
        <xmeld:statusderwohnung><code>0</code></xmeld:statusderwohnung>
      </xmeld:wohnung>
      <xmeld:zuzugBund>1990-03-03</xmeld:zuzugBund>
      <xmeld:familienstand>
        <xmeld:datumBeginn><jahrMonat>2010-05</jahrMonat></xmeld:datumBeginn>
        <xmeld:familienstand listURI="urn:de:dsmeld:schluesseltabelle:familienstand" listVersionID="2"><code>VH</code></xmeld:familienstand>
        <xmeld:ort.letzte.ehe.oder.lp>Musterhausen</xmeld:ort.letzte.ehe.oder.lp>
        <xmeld:datumBeginnVorausgegangeneLP>2008-01-01</xmeld:datumBeginnVorausgegangeneLP>
      </xmeld:familienstand>
      ${nachweis('familienstand.nachweis', getrennt)}
      <xmeld:ausweisdokument>
        <xmeld:passart><code>09</code></xmeld:passart>
        <xmeld:gueltigkeitsdauer>2030-01-01</xmeld:gueltigkeitsdauer>
        <xmeld:seriennummer>L01X00T47</xmeld:seriennummer>
        <xmeld:behoerde>Stadt Musterhausen</xmeld:behoerde>
        <xmeld:ausstellungsdatum>2020-01-02</xmeld:ausstellungsdatum>
      </xmeld:ausweisdokument>
      <xmeld:azrNummer>901231123456</xmeld:azrNummer>
      <xmeld:auskunftssperre><xmeld:frist>2028-01-01</xmeld:frist><xmeld:grund><code>3</code></xmeld:grund></xmeld:auskunftssperre>
      <xmeld:passversagung>
        <xmeld:passversagung><xmeld:status><code>2</code></xmeld:status></xmeld:passversagung>
        ${nachweis('nachweisdaten', konkateniert)}
      </xmeld:passversagung>
      <xmeld:idNr>02476291358</xmeld:idNr>
    </xmeld:personendaten>
    <xmeld:gesetzlicherVertreter>
      ${vertreterName}
      <xmeld:geburt>${born}</xmeld:geburt>
      <xmeld:geschlecht listVersionID="1"><code>m</code></xmeld:geschlecht>
      <xmeld:anschrift><xmeld:anschrift.ausland><xmeld:staat listVersionID="x"><code>129</code></xmeld:staat></xmeld:anschrift.ausland></xmeld:anschrift>
      <xmeld:gesetzlichervertreterschluessel listVersionID="3"><code>1</code></xmeld:gesetzlichervertreterschluessel>
      <xmeld:tagDerBeendigung>2027-01-01</xmeld:tagDerBeendigung>
      <xmeld:idNr>02476291358</xmeld:idNr>
    </xmeld:gesetzlicherVertreter>
    <xmeld:gesetzlicherVertreter><xmeld:name><xmeld:nameJuristischePerson>Verein e. V.</xmeld:nameJuristischePerson></xmeld:name></xmeld:gesetzlicherVertreter>
    <xmeld:partner>
      <xmeld:partnerschaftstyp><code>EG</code></xmeld:partnerschaftstyp>
      <xmeld:name>${familyName('Müller')}<xmeld:geburtsname.unstrukturiert><name>Müller</name></xmeld:geburtsname.unstrukturiert><xmeld:vornamen><name>Karl</name></xmeld:vornamen></xmeld:name>
      <xmeld:wohnung>
        <xmeld:anschrift><xmeld:anschrift.unbekannt><xmeld:anschriftUnbekannt>true</xmeld:anschriftUnbekannt><xmeld:sachverhalt><code>1</code></xmeld:sachverhalt></xmeld:anschrift.unbekannt></xmeld:anschrift>
        <xmeld:statusderwohnung><code>1</code></xmeld:statusderwohnung>
        <xmeld:artderwohnung><code>7</code></xmeld:artderwohnung>
      </xmeld:wohnung>
      <xmeld:steueridentifikation><xmeld:idnummer>02476291358</xmeld:idnummer></xmeld:steueridentifikation>
    </xmeld:partner>
    <xmeld:kind>
      <xmeld:name>${familyName('Müller')}<xmeld:vornamen><nichtVorhanden>true</nichtVorhanden></xmeld:vornamen></xmeld:name>
      <xmeld:anschrift><xmeld:anschrift.inland><strasse>Lindenstraße</strasse></xmeld:anschrift.inland></xmeld:anschrift>
    </xmeld:kind>`;

const shortMeldedaten = `<xmeld:personendaten>
      <xmeld:name/>
      <xmeld:geburtsangaben/>
      <xmeld:geschlecht><xmeld:geschlecht listVersionID="1"><code>d</code></xmeld:geschlecht></xmeld:geschlecht>
      <xmeld:staatsangehoerigkeit listVersionID="2024-08-01"><code>000</code></xmeld:staatsangehoerigkeit>
      <xmeld:religionszugehoerigkeit><xmeld:religion.steuer.erhebend listVersionID="1"><code>ev</code></xmeld:religion.steuer.erhebend></xmeld:religionszugehoerigkeit>
      <xmeld:wohnung><xmeld:anschrift><xmeld:anschrift.inland><gemeindeschluessel ${ags('12052000')}</gemeindeschluessel><postleitzahl>03042</postleitzahl><strasse>ohne Hausnummer</strasse><wohnort>Musterhausen</wohnort></xmeld:anschrift.inland></xmeld:anschrift></xmeld:wohnung>
      <xmeld:familienstand><xmeld:familienstand><code>LD</code></xmeld:familienstand></xmeld:familienstand>
    </xmeld:personendaten>`;

describe('the head of XMeld messages, in 1708', () => {
  const xml = message('onlinedienste.abrufanfrage.selbstauskunftMelderegister.1708', identifikation);
  itIsValid(xml);
  itAccepts(xml, [
    [
      'xsi:type on head and identification',
      '<nachrichtenkopf.g2g>\n    <identifikation.nachricht>',
      '<nachrichtenkopf.g2g xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xmeld:type.Nachrichtenkopf.G2G"><identifikation.nachricht xsi:type="xmeld:type.Identifikation.Nachricht">',
    ],
    ['product version and test mark', 'standard="XMeld"', 'produktversion="1" test="x" standard="XMeld"'],
    [
      'neither list attribute on a code of type 1',
      ' listURI="urn:de:xmeld:schluesseltabelle:xmeld.nachrichten" listVersionID="26.11"',
      '',
    ],
    [
      'an unknown date of birth',
      '<teilbekanntesDatum><jahrMonatTag>1986-02-28</jahrMonatTag></teilbekanntesDatum>',
      '<unbekannt>true</unbekannt>',
    ],
    ['a year of birth only', '<jahrMonatTag>1986-02-28</jahrMonatTag>', '<jahr>1986</jahr>'],
    [
      'a structured street',
      '<xmeld:konkateniert>Am Markt 7a</xmeld:konkateniert>',
      '<xmeld:strukturiert><hausnummer>7</hausnummer><strasse>Am Markt</strasse></xmeld:strukturiert>',
    ],
    ['no address of the reader', xml.slice(xml.indexOf('<anschrift.leser>'), xml.indexOf('<anschrift.autor>')), ''],
    ['a name on the municipality key', '<code>12052000</code>', '<code>12052000</code><name>Cottbus</name>'],
  ]);
  itRejects(xml, [
    ['another version', 'version="26.11"', 'version="25.11"'],
    ['another standard', 'standard="XMeld"', 'standard="XPersonenstand"'],
    ['no product', 'produkt="Zustellwerk" ', ''],
    ['an attribute that does not exist', 'standard="XMeld"', 'standard="XMeld" fassung="2026-01-31"'],
    ['a qualified head', /(?<=<\/?)(?=nachrichtenkopf\.g2g)/g, 'xmeld:'],
    ['a qualified address of the author', /(?<=<\/?)(?=anschrift\.autor)/g, 'xmeld:'],
    ['a qualified reader', /(?<=<\/?)(?=leser>)/g, 'xmeld:'],
    ['a name on the message type', '<code>1708</code>', '<code>1708</code><name>x</name>'],
    ['a message type that does not exist', '<code>1708</code>', '<code>1799</code>'],
    ['a key of another list', 'urn:de:xmeld:schluesseltabelle:xmeld.nachrichten', 'urn:de:xmeld:schluesseltabelle:x'],
    ['another version of a fixed list', 'listVersionID="26.11"', 'listVersionID="25.11"'],
    ['a bad UUID', '3f0c9a52-', '3f0c9a5-'],
    ['no time of creation', '<erstellungszeitpunkt>2026-11-25T08:15:30.123+01:00</erstellungszeitpunkt>', ''],
    ['an author without a channel', autor.slice(autor.indexOf('<erreichbarkeit>'), autor.indexOf('</autor>')), ''],
    ['a directory without version', 'listURI="urn:xoev-de:kosit:codeliste:verzeichnisdienst" listVersionID="3"', ''],
    ['a name on the directory', '<code>DVDV</code>', '<code>DVDV</code><name>DVDV</name>'],
    ['a name on the channel', '<code>01</code>', '<code>01</code><name>E-Mail</name>'],
    ['an old head', /nachrichtenkopf\.g2g>/g, 'nachrichtenkopf>'],
    ['author before reader', `<leser>`, `${autor}<leser>`],
    [
      'no address of the author',
      xml.slice(xml.indexOf('<anschrift.autor>'), xml.indexOf('<xmeld:identifikation>')),
      '',
    ],
    ['letters in the house number', '<hausnummer>7</hausnummer>', '<hausnummer>7a</hausnummer>'],
    [
      'a postcode of six digits',
      '<postleitzahl>03046</postleitzahl>\n      <strasse>',
      '<postleitzahl>030466</postleitzahl><strasse>',
    ],
    ['an unqualified identification', /xmeld:identifikation>/g, 'identifikation>'],
    ['a qualified name below an XInneres type', '<name>Anna</name>', '<xmeld:name>Anna</xmeld:name>'],
    ['a name as plain text', '<name>Anna</name>', 'Anna'],
    ['name and absence at once', '<name>Anna</name>', '<name>Anna</name><nichtVorhanden>true</nichtVorhanden>'],
    ['an absence that is false', '<name>Anna</name>', '<nichtVorhanden>false</nichtVorhanden>'],
    ['a decomposed umlaut', 'Özdemir', 'O\u0308zdemir'],
    ['an en dash in a name', 'Özdemir-Müller', 'Özdemir\u2013Müller'],
    ['a time zone on a day', '1986-02-28', '1986-02-28+01:00'],
    ['a day that does not exist', '1986-02-28', '1986-02-30'],
    ['a municipality key without version', 'listVersionID="2026-04-30"', ''],
    ['a qualified code', '<code>12052000</code>', '<xmeld:code>12052000</xmeld:code>'],
    ['a street as text', '<xmeld:konkateniert>Am Markt 7a</xmeld:konkateniert>', 'Am Markt 7a'],
    [
      'a structured street that is qualified',
      '<xmeld:konkateniert>Am Markt 7a</xmeld:konkateniert>',
      '<xmeld:strukturiert><xmeld:strasse>Am Markt</xmeld:strasse></xmeld:strukturiert>',
    ],
    [
      'a structured street without street',
      '<xmeld:konkateniert>Am Markt 7a</xmeld:konkateniert>',
      '<xmeld:strukturiert><hausnummer>7</hausnummer></xmeld:strukturiert>',
    ],
    ['something after the end', '</xmeld:identifikation>', '</xmeld:identifikation><xmeld:freitext>x</xmeld:freitext>'],
  ]);
});

describe('1700', () => {
  const xml = message(
    'onlinedienste.abrufanfrage.meldebescheinigung.1700',
    `${identifikation}
  <xmeld:steuerungsinformationen>
    <xmeld:datenumfang><xmeld:meldebescheinigungMindestumfang>true</xmeld:meldebescheinigungMindestumfang></xmeld:datenumfang>
    <xmeld:zustellvariante listURI="urn:xoev-de:xmeld:codeliste:meldebescheinigung.zustellvariante" listVersionID="1"><code>03</code></xmeld:zustellvariante>
  </xmeld:steuerungsinformationen>`,
  );
  const minimum = '<xmeld:meldebescheinigungMindestumfang>true</xmeld:meldebescheinigungMindestumfang>';
  const extended = (code: string) =>
    `<xmeld:meldebescheinigungErweitert><code>${code}</code></xmeld:meldebescheinigungErweitert>`;
  itIsValid(xml);
  itAccepts(xml, [
    ['an extended certificate', minimum, extended('01') + extended('46')],
    ['a name on an element of it', minimum, extended('01').replace('</code>', '</code><name>Ehename</name>')],
  ]);
  itRejects(xml, [
    ['both extents', minimum, minimum + extended('01')],
    ['no extent', minimum, ''],
    [
      'a minimum that is false',
      '>true</xmeld:meldebescheinigungMindestumfang>',
      '>false</xmeld:meldebescheinigungMindestumfang>',
    ],
    ['an element that is not in the list', minimum, extended('47')],
    [
      'a way of delivery that does not exist',
      '<code>03</code></xmeld:zustellvariante>',
      '<code>04</code></xmeld:zustellvariante>',
    ],
    [
      'a name on the way of delivery',
      '<code>03</code></xmeld:zustellvariante>',
      '<code>03</code><name>x</name></xmeld:zustellvariante>',
    ],
    ['no identification', identifikation, ''],
    [
      'the identification last',
      `${identifikation}\n  <xmeld:steuerungsinformationen>`,
      '<xmeld:steuerungsinformationen>',
    ],
  ]);
});

describe('1701', () => {
  const refusal = '<xmeld:grundDerRueckweisung><code>01</code></xmeld:grundDerRueckweisung>';
  const xml = message(
    'onlinedienste.meldebescheinigungAntwort.1701',
    `<xmeld:antwortAbrufanfrage>${refusal}</xmeld:antwortAbrufanfrage>${ursprung('1700')}`,
  );
  const data = `<xmeld:auskunft>
    <xmeld:ergebnisstatus><code>01</code></xmeld:ergebnisstatus>
    <xmeld:meldebescheinigung><xmeld:meldedaten>
      <xmeld:personendaten>
        <xmeld:name>${familyName('Müller')}<xmeld:frueherer.familienname.unstrukturiert><name>Schulz</name></xmeld:frueherer.familienname.unstrukturiert><xmeld:vornamen><xmeld:vornamen><name>Anna</name></xmeld:vornamen></xmeld:vornamen><xmeld:fruehere.vornamen><name>Hanna</name></xmeld:fruehere.vornamen></xmeld:name>
        <xmeld:geburtsangaben>${born}</xmeld:geburtsangaben>
        <xmeld:wohnung>
          <xmeld:anschrift><xmeld:anschrift.inland>${inland}</xmeld:anschrift.inland></xmeld:anschrift>
          <xmeld:datumDesAuszugs><teilbekanntesDatum><jahr>2001</jahr></teilbekanntesDatum></xmeld:datumDesAuszugs>
          <xmeld:artderwohnung><code>1</code></xmeld:artderwohnung>
          <xmeld:datumLetzterWegzugAusland><unbekannt>true</unbekannt></xmeld:datumLetzterWegzugAusland>
        </xmeld:wohnung>
        <xmeld:geschlecht listVersionID="1"><code>w</code></xmeld:geschlecht>
        <xmeld:familienstand/>
        <xmeld:ausweisdokument><xmeld:passart><code>01</code></xmeld:passart></xmeld:ausweisdokument>
        <xmeld:nichtVerstorben>true</xmeld:nichtVerstorben>
        <xmeld:auslandsanschrift><xmeld:staat listVersionID="x"><code>129</code></xmeld:staat><xmeld:anschriftzone><zeile.anschrift><zeilennummer>4</zeilennummer><inhalt>Anna Müller</inhalt></zeile.anschrift><zeile.anschrift><zeilennummer>5</zeilennummer><inhalt>PARIS</inhalt></zeile.anschrift></xmeld:anschriftzone></xmeld:auslandsanschrift>
        <xmeld:fruehererGeschlechtseintrag listVersionID="1"><code>x</code></xmeld:fruehererGeschlechtseintrag>
      </xmeld:personendaten>
      <xmeld:partner><xmeld:sterbetag><xmeld:sterbetag>2020-01-01</xmeld:sterbetag></xmeld:sterbetag></xmeld:partner>
      <xmeld:kind><xmeld:sterbetag><xmeld:sterbetag>2020-01-01</xmeld:sterbetag></xmeld:sterbetag></xmeld:kind>
    </xmeld:meldedaten></xmeld:meldebescheinigung>
  </xmeld:auskunft>`;
  itIsValid(xml);
  itAccepts(xml, [
    ['data', refusal, data],
    [
      'a document',
      refusal,
      '<xmeld:auskunft><xmeld:ergebnisstatus><code>01</code></xmeld:ergebnisstatus><xmeld:meldebescheinigung><xmeld:pdfDokument>JVBERi0=</xmeld:pdfDokument></xmeld:meldebescheinigung></xmeld:auskunft>',
    ],
    [
      'a status only',
      refusal,
      '<xmeld:auskunft><xmeld:ergebnisstatus><code>02</code></xmeld:ergebnisstatus></xmeld:auskunft>',
    ],
  ]);
  itRejects(xml, [
    ['a refusal that does not exist', refusal, refusal.replace('01', '05')],
    ['refusal and data', refusal, refusal + data],
    ['no origin', ursprung('1700'), ''],
    [
      'a qualified origin',
      '<xmeld:ursprungsnachricht>\n    <nachrichtenUUID>5D0C9A52-7E1D-4B7E-9A61-0D5A5F0E2C12</nachrichtenUUID>',
      '<xmeld:ursprungsnachricht><xmeld:nachrichtenUUID>5D0C9A52-7E1D-4B7E-9A61-0D5A5F0E2C12</xmeld:nachrichtenUUID>',
    ],
    [
      'a tax number of the partner',
      refusal,
      data.replace(
        '<xmeld:partner>',
        '<xmeld:partner><xmeld:steueridentifikation><xmeld:idnummer>02476291358</xmeld:idnummer></xmeld:steueridentifikation>',
      ),
    ],
    [
      'a name one level too high',
      refusal,
      data.replace('<xmeld:nachname><name>Müller</name></xmeld:nachname>', '<name>Müller</name>'),
    ],
    ['no dwelling', refusal, data.replace(/<xmeld:wohnung>[\s\S]*<\/xmeld:wohnung>/, '')],
    [
      'one line of an address abroad',
      refusal,
      data.replace(/<zeile\.anschrift><zeilennummer>5.*?<\/zeile\.anschrift>/, ''),
    ],
  ]);
});

describe('1702 and 1703', () => {
  itIsValid(message('onlinedienste.abrufanfrage.vorausgefuellterMeldeschein.1702', identifikation));
  const blocks = `<xmeld:widerspruecheUebermittlungssperren><xmeld:grund><code>5</code></xmeld:grund></xmeld:widerspruecheUebermittlungssperren>`;
  const xml = message(
    'onlinedienste.vorausgefuellterMeldescheinAntwort.1703',
    `<xmeld:antwortAbrufanfrage><xmeld:vorausgefuellterMeldeschein>${meldedaten}${blocks}</xmeld:vorausgefuellterMeldeschein></xmeld:antwortAbrufanfrage>${ursprung('1702')}`,
  );
  itIsValid(xml);
  itAccepts(xml, [
    ['the least that a form holds', meldedaten + blocks, shortMeldedaten],
    [
      'a refusal',
      `<xmeld:vorausgefuellterMeldeschein>${meldedaten}${blocks}</xmeld:vorausgefuellterMeldeschein>`,
      '<xmeld:grundDerRueckweisung><code>04</code></xmeld:grundDerRueckweisung>',
    ],
  ]);
  itRejects(xml, [
    ['the blocks first', meldedaten + blocks, blocks + meldedaten],
    [
      'a day of death',
      '<xmeld:tagDerBeendigung>',
      '<xmeld:sterbetag><xmeld:sterbetag>2020-01-01</xmeld:sterbetag></xmeld:sterbetag><xmeld:tagDerBeendigung>',
    ],
    [
      'a provisional tax mark',
      '<xmeld:idnummer>02476291358</xmeld:idnummer>',
      '<xmeld:vbm>12052000123456789012</xmeld:vbm>',
    ],
  ]);
});

const person = (name: string, data: string, more = '') => `<xmeld:${name}>
    <xmeld:bestaetigteMeldedaten>${data}</xmeld:bestaetigteMeldedaten>
    <xmeld:statusDerNeuenWohnung><code>0</code></xmeld:statusDerNeuenWohnung>${more}
  </xmeld:${name}>`;

describe('1704', () => {
  const objections = `<xmeld:widerspruecheUebermittlungssperren>
      <xmeld:eintragung><code>2</code></xmeld:eintragung>
      <xmeld:eintragung><code>13</code></xmeld:eintragung>
      <xmeld:eintragungLandesrecht>Landesrecht</xmeld:eintragungLandesrecht>
    </xmeld:widerspruecheUebermittlungssperren>`;
  const extension =
    '<xmeld:landesspezifischeErweiterungen><x xmlns="urn:land">1</x></xmeld:landesspezifischeErweiterungen>';
  const xml = message(
    'onlinedienste.anmeldung.meldeschein.1704',
    `${identifikation}
  ${person('berechtigtePerson', meldedaten, extension).replace('<xmeld:statusDerNeuenWohnung>', `${objections}<xmeld:statusDerNeuenWohnung>`)}
  <xmeld:weitereMitzuziehendePerson>
    <xmeld:partner>
      <xmeld:partnerschaftstyp><code>LP</code></xmeld:partnerschaftstyp>
      ${person('personendaten', shortMeldedaten)}
    </xmeld:partner>
    ${person('kind', shortMeldedaten, '<xmeld:nurPartnerZugeordnet>true</xmeld:nurPartnerZugeordnet>')}
    ${person('kind', shortMeldedaten)}
  </xmeld:weitereMitzuziehendePerson>
  <xmeld:ergaenzendeMeldedaten>
    <xmeld:wohnungsgeber>
      <xmeld:wohnungsgeberNameAnschrift>
        <xmeld:zeile><xmeld:position>1</xmeld:position><xmeld:inhalt>Wohnbau GmbH</xmeld:inhalt></xmeld:zeile>
        <xmeld:zeile><xmeld:position>6</xmeld:position><xmeld:inhalt>03046 Musterhausen</xmeld:inhalt></xmeld:zeile>
      </xmeld:wohnungsgeberNameAnschrift>
      <xmeld:eigentuemerNichtWohnungsgeber>Erika Eigen</xmeld:eigentuemerNichtWohnungsgeber>
    </xmeld:wohnungsgeber>
    <xmeld:neueWohnung>
      <xmeld:anschrift>${inland}</xmeld:anschrift>
      <xmeld:datumDesBeziehens>2026-11-20</xmeld:datumDesBeziehens>
    </xmeld:neueWohnung>
    <xmeld:bisherigeWohnung>
      <xmeld:aufgebenOderBeibehalten><code>1</code></xmeld:aufgebenOderBeibehalten>
      <xmeld:datumDesAuszugs>2026-11-19</xmeld:datumDesAuszugs>
    </xmeld:bisherigeWohnung>
    <xmeld:wohnungsgeberbestaetigung>JVBERi0=</xmeld:wohnungsgeberbestaetigung>
    <xmeld:bestimmungDerHauptwohnung>JVBERi0=</xmeld:bestimmungDerHauptwohnung>
  </xmeld:ergaenzendeMeldedaten>
  ${extension}
  <xmeld:freitext>Erster</xmeld:freitext>
  <xmeld:freitext>Zweiter</xmeld:freitext>`,
  );
  const least = message(
    'onlinedienste.anmeldung.meldeschein.1704',
    `${identifikation}${person('berechtigtePerson', shortMeldedaten)}<xmeld:ergaenzendeMeldedaten><xmeld:wohnungsgeber/><xmeld:neueWohnung><xmeld:anschrift><gemeindeschluessel ${ags('12052000')}</gemeindeschluessel><postleitzahl>03042</postleitzahl><strasse>Hausnummer</strasse><wohnort>Musterhausen</wohnort></xmeld:anschrift><xmeld:datumDesBeziehens>2026-11-20</xmeld:datumDesBeziehens></xmeld:neueWohnung><xmeld:bisherigeWohnung><xmeld:aufgebenOderBeibehalten><code>2</code></xmeld:aufgebenOderBeibehalten></xmeld:bisherigeWohnung></xmeld:ergaenzendeMeldedaten>`,
  );
  itIsValid(xml);
  describe('at its shortest', () => {
    itIsValid(least);
    itRejects(least, [
      ['no landlord', '<xmeld:wohnungsgeber/>', ''],
      ['no place', '<wohnort>Musterhausen</wohnort></xmeld:anschrift>', '</xmeld:anschrift>'],
      [
        'no nationality',
        '<xmeld:staatsangehoerigkeit listVersionID="2024-08-01"><code>000</code></xmeld:staatsangehoerigkeit>',
        '',
      ],
      [
        'five nationalities',
        '<xmeld:staatsangehoerigkeit ',
        '<xmeld:staatsangehoerigkeit listVersionID="1"><code>1</code></xmeld:staatsangehoerigkeit>'
          .repeat(4)
          .concat('<xmeld:staatsangehoerigkeit '),
      ],
      [
        'no marital status',
        '<xmeld:familienstand><xmeld:familienstand><code>LD</code></xmeld:familienstand></xmeld:familienstand>',
        '',
      ],
      [
        'a sex without its structure',
        '<xmeld:geschlecht><xmeld:geschlecht listVersionID="1"><code>d</code></xmeld:geschlecht></xmeld:geschlecht>',
        '<xmeld:geschlecht listVersionID="1"><code>d</code></xmeld:geschlecht>',
      ],
      [
        'no status of the new dwelling',
        '<xmeld:statusDerNeuenWohnung><code>0</code></xmeld:statusDerNeuenWohnung>',
        '',
      ],
    ]);
  });
  itAccepts(xml, [
    [
      'an empty structure of children and partner',
      xml.slice(xml.indexOf('<xmeld:weitereMitzuziehendePerson>'), xml.indexOf('<xmeld:ergaenzendeMeldedaten>')),
      '<xmeld:weitereMitzuziehendePerson/>',
    ],
    ['empty mandatory text', '>Wohnbau GmbH<', '><'],
    ['a key of an open list that nobody knows', '<code>163</code>', '<code>abc</code>'],
    ['a line break in free text', '>Erster<', '>Erster\nAbsatz<'],
    [
      'evidence of the former name',
      '</xmeld:fruehereVornamen>',
      `</xmeld:fruehereVornamen>${nachweis('nachweisdaten', getrennt)}`,
    ],
  ]);
  itRejects(xml, [
    ['a name on a code of type 1', '<code>09</code>', '<code>09</code><name>Personalausweis</name>'],
    ['a name on a code of type 3', '<code>163</code>', '<code>163</code><name>Türkei</name>'],
    [
      'a code of type 3 without version',
      '<xmeld:staatsangehoerigkeit listVersionID="2024-08-01">',
      '<xmeld:staatsangehoerigkeit>',
    ],
    ['the state list of another name', 'schluessel:staatsgebiete', 'schluessel:staat'],
    ['a document that does not exist', '<code>09</code>', '<code>16</code>'],
    [
      'a status of dwelling that does not exist',
      '<xmeld:statusDerNeuenWohnung><code>0</code>',
      '<xmeld:statusDerNeuenWohnung><code>3</code>',
    ],
    [
      'an objection with a term',
      '<xmeld:eintragung><code>2</code></xmeld:eintragung>',
      '<xmeld:eintragung><xmeld:grund><code>2</code></xmeld:grund></xmeld:eintragung>',
    ],
    ['a block that is not in the list', '<xmeld:eintragung><code>2</code>', '<xmeld:eintragung><code>12</code>'],
    [
      'objections after the status',
      `${objections}<xmeld:statusDerNeuenWohnung><code>0</code></xmeld:statusDerNeuenWohnung>`,
      `<xmeld:statusDerNeuenWohnung><code>0</code></xmeld:statusDerNeuenWohnung>${objections}`,
    ],
    ['a wrong partner type', '<code>LP</code>', '<code>XX</code>'],
    ['a partner mark that is false', '<xmeld:nurPartnerZugeordnet>true', '<xmeld:nurPartnerZugeordnet>false'],
    [
      'the address of the new dwelling qualified',
      '<strasse>Lindenstraße</strasse>\n          <teilnummer',
      '<xmeld:strasse>Lindenstraße</xmeld:strasse>\n          <teilnummer',
    ],
    [
      'two parts of an address changed in order',
      '<strasse>Lindenstraße</strasse>\n          <teilnummerDerHausnummer>1/7</teilnummerDerHausnummer>',
      '<teilnummerDerHausnummer>1/7</teilnummerDerHausnummer><strasse>Lindenstraße</strasse>',
    ],
    ['a house number of five digits', '<hausnummer>12</hausnummer>', '<hausnummer>12345</hausnummer>'],
    [
      'a sign in the addition to the house number',
      '1/2</hausnummerBuchstabeZusatzziffer>',
      '1-2</hausnummerBuchstabeZusatzziffer>',
    ],
    ['line 7 of the landlord', '<xmeld:position>6<', '<xmeld:position>7<'],
    ['line 0 of the landlord', '<xmeld:position>1<', '<xmeld:position>0<'],
    [
      'a landlord as text',
      '<xmeld:zeile><xmeld:position>1</xmeld:position><xmeld:inhalt>Wohnbau GmbH</xmeld:inhalt></xmeld:zeile>',
      'Wohnbau GmbH',
    ],
    ['lines in the owner', '>Erika Eigen<', '><xmeld:zeile/><'],
    ['no date of moving in', '<xmeld:datumDesBeziehens>2026-11-20</xmeld:datumDesBeziehens>', ''],
    [
      'a choice in the date of moving in',
      '<xmeld:datumDesBeziehens>2026-11-20</xmeld:datumDesBeziehens>',
      '<xmeld:datumDesBeziehens><datum>2026-11-20</datum></xmeld:datumDesBeziehens>',
    ],
    [
      'no choice in the date of the old dwelling',
      '<unbekannt>true</unbekannt></xmeld:datumDesBeziehens>',
      '2020-01-01</xmeld:datumDesBeziehens>',
    ],
    ['a PDF that is not base64', '<xmeld:wohnungsgeberbestaetigung>JVBERi0=', '<xmeld:wohnungsgeberbestaetigung>%PDF'],
    [
      'free text before the extension',
      `${extension}\n  <xmeld:freitext>`,
      `<xmeld:freitext>x</xmeld:freitext>${extension}<xmeld:freitext>`,
    ],
    ['a tax number of ten digits', '<xmeld:idNr>02476291358</xmeld:idNr>', '<xmeld:idNr>0247629135</xmeld:idNr>'],
    ['a number of the foreigners register in month 13', '901231123456', '901331123456'],
    [
      'five legal representatives',
      '<xmeld:gesetzlicherVertreter>',
      `${'<xmeld:gesetzlicherVertreter/>'.repeat(3)}<xmeld:gesetzlicherVertreter>`,
    ],
    [
      'the address of a child abroad',
      '<xmeld:anschrift.inland><strasse>Lindenstraße</strasse></xmeld:anschrift.inland>',
      '<xmeld:anschrift.ausland><xmeld:zurechtnichtuebermittelt>true</xmeld:zurechtnichtuebermittelt></xmeld:anschrift.ausland>',
    ],
    [
      'given names one level too deep',
      '<xmeld:vornamen><name>Karl</name></xmeld:vornamen>',
      '<xmeld:vornamen><xmeld:vornamen><name>Karl</name></xmeld:vornamen></xmeld:vornamen>',
    ],
    [
      'given names one level too high',
      '<xmeld:vornamen><xmeld:vornamen><name>Anna Maria</name></xmeld:vornamen>',
      '<xmeld:vornamen><name>Anna Maria</name>',
    ],
    [
      'the end of a marriage',
      '<xmeld:familienstand>\n        <xmeld:datumBeginn>',
      '<xmeld:familienstand><xmeld:beendigungsgrund><code>1</code></xmeld:beendigungsgrund><xmeld:datumBeginn>',
    ],
    ['no authority on the document', '<xmeld:behoerde>Stadt Musterhausen</xmeld:behoerde>', ''],
    [
      'a password on the document',
      '<xmeld:ausstellungsdatum>2020-01-02</xmeld:ausstellungsdatum>',
      '<xmeld:sperrkennwort>x</xmeld:sperrkennwort>',
    ],
  ]);
});

describe('1705', () => {
  const xml = message(
    'onlinedienste.anmeldung.statusmitteilung.1705',
    `${identifikation}<xmeld:aktenzeichen>33-1/26</xmeld:aktenzeichen><xmeld:status><code>01</code></xmeld:status><xmeld:pdfDokument>JVBERi0=</xmeld:pdfDokument><xmeld:fristende>2026-12-24</xmeld:fristende>${ursprung('1704')}`,
  );
  itIsValid(xml);
  itRejects(xml, [
    ['a status that does not exist', '<xmeld:status><code>01</code>', '<xmeld:status><code>04</code>'],
    ['no file number', '<xmeld:aktenzeichen>33-1/26</xmeld:aktenzeichen>', ''],
    [
      'the term before the document',
      '<xmeld:pdfDokument>JVBERi0=</xmeld:pdfDokument><xmeld:fristende>2026-12-24</xmeld:fristende>',
      '<xmeld:fristende>2026-12-24</xmeld:fristende><xmeld:pdfDokument>JVBERi0=</xmeld:pdfDokument>',
    ],
    ['an origin with a name', '<nachrichtentyp><code>1704</code>', '<nachrichtentyp><code>1704</code><name>x</name>'],
  ]);
});

describe('1706', () => {
  const xml = message(
    'onlinedienste.anmeldung.bestaetigungscode.1706',
    `${identifikation}<xmeld:code>A1-B2</xmeld:code>`,
  );
  itIsValid(xml);
  itRejects(xml, [
    ['an unqualified code', '<xmeld:code>A1-B2</xmeld:code>', '<code>A1-B2</code>'],
    ['a structured code', '<xmeld:code>A1-B2</xmeld:code>', '<xmeld:code><code>A1-B2</code></xmeld:code>'],
    ['no code', '<xmeld:code>A1-B2</xmeld:code>', ''],
  ]);
});

describe('1707', () => {
  const refusal = '<xmeld:ablehnung><xmeld:status><code>02</code></xmeld:status></xmeld:ablehnung>';
  const zuzug = `<xmeld:zuziehendePerson>
      <xmeld:meldebestaetigung>
        <xmeld:name>${familyName('Müller')}<xmeld:vornamen><xmeld:vornamen><name>Anna</name></xmeld:vornamen></xmeld:vornamen><xmeld:doktorgrad>Dr.</xmeld:doktorgrad></xmeld:name>
        ${born}
        <xmeld:wohnung>
          <xmeld:anschrift>${inland}</xmeld:anschrift>
          <xmeld:datumAnmeldungBeiAnmeldebehoerde>2026-11-25</xmeld:datumAnmeldungBeiAnmeldebehoerde>
          <xmeld:datumDesBeziehens><datum>2026-11-20</datum></xmeld:datumDesBeziehens>
          <xmeld:statusderwohnung><code>0</code></xmeld:statusderwohnung>
        </xmeld:wohnung>
        <xmeld:zuzugBund>1990-01-01</xmeld:zuzugBund>
      </xmeld:meldebestaetigung>
      <xmeld:pdfDokument>JVBERi0=</xmeld:pdfDokument>
      <xmeld:ergebnisWiderspruecheUebermittlungssperren><xmeld:rueckmeldungEintragung><code>05</code></xmeld:rueckmeldungEintragung></xmeld:ergebnisWiderspruecheUebermittlungssperren>
    </xmeld:zuziehendePerson>`;
  const xml = message(
    'onlinedienste.anmeldung.ergebnis.1707',
    `${identifikation}<xmeld:aktenzeichen>33-1/26</xmeld:aktenzeichen><xmeld:ergebnis><xmeld:anmeldung>${zuzug}</xmeld:anmeldung></xmeld:ergebnis>${ursprung('1706')}`,
  );
  const granted = `<xmeld:anmeldung>${zuzug}</xmeld:anmeldung>`;
  itIsValid(xml);
  itAccepts(xml, [
    ['two persons', zuzug, zuzug + zuzug],
    ['a refusal', granted, refusal],
  ]);
  itRejects(xml, [
    ['no person', zuzug, ''],
    ['both results', granted, granted + refusal],
    [
      'a refusal with the status as plain code',
      granted,
      '<xmeld:ablehnung><xmeld:status>02</xmeld:status></xmeld:ablehnung>',
    ],
    ['no document', '<xmeld:pdfDokument>JVBERi0=</xmeld:pdfDokument>', ''],
    ['a plain date of moving in', '<datum>2026-11-20</datum>', '2026-11-20'],
    ['no given names', '<xmeld:vornamen><xmeld:vornamen><name>Anna</name></xmeld:vornamen></xmeld:vornamen>', ''],
  ]);
});

describe('1709', () => {
  const status = '<xmeld:ergebnisstatus><code>03</code></xmeld:ergebnisstatus>';
  const xml = message(
    'onlinedienste.selbstauskunftMelderegisterStatus.1709',
    `<xmeld:antwortAbrufanfrage>${status}</xmeld:antwortAbrufanfrage>${ursprung('1708')}`,
  );
  itIsValid(xml);
  itAccepts(xml, [['a refusal', status, '<xmeld:grundDerRueckweisung><code>02</code></xmeld:grundDerRueckweisung>']]);
  itRejects(xml, [
    ['an empty answer', status, ''],
    ['a status that does not exist', '<code>03</code></xmeld:ergebnisstatus>', '<code>3</code></xmeld:ergebnisstatus>'],
  ]);
});

describe('1710', () => {
  const document =
    '<xmeld:ausweisdokument><xmeld:passart><code>09</code></xmeld:passart><xmeld:behoerde>Stadt</xmeld:behoerde><xmeld:sperrsumme>x</xmeld:sperrsumme><xmeld:sperrkennwort>x</xmeld:sperrkennwort></xmeld:ausweisdokument>';
  const own = `<xmeld:personendaten>
      <xmeld:name>${familyName('Müller')}</xmeld:name>
      <xmeld:geburtsangaben><xmeld:geburt>${born}<xmeld:fruehereGeburtsdaten><xmeld:geburtsdatumZweitePeriode>${born}</xmeld:geburtsdatumZweitePeriode></xmeld:fruehereGeburtsdaten></xmeld:geburt>${nachweis('nachweisdaten', getrennt)}</xmeld:geburtsangaben>
      <xmeld:geschlecht><xmeld:geschlecht listVersionID="1"><code>w</code></xmeld:geschlecht></xmeld:geschlecht>
      <xmeld:staatsangehoerigkeit listVersionID="2024-08-01"><code>000</code></xmeld:staatsangehoerigkeit>
      <xmeld:staatsangehoerigkeit.glaubhaftmachung><xmeld:glaubhaftmachung><code>9</code></xmeld:glaubhaftmachung></xmeld:staatsangehoerigkeit.glaubhaftmachung>
      <xmeld:religionszugehoerigkeit><xmeld:religion.steuer.erhebend listVersionID="1"><code>rk</code></xmeld:religion.steuer.erhebend><xmeld:eintrittsdatum>1986-03-01</xmeld:eintrittsdatum></xmeld:religionszugehoerigkeit>
      <xmeld:wohnung>
        <xmeld:anschrift><xmeld:anschrift.inland><xmeld:anschrift.inland>${inland}</xmeld:anschrift.inland></xmeld:anschrift.inland></xmeld:anschrift>
        <xmeld:datumAnmeldungBeiAnmeldebehoerde>2020-01-02</xmeld:datumAnmeldungBeiAnmeldebehoerde>
        <xmeld:statusderwohnung><code>0</code></xmeld:statusderwohnung>
        <xmeld:wohnungsgeber><xmeld:eigentuemerNichtWohnungsgeber>Erika Eigen</xmeld:eigentuemerNichtWohnungsgeber></xmeld:wohnungsgeber>
      </xmeld:wohnung>
      <xmeld:zuzugGemeinde>2020-01-01</xmeld:zuzugGemeinde>
      <xmeld:familienstand><xmeld:familienstand><xmeld:beendigungsgrund><code>2</code></xmeld:beendigungsgrund><xmeld:datumEnde>2015-01-01</xmeld:datumEnde><xmeld:familienstand><code>GS</code></xmeld:familienstand></xmeld:familienstand></xmeld:familienstand>
      ${document}
      <xmeld:wahlausschluss><xmeld:wahlausschluss><xmeld:art><code>1</code></xmeld:art><xmeld:ausschlussende><xmeld:dauernderAusschluss>true</xmeld:dauernderAusschluss></xmeld:ausschlussende></xmeld:wahlausschluss></xmeld:wahlausschluss>
      <xmeld:unionsbuerger><xmeld:eintragVonAmtsWegen>true</xmeld:eintragVonAmtsWegen></xmeld:unionsbuerger>
      <xmeld:steueridentifikation><xmeld:vbm>12052000123456789012</xmeld:vbm></xmeld:steueridentifikation>
      <xmeld:waffenrechtlicheErlaubnis><xmeld:waffenrechtlicheerlaubnis><xmeld:tagDerErstmaligenErteilung>2001-01-01</xmeld:tagDerErstmaligenErteilung></xmeld:waffenrechtlicheerlaubnis></xmeld:waffenrechtlicheErlaubnis>
      <xmeld:waffenbesitzverbot/>
      <xmeld:sprengstoffrechtlicheErlaubnis><xmeld:sprengstoffrechtlicheerlaubnis><xmeld:tagDerErstmaligenErteilung>2001-01-01</xmeld:tagDerErstmaligenErteilung></xmeld:sprengstoffrechtlicheerlaubnis></xmeld:sprengstoffrechtlicheErlaubnis>
      <xmeld:verteidigungsfall><xmeld:verteidigungsfall>true</xmeld:verteidigungsfall></xmeld:verteidigungsfall>
    </xmeld:personendaten>
    <xmeld:kind><xmeld:sterbetag><xmeld:sterbetag>2020-01-01</xmeld:sterbetag></xmeld:sterbetag><xmeld:steueridentifikation><xmeld:idnummer>02476291358</xmeld:idnummer></xmeld:steueridentifikation></xmeld:kind>`;
  const xml = message(
    'onlinedienste.selbstauskunftMelderegister.1710',
    `${identifikation}<xmeld:selbstauskunft><xmeld:meldedaten>${own}</xmeld:meldedaten><xmeld:pdfDokument>JVBERi0=</xmeld:pdfDokument></xmeld:selbstauskunft>${ursprung('1708')}`,
  );
  itIsValid(xml);
  itRejects(xml, [
    ['no document of identity', document, ''],
    ['no data', `<xmeld:meldedaten>${own}</xmeld:meldedaten>`, ''],
    ['a provisional tax mark of 19 digits', '12052000123456789012', '1205200012345678901'],
    [
      'evidence before the marital status',
      '<xmeld:familienstand><xmeld:familienstand>',
      '<xmeld:familienstand><xmeld:nachweisdaten/><xmeld:familienstand>',
    ],
  ]);
});

describe('1711', () => {
  const xml = message('onlinedienste.abrufanfrage.widerspruecheUebermittlungssperren.1711', identifikation);
  itIsValid(xml);
  itRejects(xml, [
    ['no postcode', '<xmeld:postleitzahl>03046</xmeld:postleitzahl>', ''],
    ['an unqualified postcode', '<xmeld:postleitzahl>03046</xmeld:postleitzahl>', '<postleitzahl>03046</postleitzahl>'],
  ]);
});

describe.each(['1712', '1715'])('%s', (number) => {
  const answer = `<xmeld:widerspruecheUebermittlungssperren>
    <xmeld:widerspruecheUebermittlungssperren><code>2</code></xmeld:widerspruecheUebermittlungssperren>
    <xmeld:rueckmeldungEintragung listURI="urn:xoev-de:xmeld:codeliste:widerspruecheuebermittlungssperren.eintragung.ergebnis" listVersionID="1"><code>01</code></xmeld:rueckmeldungEintragung>
    <xmeld:datenNachLandesrecht>a</xmeld:datenNachLandesrecht>
    <xmeld:rueckmeldungLandesrecht>b</xmeld:rueckmeldungLandesrecht>
  </xmeld:widerspruecheUebermittlungssperren>`;
  const xml = message(
    `onlinedienste.widerspruecheUebermittlungssperrenAntwort.${number}`,
    `<xmeld:antwortAbrufanfrage>${answer}</xmeld:antwortAbrufanfrage>${ursprung('1713')}`,
  );
  itIsValid(xml);
  itAccepts(xml, [
    ['nothing stored', answer, '<xmeld:widerspruecheUebermittlungssperren/>'],
    ['a refusal', answer, '<xmeld:grundDerRueckweisung><code>03</code></xmeld:grundDerRueckweisung>'],
  ]);
  itRejects(xml, [
    [
      'a result that does not exist',
      '<code>01</code></xmeld:rueckmeldungEintragung>',
      '<code>06</code></xmeld:rueckmeldungEintragung>',
    ],
    [
      'the texts of the Land changed in order',
      '<xmeld:datenNachLandesrecht>a</xmeld:datenNachLandesrecht>',
      '<xmeld:rueckmeldungLandesrecht>b</xmeld:rueckmeldungLandesrecht><xmeld:datenNachLandesrecht>a</xmeld:datenNachLandesrecht>',
    ],
    ['an identification', '<xmeld:antwortAbrufanfrage>', `${identifikation}<xmeld:antwortAbrufanfrage>`],
  ]);
});

describe.each(['1713', '1714'])('%s', (number) => {
  const xml = message(
    `onlinedienste.eintragungWiderspruecheUebermittlungssperren.${number}`,
    `${identifikation}<xmeld:eintragung><code>5</code></xmeld:eintragung><xmeld:eintragung><code>7</code></xmeld:eintragung><xmeld:loeschung><code>10</code></xmeld:loeschung><xmeld:eintragungLandesrecht>a</xmeld:eintragungLandesrecht><xmeld:loeschungLandesrecht>b</xmeld:loeschungLandesrecht>`,
  );
  itIsValid(xml);
  itRejects(xml, [
    [
      'a deletion before an entry',
      '<xmeld:eintragung><code>5</code>',
      '<xmeld:loeschung><code>5</code></xmeld:loeschung><xmeld:eintragung><code>5</code>',
    ],
    ['a key that does not exist', '<code>10</code></xmeld:loeschung>', '<code>4</code></xmeld:loeschung>'],
    [
      'another version of the list',
      '<xmeld:eintragung><code>5</code>',
      '<xmeld:eintragung listVersionID="5"><code>5</code>',
    ],
  ]);
});

describe('our base schemas', () => {
  it('say honestly what they are', () => {
    for (const file of globSync('{xoev,xinneres,xmeld}/**/*.xsd', { cwd: schemas })) {
      const text = readFileSync(join(schemas, file), 'utf8');
      expect(text, file).toContain('Own work of Zustellwerk');
      expect(text, file).toContain('not the official schema');
      expect(text, file).toContain('EUPL-1.2');
    }
  });

  it('compile alone, each with everything that it imports', () => {
    for (const url of Object.keys(sources).filter((key) => !key.includes('samples.example'))) {
      expect(() => compile(url), url).not.toThrow();
    }
  });

  it('do not compile where an import is missing', () => {
    const text = new TextDecoder()
      .decode(sources[xmeld])
      .replace('<xs:include', '<xs:import namespace="urn:x" schemaLocation="http://x.example/x.xsd"/><xs:include');
    expect(() => compile('http://www.osci.de/xmeld2611/x.xsd', new TextEncoder().encode(text))).toThrow('x.example');
  });

  it('hold the DIN schema that the generator writes', () => {
    expect(readFileSync(dinSchemaFile, 'utf8'), 'Run: node bin/generate-din-schema.ts').toBe(dinSchema());
  });
});

/** A DIN schema with one element per type, to ask it directly. */
function dinValidator(bytes: Uint8Array): XsdValidator {
  const elements = dinTypes.map((type) => `<xs:element name="${type}" type="d:datatype${type}"/>`).join('');
  const lines = `<xs:element name="lines"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">${dinTypes.map((type) => `<xs:element ref="d:${type}"/>`).join('')}</xs:choice></xs:complexType></xs:element>`;
  const text = new TextDecoder()
    .decode(bytes)
    .replace(/<xs:schema /, '<xs:schema xmlns:d="urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08" ')
    .replace('</xs:schema>', `${elements}${lines}</xs:schema>`);
  return compile('https://xoev.de/test.xsd', new TextEncoder().encode(text.replace(/xmlns:din91379="[^"]*"/, '')));
}

describe('our DIN 91379 schema', () => {
  it('takes a text of a million characters in reasonable time', () => {
    const validator = dinValidator(sources[din] ?? new Uint8Array());
    const text = 'Straße l\u0325\u0304 ş '.repeat(83_334);
    const start = performance.now();
    const namespace = 'urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08';
    expect(faults(validator, `<C xmlns="${namespace}">${text}</C>`)).toEqual([]);
    expect(faults(validator, `<C xmlns="${namespace}">${text}\u2013</C>`)).not.toEqual([]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it.skipIf(samples === undefined)('says the same as the published one at every edge', () => {
    const published = readFileSync(join(samples ?? '', 'xoev-samples/xsd/din-norm-91379-datatypes.xsd'));
    const [ours, theirs] = [dinValidator(sources[din] ?? new Uint8Array()), dinValidator(published)];
    const sequences = dinSequences().flatMap(({ base, tails }) => tails.map((tail) => base + tail));
    const marks = [...new Set(sequences.flatMap((sequence) => [...sequence.slice(1)]))];
    for (const type of dinTypes) {
      const admitted = dinCodePoints(type);
      // All that is admitted, and of the rest what lies next to it: every fault drags the whole pattern along as text.
      const edges = admitted.flatMap((codePoint) => [codePoint - 1, codePoint + 1]).filter((edge) => edge >= 0x20);
      const codePoints = [...new Set([...admitted, ...edges, 0xad, 0x2013, 0xd7ff, 0xe000, 0xfffd, 0x1f600])];
      const texts = [
        ...codePoints.map((codePoint) => String.fromCodePoint(codePoint)),
        ...sequences,
        ...marks.flatMap((mark) => [mark, `a${mark}`, `L\u0325${mark}`, `K\u035F${mark}`]),
      ];
      const rows = texts.map(
        (text) => `<${type}>${[...text].map((char) => `&#${char.codePointAt(0)};`).join('')}</${type}>`,
      );
      const xml = `<lines xmlns="urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08">\n${rows.join('\n')}\n</lines>`;
      const rejected = (validator: XsdValidator) => [
        ...new Set(faults(validator, xml).map(({ line }) => (line ?? 0) - 2)),
      ];
      const expected = texts.flatMap((text, index) => (findFault(text, type) === undefined ? [] : [index]));
      expect(rejected(ours), type).toEqual(expected);
      expect(rejected(theirs), type).toEqual(expected);
    }
  });
});

describe.skipIf(samples === undefined)('XWasser on our base schemas', () => {
  const folderOf = join(samples ?? '', 'xoev-samples/xwasser');

  it.each([
    ['administration_receipt.xml', true],
    ['olb_report_minimal.xml', true],
    ['quality_report_minimal.xml', true],
    ['monitoring_plan_minimal.xml', false],
  ])('%s is valid: %s', (file, valid) => {
    const found = faults(compile(xwasser), readFileSync(join(folderOf, file)));
    if (valid) expect(found).toEqual([]);
    else expect(found.map(({ message: text }) => text).join('\n')).toContain('probennahmestelleKategorie');
  });
});
