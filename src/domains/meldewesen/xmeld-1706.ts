import { scope } from '../../messages/definition.ts';
import { din } from '../../messages/text-types.ts';
import type { Confirmation } from './meldeschein-data.ts';
import { identificationElements } from './parts/identification.ts';
import { xmeldMessage } from './xmeld.ts';

const data = scope<Confirmation>();

/**
 * `onlinedienste.anmeldung.bestaetigungscode.1706`: the code that the authority sent to the person, given back to the
 * authority that got the registration. Nothing is added: the dwelling so far may lie in another municipality.
 */
export const bestaetigungscode1706 = xmeldMessage<Confirmation>({
  type: '1706',
  rootName: 'onlinedienste.anmeldung.bestaetigungscode.1706',
  title: { de: 'Bestätigungscode zur Anmeldung', en: 'Confirmation code of a registration' },
  legalBasis: '§ 23a (3) BMG; § 9 (3) BMeldDigiV',
  complete: (given) => given,
  content: [data.group('identifikation', identificationElements), data.text('code', 'code', din('C'))],
});
