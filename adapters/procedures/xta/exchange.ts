import type { Exchange } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export const exchange: Exchange = {
  transport: 'xta',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'sendMessage an den XTA-Server: Transportauftrag (MessageMetaData) und Nachricht (ContentContainer, MTOM)',
        en: 'sendMessage to the XTA server: transport order (MessageMetaData) and message (ContentContainer, MTOM)',
      },
    },
    { from: 'procedure', text: { de: 'Auftrag angenommen (leere Antwort)', en: 'order taken (empty answer)' } },
    {
      from: 'gateway',
      text: {
        de: 'nur mit awaitReport: getTransportReport, bis der Bericht abgeschlossen ist',
        en: 'only with awaitReport: getTransportReport until the report is closed',
      },
    },
    { from: 'procedure', text: { de: 'Transportbericht, Status grün', en: 'transport report, status green' } },
  ],
  security: [
    {
      de: 'HTTPS mit Client-Zertifikat; beide Seiten werden geprüft, Weiterleitungen (3xx) wird nicht gefolgt.',
      en: 'HTTPS with client certificate; both sides are checked, redirects (3xx) are not followed.',
    },
    {
      de: 'Die XTAMessageID ist bei jedem Versuch derselben Zustellung gleich; vor einer Wiederholung wird nach ihrem Transportbericht gefragt.',
      en: 'The XTAMessageID is the same in every attempt of a delivery; before a repetition its transport report is asked for.',
    },
    {
      de: 'Der Inhalt ist nicht Ende-zu-Ende verschlüsselt: Der XTA-Server kann ihn lesen; was danach gilt (OSCI), ist seine Sache.',
      en: 'The content is not encrypted end to end: the XTA server can read it; what holds beyond it (OSCI) is its affair.',
    },
  ],
  replies: {
    de: 'Als Transportauftrag an das Postfach des Absenders (autor der Nachricht) am XTA-Server. Das Gateway holt sie mit getStatusList und getMessage ab und schließt sie mit close, sobald sie gespeichert ist. Dieselbe Nachricht noch einmal ändert nichts.',
    en: "As a transport order to the mailbox of the sender (the message's autor) at the XTA server. The gateway fetches it with getStatusList and getMessage, and closes it once it is stored. The same message again changes nothing.",
  },
  answers: [
    {
      when: {
        de: 'leere SOAP-Antwort auf sendMessage, ohne awaitReport',
        en: 'empty SOAP answer to sendMessage, without awaitReport',
      },
      outcome: 'handed-over',
      follows: { de: 'Übergeben; es kommt nichts mehr.', en: 'Handed over; nothing more comes.' },
    },
    {
      when: { de: 'mit awaitReport: Transportbericht grün', en: 'with awaitReport: transport report green' },
      outcome: 'delivered',
      follows: {
        de: 'Zugestellt; der Bericht wird als Quittung aufbewahrt.',
        en: 'Delivered; the report is kept as receipt.',
      },
    },
    {
      when: { de: 'Transportbericht gelb', en: 'transport report yellow' },
      outcome: 'handed-over',
      follows: {
        de: 'Übergeben; der Transport endete mit Warnungen.',
        en: 'Handed over; the transport ended with warnings.',
      },
    },
    {
      when: { de: 'Transportbericht rot', en: 'transport report red' },
      outcome: 'rejected',
      follows: {
        de: 'Der Transport ist gescheitert; der Betrieb sieht nach und bildet eine neue Nachricht.',
        en: 'The transport failed; an operator looks at it and makes a new message.',
      },
    },
    {
      when: {
        de: 'Fehler InvalidMessageID, MessageSchemaViolation, MessageVirusDetection, NotImplemented, ParameterIsNotValid, ParameterNotSupported, PermissionDenied, SyncAsync, UnsupportedExtension',
        en: 'fault InvalidMessageID, MessageSchemaViolation, MessageVirusDetection, NotImplemented, ParameterIsNotValid, ParameterNotSupported, PermissionDenied, SyncAsync, UnsupportedExtension',
      },
      outcome: 'rejected',
      follows: { de: 'Endgültig abgelehnt; kein weiterer Versuch.', en: 'Rejected for good; no further attempt.' },
    },
    {
      when: {
        de: 'Fehler ExternalServiceUnavailable; 408, 425, 429 oder 5xx ohne SOAP; keine Verbindung',
        en: 'fault ExternalServiceUnavailable; 408, 425, 429 or 5xx without SOAP; no connection',
      },
      outcome: 'later',
      follows: {
        de: 'Neuer Versuch, nicht vor Retry-After; zuvor wird nach dem Transportbericht gefragt.',
        en: 'Tried again, not before Retry-After; the transport report is asked for first.',
      },
    },
    {
      when: {
        de: 'mit awaitReport: Transportbericht noch offen',
        en: 'with awaitReport: transport report still open',
      },
      outcome: 'later',
      follows: {
        de: 'Es wird weiter nach dem Transportbericht gefragt; der Auftrag wird nicht noch einmal erteilt.',
        en: 'The transport report is asked for again; the order is not given again.',
      },
    },
    {
      when: {
        de: 'Fehler TechnicalProblem, abgebrochene Verbindung, keine Antwort in der Frist, unlesbare Antwort',
        en: 'fault TechnicalProblem, a cut connection, no answer in time, an unreadable answer',
      },
      outcome: 'unknown',
      follows: {
        de: 'Zuerst wird nach dem Transportbericht gefragt; nur wenn der Server den Auftrag nicht kennt, wird er mit derselben XTAMessageID noch einmal erteilt.',
        en: 'The transport report is asked for first; only if the server does not know the order it is given again, with the same XTAMessageID.',
      },
    },
  ],
};
