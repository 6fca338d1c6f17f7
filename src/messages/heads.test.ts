import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildMessage } from './build.ts';
import { checkContent } from './check.ts';
import { within } from './definition.ts';
import { type ClassicHead, classicHeadElements } from './head-classic.ts';
import { type Head, headElements, inneresAddresses } from './head-g2g.ts';
import { defineMessage, type Standard } from './message.ts';
import { readMessage } from './read.ts';
import { readXml } from './xml-read.ts';

const standard: Standard = { id: 't', name: 'T', version: '1', namespace: 'urn:t', prefix: 't', provenance: 'test' };
const words = { title: { de: 't', en: 't' }, legalBasis: 'none', attributes: [] };

const g2g = defineMessage<{ head: Head }>({
  ...words,
  standard,
  type: '1',
  rootName: 'root',
  children: [
    within('head', headElements({ name: 'n', uri: 'urn:n', version: '1', type: 1 }, '1')),
    within('head', inneresAddresses()),
  ],
});

const classic = (namespace: string, type: string) =>
  defineMessage<ClassicHead>({
    ...words,
    standard: { ...standard, namespace },
    type,
    rootName: 'nachrichtenkopf',
    children: classicHeadElements(type),
  });

const head: Head = {
  uuid: '6b7f2c3e-0000-4000-8000-000000000001',
  createdAt: '2026-11-25T10:00:00.000+01:00',
  reader: { kennung: 'ags:03457013', name: 'Leer' },
  author: {
    kennung: 'mbp:1',
    name: 'Portal',
    reachability: [{ channel: '01', id: 'a@b.example' }],
    address: { street: 'Weg', houseNumber: '1', houseNumberSuffix: 'a', postalCode: '26789', city: 'Leer' },
  },
  product: { name: 'P', manufacturer: 'M' },
};

describe('the head of the new generation', () => {
  it('is unqualified all the way down and reads back into what it was built from', () => {
    const xml = buildMessage(g2g, { head });
    expect(Buffer.from(xml).toString()).not.toMatch(/<t:(?!root)/);
    const { product: _, ...readable } = head;
    expect(readMessage(g2g, readXml(xml))).toEqual({ head: readable });
  });

  it('has all that others may write into it', () => {
    const range = { houseNumber: '3', houseNumberSuffix: 'b', houseNumberPart: '1' };
    const rest = { apartment: '2', formerMunicipality: 'Loga', occupant: 'Meyer', details: 'Hof' };
    const full: Omit<Head, 'product'> = {
      uuid: head.uuid,
      createdAt: head.createdAt,
      reader: { ...head.reader, postBox: { number: '12', city: 'Leer', postalCode: '26789' } },
      author: {
        kennung: head.author.kennung,
        name: head.author.name,
        reachability: [{ channel: '02', id: '0491 1', addition: 'vormittags' }],
        address: { street: 'Weg', postalCode: '26789', city: 'Leer', ...range, ...rest, houseNumberTo: range },
      },
    };
    const xml = buildMessage(g2g, { head: { ...full, product: head.product } });
    expect(readMessage(g2g, readXml(xml))).toEqual({ head: full });
  });

  it('demands what XInneres demands of an author', () => {
    const { address: _, ...withoutAddress } = head.author;
    const findings = checkContent(g2g.root, { head: { ...head, author: withoutAddress } });
    expect(findings.map(({ path, rule }) => [path.join('.'), rule])).toContainEqual(['head.author.address', 'choice']);
  });
});

describe('the head of the old generation', () => {
  const party = {
    name: 'Amt',
    prefix: { code: 'MELDID', version: '7' },
    id: { code: '12052000', list: 'urn:l', version: '2018' },
  };
  const content: ClassicHead = { uuid: head.uuid, createdAt: head.createdAt, reader: party, author: party };

  it('is qualified but for the codes and reads back into what it was built from', () => {
    const definition = classic('urn:t', '0500');
    const xml = buildMessage(definition, content);
    expect(Buffer.from(xml).toString()).toContain('<t:praefix listVersionID="7"><code>MELDID</code>');
    expect(readMessage(definition, readXml(xml))).toEqual(content);
  });

  const samples = process.env.ZUSTELLWERK_SAMPLES;
  it('reads the heads of real messages', (context) => {
    if (samples === undefined) return context.skip('ZUSTELLWERK_SAMPLES is not set');
    for (const [file, type] of [
      ['2.0-valid', '0300'],
      ['2.2-valid', '0500'],
    ] as const) {
      const document = readXml(readFileSync(`${samples}/xoev-samples/xgewerbeanzeige/xgwa${file}.xml`));
      const found = document.children.find(({ name }) => name === 'nachrichtenkopf');
      if (!found) throw new Error('no head');
      const definition = classic(document.namespace, type);
      const read = readMessage(definition, found);
      expect(read.author).toMatchObject({ prefix: { code: 'MELDID' }, id: { code: '12052000' } });
      expect(readMessage(definition, readXml(buildMessage(definition, read)))).toEqual(read);
    }
    return undefined;
  });
});
