import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const samples = process.env.ZUSTELLWERK_SAMPLES;

/** The public base schemas by the address that imports use, with the namespace by which their file is recognised. */
const baseSchemas = {
  'http://xoev.de/schemata/code/1_0/xoev-code.xsd': 'http://xoev.de/schemata/code/1_0',
  'https://xoev.de/schemata/din/91379/2022-08/din-norm-91379-datatypes.xsd':
    'urn:xoev-de:kosit:xoev:datentyp:din-91379_2022-08',
  'http://xoev.de/schemata/basisnachricht/unqualified/g2g/1_1/xoev-basisnachricht-unqualified-g2g_1.1.xsd':
    'http://xoev.de/schemata/basisnachricht/unqualified/g2g/1_1',
} as const;

/** The bytes of a public base schema: from the project, else from the samples. */
function baseSchema(targetNamespace: string): Uint8Array {
  const folders = [join(root, 'schemas', 'xoev'), ...(samples ? [join(samples, 'xoev-samples', 'xsd')] : [])];
  for (const folder of folders.filter(existsSync)) {
    for (const file of globSync('**/*.xsd', { cwd: folder })) {
      const bytes = readFileSync(join(folder, file));
      if (bytes.includes(`targetNamespace="${targetNamespace}"`)) {
        return bytes;
      }
    }
  }
  throw new Error(`no base schema for ${targetNamespace}`);
}

xmlRegisterInputProvider(
  new XmlBufferInputProvider(
    Object.fromEntries(Object.entries(baseSchemas).map(([url, namespace]) => [url, baseSchema(namespace)])),
  ),
);

function compile(path: string): XsdValidator {
  using document = XmlDocument.fromBuffer(readFileSync(join(root, path)), { url: `file:///${path}` });
  return XsdValidator.fromDoc(document);
}
const gewerbe = compile('schemas/zustellwerk-gewerbe/1/gewerbe.xsd');
const quittung = compile('schemas/zustellwerk-quittung/1/quittung.xsd');

/** The first fault of a message, or undefined when it is valid. */
function fault(validator: XsdValidator, xml: string): string | undefined {
  using document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return undefined;
  } catch (error) {
    if (error instanceof XmlValidateError) {
      return error.message;
    }
    throw error;
  }
}

function replaced(xml: string, from: string | RegExp, to: string): string {
  const result = xml.replace(from, to);
  if (result === xml) {
    throw new Error(`nothing to replace: ${from}`);
  }
  return result;
}

/** The document without each element that an XPath finds, one at a time. */
function without(xml: string, path: string, namespaces: Record<string, string>): string[] {
  using original = XmlDocument.fromString(xml);
  return original.find(path, namespaces).map((_, index) => {
    using document = XmlDocument.fromString(xml);
    document.find(path, namespaces)[index]?.remove();
    return document.toString({ format: false });
  });
}

function below(parents: string | readonly string[], prefix: string, names: string): string[] {
  return [parents].flat().flatMap((parent) => names.split(' ').map((name) => `${parent}/${prefix}${name}`));
}

