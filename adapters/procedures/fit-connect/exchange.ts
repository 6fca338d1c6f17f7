import type { Exchange } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'fit-connect',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'Einreichung ankündigen, Anlagen einzeln verschlüsselt hochladen, Metadaten und Fachdaten verschlüsselt einreichen',
        en: 'announce the submission, upload each attachment encrypted, submit metadata and data encrypted',
      },
    },
    {
      from: 'procedure',
      text: { de: 'holt ab, prüft, signiert ein Ereignis', en: 'picks up, checks, signs an event' },
    },
    { from: 'gateway', text: { de: 'liest und prüft das Ereignisprotokoll', en: 'reads and verifies the event log' } },
  ],
  security: [
    {
      de: 'Ende-zu-Ende verschlüsselt mit dem Schlüssel des Zustellpunkts (RSA-OAEP-256, A256GCM), der vor jeder Einreichung neu geholt und geprüft wird.',
      en: 'Encrypted end to end with the key of the destination (RSA-OAEP-256, A256GCM), fetched and checked anew for each submission.',
    },
    {
      de: 'Signaturen des Protokolls werden geprüft und seine Authentication-Tags mit denen des Gesendeten verglichen.',
      en: 'Signatures of the log are verified, and its authentication tags compared with those of what was sent.',
    },
    {
      de: 'Nach einer verlorenen Antwort entscheidet das Protokoll; es wird nie eine zweite Einreichung abgegeben.',
      en: 'After a lost answer the log decides; a second submission is never made.',
    },
  ],
  answers: [
    {
      when: { de: 'accept-submission im Protokoll', en: 'accept-submission in the log' },
      outcome: 'delivered',
      follows: { de: 'Zugestellt; das Ereignis ist die Quittung.', en: 'Delivered; the event is the receipt.' },
    },
    {
      when: { de: 'eingereicht, mit awaitAnswer: false', en: 'submitted, with awaitAnswer: false' },
      outcome: 'handed-over',
      follows: { de: 'Übergeben; es kommt nichts mehr.', en: 'Handed over; nothing more comes.' },
    },
    {
      when: { de: 'reject-submission im Protokoll', en: 'reject-submission in the log' },
      outcome: 'rejected',
      follows: { de: 'Abgewiesen mit den Problemen des Ereignisses.', en: 'Rejected with the problems of the event.' },
    },
    {
      when: {
        de: 'noch kein Ereignis des Empfängers, oder der Dienst ist nicht da',
        en: 'no event of the recipient yet, or the service is away',
      },
      outcome: 'later',
      follows: { de: 'Es wird wieder nachgesehen.', en: 'It is looked again.' },
    },
    {
      when: {
        de: 'keine Antwort auf das Einreichen, oder fremde Tags im Protokoll',
        en: 'no answer to the submit, or foreign tags in the log',
      },
      outcome: 'unknown',
      follows: {
        de: 'Erst wird das Protokoll gelesen; sonst entscheidet ein Mensch.',
        en: 'The log is read first; else a person decides.',
      },
    },
  ],
};
