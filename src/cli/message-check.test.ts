import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { widerspruecheAntwort1712 } from '../domains/meldewesen/replies/xmeld-1712.ts';
import { buildMessage } from '../messages/build.ts';
import { loadSchemas, type Schemas } from '../messages/schemas.ts';
import { writeSampleMessage } from '../simulators/sample-message.ts';
import { full, generateContent } from '../testing/generate-content.ts';
import { runCli } from '../testing/run-cli.ts';
import { judgeMessage } from './judge-message.ts';

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const bytes = writeSampleMessage(uuid);
const xml = new TextDecoder().decode(bytes);
const broken = xml.replace(/<xmeld:postleitzahl>.*?<\/xmeld:postleitzahl>/, '');

describe('the command', () => {
  it('shows the head of a valid message', async () => {
    const { code, stdout } = await runCli(['message', 'check', '-'], {}, xml);
    expect(code).toBe(0);
    for (const part of ['-: valid', 'XMeld 26.11 1700', uuid, 'mbp:sample  Kreisportal', 'ags:03457013  Stadt Leer']) {
      expect(stdout).toContain(part);
    }
  });

  it('explains each fault in the language that is asked for, with line, XPath and origin', async () => {
    const german = await runCli(['message', 'check', '-', '--lang', 'de'], {}, broken);
    expect(german.code).toBe(1);
    expect(german.stdout).toContain('-: ungültig');
    expect(german.stdout).toContain('hier muss stehen: postleitzahl.');
    expect(german.stdout).toMatch(/Zeile \d+ {2}\/xmeld:\S+\/xmeld:strasseUndHausnummer/);
    expect(german.stdout).toContain('kommt aus data.address.postalCode');
    const english = await runCli(['message', 'check', '-'], {}, broken);
    expect(english.stdout).toContain('expected here: postleitzahl.');
    const byLocale = await runCli(['message', 'check', '-'], { LC_ALL: 'de_DE.UTF-8' }, broken);
    expect(byLocale.stdout).toBe(german.stdout);
  });

  it("keeps the validator's own words in JSON", async () => {
    const { code, stdout } = await runCli(['message', 'check', '-', '--json'], {}, broken);
    expect(code).toBe(1);
    const [fault] = JSON.parse(stdout).messages[0].faults;
    expect(fault).toMatchObject({ kind: 'unexpected-element', origin: 'data.address.postalCode' });
    expect(fault.message).toContain('This element is not expected. Expected is (');
  });

  it('tells broken rules beside the verdict; an error refuses, a warning does not', async () => {
    const elsewhere = xml.replace('<code>03457013</code>', '<code>03457014</code>');
    const warned = await runCli(['message', 'check', '-', '--json'], {}, elsewhere);
    expect(warned.code).toBe(0);
    expect(JSON.parse(warned.stdout).messages[0]).toMatchObject({
      verdict: 'valid',
      rules: [
        {
          id: 'xmeld-1700-leser-ags',
          severity: 'warning',
          text: expect.stringContaining('municipality key'),
          xpath:
            '/xmeld:onlinedienste.abrufanfrage.meldebescheinigung.1700/xmeld:identifikation/xmeld:anschrift/xmeld:gemeindeschluessel',
        },
      ],
    });
    const seconds = xml.replace('12:00:00.000', '12:00:00');
    const refused = await runCli(['message', 'check', '-', '--lang', 'de'], {}, seconds);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('-: gültig');
    expect(refused.stdout).toContain(
      'Fehler xinneres-erstellungszeitpunkt: Der erstellungszeitpunkt hat Millisekunden',
    );
    expect(refused.stdout).toContain('/identifikation.nachricht/erstellungszeitpunkt');
  });

  it('refuses a folder of schemas that is not there', async () => {
    const { code, stderr } = await runCli(['message', 'check', '-', '--official', 'nowhere'], {}, xml);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'nowhere is not a folder.\n' });
  });
});

const nested = (opening: string, count: number) => opening.repeat(count) + '</a>'.repeat(count);

