import { scope } from '../../messages/definition.ts';
import { addMunicipality } from './identification.ts';
import { type Identification, identificationElements, readerMunicipalityRule } from './parts/identification.ts';
import { xmeldMessage } from './xmeld.ts';

/**
 * `onlinedienste.abrufanfrage.vorausgefuellterMeldeschein.1702`: a portal asks the authority of the dwelling so far for
 * what it knows, to prefill the registration form. Its answer is 1703.
 */
export const meldescheinAbruf1702 = xmeldMessage<Identification>({
  type: '1702',
  rootName: 'onlinedienste.abrufanfrage.vorausgefuellterMeldeschein.1702',
  title: { de: 'Abruf des vorausgefüllten Meldescheins', en: 'Request for a prefilled registration form' },
  legalBasis: '§ 23a (1) BMG; § 9 (1) BMeldDigiV',
  complete: addMunicipality,
  rules: [readerMunicipalityRule('1702')],
  content: [scope<Identification>().group('identifikation', identificationElements)],
});
