import type { Glossary } from '../../messages/glossary.ts';

/** What the elements of a status message mean. */
export const statusGlossary: Glossary = {
  statusmitteilung: ['was die Behörde mitteilt', 'what the office tells'],
  bezug: ['auf welche Nachricht oder welchen Vorgang', 'to which message or case'],
  status: ['wie weit der Vorgang ist', 'how far the case has come'],
  text: ['in Worten, für den Antragsteller', 'in words, for the applicant'],
  rueckfrage: ['was die Behörde wissen will', 'what the office wants to know'],
  entscheidung: ['wie entschieden wurde', 'what was decided'],
  ergebnis: ['die Entscheidung als Schlüssel', 'the decision as a code'],
  dokument: ['eine Datei der Behörde', 'a file of the office'],
  bezeichnung: ['was die Datei ist', 'what the file is'],
  sha512: ['Prüfsumme der Datei, SHA-512 in Hexadezimalziffern', "the file's checksum, SHA-512 in hexadecimal digits"],
};
