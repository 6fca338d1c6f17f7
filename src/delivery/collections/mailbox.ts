import { z } from 'zod';
import type { CollectedAdapter } from './collected-adapter.ts';

/** A clerk with a browser downloads messages: docs/transports/mailbox.md. What a destination has without a word. */
export const mailbox: CollectedAdapter = {
  id: 'mailbox',
  version: '1.0.0',
  summary: {
    de: 'Hält Nachrichten bereit, bis jemand in der Behörde sie herunterlädt und erledigt.',
    en: 'Keeps messages until somebody at the office downloads and finishes them.',
  },
  options: z.strictObject({}),
  capabilities: { success: 'handed-over', recognisesDuplicates: true },
  collectedBy: 'clerk',
  exchange: {
    transport: 'mailbox',
    steps: [
      {
        from: 'procedure',
        text: {
          de: 'Postfach öffnen, Nachricht herunterladen (ZIP: XML, lesbare Seite, CSV, JSON, Anlagen)',
          en: 'open the mailbox, download the message (ZIP: XML, readable page, CSV, JSON, files)',
        },
      },
      {
        from: 'procedure',
        text: { de: 'erledigt, mit oder ohne Aktenzeichen', en: 'done, with or without a file number' },
      },
    ],
    security: [
      {
        de: 'HTTPS; Schlüssel der Rolle clerk, nur für die Postfächer der eigenen Behörde. Jeder Abruf steht im Ereignisprotokoll.',
        en: "HTTPS; a key of the role clerk, for the mailboxes of one's own authority alone. Each download stands in the events.",
      },
    ],
    answers: [
      {
        when: { de: 'erledigt mit Aktenzeichen', en: 'done with a file number' },
        outcome: 'delivered',
        follows: { de: 'Zugestellt; das Aktenzeichen wird übernommen.', en: 'Delivered; the file number is kept.' },
      },
      {
        when: { de: 'erledigt ohne Aktenzeichen', en: 'done without a file number' },
        outcome: 'handed-over',
        follows: { de: 'Übergeben; weiter ist nichts zu erwarten.', en: 'Handed over; nothing more is to come.' },
      },
      {
        when: { de: 'abgelehnt mit mindestens einem Befund', en: 'refused with at least one finding' },
        outcome: 'rejected',
        follows: {
          de: 'Endgültig abgelehnt; das Portal sieht die Befunde.',
          en: 'Rejected for good; the portal sees the findings.',
        },
      },
      {
        when: { de: 'niemand erledigt sie', en: 'nobody finishes it' },
        outcome: 'later',
        follows: {
          de: 'Die Nachricht wartet, bis sie zu alt ist; dann sieht der Betrieb nach. Im Postfach bleibt sie.',
          en: 'The message waits until it is too old; then an operator looks at it. It stays in the mailbox.',
        },
      },
    ],
  },
};
