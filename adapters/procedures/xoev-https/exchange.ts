import type { Exchange } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'https',
  receipt: 'zustellwerk-quittung/1/quittung',
  trial: 'http-post',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'POST: Nachricht als application/xml, mit Idempotency-Key',
        en: 'POST: the message as application/xml, with Idempotency-Key',
      },
    },
    { from: 'procedure', text: { de: '200: Quittung (XML)', en: '200: receipt (XML)' } },
  ],
  headers: [
    { name: 'Content-Type', value: { de: 'application/xml; charset=utf-8', en: 'application/xml; charset=utf-8' } },
    {
      name: 'Authorization',
      value: { de: 'Bearer-Token oder HTTP Basic, wie vereinbart', en: 'bearer token or HTTP Basic, as agreed' },
    },
    {
      name: 'Idempotency-Key',
      value: {
        de: 'Kennung der Zustellung, bei jedem Versuch dieselbe',
        en: 'id of the delivery, the same in every attempt',
      },
    },
    {
      name: 'Zustellwerk-Message',
      value: { de: 'Standard/Version/Typ der Nachricht', en: 'standard/version/type of the message' },
    },
  ],
  security: [
    {
      de: 'HTTPS; das Zertifikat des Verfahrens wird geprüft, Weiterleitungen (3xx) wird nicht gefolgt.',
      en: "HTTPS; the procedure's certificate is checked, redirects (3xx) are not followed.",
    },
    {
      de: 'Anmeldung mit Bearer-Token (fest oder über OAuth 2.0 client credentials geholt) oder HTTP Basic im Kopf Authorization, auf Wunsch mit Client-Zertifikat (mTLS); Geheimnisse werden außerhalb dieses Vertrags übergeben.',
      en: 'Bearer token (fixed, or fetched by OAuth 2.0 client credentials) or HTTP Basic in the header Authorization, with a client certificate (mTLS) where agreed; secrets are handed over outside of this contract.',
    },
    {
      de: 'Der Kopf Idempotency-Key ist bei jedem Versuch derselben Zustellung gleich; zustellwerk-message nennt die Nachricht (Standard/Version/Typ).',
      en: 'The header Idempotency-Key is the same in every attempt of a delivery; zustellwerk-message names the message (standard/version/type).',
    },
  ],
  answers: [
    {
      when: {
        de: '200 mit annehmender Quittung für diese nachrichtenUUID',
        en: '200 with an accepting receipt for this nachrichtenUUID',
      },
      outcome: 'delivered',
      follows: {
        de: 'Zugestellt; ein Aktenzeichen wird übernommen.',
        en: 'Delivered; a file number is kept.',
      },
    },
    {
      when: { de: '200 oder 422 mit ablehnender Quittung', en: '200 or 422 with a refusing receipt' },
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
      when: {
        de: 'keine Verbindung, Name unbekannt, TLS gescheitert',
        en: 'no connection, unknown host, TLS failed',
      },
      outcome: 'later',
      follows: { de: 'Nichts wurde gesendet; neuer Versuch.', en: 'Nothing was sent; tried again.' },
    },
    {
      when: {
        de: '200 ohne lesbare Quittung, Quittung für eine andere Nachricht, abgebrochene Verbindung, keine Antwort in der Frist',
        en: '200 without a readable receipt, a receipt for another message, a cut connection, no answer in time',
      },
      outcome: 'unknown',
      follows: {
        de: 'Dieselben Bytes werden noch einmal gesendet: Das Verfahren erkennt die nachrichtenUUID und antwortet wie beim ersten Mal.',
        en: 'The same bytes are sent again: the procedure recognises the nachrichtenUUID and answers as it did at first.',
      },
    },
  ],
};
