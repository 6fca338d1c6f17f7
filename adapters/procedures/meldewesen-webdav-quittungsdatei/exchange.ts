import type { Exchange } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'webdav',
  receipt: 'zustellwerk-quittung/1/quittung',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'PUT {Schlüssel}.part, dann MOVE nach {Schlüssel}.xml',
        en: 'PUT {key}.part, then MOVE to {key}.xml',
      },
    },
    {
      from: 'procedure',
      text: {
        de: 'nimmt {Schlüssel}.xml und legt {Schlüssel}.quittung.xml ab',
        en: 'takes {key}.xml and puts {key}.quittung.xml there',
      },
    },
    {
      from: 'gateway',
      text: { de: 'GET {Schlüssel}.quittung.xml, wiederholt', en: 'GET {key}.quittung.xml, repeated' },
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
      de: 'Der Schlüssel ist der der Zustellung, bei jedem Versuch derselbe. Eine Datei, deren Name auf .part endet, ist nicht fertig und bleibt liegen.',
      en: 'The key is that of the delivery, the same in every attempt. A file whose name ends in .part is not complete and is left alone.',
    },
  ],
  answers: [
    {
      when: {
        de: 'annehmende Quittung für diese nachrichtenUUID',
        en: 'an accepting receipt for this nachrichtenUUID',
      },
      outcome: 'delivered',
      follows: { de: 'Zugestellt; ein Aktenzeichen wird übernommen.', en: 'Delivered; a file number is kept.' },
    },
    {
      when: { de: 'ablehnende Quittung', en: 'a refusing receipt' },
      outcome: 'rejected',
      follows: {
        de: 'Endgültig abgelehnt; das Portal sieht die Befunde. Kein weiterer Versuch.',
        en: 'Rejected for good; the portal sees the findings. No further attempt.',
      },
    },
    {
      when: { de: '404 statt der Quittung', en: '404 in place of the receipt' },
      outcome: 'later',
      follows: {
        de: 'Es wird wieder nachgesehen; das zählt nicht als Fehlversuch. Ist die Zustellung zu alt, sieht der Betrieb nach.',
        en: 'It is looked for again; that counts as no failed attempt. When the delivery is too old, an operator looks at it.',
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
      when: {
        de: 'PUT oder MOVE: 3xx oder jeder andere 4xx (412 beim MOVE: liegt schon da)',
        en: 'PUT or MOVE: 3xx, or any other 4xx (412 to MOVE: there already)',
      },
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
      when: { de: 'MOVE ohne sichere Antwort', en: 'MOVE without an answer that is certain' },
      outcome: 'unknown',
      follows: {
        de: 'PUT und MOVE werden wiederholt: Liegt die Datei schon da, antwortet der Server 412.',
        en: 'PUT and MOVE are repeated: if the file is there already, the server answers 412.',
      },
    },
    {
      when: {
        de: 'keine lesbare Quittung oder eine für eine andere Nachricht',
        en: 'no readable receipt or one for another message',
      },
      outcome: 'unknown',
      follows: {
        de: 'Es wird noch einmal nachgesehen; bleibt es so, sieht der Betrieb nach.',
        en: 'It is looked for again; if it stays so, an operator looks at it.',
      },
    },
  ],
};
