import { defineProfile } from '../../../src/sdk.ts';
import { gewerbeanmeldung } from './gewerbeanmeldung.ts';
import { meldebescheinigung } from './meldebescheinigung.ts';

/** How a form server sends its forms: German names, flat groups, every value a text. Neutral, modelled. */
export default defineProfile({
  id: 'formularserver',
  title: { de: 'Formularserver (neutral modelliert)', en: 'Form server (neutral, modelled)' },
  services: { meldebescheinigung, 'gewerbe-anmeldung': gewerbeanmeldung },
});
