import { expect, it } from 'vitest';
import { findExample } from './example.ts';

const read = async (service: string, portal?: string) => (await findExample(service, portal)).request;

it.each([
  ['gewerbeanmeldung', 'kommune365', 'gewerbe-anmeldung', 'kdo-kommune365'],
  ['Meldebescheinigung', 'antragsmanagement', 'meldebescheinigung', 'antragsmanagement-4'],
  ['kfz-zulassung', undefined, 'kfz-zulassung', 'native'],
])('%s of %s', async (service, portal, serviceId, profile) => {
  const body = await read(service, portal);
  expect(body).toMatchObject({ serviceId, profile });
  expect(body).not.toHaveProperty('reference');
});

it('says what there is', async () => {
  await expect(read('gewerbeanmeldun')).rejects.toThrow('Try gewerbe-anmeldung');
  await expect(read('gewerbe-ummeldung', 'openrathaus')).rejects.toThrow('there is one for native');
});
