import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSchemas, type Schemas } from '../../src/messages/schemas.ts';
import { validate } from '../../src/messages/validate.ts';
import { readXml, type XmlElement } from '../../src/messages/xml-read.ts';
import {
  birth,
  death,
  konto,
  lastschrift,
  marriage,
  message,
  namensart,
  namespace,
  organisation,
  person,
  sprache,
} from './xpersonenstand-instances.ts';

const samples = process.env.ZUSTELLWERK_SAMPLES;
let schemas: Schemas;

beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const judge = (xml: string | Uint8Array) => validate(Buffer.from(xml), schemas);
const kindOf = async (xml: string) => (await judge(xml)).kind;
/** What the schema says of a message: nothing, when it is valid. */
const said = async (xml: string) => {
  const verdict = await judge(xml);
  return verdict.kind === 'invalid' ? verdict.faults.map((fault) => fault.message).join('\n') : verdict.kind;
};

function replaced(xml: string, from: string | RegExp, to: string): string {
  const result = xml.replace(from, () => to);
  if (result === xml) throw new Error(`Not in the message, or no change: ${from}`);
  return result;
}

const messages = { birth, marriage, death };
const each = Object.entries(messages);

describe('whole messages', () => {
  it.each(each)('%s is valid', async (_, xml) => expect(await said(xml)).toBe('valid'));

  it.each(each)('%s is valid for an organisation, too', async (_, xml) => {
    expect(await said(replaced(xml, person, organisation))).toBe('valid');
  });

  it.each([
    `<xpsw:vorkasse>${konto}</xpsw:vorkasse>`,
    '<xpsw:nachnahme>true</xpsw:nachnahme>',
    '<xpsw:rechnung>true</xpsw:rechnung>',
  ])('payment: %s', async (payment) => expect(await said(replaced(birth, lastschrift, payment))).toBe('valid'));

  it.each([
    ['the purpose in words', /<xpsw:code [^>]*><code>VIA<\/code><\/xpsw:code>/, text('Schule')],
    ['the language in words', sprache, `<xpsw:sprache>${text('Friesisch')}</xpsw:sprache>`],
    ['the kind of name in words', namensart, `<xpsw:namensart>${text('Kette')}</xpsw:namensart>`],
    ['the name of a code', '<code>VIA</code>', '<code>VIA</code><name>Verwendung im Ausland</name>'],
    ['a name that is not there', '<name>Erika</name>', '<nichtVorhanden>true</nichtVorhanden>'],
    ['the mark of a test', 'version="26.11"', 'version="26.11" test="Testbetrieb"'],
    ['neither list nor version on a fixed code', / listURI="[^"]*codelist:nachrichtentyp" listVersionID="26.11"/, ''],
    [
      'xsi:type on the head',
      '<nachrichtenkopf.g2g>\n    <identifikation.nachricht>',
      '<nachrichtenkopf.g2g xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xpsw:Nachrichtenkopf.G2G"><identifikation.nachricht xsi:type="xpsw:Identifikation.Nachricht">',
    ],
  ])('%s is allowed', async (_, from, to) => expect(await said(replaced(birth, from, to))).toBe('valid'));
});

function text(words: string): string {
  return `<xpsw:nichtGelisteterWert>${words}</xpsw:nichtGelisteterWert>`;
}

