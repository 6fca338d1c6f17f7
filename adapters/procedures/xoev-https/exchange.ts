import { type Exchange, httpAnswers, httpSecurity } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'https',
  receipt: 'zustellwerk-quittung/1/quittung',
  trial: 'http-post',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'POST: Nachricht als application/xml, mit Idempotency-Key',
        en: 'POST: the message as application/xml, with Idempotency-Key',
      },
    },
    { from: 'procedure', text: { de: '200: Quittung (XML)', en: '200: receipt (XML)' } },
  ],
  headers: [
    { name: 'Content-Type', value: { de: 'application/xml; charset=utf-8', en: 'application/xml; charset=utf-8' } },
    {
      name: 'Authorization',
      value: { de: 'Bearer-Token oder HTTP Basic, wie vereinbart', en: 'bearer token or HTTP Basic, as agreed' },
    },
    {
      name: 'Idempotency-Key',
      value: {
        de: 'Kennung der Zustellung, bei jedem Versuch dieselbe',
        en: 'id of the delivery, the same in every attempt',
      },
    },
    {
      name: 'Zustellwerk-Message',
      value: { de: 'Standard/Version/Typ der Nachricht', en: 'standard/version/type of the message' },
    },
  ],
  security: [
    httpSecurity.server,
    {
      de: 'Anmeldung mit Bearer-Token (fest oder über OAuth 2.0 client credentials geholt) oder HTTP Basic im Kopf Authorization, auf Wunsch mit Client-Zertifikat (mTLS); Geheimnisse werden außerhalb dieses Vertrags übergeben.',
      en: 'Bearer token (fixed, or fetched by OAuth 2.0 client credentials) or HTTP Basic in the header Authorization, with a client certificate (mTLS) where agreed; secrets are handed over outside of this contract.',
    },
    {
      de: 'Der Kopf Idempotency-Key ist bei jedem Versuch derselben Zustellung gleich; zustellwerk-message nennt die Nachricht (Standard/Version/Typ).',
      en: 'The header Idempotency-Key is the same in every attempt of a delivery; zustellwerk-message names the message (standard/version/type).',
    },
  ],
  answers: [
    httpAnswers.delivered(),
    httpAnswers.rejected({ de: '200 oder 422 mit ablehnender Quittung', en: '200 or 422 with a refusing receipt' }),
    httpAnswers.temporary,
    httpAnswers.turnedAway(),
    httpAnswers.notConnected,
    {
      when: { de: 'mit tokenUrl: kein Token zu bekommen', en: 'with tokenUrl: no token to be had' },
      outcome: 'later',
      follows: { de: 'Nichts wurde gesendet; neuer Versuch.', en: 'Nothing was sent; tried again.' },
    },
    httpAnswers.sentAgain({
      de: '200 ohne lesbare Quittung, Quittung für eine andere Nachricht, annehmende Quittung mit 422, abgebrochene Verbindung, keine Antwort in der Frist',
      en: '200 without a readable receipt, a receipt for another message, an accepting receipt with 422, a cut connection, no answer in time',
    }),
  ],
};
