import type { Exchange } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'soap',
  receipt: 'zustellwerk-quittung/1/quittung',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'POST: SOAP-1.1-Umschlag mit uebergabe (auftrag, nachrichtentyp, nachricht)',
        en: 'POST: SOAP 1.1 envelope with uebergabe (auftrag, nachrichtentyp, nachricht)',
      },
    },
    {
      from: 'procedure',
      text: {
        de: '200: SOAP-Umschlag mit der Quittung im Rumpf',
        en: '200: SOAP envelope with the receipt in its body',
      },
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
      de: 'Das Element auftrag ist bei jedem Versuch derselben Zustellung gleich; die Nachricht steht Byte für Byte im Umschlag, nur ohne XML-Deklaration.',
      en: 'The element auftrag is the same in every attempt of a delivery; the message stands in the envelope byte for byte, but for its XML declaration.',
    },
  ],
  answers: [
    {
      when: {
        de: '200 mit annehmender Quittung für diese nachrichtenUUID',
        en: '200 with an accepting receipt for this nachrichtenUUID',
      },
      outcome: 'delivered',
      follows: { de: 'Zugestellt; ein Aktenzeichen wird übernommen.', en: 'Delivered; a file number is kept.' },
    },
    {
      when: { de: '200 mit ablehnender Quittung', en: '200 with a refusing receipt' },
      outcome: 'rejected',
      follows: {
        de: 'Endgültig abgelehnt; das Portal sieht die Befunde. Kein weiterer Versuch.',
        en: 'Rejected for good; the portal sees the findings. No further attempt.',
      },
    },
    {
      when: {
        de: 'SOAP-Fehler Client, VersionMismatch, MustUnderstand',
        en: 'SOAP fault Client, VersionMismatch, MustUnderstand',
      },
      outcome: 'rejected',
      follows: {
        de: 'Endgültig abgelehnt; der Betrieb sieht nach und kann dieselben Bytes noch einmal senden.',
        en: 'Rejected for good; an operator looks at it and can send the same bytes again.',
      },
    },
    {
      when: { de: 'SOAP-Fehler Server', en: 'SOAP fault Server' },
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
