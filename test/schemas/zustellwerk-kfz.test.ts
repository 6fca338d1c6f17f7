import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAct } from '../../src/domains/index.ts';
import { buildMessage } from '../../src/messages/build.ts';
import type { Head } from '../../src/messages/head-g2g.ts';
import { loadSchemas, type Schemas } from '../../src/messages/schemas.ts';
import { validate } from '../../src/messages/validate.ts';

const head: Head = {
  uuid: '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03',
  createdAt: '2026-11-25T10:15:30.123+01:00',
  reader: { kennung: 'dbs:1', name: 'Zulassung' },
  author: { kennung: 'kop:1', name: 'Portal' },
  product: { name: 'Zustellwerk', manufacturer: 'Zustellwerk' },
};

let schemas: Schemas;
beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());

/** The message of a good fixture. */
function messageOf(fixture: string): string {
  const file = new URL(`../../fixtures/kfz-zulassung/${fixture}.json`, import.meta.url);
  const { act, data } = JSON.parse(readFileSync(file, 'utf8')).request;
  const definition = findAct('kfz-zulassung', act)?.messages[0]?.definition;
  if (!definition) throw new Error(`no message for ${act}`);
  return Buffer.from(buildMessage(definition, { head, data })).toString();
}

const kindOf = async (xml: string) => (await validate(Buffer.from(xml), schemas)).kind;

