import { type FirstRegistration, firstRegistrationElements, firstRegistrationRules } from './first-registration.ts';
import { kfzMessage } from './kfz.ts';

/** `portal2zulassungsbehoerde.neuzulassung.0001`: a new vehicle is registered (modelled, see `kfz.ts`). */
export const neuzulassung0001 = kfzMessage<FirstRegistration>({
  type: '0001',
  act: 'neuzulassung',
  title: { de: 'Neuzulassung', en: 'First registration of a vehicle' },
  legalBasis: {
    de: 'FZV 2011 § 15j (in der FZV von 2023 neu gezählt)',
    en: 'FZV 2011 § 15j (renumbered in the FZV of 2023)',
  },
  content: firstRegistrationElements,
  rules: firstRegistrationRules,
});
