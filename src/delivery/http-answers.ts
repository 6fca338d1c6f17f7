import { temporaryStatuses } from '../transports/https-outcome.ts';
import type { Answer, Bilingual } from './exchange.ts';

/**
 * What answers over HTTP come to, in the words of an interface contract: `outcomeOf` and `outcomeOfReceipt`, said for people. An
 * adapter lists those that its `deliver` can come to; `when` is what only it knows.
 */
export const httpAnswers = {
  /** A receipt that accepts. */
  delivered: (
    when: Bilingual = {
      de: '200 mit annehmender Quittung für diese nachrichtenUUID',
      en: '200 with an accepting receipt for this nachrichtenUUID',
    },
  ): Answer => ({
    when,
    outcome: 'delivered',
    follows: { de: 'Zugestellt; ein Aktenzeichen wird übernommen.', en: 'Delivered; a file number is kept.' },
  }),
  /** A receipt that refuses: the procedure's word. */
  rejected: (when: Bilingual): Answer => ({
    when,
    outcome: 'rejected',
    follows: {
      de: 'Endgültig abgelehnt; das Portal sieht die Befunde. Kein weiterer Versuch.',
      en: 'Rejected for good; the portal sees the findings. No further attempt.',
    },
  }),
  /** The server's word about the request, which says nothing about the message. */
  turnedAway: (when: Bilingual = { de: '3xx oder jeder andere 4xx', en: '3xx, or any other 4xx' }): Answer => ({
    when,
    outcome: 'rejected',
    follows: {
      de: 'Endgültig abgelehnt; der Betrieb sieht nach und kann dieselben Bytes noch einmal senden.',
      en: 'Rejected for good; an operator looks at it and can send the same bytes again.',
    },
  }),
  temporary: {
    when: { de: `${temporaryStatuses.join(', ')} oder 5xx`, en: `${temporaryStatuses.join(', ')} or 5xx` },
    outcome: 'later',
    follows: {
      de: 'Neuer Versuch, nicht vor Retry-After (höchstens 24 Stunden).',
      en: 'Tried again, not before Retry-After (at most 24 hours).',
    },
  },
  notConnected: {
    when: { de: 'keine Verbindung, Name unbekannt, TLS gescheitert', en: 'no connection, unknown host, TLS failed' },
    outcome: 'later',
    follows: { de: 'Nichts wurde gesendet; neuer Versuch.', en: 'Nothing was sent; tried again.' },
  },
  /** Nothing is certain, and the procedure recognises what it has. */
  sentAgain: (
    when: Bilingual = {
      de: '200 ohne lesbare Quittung, Quittung für eine andere Nachricht, abgebrochene Verbindung, keine Antwort in der Frist',
      en: '200 without a readable receipt, a receipt for another message, a cut connection, no answer in time',
    },
  ): Answer => ({
    when,
    outcome: 'unknown',
    follows: {
      de: 'Dieselben Bytes werden noch einmal gesendet: Das Verfahren erkennt die nachrichtenUUID und antwortet wie beim ersten Mal.',
      en: 'The same bytes are sent again: the procedure recognises the nachrichtenUUID and answers as it did at first.',
    },
  }),
} as const satisfies Readonly<Record<string, Answer | ((when: Bilingual) => Answer)>>;

/** What protects any exchange over HTTPS, in the words of an interface contract. */
export const httpSecurity = {
  server: {
    de: 'HTTPS; das Zertifikat des Verfahrens wird geprüft, Weiterleitungen (3xx) wird nicht gefolgt.',
    en: "HTTPS; the procedure's certificate is checked, redirects (3xx) are not followed.",
  },
  /** By `authorizationOf`. */
  login: {
    de: 'Anmeldung mit Bearer-Token oder HTTP Basic im Kopf Authorization; das Geheimnis wird außerhalb dieses Vertrags übergeben.',
    en: 'Bearer token or HTTP Basic in the header Authorization; the secret is handed over outside of this contract.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
