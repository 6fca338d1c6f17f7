import { defineProfile, writeTables } from '../../../src/sdk.ts';

/** The Serviceportal of regio iT. The format of its export is not public: modelled. README.md says what is known. */
export default defineProfile({
  id: 'regioit-serviceportal',
  title: { de: 'Serviceportal der regio iT (modelliert)', en: 'Serviceportal of regio iT (modelled)' },
  pack: { fields: '/eingaben', ignored: ['/vorgang'] },
  services: writeTables(
    { dates: 'iso', answers: 'texts', numbers: 'texts', codes: 'codes', addresses: 'split' },
    (field) => `/eingaben${field}`,
  ),
});
