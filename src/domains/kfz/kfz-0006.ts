import { type FirstRegistration, firstRegistrationElements, firstRegistrationRules } from './first-registration.ts';
import { kfzMessage } from './kfz.ts';

/**
 * `portal2zulassungsbehoerde.tageszulassung.0006`: a first registration that ends with the day on which it takes effect,
 * without another application (FZV 2023 § 7). That day is the office's decision, so no portal names it (modelled).
 */
export const tageszulassung0006 = kfzMessage<FirstRegistration>({
  type: '0006',
  act: 'tageszulassung',
  title: { de: 'Tageszulassung', en: 'Registration of a vehicle for one day' },
  legalBasis: 'FZV 2023 § 7',
  content: firstRegistrationElements,
  rules: firstRegistrationRules,
});
