import type { Answer, Exchange } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export function exchange(options: Readonly<Record<string, unknown>>): Exchange {
  const receipt = options.receipt !== false;
  return {
    transport: 'exchange-folder',
    success: receipt ? 'delivered' : 'handed-over',
    ...(receipt && { receipt: 'zustellwerk-quittung/1/quittung' }),
    steps: [
      {
        from: 'gateway',
        text: {
          de: 'NAME.xml.sha512, dann NAME.xml (umbenannt, erscheint vollständig)',
          en: 'NAME.xml.sha512, then NAME.xml (renamed, appears whole)',
        },
      },
      { from: 'procedure', text: { de: 'nimmt NAME.xml aus dem Ordner', en: 'takes NAME.xml from the folder' } },
      ...(receipt
        ? [
            {
              from: 'procedure' as const,
              text: {
                de: 'NAME.quittung.xml (umbenannt, erscheint vollständig)',
                en: 'NAME.quittung.xml (renamed, appears whole)',
              },
            },
          ]
        : []),
    ],
    security: [options.host === undefined ? localSecurity : sftpSecurity, ...manners],
    replies: {
      de: 'Als Datei *.antwort.xml im selben Ordner, Name frei: unter anderem Namen schreiben, dann umbenennen. Nach der Übernahme ist die Datei weg. Dieselbe Nachricht noch einmal ändert nichts.',
      en: 'As a file *.antwort.xml in the same folder, its name free: write it under another name, then rename it. Once taken in, the file is gone. The same message again changes nothing.',
    },
    answers: [...(receipt ? withReceipt : withoutReceipt), ...always],
  };
}

const localSecurity = {
  de: 'Der Ordner liegt auf dem Rechner des Gateways oder ist dort eingehängt; nur Gateway und Verfahren dürfen ihn lesen und schreiben.',
  en: "The folder lies on the gateway's machine or is mounted there; only gateway and procedure may read and write it.",
};
const sftpSecurity = {
  de: 'SFTP; der Schlüssel des Servers ist durch seinen Fingerabdruck festgelegt, die Anmeldung geschieht mit Schlüssel oder Passwort, das außerhalb dieses Vertrags übergeben wird.',
  en: "SFTP; the server's key is pinned by its fingerprint, the login is by a key or a password that is handed over outside of this contract.",
};

const manners = [
  {
    de: 'NAME ist der Schlüssel der Zustellung und bei jedem Versuch gleich. Das Verfahren liest nur *.xml, nie *.part, prüft die Prüfsumme und lässt den Ordner .zustellwerk unberührt.',
    en: 'NAME is the key of the delivery, the same in every attempt. The procedure reads *.xml only, never *.part, checks the checksum, and leaves the folder .zustellwerk alone.',
  },
];

const withReceipt: readonly Answer[] = [
  {
    when: { de: 'annehmende Quittung für diese nachrichtenUUID', en: 'accepting receipt for this nachrichtenUUID' },
    outcome: 'delivered',
    follows: {
      de: 'Zugestellt; ein Aktenzeichen wird übernommen, der Ordner aufgeräumt.',
      en: 'Delivered; a file number is kept, the folder is tidied.',
    },
  },
  {
    when: { de: 'ablehnende Quittung', en: 'refusing receipt' },
    outcome: 'rejected',
    follows: {
      de: 'Endgültig abgelehnt; das Portal sieht die Befunde. Der Ordner wird aufgeräumt.',
      en: 'Rejected for good; the portal sees the findings. The folder is tidied.',
    },
  },
  {
    when: { de: 'noch keine Quittung', en: 'no receipt yet' },
    outcome: 'later',
    follows: {
      de: 'Das Gateway sieht wieder nach und schreibt nicht noch einmal.',
      en: 'The gateway looks again and does not write again.',
    },
  },
  {
    when: {
      de: 'keine Quittung in der Frist, eine unlesbare oder eine für eine andere Nachricht',
      en: 'no receipt within the term, an unreadable one, or one for another message',
    },
    outcome: 'unknown',
    follows: { de: 'Ein Mensch sieht nach.', en: 'A person looks.' },
  },
];

const withoutReceipt: readonly Answer[] = [
  {
    when: {
      de: 'NAME.xml liegt im Ordner oder wurde schon genommen',
      en: 'NAME.xml lies in the folder, or was already taken',
    },
    outcome: 'handed-over',
    follows: { de: 'Übergeben; mehr erfährt das Gateway nicht.', en: 'Handed over; the gateway hears nothing more.' },
  },
];

const always: readonly Answer[] = [
  {
    when: {
      de: 'Ordner oder Server nicht erreichbar, voll, ohne Berechtigung, Verbindung abgebrochen',
      en: 'folder or server not reached, full, permission denied, connection cut',
    },
    outcome: 'later',
    follows: {
      de: 'Neuer Versuch; er sieht zuerst nach, was schon im Ordner liegt.',
      en: 'Tried again; that attempt first looks what lies in the folder already.',
    },
  },
  {
    when: { de: 'andere Bytes unter NAME.xml', en: 'other bytes under NAME.xml' },
    outcome: 'unknown',
    follows: { de: 'Nichts wird überschrieben; ein Mensch sieht nach.', en: 'Nothing is overwritten; a person looks.' },
  },
];