describe('what is forbidden', () => {
  const head = birth.slice(birth.indexOf('<nachrichtenkopf.g2g>'), birth.indexOf('<anschrift.leser>'));
  const oldHead = `<nachrichtenkopf><identifikation.nachricht><nachrichtenUUID>3f0c9a52-7e1d-4b7e-9a61-0d5a5f0e2c11</nachrichtenUUID><nachrichtentyp><code>081030</code></nachrichtentyp><erstellungszeitpunkt>2026-11-25T08:15:30.123+01:00</erstellungszeitpunkt></identifikation.nachricht></nachrichtenkopf>`;
  it.each([
    ['the head of the versions before 25.11', head, oldHead],
    [
      'a contact of G2GXP messages',
      '<xpsw:antragsteller>',
      '<xpsw:ansprechpartner>x</xpsw:ansprechpartner><xpsw:antragsteller>',
    ],
    [
      'the case of G2GXP messages',
      '<xpsw:antragsteller>',
      '<xpsw:vorgangsidentifikation><ereignis.zeitpunkt>2026-11-25T08:15:30.123+01:00</ereignis.zeitpunkt><ereignis.zeichen>1</ereignis.zeichen></xpsw:vorgangsidentifikation><xpsw:antragsteller>',
    ],
    ['another version', 'version="26.11"', 'version="25.11"'],
    ['another standard', 'standard="XPersonenstand"', 'standard="XMeld"'],
    ['no product', 'produkt="Zustellwerk" ', ''],
    ['another list', 'codeliste:verwendungszweckgeburtsurkunde', 'codeliste:verwendungszweckeheurkunde'],
    ['another version of a list', 'geburtsurkunde" listVersionID="1"', 'geburtsurkunde" listVersionID="2"'],
    ['a code without the element around it', /<xpsw:code ([^>]*)><code>VIA<\/code><\/xpsw:code>/, '<code>VIA</code>'],
    ['a code as text', '<code>VIA</code>', 'VIA'],
    ['a qualified code', '<code>VIA</code>', '<xpsw:code>VIA</xpsw:code>'],
    ['code and words at once', '</xpsw:verwendungszweck>', `${text('Schule')}</xpsw:verwendungszweck>`],
    ['a name as text', '<name>Erika</name>', 'Erika'],
    ['two applicants', person, person + organisation],
    ['two ways to pay', lastschrift, `${lastschrift}<xpsw:rechnung>true</xpsw:rechnung>`],
    ['a negative price', '<xpsw:gesamtkosten>4200', '<xpsw:gesamtkosten>-1'],
    ['a date with a time zone', '1999-02-28', '1999-02-28+01:00'],
    ['a date that only a year is known of', '1999-02-28', '1999'],
    ['a file without size', 'filesize="1024"', 'filesize="0"'],
    ['an id of a file that is no name', 'anhang-1', '1 a'],
    ['a number of another message class', '<code>081030</code>', '<code>081099</code>'],
  ])('%s', async (_, from, to) => expect(await said(replaced(birth, from, to))).toMatch(/Element|attribute/));

  it('purposes that only another register has', async () => {
    for (const [xml, code] of [
      [marriage, 'ADG'],
      [death, 'K'],
      [death, 'BVS'],
    ] as const) {
      expect(await kindOf(replaced(xml, '<code>VIA</code>', `<code>${code}</code>`))).toBe('invalid');
    }
  });

  it('what a certificate of another register can leave out', async () => {
    const flag = '<xpsw:ohneVornamenVorEhe>true</xpsw:ohneVornamenVorEhe>';
    for (const xml of [birth, death]) {
      expect(await kindOf(replaced(xml, '</xpsw:standardformat>', `${flag}</xpsw:standardformat>`))).toBe('invalid');
    }
  });

  it('the order of 081030 in 084030, and the other way round', async () => {
    const content = (xml: string) => xml.slice(xml.indexOf('</anschrift.autor>') + 18, xml.lastIndexOf('</xpsw:'));
    const swap = (xml: string) => {
      const parts = content(xml).match(/<xpsw:(antragsteller|verwendungszweck)>[\s\S]*?<\/xpsw:\1>/g) ?? [];
      const [first = '', second = ''] = parts;
      return xml
        .replace(first, '@')
        .replace(second, () => first)
        .replace('@', () => second);
    };
    for (const xml of [birth, death]) expect(await kindOf(swap(xml))).toBe('invalid');
  });
});

describe('other versions and messages', () => {
  it.each(['http://xpsw.domap.de/xpsw2511', 'http://xpsw.domap.de/xpsw2505', 'http://xpsw.domap.de/xpsw2705'])(
    '%s is an unknown standard',
    async (other) => expect(await kindOf(replaced(birth, namespace, other))).toBe('unknown-standard'),
  );

  it.each(['portal2StA.Geburt.081031', 'portal2StA.LP.083030', 'portal2StA.Ehe.081030'])(
    '%s is an unknown message',
    async (root) => expect(await kindOf(message(root, ''))).toBe('unknown-message'),
  );
});

/**
 * What may be left out and what may stand twice, by the end of its path; all else must be there exactly once. From the
 * published facts, not from the schema.
 */
