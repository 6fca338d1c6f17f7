import { addMunicipality, identification } from './identification.ts';
import type { Identification } from './identification-data.ts';
import { readerMunicipalityRule } from './parts/identification.ts';
import { xmeldMessage } from './xmeld.ts';

/**
 * `onlinedienste.abrufanfrage.selbstauskunftMelderegister.1708`: a citizen asks what the Melderegister holds about
 * them. Answered by 1709 (status or refusal) and 1710 (the data).
 */
export const selbstauskunft1708 = xmeldMessage<Identification>({
  type: '1708',
  rootName: 'onlinedienste.abrufanfrage.selbstauskunftMelderegister.1708',
  title: { de: 'Abruf der Selbstauskunft aus dem Melderegister', en: 'Request for one’s own data in the register' },
  legalBasis: '§ 10 BMG',
  complete: addMunicipality,
  rules: [readerMunicipalityRule('1708')],
  content: [identification],
});
