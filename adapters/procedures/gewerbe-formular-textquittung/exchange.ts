import { type Exchange, httpAnswers, httpSecurity } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'https',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'POST: multipart/form-data mit schluessel, nachricht, nachrichtenUUID und der Nachricht als datei',
        en: 'POST: multipart/form-data with schluessel, nachricht, nachrichtenUUID and the message as datei',
      },
    },
    {
      from: 'procedure',
      text: { de: '200: Quittung (Textzeilen name=wert)', en: '200: receipt (lines of text, name=value)' },
    },
  ],
  security: [
    httpSecurity.server,
    httpSecurity.login,
    {
      de: 'Quittung (text/plain, UTF-8): nachrichtenUUID, eingegangenAm, ergebnis (angenommen oder abgelehnt), produkt, hersteller; aktenzeichen und befund=kennung;text nach Bedarf. Aufbewahrt wird sie in der Form von zustellwerk-quittung.',
      en: 'Receipt (text/plain, UTF-8): nachrichtenUUID, eingegangenAm, ergebnis (angenommen or abgelehnt), produkt, hersteller; aktenzeichen and befund=id;text where there are any. It is kept in the form of zustellwerk-quittung.',
    },
  ],
  answers: [
    httpAnswers.delivered({
      de: '200 mit ergebnis=angenommen für diese nachrichtenUUID',
      en: '200 with ergebnis=angenommen for this nachrichtenUUID',
    }),
    httpAnswers.rejected({
      de: '200 mit ergebnis=abgelehnt und mindestens einem befund',
      en: '200 with ergebnis=abgelehnt and at least one befund',
    }),
    httpAnswers.temporary,
    httpAnswers.turnedAway(),
    httpAnswers.notConnected,
    httpAnswers.sentAgain({
      de: '200 ohne lesbare Quittung oder mit der einer anderen Nachricht, abgebrochene Verbindung, keine Antwort in der Frist',
      en: '200 without a readable receipt or with that of another message, a cut connection, no answer in time',
    }),
  ],
};