const optional = [
  'anschrift.leser',
  'listURI',
  'hausnummer',
  'hausnummerBuchstabeZusatzziffer',
  'zusatz',
  'natuerlichePerson/anschrift/ortsteil',
  'natuerlichePerson/anschrift/staat',
  'gesicherteIdentifikationErfolgt',
  'natuerlichePerson/berechtigtesInteresse',
  'modalitaeten',
  'abholungImStandesamt',
  'zahlungErfolgt',
  'zahlungsinformationen',
  'zahlungsart',
  'lastschrift/bank',
  'lastschrift/sWIFT',
  'buchungsreferenz',
  'sonstigeZahlungsinformationen',
  'verwendungszweck',
  'namensart',
  'geburtsname',
  'registernummer',
  'sterbedatum',
  'anzahlStandardformat',
  'anzahlRegisterausdruck',
  'anzahlStammbuchformat',
  'anzahlCIEC16',
  'anzahlCIEC34',
  'anzahlUebersetzungshilfe',
  'kosten',
  'mitHinweisen',
  'gebuehrenfrei',
  'elternteilVater',
  'elternteilMutter',
  'ohneEltern',
  'ohneGeschlecht',
  'ohneVornamenVorEhe',
];
const repeatable = ['erreichbarkeit', 'kommunikation'];
const optionalAndRepeatable = [
  'registerausdruck',
  'stammbuchformat',
  'ciec16',
  'ciec34',
  'uebersetzungshilfe',
  'standardformat',
  'anhang',
];
/** Codes of lists whose version is free: the schema cannot know them. */
const freeCodes = ['verzeichnisdienst/code', 'kanal/code'];

const is = (path: string, known: readonly string[]) => known.some((end) => `/${path}`.endsWith(`/${end}`));

/** Every element with its path from below the root, and the document with that element replaced by others. */
function* places(
  element: XmlElement,
  path: string,
  rebuild: (with_: readonly XmlElement[]) => XmlElement,
): Generator<{
  path: string;
  element: XmlElement;
  next?: XmlElement;
  put: (others: readonly XmlElement[]) => string;
  swap: () => string;
}> {
  for (const [index, child] of element.children.entries()) {
    const at = path === '' ? child.name : `${path}/${child.name}`;
    const around = (others: readonly XmlElement[], taken = 1) =>
      rebuild([{ ...element, children: element.children.toSpliced(index, taken, ...others) }]);
    const next = element.children[index + 1];
    yield {
      path: at,
      element: child,
      ...(next && { next }),
      put: (others) => write(around(others)),
      swap: () => write(around(next ? [next, child] : [child], 2)),
    };
    yield* places(child, at, (others) => around(others));
  }
}

function write({ namespace: uri, name, attributes, children, text: content }: XmlElement): string {
  const prefix = uri === '' ? '' : 'p:';
  const declared = uri === '' ? '' : ` xmlns:p="${uri}"`;
  const written = [...attributes].map(([attribute, value]) => ` ${attribute}="${value}"`).join('');
  const inner = children.length > 0 ? children.map(write).join('') : content;
  return `<${prefix}${name}${declared}${written}>${inner}</${prefix}${name}>`;
}

