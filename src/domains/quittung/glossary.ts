import type { Glossary } from '../../messages/glossary.ts';

/** What the elements of a receipt mean. */
export const quittungGlossary: Glossary = {
  '@produkt': ['das Fachverfahren', 'the procedure'],
  '@produkthersteller': ['sein Hersteller', 'its manufacturer'],
  nachrichtenUUID: ['nachrichtenUUID unserer Nachricht', 'nachrichtenUUID of our message'],
  eingegangenAm: ['wann sie eingegangen ist', 'when it came in'],
  ergebnis: ['angenommen oder abgelehnt', 'accepted or refused'],
  angenommen: ['leer; das Verfahren hat den Vorgang', 'empty; the procedure has the case'],
  abgelehnt: ['leer; dann mindestens ein befund', 'empty; then at least one befund'],
  aktenzeichen: ['unter dem der Vorgang geführt wird', 'under which the case is kept'],
  befund: ['was gegen die Nachricht spricht', 'what speaks against the message'],
  kennung: ['des Fehlers, immer dieselbe', 'of the fault, always the same'],
  text: ['in Worten, ohne personenbezogene Daten', 'in words, without personal data'],
  xpath: ['die Stelle in unserer Nachricht', 'the place in our message'],
};