describe('Zustellwerk-Gewerbe 1', () => {
  const namespaces = { g: 'urn:zustellwerk:gewerbe:1' };
  const list = 'urn:xoev-de:xgewerbeanzeige:codeliste';
  const content = Buffer.from('%PDF-1.7 Führungszeugnis');

  const code = (name: string, value: string, attributes = ''): string =>
    `<g:${name}${attributes}><code>${value}</code></g:${name}>`;

  const address = (street: string): string => `<g:anschrift>
    <g:strasse>${street}</g:strasse>
    <g:strassenschluessel>0000000815</g:strassenschluessel>
    <g:hausNrVon>3</g:hausNrVon>
    <g:hausNrBis>5b</g:hausNrBis>
    <g:anschriftZusatz>Hof, 2. Stock</g:anschriftZusatz>
    <g:ort>München</g:ort>
    <g:ortsteil>Au</g:ortsteil>
    <g:plz>80331</g:plz>
    ${code('nationSchluessel', '276', ' listVersionID="2"')}
  </g:anschrift>`;

  const contact = (channel: string, value: string): string =>
    `<g:erreichbarkeit>${code('kanal', channel)}<g:kennung>${value}</g:kennung></g:erreichbarkeit>`;

  const authority = (name: string, key: string): string => `<${name}>
    <verzeichnisdienst listVersionID="3"><code>DVDV</code></verzeichnisdienst>
    <kennung>${key}</kennung>
    <name>Stelle ${name}</name>
    <erreichbarkeit><kanal listVersionID="3"><code>01</code></kanal><kennung>post@example.org</kennung></erreichbarkeit>
  </${name}>`;

  const head = `<nachrichtenkopf.g2g>
    <identifikation.nachricht>
      <nachrichtenUUID>3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03</nachrichtenUUID>
      <nachrichtentyp><code>0001</code></nachrichtentyp>
      <erstellungszeitpunkt>2026-03-04T10:11:12.345+01:00</erstellungszeitpunkt>
    </identifikation.nachricht>
    ${authority('leser', 'MELDID:09162000')}
    ${authority('autor', 'kop:09162000')}
  </nachrichtenkopf.g2g>`;

  const message = (record: string): string => `<g:portal2gewerbeamt.anmeldung.0001 xmlns:g="${namespaces.g}"
    produkt="Zustellwerk" produkthersteller="Zustellwerk" produktversion="1" standard="Zustellwerk-Gewerbe" version="1"
    test="ja">${head}<g:anmeldung>${record}</g:anmeldung></g:portal2gewerbeamt.anmeldung.0001>`;

  const kinds = `<g:betriebArt>${code('industrie', '0')}${code('handwerk', '1')}${code('handel', '0')}${code(
    'sonstiges',
    '0',
  )}</g:betriebArt>`;

  /** Everything there is, with the attributes of every list. */
  const full = message(`
    ${code('gemeindeSchluessel', '09162000', ' listVersionID="2026-04-30"')}
    <g:gewerbe>
      <g:betrieb>
        <g:eingetragenerName>Οίκος „Krug“ Söhne &amp; Co. e.K.</g:eingetragenerName>
        <g:geschaeftsbezeichnung>Zum Krug</g:geschaeftsbezeichnung>
        <g:eintragungNr>HRA 4711</g:eintragungNr>
        <g:eintragungOrt>München</g:eintragungOrt>
        <g:eintragungPLZ>80331</g:eintragungPLZ>
        ${code('eintragungArt', 'A', ` listURI="${list}:artdereintragung" listVersionID="2"`)}
        ${code('gerichtSchluessel', 'D2601', ` listURI="${list}:registergerichte" listVersionID="7"`)}
        ${code('rechtsformSchluessel', '170', ` listURI="${list}:rechtsformen" listVersionID="5"`)}
      </g:betrieb>
      <g:anzahlBeteiligte>2</g:anzahlBeteiligte>
      <g:anzahlVollzeitBeschaeftigte>0</g:anzahlVollzeitBeschaeftigte>
      <g:anzahlTeilzeitBeschaeftigte>3</g:anzahlTeilzeitBeschaeftigte>
      ${kinds}
      ${code('niederlassungArt', '2')}
      ${code('istReisegewerbe', '0', ` listURI="${list}:janein"`)}
      ${code('istNebenerwerb', '1')}
      <g:handwerkskarte>
        ${code('status', '1')}
        <g:ausgestelltAm>2019-01-02</g:ausgestelltAm>
        <g:ausgestelltVonPLZ>80331</g:ausgestelltVonPLZ>
        <g:ausgestelltVonOrt>München</g:ausgestelltVonOrt>
        ${code('ausgestelltVonSchluessel', '00007')}
      </g:handwerkskarte>
      ${address('Töpfergasse')}
      ${contact('01', 'krug@example.org')}${contact('09', 'https://krug.example.org')}
      <g:hauptniederlassung>${address('Hauptstraße')}${contact('02', '089 0000')}</g:hauptniederlassung>
      <g:beteiligtePerson>
        ${code('personFunktion', '1')}
        <g:doktorgrad>Dr.</g:doktorgrad>
        <g:familienname>Łączyńska</g:familienname>
        <g:vorname>Zoë Anne-Marie</g:vorname>
        ${code('geschlecht', '2', ` listURI="${list}:geschlecht" listVersionID="3"`)}
        <g:geburtsname>O’Neill</g:geburtsname>
        <g:geburtsdatum>1980-02-29</g:geburtsdatum>
        <g:geburtsort>Poznań</g:geburtsort>
        <g:geburtsland>Polen</g:geburtsland>
        <g:staatangehoerigkeiten>
          ${code('staatsangehoerigkeitSchluessel', '000', ' listVersionID="2024-08-01"')}
          ${code('staatsangehoerigkeitSchluessel', '152', ' listVersionID="2024-08-01"')}
        </g:staatangehoerigkeiten>
        ${address('Wohnweg')}
        ${contact('03', '0170 0000')}
        <g:aufenthaltstitel>
          ${code('status', '1')}
          <g:ausgestelltAm>2018-01-02</g:ausgestelltAm>
          <g:ausgestelltVonName>Landeshauptstadt</g:ausgestelltVonName>
          <g:ausgestelltVonPLZ>80331</g:ausgestelltVonPLZ>
          <g:ausgestelltVonOrt>München</g:ausgestelltVonOrt>
        </g:aufenthaltstitel>
      </g:beteiligtePerson>
      ${code('beteiligungOeffentlicheHand', '0')}
    </g:gewerbe>
    <g:gueltigAb>2026-04-01</g:gueltigAb>
    <g:taetigkeitenGesamt>
      <g:schwerpunkt>
        <g:taetigkeitSchwerpunkt>Töpferei
und Verkauf</g:taetigkeitSchwerpunkt>
        <g:taetigkeitSchluessel>23410</g:taetigkeitSchluessel>
        <g:stichwort>Keramik</g:stichwort>
      </g:schwerpunkt>
      <g:weitereTaetigkeiten>
        <g:taetigkeitenZusammengefasst>Kurse|Ausschank</g:taetigkeitenZusammengefasst>
        <g:taetigkeit>
          <g:taetigkeitEinzeln>Kurse</g:taetigkeitEinzeln>
          <g:taetigkeitSchluessel>85529</g:taetigkeitSchluessel>
          <g:stichwort>Kunstkurse</g:stichwort>
        </g:taetigkeit>
      </g:weitereTaetigkeiten>
    </g:taetigkeitenGesamt>
    ${code('grundAnmeldungSchluessel', '01')}
    <g:anlage>
      <g:dokumentid>3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c09</g:dokumentid>
      <g:bezeichnung>Führungszeugnis</g:bezeichnung>
      <g:dateiname>Führungszeugnis 2026.pdf</g:dateiname>
      <g:mimeType>application/pdf</g:mimeType>
      <g:sha512>${createHash('sha512').update(content).digest('hex')}</g:sha512>
      <g:inhalt>${content.toString('base64')}</g:inhalt>
    </g:anlage>`);

  /** A sole trader who knows no key of any kind. */
  const soleTrader = message(`
    ${code('gemeindeSchluessel', '09162000', ' listVersionID="2026-04-30"')}
    <g:gewerbe>
      <g:betrieb>${code('rechtsformSchluessel', '180')}</g:betrieb>
      <g:anzahlVollzeitBeschaeftigte>0</g:anzahlVollzeitBeschaeftigte>
      <g:anzahlTeilzeitBeschaeftigte>0</g:anzahlTeilzeitBeschaeftigte>
      ${kinds}${code('niederlassungArt', '1')}${code('istReisegewerbe', '0')}${code('istNebenerwerb', '1')}
      <g:beteiligtePerson>
        ${code('personFunktion', '1')}<g:familienname>Krug</g:familienname><g:vorname>Max</g:vorname>${code('geschlecht', '1')}
      </g:beteiligtePerson>
    </g:gewerbe>
    <g:gueltigAb>2026-04-01</g:gueltigAb>
    <g:taetigkeitenGesamt>
      <g:schwerpunkt><g:taetigkeitSchwerpunkt>Töpferei</g:taetigkeitSchwerpunkt></g:schwerpunkt>
    </g:taetigkeitenGesamt>
    ${code('grundAnmeldungSchluessel', '01')}`);

  it('a registration with every element is valid', () => {
    expect(fault(gewerbe, full)).toBeUndefined();
  });

  it('a sole trader needs no key that only offices know', () => {
    expect(fault(gewerbe, soleTrader)).toBeUndefined();
  });

  it('a legal person has its name in betrieb and the persons behind it with function 3', () => {
    const person = /<g:beteiligtePerson>[\s\S]*<\/g:beteiligtePerson>/.exec(soleTrader)?.[0] ?? '';
    const behind = replaced(person, '<code>1</code></g:personFunktion>', '<code>3</code></g:personFunktion>');
    const company = replaced(
      replaced(soleTrader, person, behind + behind),
      code('rechtsformSchluessel', '180'),
      `<g:eingetragenerName>Krug GmbH</g:eingetragenerName>${code('rechtsformSchluessel', '350')}`,
    );
    expect(fault(gewerbe, company)).toBeUndefined();
  });

  it.each<[string, (xml: string) => string]>([
    [
      'another prefix',
      (xml) => xml.replaceAll('g:', 'zw:').replaceAll('xmlns:g=', 'xmlns:zw=').replace('list:g', 'list:'),
    ],
    [
      'the default namespace',
      (xml) =>
        xml
          .replaceAll('<g:', '<')
          .replaceAll('</g:', '</')
          .replace('xmlns:g=', 'xmlns=')
          .replaceAll('<code>', '<code xmlns="">')
          .replace('<nachrichtenkopf.g2g>', '<nachrichtenkopf.g2g xmlns="">'),
    ],
    ['white space around codes', (xml) => xml.replace(/<code>([^<]*)<\/code>/g, '<code>\n $1 </code>')],
    ['broken lines in base64', (xml) => replaced(xml, /(<g:inhalt>.{8})/, '$1\n')],
  ])('may be spelled with %s', (_name, spell) => {
    expect(fault(gewerbe, spell(full))).toBeUndefined();
  });

  const record = '/*/g:anmeldung';
  const business = `${record}/g:gewerbe`;
  const person = `${business}/g:beteiligtePerson`;
  const activities = `${record}/g:taetigkeitenGesamt`;
  const addresses = [business, `${business}/g:hauptniederlassung`, person].map((path) => `${path}/g:anschrift`);

  it.each([
    ...below('/*', 'g:', 'anmeldung'),
    ...below('/*', '', 'nachrichtenkopf.g2g'),
    ...below('/*/nachrichtenkopf.g2g', '', 'identifikation.nachricht leser autor'),
    ...below(record, 'g:', 'gemeindeSchluessel gewerbe gueltigAb taetigkeitenGesamt grundAnmeldungSchluessel'),
    ...below(
      business,
      'g:',
      'betrieb anzahlVollzeitBeschaeftigte anzahlTeilzeitBeschaeftigte betriebArt niederlassungArt istReisegewerbe istNebenerwerb beteiligtePerson',
    ),
    ...below(`${business}/g:betrieb`, 'g:', 'rechtsformSchluessel'),
    ...below(`${business}/g:betriebArt`, 'g:', 'industrie handwerk handel sonstiges'),
    ...below(`${business}/g:handwerkskarte`, 'g:', 'status'),
    ...below(`${business}/g:hauptniederlassung`, 'g:', 'anschrift'),
    ...below(person, 'g:', 'personFunktion familienname vorname geschlecht'),
    ...below(`${person}/g:aufenthaltstitel`, 'g:', 'status'),
    ...below(addresses, 'g:', 'strasse ort plz nationSchluessel'),
    ...below(`${business}/g:erreichbarkeit`, 'g:', 'kanal kennung'),
    ...below(activities, 'g:', 'schwerpunkt'),
    ...below(`${activities}/g:schwerpunkt`, 'g:', 'taetigkeitSchwerpunkt'),
    ...below(`${activities}/g:weitereTaetigkeiten`, 'g:', 'taetigkeitenZusammengefasst'),
    ...below(`${activities}/g:weitereTaetigkeiten/g:taetigkeit`, 'g:', 'taetigkeitEinzeln'),
    ...below(`${record}/g:anlage`, 'g:', 'dokumentid bezeichnung dateiname mimeType sha512 inhalt'),
  ])('requires %s', (path) => {
    const variants = without(full, path, namespaces);
    expect(variants).not.toEqual([]);
    for (const variant of variants) {
      expect(fault(gewerbe, variant)).toMatch(/^Element /);
    }
  });

  it.each([
    ...below(record, 'g:', 'anlage'),
    ...below(
      business,
      'g:',
      'anzahlBeteiligte handwerkskarte anschrift erreichbarkeit hauptniederlassung beteiligungOeffentlicheHand',
    ),
    ...below(
      `${business}/g:betrieb`,
      'g:',
      'eingetragenerName geschaeftsbezeichnung eintragungNr eintragungOrt eintragungPLZ eintragungArt gerichtSchluessel',
    ),
    ...below(
      `${business}/g:handwerkskarte`,
      'g:',
      'ausgestelltAm ausgestelltVonPLZ ausgestelltVonOrt ausgestelltVonSchluessel',
    ),
    ...below(`${business}/g:hauptniederlassung`, 'g:', 'erreichbarkeit'),
    ...below(
      person,
      'g:',
      'doktorgrad geburtsname geburtsdatum geburtsort geburtsland staatangehoerigkeiten anschrift erreichbarkeit aufenthaltstitel',
    ),
    ...below(
      `${person}/g:aufenthaltstitel`,
      'g:',
      'ausgestelltAm ausgestelltVonName ausgestelltVonPLZ ausgestelltVonOrt',
    ),
    ...below(addresses, 'g:', 'strassenschluessel hausNrVon hausNrBis anschriftZusatz ortsteil'),
    ...below(activities, 'g:', 'weitereTaetigkeiten'),
    ...below(`${activities}/g:schwerpunkt`, 'g:', 'taetigkeitSchluessel stichwort'),
    ...below(`${activities}/g:weitereTaetigkeiten`, 'g:', 'taetigkeit'),
    ...below(`${activities}/g:weitereTaetigkeiten/g:taetigkeit`, 'g:', 'taetigkeitSchluessel stichwort'),
  ])('does not require %s', (path) => {
    const variants = without(full, path, namespaces);
    expect(variants).not.toEqual([]);
    for (const variant of variants) {
      expect(fault(gewerbe, variant)).toBeUndefined();
    }
  });

  it.each<[string, string | RegExp, string]>([
    ['another standard', 'standard="Zustellwerk-Gewerbe"', 'standard="XGewerbeanzeige"'],
    ['another version', ' version="1"', ' version="2"'],
    ['no standard', 'standard="Zustellwerk-Gewerbe"', ''],
    ['no produkt', 'produkt="Zustellwerk"', ''],
    ['a qualified head', /(<\/?)nachrichtenkopf\.g2g/g, '$1g:nachrichtenkopf.g2g'],
    ['a qualified code', '<code>170</code>', '<g:code>170</g:code>'],
    ['a municipality without the version of its list', ' listVersionID="2026-04-30"', ''],
    ['a municipality of the wrong list', 'listVersionID="2026-04-30"', 'listVersionID="2026-04-30" listURI="urn:x"'],
    ['a municipality of seven digits', '<code>09162000</code>', '<code>9162000</code>'],
    ['a nationality without the version of its list', ' listVersionID="2024-08-01"', ''],
    ['a legal form of six digits', '<code>170</code>', '<code>111000</code>'],
    ['a legal form of the wrong list', `${list}:rechtsformen`, 'urn:xoev-de:xunternehmen:codeliste:rechtsformen'],
    ['yes or no in words', '<code>1</code></g:istNebenerwerb>', '<code>ja</code></g:istNebenerwerb>'],
    ['a date of birth as TTMMJJJJ', '1980-02-29', '29021980'],
    ['a date with a time zone', '1980-02-29', '1980-02-29Z'],
    ['a day that does not exist', '1980-02-29', '1981-02-29'],
    ['a moment instead of a day', '<g:gueltigAb>2026-04-01', '<g:gueltigAb>2026-04-01T00:00:00'],
    ['a digit in a name of a person', 'Łączyńska', 'Łączyńska 2'],
    ['Greek in a name of a person', 'Łączyńska', 'Οίκος'],
    ['Greek in an address', 'Wohnweg', 'Οδός'],
    ['an empty name', /<g:vorname>.*<\/g:vorname>/, '<g:vorname/>'],
    ['a blank name', /<g:vorname>.*<\/g:vorname>/, '<g:vorname>  </g:vorname>'],
    ['decomposed letters', 'Töpfergasse', 'To\u0308pfergasse'],
    ['a name that is too long', /<g:familienname>/, `<g:familienname>${'A'.repeat(200)}`],
    ['a negative number', 'Beschaeftigte>3<', 'Beschaeftigte>-3<'],
    ['a path in a file name', 'Führungszeugnis 2026.pdf', '../Führungszeugnis.pdf'],
    ['a backslash in a file name', 'Führungszeugnis 2026.pdf', 'C:\\Zeugnis.pdf'],
    ['a media type that is none', 'application/pdf', 'pdf'],
    ['a short checksum', /<g:sha512>../, '<g:sha512>'],
    ['a checksum in base64', /<g:sha512>../, '<g:sha512>+/'],
    ['content that is not base64', '<g:inhalt>', '<g:inhalt>*'],
    ['content with a letter that is not base64', '<g:inhalt>', '<g:inhalt>ä'],
    ['no content', /<g:inhalt>.*<\/g:inhalt>/, '<g:inhalt/>'],
    ['what only the office knows', '<g:gewerbe>', '<g:gemeindeMeldungNr>2026 1</g:gemeindeMeldungNr><g:gewerbe>'],
    ['neuAusgeuebt', '</g:schwerpunkt>', `${code('neuAusgeuebt', '1')}</g:schwerpunkt>`],
    ['another order', /(<g:eingetragenerName>.*)\s*(<g:geschaeftsbezeichnung>.*)/, '$2$1'],
  ])('refuses %s', (_name, from, to) => {
    expect(fault(gewerbe, replaced(full, from, to))).toMatch(/^Element /);
  });

  it('carries several documents, also large ones', () => {
    const document = /<g:anlage>[\s\S]*<\/g:anlage>/.exec(full)?.[0] ?? '';
    const large = Buffer.alloc(2_000_000, 0xa5).toString('base64');
    const second = replaced(document, /<g:inhalt>.*</, `<g:inhalt>${large}<`);
    expect(fault(gewerbe, replaced(full, document, document + second + document))).toBeUndefined();
  });
});

