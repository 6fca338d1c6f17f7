import type { Glossary } from '../../../messages/glossary.ts';
import { gewerbeGlossary } from '../glossary.ts';

/** What only the messages that an office sends on have (XGewerbeanzeige 2.x), and what they share with notices. */
export const xgewerbeanzeigeGlossary: Glossary = {
  ...gewerbeGlossary,
  berichtszeitraum: ['Monat, über den berichtet wird', 'month that is reported'],
  satz: ['eine Meldung', 'one notice'],
  satzErstellung: ['wann der Satz erzeugt wurde', 'when the record was made'],
  ereigniszeitpunkt: ['wann geschah, was gemeldet wird', 'when what is reported happened'],
  istKorrektur: ['ob eine frühere Meldung berichtigt wird', 'whether an earlier notice is corrected'],
  gemeindeZusatz: ['Zusatz zur Gemeinde', 'addition to the municipality'],
  'betrieb/ID': ['Nummer des Betriebs', 'number of the business'],
  uuid: ['UUID der Meldung', 'UUID of the notice'],
  'satz/anmeldung': ['Anmeldung eines Gewerbes', 'registration of a business'],
  'satz/ummeldung': ['Ummeldung eines Gewerbes', 'change of a business'],
  'satz/abmeldung': ['Abmeldung eines Gewerbes', 'deregistration of a business'],
  '@listURI': ['Liste, aus der der Schlüssel ist', 'list of the code'],
  '@listVersionID': ['Version der Liste', 'version of the list'],
};
