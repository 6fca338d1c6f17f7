import { defineProfile, writeTables } from '../../../src/sdk.ts';

/** The groups that are filled in from the citizen's account before the form opens. */
const fromAccount: Readonly<Record<string, readonly string[]>> = {
  meldebescheinigung: ['/antragsteller/', '/anschrift/'],
  'kfz-zulassung': ['/halter/'],
};

/** OpenR@thaus and OpenKreishaus. The format of the portlets is not public: modelled. README.md says what is known. */
export default defineProfile({
  id: 'openrathaus',
  title: { de: 'OpenR@thaus (modelliert)', en: 'OpenR@thaus (modelled)' },
  pack: { fields: '/formular', ignored: ['/prozess'] },
  services: writeTables(
    { dates: 'iso', answers: 'json', numbers: 'json', codes: 'codes', addresses: 'split' },
    (field, service) => `${isPrefilled(field, service) ? '/konto' : '/formular'}${field}`,
  ),
});

function isPrefilled(field: string, service: string): boolean {
  return fromAccount[service]?.some((group) => field.startsWith(group)) ?? false;
}
