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
import { messages, pathOf, schemaOf, type Version, versions } from '../../bin/generate-xgewerbeanzeige.ts';

const root = join(import.meta.dirname, '..', '..');
const samples = process.env.ZUSTELLWERK_SAMPLES;
if (samples === undefined) {
  console.info('ZUSTELLWERK_SAMPLES is not set: the tests with official example messages are skipped.');
}

const codeUrl = 'http://xoev.de/schemata/code/1_0/xoev-code.xsd';

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

xmlRegisterInputProvider(new XmlBufferInputProvider({ [codeUrl]: baseSchema('http://xoev.de/schemata/code/1_0') }));

function compile(version: Version): XsdValidator {
  using document = XmlDocument.fromBuffer(readFileSync(join(root, pathOf(version))), { url: `file:///${version}.xsd` });
  return XsdValidator.fromDoc(document);
}
const validators: Readonly<Record<Version, XsdValidator>> = {
  '2.0': compile('2.0'),
  '2.1': compile('2.1'),
  '2.2': compile('2.2'),
};

function namespaceOf(version: Version): string {
  return `http://www.xgewerbeanzeige.de/spezifikation/${version}`;
}

/** The first fault of a message, or undefined when it is valid. */
function fault(version: Version, xml: string): string | undefined {
  using document = XmlDocument.fromString(xml);
  try {
    validators[version].validate(document);
    return undefined;
  } catch (error) {
    if (error instanceof XmlValidateError) {
      return error.message;
    }
    throw error;
  }
}

function expectValid(version: Version, xml: string): void {
  expect(fault(version, xml)).toBeUndefined();
}

function expectInvalid(version: Version, xml: string, because = ''): void {
  expect(fault(version, xml) ?? 'valid').toMatch(/^Element /);
  expect(fault(version, xml)).toContain(because);
}

function replaced(xml: string, from: string | RegExp, to: string): string {
  const result = xml.replace(from, to);
  if (result === xml) {
    throw new Error(`nothing to replace: ${from}`);
  }
  return result;
}

// ----- messages of our own, with every known element -----

type Kind = 'anmeldung' | 'ummeldung' | 'abmeldung';
const kinds: readonly Kind[] = ['anmeldung', 'ummeldung', 'abmeldung'];

function code(name: string, value: string, attributes = ''): string {
  return `<x:${name}${attributes}><code>${value}</code></x:${name}>`;
}

function contact(channel: string, value: string): string {
  return `<x:erreichbarkeit>${code('kanal', channel)}<x:kennung>${value}</x:kennung></x:erreichbarkeit>`;
}

function authority(name: string): string {
  return `<x:${name}>
    <x:behoerdenkennung>${code('praefix', 'MELDID', ' listVersionID="7"')}<x:kennung
      listURI="urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:ags" listVersionID="2018-01-31"
      ><code>09162000</code><name>München</name></x:kennung></x:behoerdenkennung>
    ${contact('01', 'amt@example.org')}${contact('09', 'https://amt.example.org')}
    <x:anschrift><x:strasse>Am Markt</x:strasse><x:hausNr>1</x:hausNr><x:ort>Musterau</x:ort><x:plz>80331</x:plz></x:anschrift>
    <x:behoerdenname>Gewerbeamt Musterau</x:behoerdenname>
  </x:${name}>`;
}

function address(version: Version, street: string): string {
  const nation =
    version === '2.2'
      ? code('nationSchluessel', '276', ' listVersionID="2"')
      : '<x:nationSchluessel>276</x:nationSchluessel><x:natSchluesselVerzeichnis>NAT112013</x:natSchluesselVerzeichnis>';
  return `<x:anschrift><x:strasse>${street}</x:strasse><x:strassenschluessel>0000000815</x:strassenschluessel
    ><x:hausNrVon>3</x:hausNrVon><x:hausNrBis>5b</x:hausNrBis><x:anschriftZusatz>Hof</x:anschriftZusatz
    ><x:ort>Musterau</x:ort><x:ortsteil>West</x:ortsteil><x:plz>80331</x:plz>${nation}</x:anschrift>`;
}

