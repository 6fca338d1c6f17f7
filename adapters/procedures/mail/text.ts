/** What the text of a mail tells of its attachments; nothing personal. */
interface Told {
  readonly id: string;
  readonly uuid: string;
  /** Of the XML, in hexadecimal digits. */
  readonly sha512: string;
  readonly xmlName: string;
  /** Absent: there is no PDF. */
  readonly pdfName?: string;
}

/** The text that a person reads first. */
export function writeText({ id, uuid, sha512, xmlName, pdfName }: Told, language: 'de' | 'en'): string {
  if (language === 'en') {
    const reading =
      pdfName === undefined ? 'There is no PDF of it: this message can only be read as XML.' : `To read: ${pdfName}`;
    return `An online application is attached as an XML message.

${reading}
Message: ${id}
nachrichtenUUID: ${uuid}
File: ${xmlName}
SHA-512: ${sha512}

The same nachrichtenUUID is the same application: if this mail comes a second time, there is nothing to do.
The portal does not hear whether and when you have read the application. Nobody reads answers to the sender.
`;
  }
  const reading =
    pdfName === undefined ? 'Ein PDF gibt es nicht: Diese Nachricht ist nur als XML lesbar.' : `Zum Lesen: ${pdfName}`;
  return `Im Anhang liegt ein Online-Antrag als XML-Nachricht.

${reading}
Nachricht: ${id}
nachrichtenUUID: ${uuid}
Datei: ${xmlName}
SHA-512: ${sha512}

Dieselbe nachrichtenUUID ist derselbe Antrag: Kommt diese E-Mail ein zweites Mal, ist nichts zu tun.
Das Portal erfährt nicht, ob und wann Sie den Antrag gelesen haben. Antworten an den Absender liest niemand.
`;
}
