import { type Exchange, httpAnswers, httpSecurity } from '../../../src/sdk.ts';

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
    httpSecurity.server,
    httpSecurity.login,
    {
      de: 'Der Schlüssel ist der der Zustellung, bei jedem Versuch derselbe. Eine Datei, deren Name auf .part endet, ist nicht fertig und bleibt liegen.',
      en: 'The key is that of the delivery, the same in every attempt. A file whose name ends in .part is not complete and is left alone.',
    },
  ],
  answers: [
    httpAnswers.delivered({
      de: 'annehmende Quittung für diese nachrichtenUUID',
      en: 'an accepting receipt for this nachrichtenUUID',
    }),
    httpAnswers.rejected({ de: 'ablehnende Quittung', en: 'a refusing receipt' }),
    {
      when: {
        de: 'MOVE: 2xx, oder 412: liegt schon da; GET: 404 statt der Quittung',
        en: 'MOVE: 2xx, or 412: there already; GET: 404 in place of the receipt',
      },
      outcome: 'later',
      follows: {
        de: 'Es wird wieder nachgesehen; das zählt nicht als Fehlversuch. Ist die Zustellung zu alt, sieht der Betrieb nach.',
        en: 'It is looked for again; that counts as no failed attempt. When the delivery is too old, an operator looks at it.',
      },
    },
    httpAnswers.temporary,
    httpAnswers.turnedAway({
      de: 'PUT oder MOVE: 3xx oder jeder andere 4xx',
      en: 'PUT or MOVE: 3xx, or any other 4xx',
    }),
    httpAnswers.notConnected,
    {
      when: { de: 'PUT oder GET ohne sichere Antwort', en: 'PUT or GET without an answer that is certain' },
      outcome: 'later',
      follows: {
        de: 'Neuer Versuch: Nach einer .part sieht niemand, und Nachsehen ändert nichts.',
        en: 'Tried again: nobody looks at a .part, and looking changes nothing.',
      },
    },
    {
      when: { de: 'MOVE ohne sichere Antwort', en: 'MOVE without an answer that is certain' },
      outcome: 'unknown',
      follows: {
        de: 'MOVE wird wiederholt. 412: liegt schon da; 404: ist seither geholt oder entfernt worden und wird noch einmal geschrieben.',
        en: 'MOVE is repeated. 412: there already; 404: taken since, or cleared away, and written once more.',
      },
    },
    {
      when: {
        de: 'GET: 3xx, anderer 4xx, keine lesbare Quittung oder eine für eine andere Nachricht',
        en: 'GET: 3xx, other 4xx, no readable receipt or one for another message',
      },
      outcome: 'unknown',
      follows: {
        de: 'Es wird noch einmal nachgesehen; bleibt es so, sieht der Betrieb nach.',
        en: 'It is looked for again; if it stays so, an operator looks at it.',
      },
    },
  ],
};
