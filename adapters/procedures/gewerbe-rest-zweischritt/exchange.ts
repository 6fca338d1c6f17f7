import type { Exchange } from '../../../src/sdk.ts';

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
    {
      de: 'HTTPS; das Zertifikat des Verfahrens wird geprüft, Weiterleitungen (3xx) wird nicht gefolgt.',
      en: "HTTPS; the procedure's certificate is checked, redirects (3xx) are not followed.",
    },
    {
      de: 'Anmeldung mit Bearer-Token oder HTTP Basic im Kopf Authorization; das Geheimnis wird außerhalb dieses Vertrags übergeben.',
      en: 'Bearer token or HTTP Basic in the header Authorization; the secret is handed over outside of this contract.',
    },
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
    {
      when: {
        de: 'PUT: 200 oder 201 mit annehmender Quittung für diese nachrichtenUUID',
        en: 'PUT: 200 or 201 with an accepting receipt for this nachrichtenUUID',
      },
      outcome: 'delivered',
      follows: { de: 'Zugestellt; ein Aktenzeichen wird übernommen.', en: 'Delivered; a file number is kept.' },
    },
    {
      when: {
        de: 'PUT: 200, 201 oder 422 mit ablehnender Quittung',
        en: 'PUT: 200, 201 or 422 with a refusing receipt',
      },
      outcome: 'rejected',
      follows: {
        de: 'Endgültig abgelehnt; das Portal sieht die Befunde. Kein weiterer Versuch.',
        en: 'Rejected for good; the portal sees the findings. No further attempt.',
      },
    },
    {
      when: { de: '408, 425, 429 oder 5xx', en: '408, 425, 429 or 5xx' },
      outcome: 'later',
      follows: {
        de: 'Neuer Versuch, nicht vor Retry-After (höchstens 24 Stunden).',
        en: 'Tried again, not before Retry-After (at most 24 hours).',
      },
    },
    {
      when: { de: '3xx oder jeder andere 4xx', en: '3xx, or any other 4xx' },
      outcome: 'rejected',
      follows: {
        de: 'Endgültig abgelehnt; der Betrieb sieht nach und kann dieselben Bytes noch einmal senden.',
        en: 'Rejected for good; an operator looks at it and can send the same bytes again.',
      },
    },
    {
      when: { de: 'keine Verbindung, Name unbekannt, TLS gescheitert', en: 'no connection, unknown host, TLS failed' },
      outcome: 'later',
      follows: { de: 'Nichts wurde gesendet; neuer Versuch.', en: 'Nothing was sent; tried again.' },
    },
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
        de: 'PUT ohne lesbare Quittung, Quittung für eine andere Nachricht, abgebrochene Verbindung, keine Antwort in der Frist',
        en: 'PUT without a readable receipt, a receipt for another message, a cut connection, no answer in time',
      },
      outcome: 'unknown',
      follows: {
        de: 'Das PUT wird mit derselben Nummer und denselben Bytes wiederholt: Das Verfahren antwortet wie beim ersten Mal.',
        en: 'The PUT is repeated with the same number and bytes: the procedure answers as it did at first.',
      },
    },
  ],
};
