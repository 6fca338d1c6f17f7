import { type Exchange, httpAnswers, httpSecurity } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'https',
  receipt: 'zustellwerk-quittung/1/quittung',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'POST: Nachricht als application/xml, mit Idempotency-Key',
        en: 'POST: the message as application/xml, with Idempotency-Key',
      },
    },
    {
      from: 'procedure',
      text: {
        de: '202: Location nennt die Adresse der Quittung',
        en: '202: Location names the address of the receipt',
      },
    },
    { from: 'gateway', text: { de: 'GET auf diese Adresse, wiederholt', en: 'GET of that address, repeated' } },
    {
      from: 'procedure',
      text: {
        de: '202, solange sie fehlt; dann 200: Quittung (XML)',
        en: '202 while it is missing; then 200: receipt (XML)',
      },
    },
  ],
  security: [
    httpSecurity.server,
    httpSecurity.login,
    {
      de: 'Die Adresse der Quittung liegt auf demselben Server; woanders wird nicht gefragt. Der Kopf Idempotency-Key ist bei jedem Versuch gleich.',
      en: 'The address of the receipt is on the same server; it is not asked for elsewhere. The header Idempotency-Key is the same in every attempt.',
    },
  ],
  answers: [
    httpAnswers.delivered({
      de: 'GET: 200 mit annehmender Quittung für diese nachrichtenUUID',
      en: 'GET: 200 with an accepting receipt for this nachrichtenUUID',
    }),
    httpAnswers.rejected({ de: 'GET: 200 mit ablehnender Quittung', en: 'GET: 200 with a refusing receipt' }),
    {
      when: { de: 'POST: 202 mit Location, oder GET: 202 oder 204', en: 'POST: 202 with Location, or GET: 202 or 204' },
      outcome: 'later',
      follows: {
        de: 'Es wird nach der Quittung gefragt, nicht vor Retry-After; das zählt nicht als Fehlversuch. Ist die Zustellung zu alt, sieht der Betrieb nach.',
        en: 'The receipt is asked for, not before Retry-After; that counts as no failed attempt. When the delivery is too old, an operator looks at it.',
      },
    },
    httpAnswers.temporary,
    httpAnswers.turnedAway({ de: 'POST: 3xx oder jeder andere 4xx', en: 'POST: 3xx, or any other 4xx' }),
    httpAnswers.notConnected,
    httpAnswers.sentAgain({
      de: 'POST: 2xx ohne Adresse einer Quittung, abgebrochene Verbindung, keine Antwort in der Frist',
      en: 'POST: 2xx without an address of a receipt, a cut connection, no answer in time',
    }),
    {
      when: { de: 'GET: nichts, was sicher ist', en: 'GET: nothing that is certain' },
      outcome: 'later',
      follows: { de: 'Es wird noch einmal gefragt; Fragen ändert nichts.', en: 'Asked again; asking changes nothing.' },
    },
    {
      when: {
        de: 'GET: 3xx, 4xx, keine lesbare Quittung oder eine für eine andere Nachricht',
        en: 'GET: 3xx, 4xx, no readable receipt or one for another message',
      },
      outcome: 'unknown',
      follows: {
        de: 'Es wird noch einmal nach der Quittung gefragt; bleibt es so, sieht der Betrieb nach.',
        en: 'The receipt is asked for again; if it stays so, an operator looks at it.',
      },
    },
  ],
};