describe.each(each)('every element of the %s order', (_, xml) => {
  const root = readXml(Buffer.from(xml));
  const all = [...places(root, '', ([changed]) => changed ?? root)];

  /** The paths at which the verdict is not what the facts say. */
  async function surprises(
    mutate: (place: (typeof all)[number]) => string | undefined,
    valid = (_path: string) => false,
  ) {
    const found: string[] = [];
    for (const place of all) {
      const mutant = mutate(place);
      if (mutant === undefined) continue;
      const kind = await kindOf(mutant);
      if (kind !== (valid(place.path) ? 'valid' : 'invalid')) found.push(`${place.path} ${kind}`);
    }
    return found;
  }

  it('reads back as it is written here', async () => {
    expect(all.length).toBeGreaterThan(80);
    expect(await said(write(root))).toBe('valid');
  });

  it('missing', async () => {
    const free = (path: string) => is(path, [...optional, ...optionalAndRepeatable]);
    expect(await surprises(({ put }) => put([]), free)).toEqual([]);
  });

  it('doubled', async () => {
    const many = (path: string) => is(path, [...repeatable, ...optionalAndRepeatable]);
    // The id of a file is unique in its message.
    const mutate = ({ put, element, path }: (typeof all)[number]) =>
      path === 'anhang' ? undefined : put([element, element]);
    expect(await surprises(mutate, many)).toEqual([]);
  });

  it('in the place of the next one', async () => {
    const mutate = ({ element, next, swap }: (typeof all)[number]) =>
      next && next.name !== element.name ? swap() : undefined;
    expect(await surprises(mutate)).toEqual([]);
  });

  it('renamed', async () => {
    expect(await surprises(({ put, element }) => put([{ ...element, name: `${element.name}X` }]))).toEqual([]);
  });

  it('of another namespace', async () => {
    const moved = (uri: string) =>
      surprises(({ put, element }) => (element.namespace === uri ? undefined : put([{ ...element, namespace: uri }])));
    expect(await moved('')).toEqual([]);
    expect(await moved(namespace)).toEqual([]);
    expect(await moved('http://xpsw.domap.de/xpsw2511')).toEqual([]);
  });

  it('with an attribute that it does not have', async () => {
    const mutate = ({ put, element }: (typeof all)[number]) =>
      put([{ ...element, attributes: new Map([...element.attributes, ['lang', 'de']]) }]);
    expect(await surprises(mutate)).toEqual([]);
  });

  it('with a code that its list does not have', async () => {
    const mutate = ({ put, element, path }: (typeof all)[number]) =>
      element.name === 'code' && element.namespace === '' && !is(path, freeCodes)
        ? put([{ ...element, text: 'ZZZ' }])
        : undefined;
    expect(await surprises(mutate)).toEqual([]);
  });

  it('with false where only true is allowed', async () => {
    const mutate = ({ put, element }: (typeof all)[number]) =>
      element.text === 'true' ? put([{ ...element, text: 'false' }]) : undefined;
    expect(await surprises(mutate)).toEqual([]);
  });

  it('with a character that DIN 91379 does not have', async () => {
    const texts = all.filter(({ element }) => element.children.length === 0 && /[A-Za-z]{4}/.test(element.text));
    expect(texts.length).toBeGreaterThan(10);
    const mutate = ({ put, element, path }: (typeof all)[number]) =>
      element.children.length === 0 && /^[A-Z][a-z ]+$/.test(element.text) && !path.endsWith('dokumentid')
        ? put([{ ...element, text: `${element.text}\u2013` }])
        : undefined;
    expect(await surprises(mutate)).toEqual([]);
  });
});

it('says honestly what it is', () => {
  const folder = join(import.meta.dirname, '../../schemas/xpersonenstand/26.11');
  for (const file of readdirSync(folder)) {
    const header = readFileSync(join(folder, file), 'utf8').slice(0, 600);
    expect(header, file).toMatch(/Own work of Zustellwerk[\s\S]*EUPL-1\.2[\s\S]*not the official schema/);
  }
});

describe.skipIf(samples === undefined)('the public samples', () => {
  const folder = join(samples ?? '', 'xoev-samples', 'xpersonenstand');
  const files = samples === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith('.xml'));

  it.each(files)('%s is judged as its name says', async (file) => {
    const ours = file.includes('26.11');
    const expected = ours ? (file.includes('invalid') ? 'invalid' : 'valid') : 'unknown-standard';
    expect((await judge(readFileSync(join(folder, file)))).kind).toBe(expected);
  });

  it('a sample of 25.05 is as invalid under the namespace of 26.11', async () => {
    const old = files.filter((file) => file.includes('25.05')).map((file) => readFileSync(join(folder, file), 'utf8'));
    for (const xml of old) {
      expect(await kindOf(xml.replaceAll('xpsw2505', 'xpsw2611').replaceAll('25.05', '26.11'))).toBe('invalid');
    }
  });

  it('a notification of death is spoilt by each element that is taken away or doubled', async () => {
    const file = files.find((name) => name.includes('084020') && name.includes('26.11')) ?? '';
    const root = readXml(readFileSync(join(folder, file)));
    const free = ['anschrift.leser', 'hausnummer', 'ansprechpartner', 'sterbeort/strasse', 'name', 'vorname'];
    for (const { path, put, element } of places(root, '', ([changed]) => changed ?? root)) {
      const optionalHere = is(path, free) && !is(path, ['leser/name', 'autor/name']);
      expect(await kindOf(strip(put([]))), `without ${path}`).toBe(optionalHere ? 'valid' : 'invalid');
      const many = is(path, ['erreichbarkeit', 'kontaktdaten']);
      expect(await kindOf(strip(put([element, element]))), `two ${path}`).toBe(many ? 'valid' : 'invalid');
    }
  });
});

/** Types that a sender names are optional, and our writer here has no prefix for them. */
function strip(xml: string): string {
  return xml.replaceAll(/ \{[^}]*\}type="[^"]*"/g, '');
}
