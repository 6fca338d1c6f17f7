import type { Exchange } from '../../../src/sdk.ts';

/** What `deliver` does, for the interface contract. */
export function exchange(options: Readonly<Record<string, unknown>>): Exchange {
  return {
    transport: 'robot-folder',
    receipt: 'zustellwerk-quittung/1/quittung',
    steps: [
      {
        from: 'gateway',
        text: {
          de: 'Ordner NAME mit antrag.json, antrag.csv, nachricht.xml, anlagen/ (umbenannt, erscheint vollständig)',
          en: 'folder NAME with antrag.json, antrag.csv, nachricht.xml, anlagen/ (renamed, appears whole)',
        },
      },
      { from: 'procedure', text: { de: 'Roboter legt NAME/taken an', en: 'robot creates NAME/taken' } },
      {
        from: 'procedure',
        text: {
          de: 'Roboter schreibt NAME/ergebnis.json, dann NAME/done',
          en: 'robot writes NAME/ergebnis.json, then NAME/done',
        },
      },
    ],
    security: [
      options.host === undefined
        ? {
            de: 'Der Ordner liegt auf dem Rechner des Gateways oder ist dort eingehängt; nur Gateway und Roboter dürfen ihn lesen und schreiben.',
            en: "The folder lies on the gateway's machine or is mounted there; only gateway and robot may read and write it.",
          }
        : {
            de: 'SFTP; der Schlüssel des Servers ist durch seinen Fingerabdruck festgelegt, die Anmeldung geschieht mit Schlüssel oder Passwort, das außerhalb dieses Vertrags übergeben wird.',
            en: "SFTP; the server's key is pinned by its fingerprint, the login is by a key or a password that is handed over outside of this contract.",
          },
      {
        de: 'ergebnis.json: {"result": "accepted" oder "refused", "fileNumber"?, "findings"?: [{"id", "text", "xpath"?}]}. Das Gateway fasst es als Quittung (XML), mit der nachrichtenUUID dieser Nachricht.',
        en: 'ergebnis.json: {"result": "accepted" or "refused", "fileNumber"?, "findings"?: [{"id", "text", "xpath"?}]}. The gateway words it as a receipt (XML) with the nachrichtenUUID of this message.',
      },
      {
        de: 'Der Roboter verschiebt NAME nicht, legt taken an, bevor er beginnt, und lässt Ordner, die mit einem Punkt beginnen, unberührt.',
        en: 'The robot does not move NAME, creates taken before it begins, and leaves folders alone whose name begins with a dot.',
      },
    ],
    answers: [
      {
        when: { de: 'done und ein annehmendes ergebnis.json', en: 'done and an accepting ergebnis.json' },
        outcome: 'delivered',
        follows: {
          de: 'Zugestellt; ein Aktenzeichen wird übernommen, der Ordner entfernt.',
          en: 'Delivered; a file number is kept, the folder is removed.',
        },
      },
      {
        when: { de: 'done und ein ablehnendes ergebnis.json', en: 'done and a refusing ergebnis.json' },
        outcome: 'rejected',
        follows: {
          de: 'Endgültig abgelehnt; das Portal sieht die Befunde. Der Ordner wird entfernt.',
          en: 'Rejected for good; the portal sees the findings. The folder is removed.',
        },
      },
      {
        when: { de: 'noch nicht done', en: 'not done yet' },
        outcome: 'later',
        follows: { de: 'Das Gateway sieht wieder nach.', en: 'The gateway looks again.' },
      },
      {
        when: { de: 'nicht taken in der Frist', en: 'not taken within the term' },
        outcome: 'unknown',
        follows: {
          de: 'Der Ordner wird zurückgezogen (.NAME.zurueckgezogen), ein Mensch übernimmt.',
          en: 'The folder is withdrawn (.NAME.zurueckgezogen), a person takes over.',
        },
      },
      {
        when: {
          de: 'taken, aber nicht done in der Frist; ergebnis.json fehlt oder ist unlesbar; Ordner verschwunden',
          en: 'taken but not done within the term; ergebnis.json missing or unreadable; folder gone',
        },
        outcome: 'unknown',
        follows: { de: 'Ein Mensch übernimmt.', en: 'A person takes over.' },
      },
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
    ],
  };
}