describe('any bytes get a verdict', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  it.each<[string, Uint8Array, string, RegExp]>([
    ['nothing', new Uint8Array(), 'unreadable', /empty/],
    ['a text', utf8('Guten Tag'), 'unreadable', /Not XML/],
    ['half a message', bytes.subarray(0, 900), 'unreadable', /./],
    ['great depth', utf8(nested('<a>', 200_000)), 'unreadable', /deep/],
    ['great depth in disguise', utf8(nested('<a b="/>">', 200_000)), 'unreadable', /deep/],
    ['a DTD', utf8('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), 'unreadable', /DTD/],
    ['an entity', utf8('<a>&b;</a>'), 'unreadable', /&b;/],
    ['UTF-16 with its mark', Buffer.from(`\uFEFF${xml}`, 'utf16le'), 'unreadable', /UTF-16/],
    ['UTF-16 without', Buffer.from(xml, 'utf16le'), 'unreadable', /UTF-16/],
    ['Latin-1', Buffer.from(xml, 'latin1'), 'unreadable', /not UTF-8/],
    ['gzip', gzipSync(bytes), 'unreadable', /gzip/],
    ['NUL', utf8('<a>\0</a>'), 'unreadable', /./],
    ['a mark at the start', utf8(`\uFEFF${xml}`), 'valid', /^$/],
    ['another document', utf8('<a/>'), 'unknown-standard', /^$/],
    ['another message', utf8('<x:a xmlns:x="http://www.osci.de/xmeld2611"/>'), 'unknown-message', /^$/],
  ])('%s', async (_, document, verdict, explanation) => {
    const judged = await judgeMessage(document, schemas, 'en');
    expect(judged.verdict).toBe(verdict);
    expect(judged.faults.map((fault) => fault.explanation).join()).toMatch(explanation);
  });

  it('random ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (document) => {
        expect((await judgeMessage(document, schemas, 'de')).verdict).toBeTypeOf('string');
      }),
      { numRuns: 300 },
    );
  });

  it('a message with random changes', async () => {
    const change = fc.tuple(
      fc.nat(bytes.length),
      fc.nat(40),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('<', '>', '&', '"', '</', ']]>', '<!--', '<![CDATA[', '<?'),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const changed = changes.reduce(
          (text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length),
          xml,
        );
        const judged = await judgeMessage(Buffer.from(changed), schemas, 'en');
        for (const { explanation } of judged.faults) expect(explanation).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});

it('knows where a fault in a reply of an authority stands', async () => {
  const reply = buildMessage(widerspruecheAntwort1712, generateContent(widerspruecheAntwort1712, full(1)));
  expect(await judgeMessage(reply, schemas, 'en')).toMatchObject({ verdict: 'valid', head: { type: '1712' } });
  const wrong = new TextDecoder()
    .decode(reply)
    .replace(
      /<code>0[1-5]<\/code>\s*<\/xmeld:rueckmeldungEintragung>/,
      '<code>09</code></xmeld:rueckmeldungEintragung>',
    );
  const judged = await judgeMessage(Buffer.from(wrong), schemas, 'en');
  expect(judged.faults[0]?.origin).toBe('data.stored.results.0');
});

it('knows the namespaces and messages that it could judge', async () => {
  const standard = await judgeMessage(Buffer.from('<a/>'), schemas, 'en');
  expect(standard.known).toContain('http://www.osci.de/xmeld2611');
  const message = await judgeMessage(Buffer.from('<a xmlns="urn:zustellwerk:gewerbe:1"/>'), schemas, 'en');
  expect(message.known).toContain('portal2gewerbeamt.anmeldung.0001');
});

const samples = process.env.ZUSTELLWERK_SAMPLES;
if (samples === undefined) console.info('ZUSTELLWERK_SAMPLES is not set: the tests with public messages are skipped.');

describe.skipIf(samples === undefined)('public messages', () => {
  const folder = join(samples ?? '', 'xoev-samples');

  it.each([
    ['xgewerbeanzeige/xgwa2.0-valid.xml', 'valid', 'MELDID:12052000'],
    ['xgewerbeanzeige/xgwa2.0-invalid-sch.xml', 'valid', 'MELDID:12052000'], // what it breaks are Schematron rules
    ['xgewerbeanzeige/xgwa2.1-invalid-xsd.xml', 'invalid', 'MELDID:12052000'],
    ['xgewerbeanzeige/xgwa2.2-valid.xml', 'valid', 'MELDID:12052000'],
    ['xgewerbeanzeige/xgwa1.3-valid.xml', 'unknown-standard', undefined],
    ['xpersonenstand/084020-Sterbefall-26.11-valid.xml', 'valid', 'sap:000000013'],
    ['xpersonenstand/081020-Geburt-25.05-invalid.xml', 'unknown-standard', 'sap:000000013'],
    ['xwasser/administration_receipt.xml', 'unknown-standard', 'psw:11113110'],
  ])('%s is %s', async (file, verdict, author) => {
    const judged = await judgeMessage(await readFile(join(folder, file)), schemas, 'de');
    expect(judged.verdict).toBe(verdict);
    expect(judged.head.author?.kennung).toBe(author);
  });

  it('judges by official schemas', async () => {
    const official = await mkdtemp(join(tmpdir(), 'zustellwerk-official-'));
    onTestFinished(() => rm(official, { recursive: true }));
    const parts = ['xwasser', 'xoev-code.xsd', 'din-norm-91379-datatypes.xsd', 'xmldsig-core-schema.xsd'];
    for (const part of [...parts, 'xoev-basisnachricht-unqualified-g2g_1.1.xsd']) {
      await cp(join(folder, 'xsd', part), join(official, part), { recursive: true });
    }
    const names = ['administration_receipt', 'olb_report_minimal', 'quality_report_minimal', 'monitoring_plan_minimal'];
    const files = names.map((name) => join(folder, 'xwasser', `${name}.xml`));
    const { code, stdout } = await runCli(['message', 'check', '--json', '--official', official, ...files]);
    expect(code).toBe(1);
    const { messages } = JSON.parse(stdout);
    const verdicts = messages.map((message: { verdict: string; official: boolean }) => [
      message.verdict,
      message.official,
    ]);
    expect(verdicts).toEqual([
      ['valid', true],
      ['valid', true],
      ['valid', true],
      ['invalid', true],
    ]);
    expect(messages[3].faults[0].explanation).toContain('probennahmestelleKategorie');
  });
});
