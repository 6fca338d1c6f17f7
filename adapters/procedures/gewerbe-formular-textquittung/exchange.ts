import type { Exchange } from '../../../src/sdk.ts';

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
    {
      de: 'HTTPS; das Zertifikat des Verfahrens wird geprüft, Weiterleitungen (3xx) wird nicht gefolgt.',
      en: "HTTPS; the procedure's certificate is checked, redirects (3xx) are not followed.",
    },
    {
      de: 'Anmeldung mit Bearer-Token oder HTTP Basic im Kopf Authorization; das Geheimnis wird außerhalb dieses Vertrags übergeben.',
      en: 'Bearer token or HTTP Basic in the header Authorization; the secret is handed over outside of this contract.',
    },
    {
      de: 'Quittung (text/plain, UTF-8): nachrichtenUUID, eingegangenAm, ergebnis (angenommen oder abgelehnt), produkt, hersteller; aktenzeichen und befund=kennung;text nach Bedarf. Aufbewahrt wird sie in der Form von zustellwerk-quittung.',
      en: 'Receipt (text/plain, UTF-8): nachrichtenUUID, eingegangenAm, ergebnis (angenommen or abgelehnt), produkt, hersteller; aktenzeichen and befund=id;text where there are any. It is kept in the form of zustellwerk-quittung.',
    },
  ],
  answers: [
    {
      when: {
        de: '200 mit ergebnis=angenommen für diese nachrichtenUUID',
        en: '200 with ergebnis=angenommen for this nachrichtenUUID',
      },
      outcome: 'delivered',
      follows: { de: 'Zugestellt; ein Aktenzeichen wird übernommen.', en: 'Delivered; a file number is kept.' },
    },
    {
      when: {
        de: '200 mit ergebnis=abgelehnt und mindestens einem befund',
        en: '200 with ergebnis=abgelehnt and at least one befund',
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
        de: '200 ohne lesbare Quittung oder mit der einer anderen Nachricht, abgebrochene Verbindung, keine Antwort in der Frist',
        en: '200 without a readable receipt or with that of another message, a cut connection, no answer in time',
      },
      outcome: 'unknown',
      follows: {
        de: 'Dieselben Bytes werden noch einmal gesendet: Das Verfahren erkennt die nachrichtenUUID und antwortet wie beim ersten Mal.',
        en: 'The same bytes are sent again: the procedure recognises the nachrichtenUUID and answers as it did at first.',
      },
    },
  ],
};