const endings: Readonly<Record<Kind, (version: Version) => string>> = {
  anmeldung: () => code('grundAnmeldungSchluessel', '01'),
  ummeldung: () => `<x:bisherigeUnfallversicherung>${code('traeger', '03')}<x:mitgliedsnummer>12.3</x:mitgliedsnummer
    ></x:bisherigeUnfallversicherung><x:gruendeUmmeldung>${code('grundUmmeldungSchluessel', '02')}${code(
      'grundUmmeldungSchluessel',
      '03',
    )}</x:gruendeUmmeldung>`,
  abmeldung: (
    version,
  ) => `<x:kuenftigesGewerbe><x:nameFirmaGewerbetreibender>Nachfolge OHG</x:nameFirmaGewerbetreibender
    >${address(version, 'Neuweg')}</x:kuenftigesGewerbe>${code('grundAbmeldungSchluessel', '02')}${code(
      'ursacheAbmeldungSchluessel',
      '17',
    )}`,
};

function record(version: Version, kind: Kind): string {
  return `<x:satz><x:${kind}>
    <x:satzErstellung>2020-03-04T10:11:12.0</x:satzErstellung>
    ${version === '2.0' ? '' : '<x:ereigniszeitpunkt>2020-03-04T10:00:00+01:00</x:ereigniszeitpunkt>'}
    ${authority('autor')}
    ${code('istKorrektur', '0')}
    ${code('gemeindeSchluessel', '09162000', ' listVersionID="2019-05-31"')}
    <x:gemeindeZusatz>0001</x:gemeindeZusatz>
    <x:gemeindeMeldungNr>2020 17</x:gemeindeMeldungNr>
    <x:gewerbebetriebID>3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c01</x:gewerbebetriebID>
    <x:uuid>3A0E7A52-6C6B-4F3F-8B8E-2F0A3D8F1C02</x:uuid>
    <x:gewerbe>
      <x:betrieb>
        <x:ID>1</x:ID>
        <x:eingetragenerName>Οίκος Söhne &amp; Co. – Tøpferei</x:eingetragenerName>
        <x:geschaeftsbezeichnung>Zum Krug</x:geschaeftsbezeichnung>
        <x:eintragungNr>HRA 4711</x:eintragungNr>
        <x:eintragungOrt>Musterau</x:eintragungOrt>
        <x:eintragungPLZ>80331</x:eintragungPLZ>
        ${code('eintragungArt', 'A')}
        ${code('gerichtSchluessel', 'D2601', ' listVersionID="7"')}
        ${code('rechtsformSchluessel', '170')}
      </x:betrieb>
      <x:anzahlBeteiligte>2</x:anzahlBeteiligte>
      <x:anzahlVollzeitBeschaeftigte>0</x:anzahlVollzeitBeschaeftigte>
      <x:anzahlTeilzeitBeschaeftigte>3</x:anzahlTeilzeitBeschaeftigte>
      <x:betriebArt>${code('industrie', '0')}${code('handwerk', '1')}${code('handel', '0')}${code('sonstiges', '0')}</x:betriebArt>
      ${code('niederlassungArt', '2')}
      ${code('istReisegewerbe', '0')}
      ${code('istNebenerwerb', '1')}
      <x:handwerkskarte>${code('status', '1')}<x:ausgestelltAm>2019-01-02</x:ausgestelltAm
        ><x:ausgestelltVonPLZ>80331</x:ausgestelltVonPLZ><x:ausgestelltVonOrt>Musterau</x:ausgestelltVonOrt
        >${code('ausgestelltVonSchluessel', '00007')}</x:handwerkskarte>
      ${address(version, 'Töpfergasse')}
      ${contact('02', '089 0000')}
      <x:hauptniederlassung>${address(version, 'Hauptstraße')}${contact('01', 'haupt@example.org')}</x:hauptniederlassung>
      <x:beteiligtePerson>
        ${code('personFunktion', '1')}
        <x:doktorgrad>Dr.</x:doktorgrad>
        <x:familienname>Łączyńska</x:familienname>
        <x:vorname>Zoë</x:vorname>
        ${code('geschlecht', '2', ' listVersionID="3"')}
        <x:geburtsname>O’Neill</x:geburtsname>
        <x:geburtsdatum>29021980</x:geburtsdatum>
        <x:geburtsort>Poznań</x:geburtsort>
        <x:geburtsland>Polen</x:geburtsland>
        <x:staatangehoerigkeiten>${code('staatsangehoerigkeitSchluessel', '000')}${code(
          'staatsangehoerigkeitSchluessel',
          '152',
        )}</x:staatangehoerigkeiten>
        ${address(version, 'Wohnweg')}
        ${contact('03', '0170 0000')}
        <x:aufenthaltstitel>${code('status', '1')}<x:ausgestelltAm>2018-01-02</x:ausgestelltAm
          ><x:ausgestelltVonName>Stadt Musterau</x:ausgestelltVonName><x:ausgestelltVonPLZ>80331</x:ausgestelltVonPLZ
          ><x:ausgestelltVonOrt>Musterau</x:ausgestelltVonOrt></x:aufenthaltstitel>
      </x:beteiligtePerson>
      <x:beteiligtePerson>
        ${code('personFunktion', '1')}<x:familienname>Krug</x:familienname><x:vorname>Max</x:vorname>${code('geschlecht', '1')}
      </x:beteiligtePerson>
      ${code('beteiligungOeffentlicheHand', '0')}
    </x:gewerbe>
    <x:gueltigAb>2020-04-01</x:gueltigAb>
    <x:datumMeldung>2020-03-03</x:datumMeldung>
    <x:taetigkeitenGesamt>
      <x:schwerpunkt>
        <x:taetigkeitSchwerpunkt>Töpferei</x:taetigkeitSchwerpunkt>
        <x:taetigkeitSchluessel>23410</x:taetigkeitSchluessel>
        <x:stichwort>Keramik</x:stichwort>
        ${kind === 'ummeldung' ? code('neuAusgeuebt', '1') : ''}
      </x:schwerpunkt>
      <x:weitereTaetigkeiten>
        <x:taetigkeitenZusammengefasst>Kurse|Ausschank</x:taetigkeitenZusammengefasst>
        <x:taetigkeit><x:taetigkeitEinzeln>Kurse</x:taetigkeitEinzeln><x:taetigkeitSchluessel>85529</x:taetigkeitSchluessel
          ><x:stichwort>Kunstkurse</x:stichwort></x:taetigkeit>
        <x:taetigkeit><x:taetigkeitSchluessel>56301</x:taetigkeitSchluessel><x:stichwort>Ausschank</x:stichwort></x:taetigkeit>
      </x:weitereTaetigkeiten>
    </x:taetigkeitenGesamt>
    ${endings[kind](version)}
  </x:${kind}></x:satz>`;
}

