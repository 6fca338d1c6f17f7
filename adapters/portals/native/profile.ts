import { defineProfile } from '../../../src/sdk.ts';

/** The data of each service as they are: for portals that can choose their format. */
export default defineProfile({
  id: 'native',
  title: { de: 'Fachdaten ohne Umsetzung', en: 'Data as they are' },
  services: {},
  fallback: 'identity',
});
