import { expect, it } from 'vitest';
import { writeSampleMessage } from '../simulators/sample-message.ts';
import { readHead } from './read-head.ts';
import { readXml } from './xml-read.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';

function headOf(xml: string | Uint8Array) {
  return readHead(readXml(typeof xml === 'string' ? new TextEncoder().encode(xml) : xml));
}

it('reads a head of the new generation', () => {
  expect(headOf(writeSampleMessage(uuid))).toEqual({
    standard: 'XMeld',
    version: '26.11',
    uuid,
    type: '1700',
    author: { kennung: 'mbp:sample', name: 'Kreisportal' },
    reader: { kennung: 'ags:03457013', name: 'Stadt Leer' },
    createdAt: '2026-03-01T12:00:00.000+01:00',
    test: 'Test',
  });
});

const oldHead = (p: string) => `
  <${p}nachrichtenkopf>
    <${p}identifikation.nachricht>
      <${p}nachrichtenUUID>${uuid}</${p}nachrichtenUUID>
      <${p}nachrichtentyp><code>0300</code></${p}nachrichtentyp>
      <${p}erstellungszeitpunkt>2018-07-23T13:26:45.0</${p}erstellungszeitpunkt>
    </${p}identifikation.nachricht>
    <${p}leser>
      <${p}behoerdenkennung>
        <${p}praefix listVersionID="7"><code>xga</code></${p}praefix>
        <${p}kennung listVersionID="1"><code>000492949</code></${p}kennung>
      </${p}behoerdenkennung>
      <${p}behoerdenname>Verteilplattform</${p}behoerdenname>
    </${p}leser>
    <${p}autor>
      <${p}behoerdenkennung><${p}praefix><code>MELDID</code></${p}praefix></${p}behoerdenkennung>
      <${p}erreichbarkeit><${p}kennung>a@b.example</${p}kennung></${p}erreichbarkeit>
    </${p}autor>
  </${p}nachrichtenkopf>`;

it.each([
  ['qualified', 'x:'],
  ['unqualified', ''],
])('reads a head of the old generation, %s', (_, prefix) => {
  const xml = `<x:root xmlns:x="urn:x" standard="XGewerbeanzeige" version="2.0">${oldHead(prefix)}</x:root>`;
  expect(headOf(xml)).toEqual({
    standard: 'XGewerbeanzeige',
    version: '2.0',
    uuid,
    type: '0300',
    reader: { kennung: 'xga:000492949', name: 'Verteilplattform' },
    author: { kennung: 'MELDID' },
    createdAt: '2018-07-23T13:26:45.0',
  });
});

it('takes what is there', () => {
  expect(headOf('<a/>')).toEqual({});
  expect(headOf('<a version="1"><nachrichtenkopf.g2g><leser/></nachrichtenkopf.g2g></a>')).toEqual({
    version: '1',
    reader: {},
  });
});