function message(version: Version, records: readonly Kind[], name = 'alg.gewerbemeldung.0300'): string {
  return `<x:${name} xmlns:x="${namespaceOf(version)}" produkt="Probe" produkthersteller="Zustellwerk"
    produktversion="1" standard="XGewerbeanzeige" version="${version}" test="ja">
    <x:nachrichtenkopf>
      <x:identifikation.nachricht>
        <x:nachrichtenUUID>3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03</x:nachrichtenUUID>
        ${code('nachrichtentyp', name.slice(-4))}
        <x:erstellungszeitpunkt>2020-03-04T10:11:12.345+01:00</x:erstellungszeitpunkt>
      </x:identifikation.nachricht>
      ${authority('leser')}
      ${authority('autor')}
    </x:nachrichtenkopf>
    <x:berichtszeitraum>2020-03</x:berichtszeitraum>
    ${records.map((kind) => record(version, kind)).join('')}
  </x:${name}>`;
}

// ----- which element is required, which optional -----

const head = '/*/x:nachrichtenkopf';
const satz = '/*/x:satz/*';
const authorities = [`${head}/x:leser`, `${head}/x:autor`, `${satz}/x:autor`];
const addresses = [
  `${satz}/x:gewerbe/x:anschrift`,
  `${satz}/x:gewerbe/x:hauptniederlassung/x:anschrift`,
  `${satz}/x:gewerbe/x:beteiligtePerson/x:anschrift`,
  `${satz}/x:kuenftigesGewerbe/x:anschrift`,
];

