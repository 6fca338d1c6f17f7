import type { Exchange } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export function exchange(options: Readonly<Record<string, unknown>>): Exchange {
  const protection = options.certificate === undefined ? unencrypted : encrypted;
  return { ...common, security: [protection, ...common.security] };
}

const unencrypted = {
  de: 'WARNUNG: E-Mail ist das letzte Mittel. Verschlüsselt ist nur der Weg bis zum Mailserver der Behörde; dahinter liegen personenbezogene Daten unverschlüsselt im Postfach. Die Behörde muss das vor dem Echtbetrieb mit ihrem Datenschutzbeauftragten geklärt haben.',
  en: 'WARNING: mail is the last resort. Only the way to the mail server of the authority is encrypted; behind it, personal data lie unencrypted in a mailbox. The authority must have settled this with its data protection officer before real use.',
};
const encrypted = {
  de: 'WARNUNG: E-Mail ist das letzte Mittel. Text und Anhänge sind für das Zertifikat des Postfachs verschlüsselt (S/MIME: AES-256-CBC, RSAES-OAEP mit SHA-256), Absender, Empfänger und Betreff nicht. Signiert wird nicht.',
  en: "WARNING: mail is the last resort. Text and attachments are encrypted for the mailbox's certificate (S/MIME: AES-256-CBC, RSAES-OAEP with SHA-256); sender, recipient and subject are not. There is no signature.",
};

const common: Exchange = {
  transport: 'mail',
  steps: [
    {
      from: 'gateway',
      text: {
        de: 'SMTP mit TLS: E-Mail mit der Nachricht als Anhang NAME.xml und einem PDF zum Lesen als NAME.pdf',
        en: 'SMTP with TLS: a mail with the message attached as NAME.xml and a PDF to read as NAME.pdf',
      },
    },
    { from: 'procedure', text: { de: '250: der Mailserver hat die E-Mail', en: '250: the mail server has the mail' } },
  ],
  security: [
    {
      de: 'WARNUNG: Es kommt keine Quittung. Niemand merkt, wenn eine E-Mail nicht gelesen, aussortiert oder gelöscht wird.',
      en: 'WARNING: there is no receipt. Nobody notices when a mail is not read, filtered out or deleted.',
    },
    {
      de: 'Das PDF ist eine Lesefassung: Es gilt die XML-Nachricht. Dateien des Antrags liegen nur in der XML-Nachricht, wo deren Standard sie aufnimmt. Kann das Gateway eine Nachricht nicht ganz lesen, fehlt das PDF, und der Text sagt es.',
      en: 'The PDF is a copy for reading: the XML message is what counts. Files of the application lie in the XML message alone, where its standard embeds them. Where the gateway cannot read all of a message there is no PDF, and the text says so.',
    },
    {
      de: 'TLS ist Pflicht (STARTTLS oder von Anfang an), das Zertifikat des Mailservers wird geprüft; die Anmeldung geschieht mit Benutzer und Passwort, das außerhalb dieses Vertrags übergeben wird.',
      en: "TLS is compulsory (STARTTLS or from the beginning), the mail server's certificate is checked; the login is by user and a password that is handed over outside of this contract.",
    },
    {
      de: 'Der Betreff nennt nur Nachricht und Zustellung. Die Message-ID ist bei jedem Versuch derselben Zustellung gleich.',
      en: 'The subject names message and delivery only. The Message-ID is the same in every attempt of a delivery.',
    },
  ],
  answers: [
    {
      when: { de: 'der Mailserver nimmt die E-Mail (250)', en: 'the mail server takes the mail (250)' },
      outcome: 'handed-over',
      follows: { de: 'Übergeben; mehr erfährt das Gateway nicht.', en: 'Handed over; the gateway hears nothing more.' },
    },
    {
      when: { de: '4xx auf Absender, Empfänger oder Inhalt', en: '4xx to sender, recipient or content' },
      outcome: 'later',
      follows: { de: 'Neuer Versuch.', en: 'Tried again.' },
    },
    {
      when: { de: '5xx auf Absender, Empfänger oder Inhalt', en: '5xx to sender, recipient or content' },
      outcome: 'rejected',
      follows: {
        de: 'Endgültig abgelehnt; der Betrieb sieht nach und kann dieselben Bytes noch einmal senden.',
        en: 'Rejected for good; an operator looks at it and can send the same bytes again.',
      },
    },
    {
      when: {
        de: 'keine Verbindung, TLS nicht möglich, Anmeldung abgelehnt, Abbruch vor dem Inhalt',
        en: 'no connection, TLS not possible, login refused, cut before the content',
      },
      outcome: 'later',
      follows: { de: 'Nichts wurde gesendet; neuer Versuch.', en: 'Nothing was sent; tried again.' },
    },
    {
      when: {
        de: 'Verbindung abgebrochen oder Zeit um, nachdem der Inhalt begonnen hat',
        en: 'connection cut, or time up, after the content began',
      },
      outcome: 'unknown',
      follows: {
        de: 'Ein Mensch fragt nach, ob die E-Mail mit dieser Message-ID da ist.',
        en: 'A person asks whether the mail with this Message-ID is there.',
      },
    },
  ],
};
