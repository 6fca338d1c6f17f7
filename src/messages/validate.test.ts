import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSchemas } from './schemas.ts';
import { validate } from './validate.ts';

const schemas = await loadSchemas();
afterAll(() => schemas.dispose());
const verdictOf = async (text: string | Uint8Array) =>
  validate(typeof text === 'string' ? Buffer.from(text) : text, schemas);

describe('a verdict', () => {
  it('is reached for any bytes, never an exception', async () => {
    const unreadable = [
      '',
      'no xml',
      '<a>',
      '<a></b>',
      '\u0000',
      new Uint8Array([0xff, 0xfe, 0x3c, 0x00]),
      new Uint8Array([0x1f, 0x8b, 0x08]),
      '<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
      '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
      '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
      `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`,
    ];
    for (const bytes of unreadable) expect(await verdictOf(bytes)).toMatchObject({ kind: 'unreadable' });
  });

  it('reads a byte order mark, comments and CDATA that quote markup', async () => {
    expect(await verdictOf('\uFEFF<a xmlns="urn:x"/>')).toMatchObject({ kind: 'unknown-standard', namespace: 'urn:x' });
    expect(await verdictOf('<a xmlns="urn:x"><!-- <!DOCTYPE a> --><![CDATA[<!ENTITY]]></a>')).toMatchObject({
      kind: 'unknown-standard',
    });
  });

  it('tells an unknown message of a known standard from an invalid one', async () => {
    expect(await verdictOf('<m:x.9999 xmlns:m="http://www.osci.de/xmeld2611"/>')).toMatchObject({
      kind: 'unknown-message',
      root: 'x.9999',
    });
    const root = 'onlinedienste.abrufanfrage.meldebescheinigung.1700';
    expect(await verdictOf(`<m:${root} xmlns:m="http://www.osci.de/xmeld2611"/>`)).toMatchObject({
      kind: 'invalid',
      root,
    });
  });
});

describe('official schemas in a folder', () => {
  it('take the place of ours', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'official-'));
    const xsd =
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:zustellwerk:quittung:1"><xs:element name="quittung"/></xs:schema>';
    await writeFile(join(folder, 'quittung.xsd'), xsd);
    const official = await loadSchemas(folder);
    const receipt = Buffer.from('<quittung xmlns="urn:zustellwerk:quittung:1"/>');
    expect(await validate(receipt, official)).toMatchObject({ kind: 'valid' });
    expect(await validate(receipt, schemas)).toMatchObject({ kind: 'invalid' });
    expect(official.isOfficial('urn:zustellwerk:quittung:1')).toBe(true);
    official.dispose();
  });

  it('are refused when an import is not there, since it would only be skipped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'official-'));
    const xsd =
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:a"><xs:import namespace="urn:b" schemaLocation="https://nowhere.example/b.xsd"/><xs:element name="a"/></xs:schema>';
    await writeFile(join(folder, 'a.xsd'), xsd);
    await expect(loadSchemas(folder)).rejects.toMatchObject({
      code: 'SCHEMA_BROKEN',
      message: expect.stringContaining('urn:b'),
    });
    await writeFile(join(folder, 'a.xsd'), 'not a schema');
    await expect(loadSchemas(folder)).rejects.toMatchObject({
      code: 'SCHEMA_BROKEN',
      message: expect.stringContaining('a.xsd'),
    });
  });

  const samples = process.env.ZUSTELLWERK_SAMPLES;
  it.each([
    ['administration_receipt', 'valid'],
    ['olb_report_minimal', 'valid'],
    ['quality_report_minimal', 'valid'],
    ['monitoring_plan_minimal', 'invalid'],
  ])('bring a whole standard along: XWasser %s is %s', async (file, kind) => {
    if (samples === undefined) return console.info('ZUSTELLWERK_SAMPLES is not set: XWasser is not tried.');
    const folder = `${samples}/xoev-samples`;
    const official = await loadSchemas(`${folder}/xsd`);
    expect(await validate(readFileSync(`${folder}/xwasser/${file}.xml`), official)).toMatchObject({ kind });
    official.dispose();
  });
});