/** Each place in a message where the schema has its own word, and what it must not let through. */
const wrong: [fixture: string, what: string, from: string | RegExp, to: string][] = [
  ['neuzulassung', 'another standard', 'standard="Zustellwerk-Kfz"', 'standard="XKfz"'],
  ['neuzulassung', 'another version', ' version="1"', ' version="2"'],
  ['neuzulassung', 'another act in the root', /(<\/?kfz:)neuzulassung>/g, '$1tageszulassung>'],
  ['neuzulassung', 'an O in the FIN', 'A1BS31Z0430336179', 'A1BS31ZO430336179'],
  ['neuzulassung', 'a FIN in small letters', 'A1BS31Z0430336179', 'a1bs31z0430336179'],
  ['neuzulassung', 'a check digit of two digits', '<kfz:pruefziffer>4', '<kfz:pruefziffer>10'],
  ['neuzulassung', 'an I in the eVB', 'A1B2C3D', 'I1B2C3D'],
  ['neuzulassung', 'a short code of ZB II', 'aB3dE5fG7hK9', 'aB3dE5fG7hK'],
  ['neuzulassung', 'a long number of ZB II', 'AB123456', 'AB1234567'],
  ['neuzulassung', 'an unknown assignment', '<code>RESERVATION<', '<code>FREE<'],
  ['neuzulassung', 'an unknown kind', '<code>ELECTRIC<', '<code>GAS<'],
  ['neuzulassung', 'a code of another list', 'codeliste:kennzeichenart"', 'codeliste:art"'],
  ['neuzulassung', 'a month that is none', '<kfz:von>11<', '<kfz:von>13<'],
  ['neuzulassung', 'a short PIN', '<kfz:pin>48213<', '<kfz:pin>482<'],
  ['neuzulassung', 'digits with a leading zero', '<kfz:ziffern>123<', '<kfz:ziffern>0123<'],
  ['neuzulassung', 'an IBAN that is too short', 'DE89370400440532013000', 'DE8937040044053201300'],
  ['neuzulassung', 'a German IBAN with a letter', 'DE89370400440532013000', 'DE8937040044053201300A'],
  ['neuzulassung', 'a BIC of nine', 'COBADEFFXXX', 'COBADEFFX'],
  [
    'neuzulassung',
    'person and organisation',
    '</kfz:natuerlichePerson>',
    '</kfz:natuerlichePerson><kfz:organisation><kfz:name>A</kfz:name></kfz:organisation>',
  ],
  [
    'neuzulassung',
    'place and state of birth',
    '</kfz:geburtsort>',
    '</kfz:geburtsort><kfz:geburtsstaat listVersionID="1"><code>000</code></kfz:geburtsstaat>',
  ],
  ['neuzulassung', 'an unknown sex', '<code>w<', '<code>f<'],
  ['neuzulassung', 'a blank name', '>Musterdeich<', '> <'],
  ['neuzulassung', 'no holder', /<kfz:halter>[\s\S]*<\/kfz:halter>/, ''],
  [
    'neuzulassung',
    'a ZB I',
    '<kfz:evbNummer>',
    '<kfz:zulassungsbescheinigungTeil1><kfz:sicherheitscode>aB3dE5f</kfz:sicherheitscode></kfz:zulassungsbescheinigungTeil1><kfz:evbNummer>',
  ],
  [
    'neuzulassung',
    'another order',
    /(<kfz:evbNummer>.*<\/kfz:evbNummer>)\s*(<kfz:halter>[\s\S]*<\/kfz:halter>)/,
    '$2$1',
  ],
  ['neuzulassung', 'an unqualified element', /(<\/?)kfz:evbNummer/g, '$1evbNummer'],
  ['umschreibung-new-plate', 'an unknown reason', '<code>HALTER<', '<code>UO<'],
  ['umschreibung-new-plate', 'an l in the code of ZB I', 'aB3dE5f<', 'aB3dE5l<'],
  ['umschreibung-new-plate', 'no Vornamen without the mark', /<kfz:ohneVornamen>.*<\/kfz:ohneVornamen>/, ''],
  ['umschreibung-new-plate', 'a mark that says no', '<kfz:ohneVornamen>true', '<kfz:ohneVornamen>false'],
  ['umschreibung-plate-stays', 'another suffix', '<kfz:zusatz>H', '<kfz:zusatz>S'],
  [
    'wiederzulassung',
    'a day for a month',
    '<kfz:hauptuntersuchungBis>2027-05<',
    '<kfz:hauptuntersuchungBis>2027-05-01<',
  ],
  ['wiederzulassung', 'a day with a zone', '2024-10-31', '2024-10-31Z'],
  ['wiederzulassung', 'no declaration', /<kfz:keinVerwertungsnachweis>.*<\/kfz:keinVerwertungsnachweis>/, ''],
  ['ausserbetriebsetzung', 'no stamp', /<kfz:stempelplakette>[\s\S]*<\/kfz:stempelplakette>/, ''],
  ['ausserbetriebsetzung', 'three stamps', /(<kfz:stempelplakette>[\s\S]*?<\/kfz:stempelplakette>)/, '$1$1'],
  ['ausserbetriebsetzung', 'a stamp code of two', '<kfz:sicherheitscode>9xY<', '<kfz:sicherheitscode>9x<'],
  ['ausserbetriebsetzung', 'a print number that begins with a digit', 'A1234567', '11234567'],
  ['ausserbetriebsetzung', 'a proof without recycler', /<kfz:betriebsnummer>.*<\/kfz:betriebsnummer>/, ''],
  ['adressaenderung', 'four letters of the district', '>LER<', '>LEER<'],
  ['adressaenderung', 'a postal code of four', '>26789<', '>2678<'],
  ['tageszulassung', 'an organisation without a name', /<kfz:name>.*<\/kfz:name>/, ''],
];

it.each([...new Set(wrong.map(([fixture]) => fixture))])('%s is valid', async (fixture) => {
  expect(await kindOf(messageOf(fixture))).toBe('valid');
});

describe('Zustellwerk-Kfz 1 does not let through', () => {
  it.each(wrong)('%s: %s', async (fixture, _, from, to) => {
    const xml = messageOf(fixture);
    const changed = xml.replace(from, to);
    expect(changed).not.toBe(xml);
    expect(await kindOf(changed)).toBe('invalid');
  });
});
