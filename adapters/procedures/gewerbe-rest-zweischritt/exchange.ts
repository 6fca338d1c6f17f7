import { type Exchange, httpAnswers, httpSecurity } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'https',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'POST /vorgaenge: Schlüssel der Zustellung und Nachricht (JSON)',
        en: 'POST /vorgaenge: key of the delivery and message (JSON)',
      },
    },
    {
      from: 'procedure',
      text: {
        de: '201: Vorgangsnummer (JSON); zum selben Schlüssel immer dieselbe',
        en: '201: case number (JSON); always the same for the same key',
      },
    },
    {
      from: 'gateway',
      text: {
        de: 'PUT /vorgaenge/{Nummer}/nachricht: Nachricht als application/xml',
        en: 'PUT /vorgaenge/{number}/nachricht: the message as application/xml',
      },
    },
    { from: 'procedure', text: { de: '200: Quittung (JSON)', en: '200: receipt (JSON)' } },
  ],
  security: [
    httpSecurity.server,
    httpSecurity.login,
    {
      de: 'Der Kopf Idempotency-Key ist bei jedem Aufruf derselben Zustellung gleich. Eine reservierte Vorgangsnummer muss so lange gelten, wie die Zustellung versucht wird.',
      en: 'The header Idempotency-Key is the same in every call of a delivery. A reserved case number has to stay good for as long as the delivery is tried.',
    },
    {
      de: 'Quittung (JSON): nachrichtenUUID, eingegangenAm, status (angenommen oder abgelehnt), produkt, hersteller; aktenzeichen, befunde (kennung, text, xpath) nach Bedarf. Aufbewahrt wird sie in der Form von zustellwerk-quittung.',
      en: 'Receipt (JSON): nachrichtenUUID, eingegangenAm, status (angenommen or abgelehnt), produkt, hersteller; aktenzeichen, befunde (kennung, text, xpath) where there are any. It is kept in the form of zustellwerk-quittung.',
    },
  ],
  answers: [
    httpAnswers.delivered({
      de: 'PUT: 200 oder 201 mit annehmender Quittung für diese nachrichtenUUID',
      en: 'PUT: 200 or 201 with an accepting receipt for this nachrichtenUUID',
    }),
    httpAnswers.rejected({
      de: 'PUT: 200, 201 oder 422 mit ablehnender Quittung',
      en: 'PUT: 200, 201 or 422 with a refusing receipt',
    }),
    httpAnswers.temporary,
    httpAnswers.turnedAway(),
    httpAnswers.notConnected,
    {
      when: {
        de: 'POST ohne lesbare Antwort oder ohne Vorgangsnummer',
        en: 'POST without a readable answer or without a case number',
      },
      outcome: 'later',
      follows: {
        de: 'Die Reservierung wird mit demselben Schlüssel wiederholt.',
        en: 'The reservation is repeated with the same key.',
      },
    },
    {
      when: {
        de: 'PUT ohne lesbare Quittung, Quittung für eine andere Nachricht, annehmende Quittung mit 422, abgebrochene Verbindung, keine Antwort in der Frist',
        en: 'PUT without a readable receipt, a receipt for another message, an accepting receipt with 422, a cut connection, no answer in time',
      },
      outcome: 'unknown',
      follows: {
        de: 'Das PUT wird mit derselben Nummer und denselben Bytes wiederholt: Das Verfahren antwortet wie beim ersten Mal.',
        en: 'The PUT is repeated with the same number and bytes: the procedure answers as it did at first.',
      },
    },
  ],
};
