import { defineProfile, writeTables } from '../../../src/sdk.ts';

/** KDO-Kommune365. The interface is not public: modelled. README.md says what is known. */
export default defineProfile({
  id: 'kdo-kommune365',
  title: { de: 'KDO-Kommune365 (modelliert)', en: 'KDO-Kommune365 (modelled)' },
  pack: { fields: '/felder', ignored: ['/antrag', '/mandant'] },
  services: writeTables(
    { dates: 'german', answers: 'json', numbers: 'json', codes: 'codes', addresses: 'joined' },
    (field) => `/felder${field}`,
  ),
});
