import { describe, expect, it } from 'vitest';
import { antragGlossary } from '../src/domains/antrag/glossary.ts';
import { allDefinitions } from '../src/domains/definitions.ts';
import { gewerbeGlossary } from '../src/domains/gewerbe/glossary.ts';
import { xgewerbeanzeigeGlossary } from '../src/domains/gewerbe/xgewerbeanzeige/glossary.ts';
import { serviceActs } from '../src/domains/index.ts';
import { kfzGlossary } from '../src/domains/kfz/glossary.ts';
import { xmeldGlossary } from '../src/domains/meldewesen/glossary.ts';
import { xpersonenstandGlossary } from '../src/domains/personenstand/glossary.ts';
import { quittungGlossary } from '../src/domains/quittung/glossary.ts';
import type { Wording } from '../src/findings.ts';
import { describeFields } from '../src/messages/describe.ts';
import type { Glossary } from '../src/messages/glossary.ts';
import { headGlossary } from '../src/messages/head-glossary.ts';

/** Elements whose German name says all that there is to say. */
const selfExplanatory = new Set(
  `identifikation.nachricht postleitzahl wohnort hausnummer.bis hausnummerbuchstabezusatzziffer.bis teilnummerderhausnummer.bis
    name vornamen geburt geburtsdatum strasseUndHausnummer aktenzeichen fruehereVornamen doktorgrad geburtsort geschlecht
    staatsangehoerigkeit anschrift strasse datum familienstand seriennummer ausstellungsdatum grund staat anmeldung
    rechtsformSchluessel industrie handwerk handel sonstiges anschriftZusatz ort ortsteil plz nationSchluessel familienname
    vorname geburtsname geburtsland staatsangehoerigkeitSchluessel stichwort dateiname mimeType ummeldung mitgliedsnummer
    abmeldung zusatz ansprechpartner anrede code zahlungsart kontoinhaber bank sonstigeZahlungsinformationen namen ehegatte1
    ehegatte2 sterbedatum sterbeort neuzulassung hausNr iban bic umschreibung wiederzulassung ausserbetriebsetzung
    adressaenderung tageszulassung rechtsform registergericht registernummer vertrauensniveau waehrung auskunft
    meldebescheinigung inhalt sterbetag selbstauskunft geburtsdatumZweitePeriode geburtsdatumDrittePeriode
    geburtsdatumViertePeriode geburtsdatumFuenftePeriode glaubhaftmachung beendigungsgrund datumEnde art endedatum
    waffenrechtlicheerlaubnis waffenbesitzverbot sprengstoffrechtlicheerlaubnis verteidigungsfall`.split(/\s+/),
);

/** Texts without a word that would differ in the other language: values, patterns, numbers. */
function hasNoWords(text: string): boolean {
  return /^(UUID|base64|true|false|post|unknown|permanent|to-follow|EUR|hh:mm:ss|application\/pdf|true, false|normal, substantiell, hoch|INITIAL, PAYED, FAILED, CANCELED|§.*|[A-ZÄÖÜ][\w.]+ \d[\w. §]*)$/.test(
    text,
  );
}

function isBilingual(wording: Wording | undefined): boolean {
  if (wording === undefined) return true;
  return typeof wording === 'string' ? hasNoWords(wording) : wording.de !== '' && wording.en !== '';
}

const definitions = allDefinitions(serviceActs);
const lastOf = (element: string) => element.split('/').at(-1)?.replace('[]', '') ?? '';

describe.each(definitions.map((definition) => [definition.id, definition] as const))('%s', (_, definition) => {
  const rows = describeFields(definition);

  it('says in both languages what it says', () => {
    for (const { element, doc, expected } of rows) {
      expect(isBilingual(doc), `${element} ${JSON.stringify(doc)}`).toBe(true);
      expect(isBilingual(expected), `${element} ${JSON.stringify(expected)}`).toBe(true);
    }
  });

  it('says what every element means whose name does not', () => {
    const silent = rows.filter(({ doc, element }) => doc === undefined && !selfExplanatory.has(lastOf(element)));
    expect(silent.map(({ element }) => element)).toEqual([]);
  });
});

const glossaries: [string, Glossary][] = [
  ['heads', headGlossary],
  ['XMeld', xmeldGlossary],
  ['XPersonenstand', xpersonenstandGlossary],
  ['trade notices', gewerbeGlossary],
  ['XGewerbeanzeige', xgewerbeanzeigeGlossary],
  ['vehicle registration', kfzGlossary],
  ['applications', antragGlossary],
  ['receipts', quittungGlossary],
];

it.each(glossaries)('the glossary of %s has nothing that no message has', (_, glossary) => {
  const said = new Set(
    definitions.flatMap((definition) =>
      describeFields(definition).map(({ doc }) => (doc === undefined || typeof doc === 'string' ? '' : doc.de)),
    ),
  );
  expect(Object.entries(glossary).filter(([, [de]]) => !said.has(de))).toEqual([]);
});

it('no element is called self-explanatory and explained everywhere', () => {
  const silent = definitions.flatMap((definition) =>
    describeFields(definition).flatMap(({ doc, element }) => (doc === undefined ? [lastOf(element)] : [])),
  );
  expect([...selfExplanatory].filter((name) => !silent.includes(name))).toEqual([]);
});
