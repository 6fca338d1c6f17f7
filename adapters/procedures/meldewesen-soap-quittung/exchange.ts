import { type Exchange, httpAnswers, httpSecurity } from '../../../src/sdk.ts';

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
    httpSecurity.server,
    httpSecurity.login,
    {
      de: 'Das Element auftrag ist bei jedem Versuch derselben Zustellung gleich; die Nachricht steht Byte für Byte im Umschlag, nur ohne XML-Deklaration.',
      en: 'The element auftrag is the same in every attempt of a delivery; the message stands in the envelope byte for byte, but for its XML declaration.',
    },
  ],
  answers: [
    httpAnswers.delivered(),
    httpAnswers.rejected({ de: '200 mit ablehnender Quittung', en: '200 with a refusing receipt' }),
    httpAnswers.turnedAway({
      de: 'SOAP-Fehler Client, VersionMismatch, MustUnderstand, mit jedem Status',
      en: 'SOAP fault Client, VersionMismatch, MustUnderstand, with any status',
    }),
    {
      when: { de: 'SOAP-Fehler Server oder ein anderer', en: 'SOAP fault Server, or another one' },
      outcome: 'later',
      follows: { de: 'Neuer Versuch.', en: 'Tried again.' },
    },
    httpAnswers.temporary,
    httpAnswers.turnedAway(),
    httpAnswers.notConnected,
    httpAnswers.sentAgain(),
  ],
};
