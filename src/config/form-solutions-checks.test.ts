import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { createRegions } from '../catalogue/regions.ts';
import { loadServices } from '../domains/forms/load-services.ts';
import { findFormSolutionsFaults } from './form-solutions-checks.ts';
import { networkSchema } from './network-schema.ts';
import { findPolledFaults } from './polled-checks.ts';

const { catalogue } = await loadServices('config/network.yaml');
const sample = parse(readFileSync('config/network.yaml', 'utf8')) as object;
const sound = {
  id: 'antraege',
  authority: 'leer',
  portal: 'antragsmanagement',
  url: 'https://formulare.example/api',
  tenant: '900001',
  apiKey: 'env:KEY',
  forms: [{ form: 'melde-018', service: 'meldebescheinigung', region: '034570013013' }],
};

function faultsOf(...formSolutions: object[]): string[] {
  const config = networkSchema.parse({ ...sample, formSolutions });
  const known = { regions: createRegions(), services: catalogue };
  const faults = [...findPolledFaults(config, known), ...findFormSolutionsFaults(config, known)];
  return faults.map(({ path }) => path.join('.'));
}

it('finds nothing wrong with a sound tenant', () => {
  expect(faultsOf(sound)).toEqual([]);
});

it('finds what does not exist or is there twice', () => {
  const form = { form: 'x', service: 'meldebescheinigun', region: '034575402000' };
  expect(faultsOf({ ...sound, authority: 'nirgends', portal: 'kreisportal', forms: [form, form] }, sound)).toEqual([
    'formSolutions.0.id',
    'formSolutions.0.authority',
    'formSolutions.1.id',
    'formSolutions.0.portal',
    'formSolutions.0.forms.0.service',
    'formSolutions.0.forms.0.region',
    'formSolutions.0.forms.1.form',
    'formSolutions.0.forms.1.service',
    'formSolutions.0.forms.1.region',
  ]);
});
