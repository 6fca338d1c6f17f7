/** Messages of XPersonenstand 26.11 with all that may stand in them, written by hand from the published facts. */

export const namespace = 'http://xpsw.domap.de/xpsw2611';

export function message(element: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<xpsw:${element} xmlns:xpsw="${namespace}" produkt="Zustellwerk" produkthersteller="Stadt Musterhausen" standard="XPersonenstand" version="26.11">
  <nachrichtenkopf.g2g>
    <identifikation.nachricht>
      <nachrichtenUUID>3f0c9a52-7e1d-4b7e-9a61-0d5a5f0e2c11</nachrichtenUUID>
      <nachrichtentyp listURI="urn:xoev-de:xpersonenstand:codelist:nachrichtentyp" listVersionID="26.11"><code>${element.slice(-6)}</code></nachrichtentyp>
      <erstellungszeitpunkt>2026-11-25T08:15:30.123+01:00</erstellungszeitpunkt>
    </identifikation.nachricht>
    <leser>
      <verzeichnisdienst listURI="urn:xoev-de:kosit:codeliste:verzeichnisdienst" listVersionID="3"><code>DVDV</code></verzeichnisdienst>
      <kennung>psw:99999999</kennung>
      <name>Standesamt Musterhausen</name>
    </leser>
    <autor>
      <verzeichnisdienst listURI="urn:xoev-de:kosit:codeliste:verzeichnisdienst" listVersionID="3"><code>DVDV</code></verzeichnisdienst>
      <kennung>dbs:090000000001</kennung>
      <name>Portal der Stadt Musterhausen</name>
      <erreichbarkeit>
        <kanal listURI="urn:de:xoev:codeliste:erreichbarkeit" listVersionID="3"><code>01</code></kanal>
        <kennung>portal@musterhausen.example</kennung>
      </erreichbarkeit>
    </autor>
  </nachrichtenkopf.g2g>
  <anschrift.leser>
    <gebaeude><hausnummer>7</hausnummer><postleitzahl>03046</postleitzahl><strasse>Am Markt</strasse><wohnort>Musterhausen</wohnort></gebaeude>
  </anschrift.leser>
  <anschrift.autor>
    <gebaeude><hausnummer>7</hausnummer><hausnummerBuchstabeZusatzziffer>a</hausnummerBuchstabeZusatzziffer><postleitzahl>03046</postleitzahl><strasse>Am Markt</strasse><wohnort>Musterhausen</wohnort></gebaeude>
  </anschrift.autor>
  ${content}
</xpsw:${element}>
`;
}

const anschrift = `<xpsw:anschrift>
        <xpsw:strasse>Lindenstraße 12a</xpsw:strasse>
        <xpsw:plz>26789</xpsw:plz>
        <xpsw:ort>Musterhausen</xpsw:ort>
        <xpsw:ortsteil>Altdorf</xpsw:ortsteil>
        <xpsw:staat>Deutschland</xpsw:staat>
      </xpsw:anschrift>`;

const kommunikation = `<xpsw:kommunikation>
        <kanal listURI="urn:de:xoev:codeliste:erreichbarkeit" listVersionID="3"><code>01</code></kanal>
        <kennung>erika@mail.example</kennung>
        <zusatz>abends</zusatz>
      </xpsw:kommunikation>`;

export const namensart =
  '<xpsw:namensart><xpsw:code listURI="urn:xpersonenstand:schluesseltabelle:namensart" listVersionID="1"><code>nk</code></xpsw:code></xpsw:namensart>';

const names = (
  familyName: string,
  birthName: string,
  givenNames: string,
) => `<xpsw:familienname><name>${familyName}</name>${namensart}</xpsw:familienname>
      <xpsw:geburtsname><name>${birthName}</name></xpsw:geburtsname>
      <xpsw:vornamen><name>${givenNames}</name></xpsw:vornamen>`;

export const person = `<xpsw:natuerlichePerson>
      <xpsw:anrede>Frau</xpsw:anrede>
      <xpsw:familienname><name>Mustermann</name></xpsw:familienname>
      <xpsw:vorname><name>Erika</name></xpsw:vorname>
      ${kommunikation}
      ${anschrift}
      <xpsw:gesicherteIdentifikationErfolgt>true</xpsw:gesicherteIdentifikationErfolgt>
      <xpsw:geburtsdatum>1964-08-12</xpsw:geburtsdatum>
      <xpsw:verwandtschaftsverhaeltnis>Mutter</xpsw:verwandtschaftsverhaeltnis>
      <xpsw:berechtigtesInteresse>Nachlass</xpsw:berechtigtesInteresse>
    </xpsw:natuerlichePerson>`;

export const organisation = `<xpsw:juristischePerson>
      <xpsw:name>Musterbank AG</xpsw:name>
      ${anschrift}
      ${kommunikation}
      <xpsw:ansprechpartner>Max Muster</xpsw:ansprechpartner>
      <xpsw:berechtigtesInteresse>Erbnachweis</xpsw:berechtigtesInteresse>
      <xpsw:gesicherteIdentifikationErfolgt>true</xpsw:gesicherteIdentifikationErfolgt>
    </xpsw:juristischePerson>`;

const antragsteller = `<xpsw:antragsteller>${person}</xpsw:antragsteller>`;

export const konto = `<xpsw:kontoinhaber>Erika Mustermann</xpsw:kontoinhaber>
          <xpsw:bank>Musterbank</xpsw:bank>
          <xpsw:iBAN>DE02120300000000202051</xpsw:iBAN>
          <xpsw:sWIFT>BYLADEM1001</xpsw:sWIFT>`;

export const lastschrift = `<xpsw:lastschrift>${konto}</xpsw:lastschrift>`;

const modalitaeten = `<xpsw:modalitaeten>
    <xpsw:abholungImStandesamt>true</xpsw:abholungImStandesamt>
    <xpsw:zahlungErfolgt>true</xpsw:zahlungErfolgt>
    <xpsw:zahlungsinformationen>
      <xpsw:zahlungsart>${lastschrift}</xpsw:zahlungsart>
      <xpsw:buchungsreferenz>B-17</xpsw:buchungsreferenz>
      <xpsw:sonstigeZahlungsinformationen>keine</xpsw:sonstigeZahlungsinformationen>
      <xpsw:gesamtkosten>4200</xpsw:gesamtkosten>
    </xpsw:zahlungsinformationen>
  </xpsw:modalitaeten>`;

const zweck = (register: string) =>
  `<xpsw:verwendungszweck><xpsw:code listURI="urn:xoev-de:xpersonenstand:codeliste:verwendungszweck${register}urkunde" listVersionID="1"><code>VIA</code></xpsw:code></xpsw:verwendungszweck>`;

export const sprache =
  '<xpsw:sprache><xpsw:code listURI="urn:xoev-de:xpersonenstand:codeliste:sprachenuebersetzungshilfe" listVersionID="1"><code>SLO</code></xpsw:code></xpsw:sprache>';

const urkunden = (standardformat: string) => `<xpsw:angeforderteUrkunden>
    <xpsw:anzahlStandardformat>1</xpsw:anzahlStandardformat>
    <xpsw:anzahlRegisterausdruck>1</xpsw:anzahlRegisterausdruck>
    <xpsw:anzahlStammbuchformat>1</xpsw:anzahlStammbuchformat>
    <xpsw:anzahlCIEC16>1</xpsw:anzahlCIEC16>
    <xpsw:anzahlCIEC34>1</xpsw:anzahlCIEC34>
    <xpsw:anzahlUebersetzungshilfe>1</xpsw:anzahlUebersetzungshilfe>
    <xpsw:registerausdruck><xpsw:kosten>1200</xpsw:kosten><xpsw:mitHinweisen>true</xpsw:mitHinweisen></xpsw:registerausdruck>
    <xpsw:stammbuchformat><xpsw:kosten>1200</xpsw:kosten></xpsw:stammbuchformat>
    <xpsw:ciec16><xpsw:kosten>1200</xpsw:kosten></xpsw:ciec16>
    <xpsw:ciec34><xpsw:kosten>1200</xpsw:kosten></xpsw:ciec34>
    <xpsw:uebersetzungshilfe><xpsw:kosten>600</xpsw:kosten>${sprache}</xpsw:uebersetzungshilfe>
    <xpsw:standardformat><xpsw:kosten>0</xpsw:kosten>${standardformat}</xpsw:standardformat>
  </xpsw:angeforderteUrkunden>`;

const anhang = `<xpsw:anhang filesize="1024" hashValue="ab12">
    <xpsw:dokumentid>anhang-1</xpsw:dokumentid>
    <xpsw:dokumentart>Vollmacht</xpsw:dokumentart>
  </xpsw:anhang>`;

export const birth = message(
  'portal2StA.Geburt.081030',
  `${antragsteller}
  ${modalitaeten}
  ${zweck('geburts')}
  <xpsw:kind>
    <xpsw:namen>${names('Bin Salman', 'Muster', 'Lina')}</xpsw:namen>
    <xpsw:geburtsdatum>1999-02-28</xpsw:geburtsdatum>
    <xpsw:registernummer>G 17/1999</xpsw:registernummer>
    <xpsw:geburtsort>Musterhausen</xpsw:geburtsort>
  </xpsw:kind>
  ${urkunden('<xpsw:gebuehrenfrei>true</xpsw:gebuehrenfrei><xpsw:elternteilVater>true</xpsw:elternteilVater><xpsw:elternteilMutter>true</xpsw:elternteilMutter><xpsw:ohneEltern>true</xpsw:ohneEltern><xpsw:ohneGeschlecht>true</xpsw:ohneGeschlecht>')}
  ${anhang}`,
);

export const marriage = message(
  'portal2StA.Ehe.082030',
  `${antragsteller}
  ${modalitaeten}
  ${zweck('ehe')}
  <xpsw:beurkundeteEhe>
    <xpsw:ehegatte1>${names('Mustermann', 'Muster', 'Erika')}</xpsw:ehegatte1>
    <xpsw:ehegatte2>${names('Mustermann', 'Beispiel', 'Max')}</xpsw:ehegatte2>
    <xpsw:datumEhe>1990-06-01</xpsw:datumEhe>
    <xpsw:ortEhe>Musterhausen</xpsw:ortEhe>
    <xpsw:registernummer>E 4/1990</xpsw:registernummer>
  </xpsw:beurkundeteEhe>
  ${urkunden('<xpsw:gebuehrenfrei>true</xpsw:gebuehrenfrei><xpsw:ohneVornamenVorEhe>true</xpsw:ohneVornamenVorEhe>')}
  ${anhang}`,
);

export const death = message(
  'portal2StA.Sterbefall.084030',
  `${zweck('sterbe')}
  <xpsw:beurkundeterSterbefall>
    <xpsw:namen>${names('Mustermann', 'Beispiel', 'Max')}</xpsw:namen>
    <xpsw:geburtsdatum>1960-02-28</xpsw:geburtsdatum>
    <xpsw:registernummer>S 3/2026</xpsw:registernummer>
    <xpsw:sterbedatum>2026-01-15</xpsw:sterbedatum>
    <xpsw:sterbeort>Musterhausen</xpsw:sterbeort>
  </xpsw:beurkundeterSterbefall>
  ${antragsteller}
  ${urkunden('<xpsw:gebuehrenfrei>true</xpsw:gebuehrenfrei>')}
  ${modalitaeten}
  ${anhang}`,
);
