import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileNameOf, readCodeList, readCodeListFolder, writeCodeList } from './code-list-files.ts';
import { readCsv } from './csv.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const identity = { name: 'farben', uri: 'urn:test:farben', version: '2' };

/** The shape of a list in the XRepository, with codes that nobody has. */
const genericode = `<?xml version="1.0" encoding="UTF-8"?>
<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/">
  <Annotation><AppInfo/></Annotation>
  <Identification>
    <ShortName>Farben</ShortName><LongName xml:lang="de">Farben des Tests</LongName><Version>2</Version>
    <CanonicalUri>urn:test:farben</CanonicalUri><CanonicalVersionUri>urn:test:farben_2</CanonicalVersionUri>
  </Identification>
  <ColumnSet>
    <Column Id="name" Use="required"><ShortName>Name</ShortName></Column>
    <Column Id="code" Use="required"><ShortName>Code</ShortName></Column>
    <Column Id="hinweis" Use="optional"><ShortName>Hinweis</ShortName></Column>
    <Key Id="codeKey"><ShortName>CodeKey</ShortName><ColumnRef Ref="code"/></Key>
  </ColumnSet>
  <SimpleCodeList>
    <Row><Value ColumnRef="code"><SimpleValue>1</SimpleValue></Value><Value ColumnRef="name"><SimpleValue>rot &amp; rund</SimpleValue></Value></Row>
    <Row><Value><SimpleValue>grün</SimpleValue></Value><Value><SimpleValue>2</SimpleValue></Value><Value><SimpleValue>x</SimpleValue></Value></Row>
  </SimpleCodeList>
</gc:CodeList>`;

describe('Genericode', () => {
  it('is read with its key, whatever the order of its columns, and with values that name no column', () => {
    const list = { ...identity, codes: { 1: 'rot & rund', 2: 'grün' } };
    expect(readCodeList(bytes(genericode), {}, {})).toEqual(list);
    expect(readCodeList(bytes(genericode), {}, { meaning: 'hinweis' }).codes).toEqual({ 1: '', 2: 'x' });
  });

  it.each([
    ['another document', '<a/>', 'it is no Genericode'],
    ['no XML', '<a', 'it is no XML'],
    ['without address', genericode.replace(/<CanonicalUri>.*?<\/CanonicalUri>/, ''), 'its uri is not known'],
    ['a code twice', genericode.replace('<SimpleValue>2<', '<SimpleValue>1<'), 'the code "1" is there twice'],
    ['no codes', genericode.replace(/<Row>[\s\S]*<\/Row>/, ''), 'it has no codes'],
  ])('%s is refused', (_, text, reason) => {
    expect(() => readCodeList(bytes(text), {}, {})).toThrow(reason);
  });
});

describe('CSV', () => {
  it('may quote separators, quotes and line breaks', () => {
    expect(readCsv('a,b\r\n1,"x, ""y""\nz"\r\n\r\n2,\r\n')).toEqual([
      ['a', 'b'],
      ['1', 'x, "y"\nz'],
      ['2', ''],
    ]);
    expect(readCsv('\uFEFFa;b\n1;x,y')).toEqual([
      ['a', 'b'],
      ['1', 'x,y'],
    ]);
    expect(readCsv('')).toEqual([]);
  });

  it('becomes a list by the columns that are named, or by their usual names', () => {
    const text = 'nr,art,Bezeichnung\n01,a,eins\n02,b,zwei\n';
    expect(readCodeList(bytes(text), identity, {}).codes).toEqual({ '01': 'eins', '02': 'zwei' });
    expect(readCodeList(bytes(text), identity, { meaning: 'art' }).codes).toEqual({ '01': 'a', '02': 'b' });
    expect(readCodeList(bytes(text), identity, { code: 'art' }).codes).toEqual({ a: 'eins', b: 'zwei' });
    expect(() => readCodeList(bytes(text), identity, { code: 'key' })).toThrow('its columns are nr, art, Bezeichnung');
    expect(() => readCodeList(bytes(text), {}, {})).toThrow('its name is not known');
    expect(() => readCodeList(bytes('nr,name\n,x\n'), identity, {})).toThrow('a row has no code');
  });
});

describe('a folder', () => {
  it('has lists as they were imported and as they were downloaded', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lists-'));
    const list = readCodeList(bytes('c,name\n9,neun'), { ...identity, version: '3' }, {});
    await writeFile(join(folder, fileNameOf(list)), writeCodeList(list));
    await writeFile(join(folder, 'farben.xml'), genericode);
    await writeFile(join(folder, 'README.md'), 'not a list');
    expect(await readCodeListFolder(folder)).toMatchObject([{ version: '2' }, list]);
    await writeFile(join(folder, 'again.xml'), genericode);
    await expect(readCodeListFolder(folder)).rejects.toThrow('farben.xml and again.xml are both urn:test:farben');
  });

  it('names a file that is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lists-'));
    await writeFile(join(folder, 'x.json'), '{"name": 1}');
    await expect(readCodeListFolder(folder)).rejects.toThrow(/x\.json: .*not the JSON that `codelist import` writes/);
  });
});

const samples = process.env.ZUSTELLWERK_SAMPLES;
if (samples === undefined) console.info('ZUSTELLWERK_SAMPLES is not set: the published code lists are not read.');

describe.skipIf(samples === undefined)('published lists', () => {
  it.each([
    ['ags_2026-04-30', 11_227, '03457013', 'Leer (Ostfriesland), Stadt', {}],
    ['ars_2026-04-30', 11_227, '034570013013', 'Leer (Ostfriesland), Stadt', {}],
    ['bundesland_2010-04-01', 16, '03', 'Niedersachsen', {}],
    ['destatis.staatsangehoerigkeit_2024-08-01', 211, '423', 'Afghanistan', {}],
    ['dvdv.praefix_51', 118, 'ags', 'Meldebehörde', { meaning: 'behoerdenkategorie' }],
    ['erreichbarkeit_3', 9, '01', 'E-Mail', {}],
    ['familienstand_2', 10, 'LD', 'ledig', {}],
    ['rechtsformen_2.4', 174, '110000', 'Personenhandelsgesellschaft', {}],
    ['xinneres.geschlecht_1', 4, 'd', 'divers', {}],
  ])('%s', async (file, count, code, meaning, columns) => {
    const text = await readFile(join(samples ?? '', 'xoev-samples/codelisten', `${file}.csv`));
    const { codes } = readCodeList(text, identity, columns);
    expect(Object.keys(codes)).toHaveLength(count);
    expect(codes[code]).toBe(meaning);
  });
});