function below(parents: string | readonly string[], names: string): string[] {
  return [parents].flat().flatMap((parent) => names.split(' ').map((name) => `${parent}/x:${name}`));
}

const required = [
  ...below('/*', 'nachrichtenkopf satz'),
  ...below(head, 'identifikation.nachricht leser autor'),
  ...below(`${head}/x:identifikation.nachricht`, 'nachrichtenUUID nachrichtentyp erstellungszeitpunkt'),
  ...below(authorities, 'behoerdenkennung behoerdenname'),
  ...below(
    authorities.map((path) => `${path}/x:behoerdenkennung`),
    'praefix kennung',
  ),
  ...below(
    authorities.map((path) => `${path}/x:anschrift`),
    'strasse hausNr ort plz',
  ),
  ...below(
    authorities.map((path) => `${path}/x:erreichbarkeit`),
    'kanal kennung',
  ),
  ...below(
    satz,
    'satzErstellung ereigniszeitpunkt autor istKorrektur gemeindeSchluessel gemeindeMeldungNr gewerbebetriebID uuid gewerbe gueltigAb datumMeldung taetigkeitenGesamt grundAnmeldungSchluessel gruendeUmmeldung grundAbmeldungSchluessel',
  ),
  ...below(
    `${satz}/x:gewerbe`,
    'betrieb anzahlVollzeitBeschaeftigte anzahlTeilzeitBeschaeftigte niederlassungArt istReisegewerbe istNebenerwerb',
  ),
  ...below(`${satz}/x:gewerbe/x:betrieb`, 'rechtsformSchluessel'),
  ...below(`${satz}/x:gewerbe/x:betriebArt`, 'industrie handwerk handel sonstiges'),
  ...below(`${satz}/x:gewerbe/x:handwerkskarte`, 'status'),
  ...below(`${satz}/x:gewerbe/x:hauptniederlassung`, 'anschrift'),
  ...below(`${satz}/x:gewerbe/x:beteiligtePerson`, 'personFunktion familienname vorname geschlecht'),
  ...below(
    `${satz}/x:gewerbe/x:beteiligtePerson/x:aufenthaltstitel`,
    'status ausgestelltAm ausgestelltVonName ausgestelltVonPLZ ausgestelltVonOrt',
  ),
  ...below(addresses, 'strasse ort plz nationSchluessel'),
  ...below(`${satz}/x:taetigkeitenGesamt`, 'schwerpunkt'),
  ...below(`${satz}/x:taetigkeitenGesamt/x:schwerpunkt`, 'taetigkeitSchwerpunkt taetigkeitSchluessel stichwort'),
  ...below(`${satz}/x:taetigkeitenGesamt/x:weitereTaetigkeiten`, 'taetigkeitenZusammengefasst'),
  ...below(`${satz}/x:taetigkeitenGesamt/x:weitereTaetigkeiten/x:taetigkeit`, 'taetigkeitSchluessel stichwort'),
  ...below(`${satz}/x:bisherigeUnfallversicherung`, 'traeger mitgliedsnummer'),
];

