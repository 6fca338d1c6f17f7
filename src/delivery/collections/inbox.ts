import { z } from 'zod';
import { duration } from '../../config/fields.ts';
import type { CollectedAdapter } from './collected-adapter.ts';

const options = z.strictObject({
  lease: duration
    .prefault('5m')
    .describe('How long the vendor keeps what it took before it is offered again; it can be extended.'),
});

/** The vendor's software fetches its messages itself: docs/transports/inbox.md. */
export const inbox: CollectedAdapter = {
  id: 'inbox',
  version: '1.0.0',
  summary: {
    de: 'Hält Nachrichten bereit, bis die Software des Herstellers sie abholt und bestätigt.',
    en: "Keeps messages until the vendor's software fetches and acknowledges them.",
  },
  options,
  capabilities: { success: 'delivered', recognisesDuplicates: true },
  collectedBy: 'vendor',
  exchange: {
    transport: 'inbox',
    receipt: 'zustellwerk-quittung/1/quittung',
    steps: [
      {
        from: 'procedure',
        text: {
          de: 'GET /v1/inbox/{Zustellpunkt}: holt ab, mit Frist (lease)',
          en: 'GET /v1/inbox/{destination}: takes, with a lease',
        },
      },
      {
        from: 'gateway',
        text: { de: '200: Nachricht (XML) oder Liste (JSON)', en: '200: message (XML) or list (JSON)' },
      },
      {
        from: 'procedure',
        text: {
          de: 'POST …/acknowledge: Quittung (XML), Aktenzeichen (JSON) oder nichts',
          en: 'POST …/acknowledge: receipt (XML), file number (JSON) or nothing',
        },
      },
    ],
    security: [
      {
        de: 'HTTPS; Schlüssel der Rolle vendor im Kopf Authorization (Bearer), nur für diesen Zustellpunkt. Das Verfahren braucht keine von außen erreichbare Adresse.',
        en: 'HTTPS; a key of the role vendor in the header Authorization (bearer), for this destination alone. The procedure needs no address that others can reach.',
      },
    ],
    answers: [
      {
        when: { de: 'acknowledge', en: 'acknowledge' },
        outcome: 'delivered',
        follows: { de: 'Zugestellt; ein Aktenzeichen wird übernommen.', en: 'Delivered; a file number is kept.' },
      },
      {
        when: { de: 'refuse mit mindestens einem Befund', en: 'refuse with at least one finding' },
        outcome: 'rejected',
        follows: {
          de: 'Endgültig abgelehnt; das Portal sieht die Befunde.',
          en: 'Rejected for good; the portal sees the findings.',
        },
      },
      {
        when: { de: 'Frist abgelaufen ohne Antwort', en: 'the lease ran out without an answer' },
        outcome: 'unknown',
        follows: {
          de: 'Dieselben Bytes werden noch einmal angeboten: Das Verfahren erkennt die nachrichtenUUID.',
          en: 'The same bytes are offered again: the procedure recognises the nachrichtenUUID.',
        },
      },
      {
        when: { de: 'niemand holt ab', en: 'nobody fetches' },
        outcome: 'later',
        follows: {
          de: 'Die Nachricht wartet, bis sie zu alt ist; dann sieht der Betrieb nach.',
          en: 'The message waits until it is too old; then an operator looks at it.',
        },
      },
    ],
  },
};
