import { type Exchange, httpAnswers, httpSecurity } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'https',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'POST: JSON mit auftrag, nachricht, nachrichtenUUID, sha256 und der Nachricht in inhalt (Base64)',
        en: 'POST: JSON with auftrag, nachricht, nachrichtenUUID, sha256 and the message in inhalt (base64)',
      },
    },
    { from: 'procedure', text: { de: '200: code (JSON)', en: '200: code (JSON)' } },
  ],
  security: [
    httpSecurity.server,
    httpSecurity.login,
    {
      de: 'Antwort (JSON): nachrichtenUUID, code, zeit, system, hersteller; aktenzeichen und meldungen (code, text) nach Bedarf. Aufbewahrt wird sie in der Form von zustellwerk-quittung.',
      en: 'Answer (JSON): nachrichtenUUID, code, zeit, system, hersteller; aktenzeichen and meldungen (code, text) where there are any. It is kept in the form of zustellwerk-quittung.',
    },
  ],
  answers: [
    httpAnswers.delivered({ de: 'code 0, oder 1: schon vorhanden', en: 'code 0, or 1: there already' }),
    httpAnswers.rejected({ de: 'code 1000 bis 8999', en: 'code 1000 to 8999' }),
    {
      when: { de: 'code 9000 bis 9999', en: 'code 9000 to 9999' },
      outcome: 'later',
      follows: { de: 'Neuer Versuch.', en: 'Tried again.' },
    },
    httpAnswers.temporary,
    httpAnswers.turnedAway(),
    httpAnswers.notConnected,
    httpAnswers.sentAgain({
      de: 'anderer oder kein code, Antwort zu einer anderen Nachricht, abgebrochene Verbindung, keine Antwort in der Frist',
      en: 'another code or none, the answer to another message, a cut connection, no answer in time',
    }),
  ],
};
