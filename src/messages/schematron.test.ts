import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ZustellwerkError } from '../errors.ts';
import { writeSampleMessage } from '../simulators/sample-message.ts';
import { loadSchematron } from './schematron.ts';

const xmeld = 'http://www.osci.de/xmeld2611';
const xml = writeSampleMessage('3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03');

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'schematron-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const rulesOf = (patterns: string, namespace = xmeld) => `<?xml version="1.0" encoding="UTF-8"?>
<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <sch:title>Rules of a test</sch:title>
  <sch:ns prefix="m" uri="${namespace}"/>
  <sch:let name="sender" value="string(//autor/kennung)"/>
  ${patterns}
</sch:schema>`;

const sample = rulesOf(`
  <sch:pattern id="p1">
    <sch:rule context="m:identifikation/m:anschrift">
      <sch:assert id="SCH-1" test="string-length(normalize-space(m:postleitzahl)) = 4">Die Postleitzahl hat vier
        Stellen, nicht <sch:value-of select="m:postleitzahl"/>.</sch:assert>
      <sch:report id="SCH-2" role="warning" test="starts-with(m:postleitzahl, '26')">Die Anschrift liegt im Norden.</sch:report>
      <sch:assert id="SCH-3" test="exists(m:gemeindeschluessel)">Der Gemeindeschlüssel fehlt.</sch:assert>
    </sch:rule>
  </sch:pattern>
  <sch:pattern>
    <sch:rule context="autor/erreichbarkeit" flag="fatal">
      <sch:assert test="$sender = 'somebody else'">Der Autor ist ein anderer.</sch:assert>
    </sch:rule>
  </sch:pattern>`);

describe('Schematron files', () => {
  it('say which assertion fails where, with its severity and without what it quotes', async () => {
    const rules = await loadSchematron(await folderWith({ 'xmeld/rules.sch': sample }));
    const root = '/xmeld:onlinedienste.abrufanfrage.meldebescheinigung.1700';
    const text = (sentence: string) => ({ de: sentence, en: sentence });
    expect(await rules.check(xml, xmeld)).toEqual([
      {
        id: 'SCH-1',
        severity: 'error',
        text: text('Die Postleitzahl hat vier Stellen, nicht ….'),
        xpath: `${root}/xmeld:identifikation/xmeld:anschrift`,
      },
      {
        id: 'SCH-2',
        severity: 'warning',
        text: text('Die Anschrift liegt im Norden.'),
        xpath: `${root}/xmeld:identifikation/xmeld:anschrift`,
      },
      {
        id: 'rules.sch#4',
        severity: 'error',
        text: text('Der Autor ist ein anderer.'),
        xpath: `${root}/nachrichtenkopf.g2g/autor/erreichbarkeit`,
      },
    ]);
  });

  it('are asked for documents of their own namespaces alone', async () => {
    const rules = await loadSchematron(await folderWith({ 'rules.sch': sample }));
    expect(await rules.check(xml, 'urn:other')).toEqual([]);
    const other = await loadSchematron(await folderWith({ 'rules.sch': sample.replaceAll(xmeld, 'urn:other') }));
    expect(await other.check(xml, xmeld)).toEqual([]);
  });

  it('name the element among several', async () => {
    const pattern = `<sch:pattern><sch:rule context="m:b"><sch:assert id="b" test=". = '1'">b</sch:assert></sch:rule></sch:pattern>`;
    const rules = await loadSchematron(await folderWith({ 'rules.sch': rulesOf(pattern, 'urn:m') }));
    const document = new TextEncoder().encode('<x:a xmlns:x="urn:m"><x:b>1</x:b> <x:b>2</x:b></x:a>');
    expect(await rules.check(document, 'urn:m')).toMatchObject([{ id: 'b', xpath: '/x:a/x:b[2]' }]);
  });

  it.each([
    ['no XML', 'hello', 'is not a readable Schematron'],
    ['another document', '<a/>', 'it is no ISO Schematron'],
    ['an old Schematron', '<schema xmlns="http://www.ascc.net/xml/schematron"/>', 'it is no ISO Schematron'],
    ['a rule in another file', rulesOf('<sch:include href="x.sch"/>'), 'sch:include cannot be evaluated here'],
    ['an abstract pattern', rulesOf('<sch:pattern abstract="true"/>'), 'abstract="true" cannot be evaluated here'],
    ['an instance of one', rulesOf('<sch:pattern is-a="p"/>'), 'is-a cannot be evaluated here'],
  ])('%s is refused: a rule that silently does not hold is worse than none', async (_, text, reason) => {
    const error: unknown = await loadSchematron(await folderWith({ 'bad.sch': text })).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ZustellwerkError);
    expect(String(error)).toContain('bad.sch');
    expect(String(error)).toContain(reason);
  });

  it.each(['current()/m:a', 'no-such-function(.)', '$unknown = 1', 'q:a', '1 +'])(
    'with the test %s are refused when they are loaded, not with the first submission',
    async (test) => {
      const pattern = `<sch:pattern><sch:rule context="m:nowhere"><sch:assert test="${test}">x</sch:assert></sch:rule></sch:pattern>`;
      const folder = await folderWith({ 'bad.sch': rulesOf(pattern) });
      await expect(loadSchematron(folder)).rejects.toThrow(`${test} cannot be evaluated`);
    },
  );

  it('that fail on a document are told by their name', async () => {
    const pattern = `<sch:pattern><sch:rule context="m:identifikation"><sch:assert test="xs:date(string(.)) = xs:date('2026-01-01')">x</sch:assert></sch:rule></sch:pattern>`;
    const rules = await loadSchematron(await folderWith({ 'bad.sch': rulesOf(pattern) }));
    await expect(rules.check(xml, xmeld)).rejects.toThrow(/A rule of .*bad\.sch cannot be evaluated/);
  });

  it('are none without a folder', async () => {
    expect(await (await loadSchematron()).check(xml, xmeld)).toEqual([]);
  });
});
