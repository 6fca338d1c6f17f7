import { expect, it } from 'vitest';
import { wordIn } from '../findings.ts';
import { writeSampleMessage } from '../simulators/sample-message.ts';
import { checkHead, headRules } from './head-rules.ts';
import { readXml } from './xml-read.ts';

const xml = new TextDecoder().decode(writeSampleMessage('3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03'));
const told = (text: string) =>
  checkHead(readXml(new TextEncoder().encode(text))).map(({ id, xpath }) => `${id} ${xpath.replace(/^\/[^/]+\//, '')}`);

it('finds nothing in a message of our own', () => expect(told(xml)).toEqual([]));

it.each([
  [
    'a type that is not the number of the root',
    ['<code>1700</code>', '<code>1704</code>'],
    'xoev-head-nachrichtentyp nachrichtenkopf.g2g/identifikation.nachricht/nachrichtentyp/code',
  ],
  [
    'a time without milliseconds',
    ['12:00:00.000+01:00', '12:00:00+01:00'],
    'xinneres-erstellungszeitpunkt nachrichtenkopf.g2g/identifikation.nachricht/erstellungszeitpunkt',
  ],
  [
    'a time without zone',
    ['12:00:00.000+01:00', '12:00:00.000'],
    'xinneres-erstellungszeitpunkt nachrichtenkopf.g2g/identifikation.nachricht/erstellungszeitpunkt',
  ],
  [
    'another directory',
    ['<code>DVDV</code>', '<code>SAFE</code>'],
    'xinneres-verzeichnisdienst nachrichtenkopf.g2g/leser/verzeichnisdienst/code',
  ],
  [
    'an empty name',
    ['<name>Kreisportal</name>', '<name> </name>'],
    'xoev-head-pflichttext nachrichtenkopf.g2g/autor/name',
  ],
  [
    'a letter and its mark apart',
    ['Mustermann', 'Mu\u0308ller'],
    'xoev-nfc xmeld:identifikation/xmeld:familienname.unstrukturiert/name',
  ],
])('%s', (_, [from = '', to = ''], expected) => expect(told(xml.replace(from, to))).toEqual([expected]));

it('reads the head of the old generation, of any standard', () => {
  const old = (number: string, name: string) =>
    told(
      `<a:abh.gewerbemeldung.0500 xmlns:a="urn:a"><a:nachrichtenkopf><a:identifikation.nachricht><a:nachrichtentyp><code>${number}</code></a:nachrichtentyp><a:erstellungszeitpunkt>2019-10-24T00:00:00</a:erstellungszeitpunkt></a:identifikation.nachricht><a:leser><a:behoerdenname>${name}</a:behoerdenname></a:leser></a:nachrichtenkopf></a:abh.gewerbemeldung.0500>`,
    );
  expect(old('0500', 'Amt')).toEqual([]);
  expect(old('0300', '')).toEqual([
    'xoev-head-nachrichtentyp a:nachrichtenkopf/a:identifikation.nachricht/a:nachrichtentyp/code',
    'xoev-head-pflichttext a:nachrichtenkopf/a:leser/a:behoerdenname',
  ]);
});

it('has ids, sentences and sources', () => {
  for (const { id, text, source } of headRules) {
    expect(id).toMatch(/^(xoev|xinneres)-[a-z-]+$/);
    for (const sentence of [text.de, text.en, wordIn(source, 'de'), wordIn(source, 'en')])
      expect(sentence.length).toBeGreaterThan(7);
  }
});