const optional = [
  ...below('/*', 'berichtszeitraum'),
  ...below(authorities, 'erreichbarkeit anschrift'),
  ...below(satz, 'gemeindeZusatz bisherigeUnfallversicherung kuenftigesGewerbe ursacheAbmeldungSchluessel'),
  ...below(
    `${satz}/x:gewerbe`,
    'anzahlBeteiligte betriebArt handwerkskarte anschrift erreichbarkeit hauptniederlassung beteiligungOeffentlicheHand',
  ),
  ...below(
    `${satz}/x:gewerbe/x:betrieb`,
    'ID eingetragenerName geschaeftsbezeichnung eintragungNr eintragungOrt eintragungPLZ eintragungArt gerichtSchluessel',
  ),
  ...below(
    `${satz}/x:gewerbe/x:handwerkskarte`,
    'ausgestelltAm ausgestelltVonPLZ ausgestelltVonOrt ausgestelltVonSchluessel',
  ),
  ...below(`${satz}/x:gewerbe/x:hauptniederlassung`, 'erreichbarkeit'),
  ...below(
    `${satz}/x:gewerbe/x:beteiligtePerson`,
    'doktorgrad geburtsname geburtsdatum geburtsort geburtsland staatangehoerigkeiten anschrift erreichbarkeit aufenthaltstitel',
  ),
  ...below(addresses, 'strassenschluessel hausNrVon hausNrBis anschriftZusatz ortsteil natSchluesselVerzeichnis'),
  ...below(`${satz}/x:taetigkeitenGesamt`, 'weitereTaetigkeiten'),
  ...below(`${satz}/x:taetigkeitenGesamt/x:schwerpunkt`, 'neuAusgeuebt'),
  ...below(`${satz}/x:taetigkeitenGesamt/x:weitereTaetigkeiten`, 'taetigkeit'),
  ...below(`${satz}/x:taetigkeitenGesamt/x:weitereTaetigkeiten/x:taetigkeit`, 'taetigkeitEinzeln'),
  ...below(`${satz}/x:kuenftigesGewerbe`, 'nameFirmaGewerbetreibender anschrift'),
];

/** The message without one element, once for every place where it stands. */
function without(version: Version, xml: string, path: string): string[] {
  const namespaces = { x: namespaceOf(version) };
  using original = XmlDocument.fromString(xml);
  return original.find(path, namespaces).map((_, index) => {
    using document = XmlDocument.fromString(xml);
    document.find(path, namespaces)[index]?.remove();
    return document.toString({ format: false });
  });
}

/** Drops every element the tables name and checks the verdict. A required list (`+`) only falls with its last member. */
function dropEach(version: Version, xml: string): number {
  let drops = 0;
  for (const path of required) {
    const variants = without(version, xml, path);
    drops += variants.length;
    for (const variant of path === '/*/x:satz' && variants.length > 1 ? [] : variants) {
      expect(fault(version, variant), path).toMatch(/^Element /);
    }
  }
  for (const path of optional) {
    for (const variant of without(version, xml, path)) {
      drops += 1;
      expect(fault(version, variant), path).toBeUndefined();
    }
  }
  return drops;
}

/** The spellings of the same document that a parser must not tell apart. */
const spellings: ReadonlyArray<readonly [string, (xml: string, prefix: string) => string]> = [
  ['another prefix', (xml, prefix) => xml.replaceAll(`${prefix}:`, 'gw-1:').replace(`xmlns:${prefix}=`, 'xmlns:gw-1=')],
  [
    'the default namespace',
    (xml, prefix) =>
      xml
        .replaceAll(`<${prefix}:`, '<')
        .replaceAll(`</${prefix}:`, '</')
        .replace(`xmlns:${prefix}=`, 'xmlns=')
        .replaceAll('<code>', '<code xmlns="">')
        .replaceAll('<name>', '<name xmlns="">'),
  ],
  ['white space around codes', (xml) => xml.replace(/<code>([^<]*)<\/code>/g, '<code>\n\t  $1\n  </code>')],
  ['white space between elements', (xml) => xml.replaceAll('><', '>\n\t <')],
  ['comments', (xml) => xml.replaceAll('<code>', '<!-- code --><code>')],
  ['other quotes', (xml) => xml.replace(/="([^"]*)"/g, "='$1'")],
];