describe('Zustellwerk-Quittung 1', () => {
  const finding = (where = ''): string =>
    `<q:befund><q:kennung>GEW-017</q:kennung><q:text>Die Rechtsform passt nicht.</q:text>${where}</q:befund>`;
  const receipt = (
    result: string,
  ): string => `<q:quittung xmlns:q="urn:zustellwerk:quittung:1" standard="Zustellwerk-Quittung"
    version="1" produkt="Fachverfahren" produkthersteller="Muster GmbH">
    <q:nachrichtenUUID>3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03</q:nachrichtenUUID>
    <q:eingegangenAm>2026-03-04T10:11:12.345+01:00</q:eingegangenAm>
    <q:ergebnis>${result}</q:ergebnis>
  </q:quittung>`;
  const file = '<q:aktenzeichen>GA-2026/0815</q:aktenzeichen>';
  const path = "<q:xpath>/*/*[local-name()='anmeldung'][1]</q:xpath>";

  it.each([
    ['a bare acceptance', '<q:angenommen/>'],
    ['an acceptance with a file number', `<q:angenommen/>${file}`],
    ['an acceptance with remarks', `<q:angenommen/>${file}${finding()}${finding(path)}`],
    ['a refusal with one reason', `<q:abgelehnt/>${finding()}`],
    ['a refusal with a file number and reasons', `<q:abgelehnt/>${file}${finding(path)}${finding()}`],
  ])('%s is valid', (_name, result) => {
    expect(fault(quittung, receipt(result))).toBeUndefined();
  });

  it.each([
    ['a refusal without a reason', '<q:abgelehnt/>'],
    ['a refusal with a file number only', `<q:abgelehnt/>${file}`],
    ['no verdict', ''],
    ['a verdict as text', 'angenommen'],
    ['both verdicts', `<q:angenommen/><q:abgelehnt/>${finding()}`],
    ['an unknown verdict', '<q:vertagt/>'],
    ['text in the verdict', '<q:angenommen>ja</q:angenommen>'],
    ['the file number last', `<q:angenommen/>${finding()}${file}`],
    ['an empty file number', '<q:angenommen/><q:aktenzeichen/>'],
    ['a finding without a text', '<q:abgelehnt/><q:befund><q:kennung>A</q:kennung></q:befund>'],
    ['a finding without an identifier', '<q:abgelehnt/><q:befund><q:text>A</q:text></q:befund>'],
    ['an identifier with blanks', `<q:abgelehnt/>${finding().replace('GEW-017', 'GEW 017')}`],
    ['an unqualified finding', `<q:abgelehnt/>${finding().replaceAll('q:befund', 'befund')}`],
  ])('%s is refused', (_name, result) => {
    expect(fault(quittung, receipt(result))).toMatch(/^Element /);
  });

  it('knows the software version and the test mark', () => {
    expect(
      fault(quittung, replaced(receipt('<q:angenommen/>'), ' produkt=', ' produktversion="2" test="" produkt=')),
    ).toBe(undefined);
  });

  it.each<[string, string | RegExp, string]>([
    ['another standard', 'standard="Zustellwerk-Quittung"', 'standard="Quittung"'],
    ['another version', ' version="1"', ' version="2"'],
    ['no version', ' version="1"', ''],
    ['no produkt', 'produkt="Fachverfahren"', ''],
    ['no produkthersteller', 'produkthersteller="Muster GmbH"', ''],
    ['an empty produkt', 'produkt="Fachverfahren"', 'produkt=""'],
    ['a UUID that is none', '3a0e7a52-6c6b', '3a0e7a52'],
    ['a time without a zone', '.345+01:00', '.345'],
    ['a day', '2026-03-04T10:11:12.345+01:00', '2026-03-04+01:00'],
    ['a month that does not exist', '2026-03-04T', '2026-13-04T'],
    ['no message', /<q:nachrichtenUUID>.*<\/q:nachrichtenUUID>/, ''],
    ['no time', /<q:eingegangenAm>.*<\/q:eingegangenAm>/, ''],
    ['another namespace', 'urn:zustellwerk:quittung:1', 'urn:zustellwerk:quittung:2'],
  ])('refuses %s', (_name, from, to) => {
    expect(fault(quittung, replaced(receipt('<q:angenommen/>'), from, to))).toMatch(/^Element /);
  });

  it('takes UTC as a zone, and times without a fraction', () => {
    for (const time of ['2026-03-04T10:11:12Z', '2026-03-04T10:11:12-09:30', '2026-03-04T10:11:12.123456789Z']) {
      expect(
        fault(quittung, replaced(receipt('<q:angenommen/>'), '2026-03-04T10:11:12.345+01:00', time)),
      ).toBeUndefined();
    }
  });
});
