import { addMunicipality, identification } from './identification.ts';
import type { Identification } from './identification-data.ts';
import { readerMunicipalityRule } from './parts/identification.ts';
import { xmeldMessage } from './xmeld.ts';

/**
 * `onlinedienste.abrufanfrage.widerspruecheUebermittlungssperren.1711`: which Widersprüche and Übermittlungssperren
 * are stored. Answered by 1712.
 */
export const widerspruecheAbruf1711 = xmeldMessage<Identification>({
  type: '1711',
  rootName: 'onlinedienste.abrufanfrage.widerspruecheUebermittlungssperren.1711',
  title: {
    de: 'Abruf der Widersprüche und Übermittlungssperren',
    en: 'Request for the stored objections and transmission blocks',
  },
  legalBasis: '§ 36 (2), § 42 (3), § 50 (5) BMG',
  complete: addMunicipality,
  rules: [readerMunicipalityRule('1711')],
  content: [identification],
});