const versionsAndKinds = versions.flatMap((version) => kinds.map((kind) => [version, kind] as const));

describe('the XGewerbeanzeige schemas', () => {
  it.each(versions)('are committed as the template makes them: %s', (version) => {
    expect(readFileSync(join(root, pathOf(version)), 'utf8')).toBe(schemaOf(version));
  });

  it.each(versions)('say that they are not the official schema: %s', (version) => {
    expect(schemaOf(version)).toMatch(/NOT the official schema[\s\S]*XRepository[\s\S]*EUPL-1\.2/);
  });
});

describe('messages of our own', () => {
  it.each(versionsAndKinds)('%s %s with every known element is valid', (version, kind) => {
    expectValid(version, message(version, [kind]));
  });

  it.each(versions.flatMap((version) => messages.map(([name]) => [version, name] as const)))(
    '%s knows the message %s',
    (version, name) => {
      expectValid(version, message(version, kinds, name));
    },
  );

  it.each(versionsAndKinds)('%s %s: each required element is required, each optional one is not', (version, kind) => {
    expect(dropEach(version, message(version, [kind]))).toBeGreaterThan(120);
  });

  it('drop every path of the tables in some version and kind', () => {
    const unused = [...required, ...optional].filter(
      (path) =>
        !versionsAndKinds.some(([version, kind]) => without(version, message(version, [kind]), path).length > 0),
    );
    expect(unused).toEqual([]);
  });

  it.each(
    versionsAndKinds.flatMap(([version, kind]) =>
      spellings.map(([name, spell]) => [version, kind, name, spell] as const),
    ),
  )('%s %s may be spelled with %s', (version, kind, _name, spell) => {
    const xml = message(version, [kind]);
    const spelled = spell(xml, 'x');
    expect(spelled).not.toBe(xml);
    expectValid(version, spelled);
  });

  it.each(versions)('%s: the two names of a business may stand in either order, alone or not at all', (version) => {
    const xml = message(version, ['anmeldung']);
    const [name, label] = [
      '<x:eingetragenerName>A</x:eingetragenerName>',
      '<x:geschaeftsbezeichnung>B</x:geschaeftsbezeichnung>',
    ];
    const both = /<x:eingetragenerName>[\s\S]*<\/x:geschaeftsbezeichnung>/;
    for (const names of [`${name}${label}`, `${label}${name}`, name, label, '']) {
      expectValid(version, replaced(xml, both, names));
    }
    for (const names of [`${name}${name}`, `${name}${label}${name}`]) {
      expectInvalid(version, replaced(xml, both, names));
    }
  });

  it.each(versions)('%s: lists that need a member are invalid without one', (version) => {
    const emptied = [
      ['anmeldung', /<x:beteiligtePerson>[\s\S]*<\/x:beteiligtePerson>/],
      ['anmeldung', /<x:staatsangehoerigkeitSchluessel>[\s\S]*<\/x:staatsangehoerigkeitSchluessel>/],
      ['ummeldung', /<x:grundUmmeldungSchluessel>[\s\S]*<\/x:grundUmmeldungSchluessel>/],
    ] as const;
    for (const [kind, members] of emptied) {
      expectInvalid(version, replaced(message(version, [kind]), members, ''));
    }
  });

  it.each(versions)('%s: kuenftigesGewerbe may be empty, with or without white space', (version) => {
    for (const empty of ['<x:kuenftigesGewerbe/>', '<x:kuenftigesGewerbe> \n </x:kuenftigesGewerbe>']) {
      expectValid(
        version,
        replaced(message(version, ['abmeldung']), /<x:kuenftigesGewerbe>[\s\S]*<\/x:kuenftigesGewerbe>/, empty),
      );
    }
  });

  it.each(versions)('%s: times may come without a zone', (version) => {
    for (const time of [
      '2018-07-23T13:26:45.0',
      '2018-07-23T13:26:45',
      '2018-07-23T13:26:45Z',
      '2018-07-23T13:26:45.123+02:00',
    ]) {
      expectValid(version, replaced(message(version, ['anmeldung']), /2020-03-04T10:11:12[^<]*/g, time));
    }
    expectInvalid(version, replaced(message(version, ['anmeldung']), '2020-03-04T10:11:12.0', '2020-03-04'));
  });

  it.each<[string, string | RegExp, string]>([
    ['a qualified code', /<code>0<\/code>/, '<x:code>0</x:code>'],
    ['an empty code', /<code>0<\/code>/, '<code> </code>'],
    ['a code twice', /<code>0<\/code>/, '<code>0</code><code>0</code>'],
    ['a code without its element', /<code>0<\/code>/, '0'],
    ['another standard', 'standard="XGewerbeanzeige"', 'standard="XGewerbeordnung"'],
    ['another version', /(XGewerbeanzeige" version)="[^"]*"/, '$1="2.9"'],
    ['no produkt', 'produkt="Probe"', ''],
    ['no produkthersteller', 'produkthersteller="Zustellwerk"', ''],
    ['an unknown attribute', 'produkt="Probe"', 'produkt="Probe" fassung="1"'],
    ['an unknown message', /(<\/?x:)alg\.gewerbemeldung\.0300/g, '$1ea.gewerbemeldung.0220'],
    ['an unknown element', '<x:gueltigAb>', '<x:gueltigBis>2020-04-01</x:gueltigBis><x:gueltigAb>'],
    ['another order', /(<x:gueltigAb>.*)\s+(<x:datumMeldung>.*)/, '$2$1'],
    [
      'the wrong namespace',
      'http://www.xgewerbeanzeige.de/spezifikation/2.',
      'http://www.xgewerbeanzeige.de/spezifikation/3.',
    ],
    ['a UUID that is none', '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c01', '4711'],
    ['a German date', '2020-04-01', '01.04.2020'],
    ['an ISO date of birth', '29021980', '1980-02-29'],
    ['a negative number', 'Beschaeftigte>3<', 'Beschaeftigte>-1<'],
    ['a number in words', 'Beschaeftigte>3<', 'Beschaeftigte>drei<'],
    ['a month that is none', '>2020-03<', '>2020-13<'],
    ['the spelling staatsangehoerigkeiten', /(<\/?x:)staatangehoerigkeiten/g, '$1staatsangehoerigkeiten'],
    ['a person without a value', '<x:familienname>Krug</x:familienname>', '<x:familienname/>'],
    [
      'a telephone number in an address',
      '</x:anschrift><x:erreichbarkeit>',
      '<x:telefonVorwahl>0</x:telefonVorwahl></x:anschrift><x:erreichbarkeit>',
    ],
    [
      'an ending of another kind',
      /<x:grundAnmeldungSchluessel>.*<\/x:grundAnmeldungSchluessel>/,
      code('grundAbmeldungSchluessel', '01'),
    ],
    ['two records in one satz', '</x:anmeldung></x:satz><x:satz>', '</x:anmeldung>'],
    ['text between elements', '<x:gewerbe>', '<x:gewerbe>Laden'],
  ])('with %s are invalid', (_name, from, to) => {
    for (const version of versions) {
      const xml = message(version, ['anmeldung', 'anmeldung']);
      expectValid(version, xml);
      expectInvalid(version, replaced(xml, from, to));
    }
  });

  it('differ between the versions where the standard does', () => {
    const time = '<x:ereigniszeitpunkt>2020-03-04T10:00:00</x:ereigniszeitpunkt>';
    const old = replaced(message('2.0', ['anmeldung']), '</x:satzErstellung>', `</x:satzErstellung>${time}`);
    expectInvalid('2.0', old, 'ereigniszeitpunkt');

    const text = '<x:nationSchluessel>276</x:nationSchluessel>';
    const coded = code('nationSchluessel', '276', ' listVersionID="2"');
    for (const version of ['2.0', '2.1'] as const) {
      expectInvalid(version, replaced(message(version, ['anmeldung']), text, coded), 'nationSchluessel');
    }
    const current = message('2.2', ['anmeldung']);
    expectInvalid('2.2', replaced(current, coded, text), 'nationSchluessel');
    expectInvalid(
      '2.2',
      replaced(current, coded, `${coded}<x:natSchluesselVerzeichnis>NAT112013</x:natSchluesselVerzeichnis>`),
      'natSchluesselVerzeichnis',
    );
  });

  it.each(versions)('%s: codes may carry a name and the address and version of their list', (version) => {
    const full = code(
      'istKorrektur',
      '0</code><name>nein</name><code>',
      ' listURI="urn:xoev-de:xgewerbeanzeige:codeliste:janein" listVersionID="1"',
    ).replace('<code></code>', '');
    expectValid(version, replaced(message(version, ['anmeldung']), code('istKorrektur', '0'), full));
  });

  it.each(versions)('%s: a 0230 with telephone numbers and a main place without a street is invalid', (version) => {
    const xml = message(version, ['anmeldung'], 'dgu.gewerbemeldung.0230');
    expectInvalid(version, replaced(xml, '<x:strasse>Hauptstraße</x:strasse>', ''), 'strasse');
    const phone = '<x:telefonVorwahl>089</x:telefonVorwahl><x:telefonNummer>0000</x:telefonNummer>';
    expectInvalid(
      version,
      replaced(xml, /<\/x:anschrift>(\s*<x:erreichbarkeit><x:kanal><code>03)/, `${phone}</x:anschrift>$1`),
      'telefonVorwahl',
    );
  });
});

describe.skipIf(samples === undefined)('official example messages', () => {
  const folder = join(samples ?? '', 'xoev-samples', 'xgewerbeanzeige');
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

  const validSamples = [
    ['xgwa2.0-valid.xml', '2.0'],
    ['xgwa2.0-invalid-sch.xml', '2.0'],
    ['xgwa2.2-valid.xml', '2.2'],
  ] as const;

  it.each(validSamples)('%s passes the schema', (name, version) => {
    expectValid(version, read(name));
  });

  it('xgwa2.1-invalid-xsd.xml fails for its missing satzErstellung and for nothing else', () => {
    const xml = read('xgwa2.1-invalid-xsd.xml');
    expectInvalid('2.1', xml, 'satzErstellung');
    expectValid(
      '2.1',
      replaced(xml, '<xga:anmeldung>', '<xga:anmeldung><xga:satzErstellung>2017-07-07T09:00:00</xga:satzErstellung>'),
    );
  });

  it('xgwa1.3-valid.xml is another format', () => {
    for (const version of versions) {
      expectInvalid(version, read('xgwa1.3-valid.xml'), 'DatML-RAW-D');
    }
  });

  it.each(validSamples)('%s is invalid for the other versions', (name, version) => {
    for (const other of versions.filter((candidate) => candidate !== version)) {
      expectInvalid(other, read(name));
    }
  });

  it.each(validSamples)('%s: each required element is required, each optional one is not', (name, version) => {
    expect(dropEach(version, read(name))).toBeGreaterThan(60);
  });

  it.each(
    validSamples.flatMap(([name, version]) =>
      spellings.map(([spelling, spell]) => [name, spelling, version, spell] as const),
    ),
  )('%s may be spelled with %s', (name, _spelling, version, spell) => {
    expectValid(version, spell(read(name), 'xga'));
  });

  it.each(validSamples)('%s as Ummeldung and as Abmeldung is valid', (name, version) => {
    const reason = /<xga:grundAnmeldungSchluessel>[\s\S]*<\/xga:grundAnmeldungSchluessel>/;
    for (const kind of ['ummeldung', 'abmeldung'] as const) {
      const xml = read(name).replace(/(<\/?xga:)anmeldung>/g, `$1${kind}>`);
      expectInvalid(version, xml, 'grundAnmeldungSchluessel');
      expectValid(version, replaced(xml, reason, endings[kind](version).replaceAll('x:', 'xga:')));
    }
  });
});
