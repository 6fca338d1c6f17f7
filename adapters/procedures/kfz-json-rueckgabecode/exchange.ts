import type { Exchange } from '../../../src/sdk.ts';

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
    {
      de: 'HTTPS; das Zertifikat des Verfahrens wird geprüft, Weiterleitungen (3xx) wird nicht gefolgt.',
      en: "HTTPS; the procedure's certificate is checked, redirects (3xx) are not followed.",
    },
    {
      de: 'Anmeldung mit Bearer-Token oder HTTP Basic im Kopf Authorization; das Geheimnis wird außerhalb dieses Vertrags übergeben.',
      en: 'Bearer token or HTTP Basic in the header Authorization; the secret is handed over outside of this contract.',
    },
    {
      de: 'Antwort (JSON): nachrichtenUUID, code, zeit, system, hersteller; aktenzeichen und meldungen (code, text) nach Bedarf. Aufbewahrt wird sie in der Form von zustellwerk-quittung.',
      en: 'Answer (JSON): nachrichtenUUID, code, zeit, system, hersteller; aktenzeichen and meldungen (code, text) where there are any. It is kept in the form of zustellwerk-quittung.',
    },
  ],
  answers: [
    {
      when: { de: 'code 0, oder 1: schon vorhanden', en: 'code 0, or 1: there already' },
      outcome: 'delivered',
      follows: { de: 'Zugestellt; ein Aktenzeichen wird übernommen.', en: 'Delivered; a file number is kept.' },
    },
    {
      when: { de: 'code 1000 bis 8999', en: 'code 1000 to 8999' },
      outcome: 'rejected',
      follows: {
        de: 'Endgültig abgelehnt; das Portal sieht die Befunde. Kein weiterer Versuch.',
        en: 'Rejected for good; the portal sees the findings. No further attempt.',
      },
    },
    {
      when: { de: 'code 9000 bis 9999', en: 'code 9000 to 9999' },
      outcome: 'later',
      follows: { de: 'Neuer Versuch.', en: 'Tried again.' },
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
        de: 'anderer oder kein code, Antwort zu einer anderen Nachricht, abgebrochene Verbindung, keine Antwort in der Frist',
        en: 'another code or none, the answer to another message, a cut connection, no answer in time',
      },
      outcome: 'unknown',
      follows: {
        de: 'Dieselben Bytes werden noch einmal gesendet: Das Verfahren erkennt die nachrichtenUUID und antwortet wie beim ersten Mal.',
        en: 'The same bytes are sent again: the procedure recognises the nachrichtenUUID and answers as it did at first.',
      },
    },
  ],
};
