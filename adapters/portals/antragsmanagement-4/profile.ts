import { defineProfile, writeTables } from '../../../src/sdk.ts';

/** Antragsmanagement 4.0 of Form-Solutions. The layout of the payload is not public: modelled. README.md says what is known. */
export default defineProfile({
  id: 'antragsmanagement-4',
  title: { de: 'Antragsmanagement 4.0 (modelliert)', en: 'Antragsmanagement 4.0 (modelled)' },
  pack: {
    fields: '/payload/felder',
    groups: 'glued',
    ignored: ['/tenant', '/form', '/process', '/status', '/lastModified', '/payload/orderNumber'],
  },
  services: writeTables(
    { dates: 'german', answers: 'ja-nein', numbers: 'texts', codes: 'words', addresses: 'joined' },
    (field) => `/payload/felder${field}`,
  ),
});
