import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mayBeDelivered } from '../../catalogue/service.ts';
import { createCatalogue } from '../../catalogue/services.ts';
import { formYaml } from '../../testing/forms.ts';
import { findAct, serviceActs } from '../index.ts';
import { loadForms } from './load-forms.ts';
import { loadServices } from './load-services.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forms-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes a form for a service into a folder of forms. */
async function write(set: string, name: string, service: string, further = ''): Promise<void> {
  const own = join(folder, set, name);
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'form.yaml'), formYaml('schema.json', further).replace('generischer-antrag', service));
  await writeFile(join(own, 'schema.json'), '{"type": "object", "properties": {"a": {"type": "string"}}}');
}

const load = (...sets: string[]) =>
  loadForms(
    sets.map((set) => join(folder, set)),
    serviceActs,
  );

describe('forms of several folders', () => {
  it('a later one takes the place of an earlier one', async () => {
    await write('own', 'dog', 'hundesteuer-anmeldung');
    await write('further', 'hund', 'hundesteuer-anmeldung', 'applicant: required\n');
    const { acts } = await load('own', 'further', 'not-there');
    expect(acts.map(({ serviceId, applicant }) => [serviceId, applicant])).toEqual([
      ['hundesteuer-anmeldung', 'required'],
    ]);
  });

  it('the form of the generic service stands in for all that have none; none is for links or for services with a message', async () => {
    await write('own', 'any', 'generischer-antrag');
    const ids = (await load('own')).acts.map(({ serviceId }) => serviceId);
    const wanted = createCatalogue()
      .list()
      .filter((service) => mayBeDelivered(service) && !serviceActs.some(({ serviceId }) => serviceId === service.id));
    expect(ids.sort()).toEqual(wanted.map(({ id }) => id).sort());
  });

  it('another act of a service is another form', async () => {
    await write('own', 'a', 'hundesteuer-anmeldung');
    await write('own', 'b', 'hundesteuer-anmeldung', 'act: change\n');
    expect((await load('own')).acts.map(({ act }) => act)).toEqual(['apply', 'change']);
  });

  it('versions of a form stand side by side, also over folders; each needs a name of its own', async () => {
    const two = (from: string) => `validFrom: ${from}\n`;
    await write('own', 'a', 'hundesteuer-anmeldung');
    await write('further', 'b', 'hundesteuer-anmeldung', two('2027-01-01'));
    await expect(load('own', 'further')).rejects.toThrow(
      /b\/form.yaml:2:1 version there is a version "1" of this form/,
    );
    const file = join(folder, 'further', 'b', 'form.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('version: "1"', 'version: "2"'));
    const { acts } = await load('own', 'further');
    const on = (day: string, formVersion?: string) =>
      findAct('hundesteuer-anmeldung', 'apply', acts, { day, formVersion })?.form?.version;
    expect([on('2026-12-31'), on('2027-01-01'), on('2027-01-01', '1'), on('2026-12-31', '2')]).toEqual([
      '1',
      '2',
      '1',
      undefined,
    ]);
    await write('own', 'c', 'wohngeld', 'validFrom: 2027-02-01\nvalidUntil: 2027-01-31\n');
    await expect(load('own', 'further')).rejects.toThrow(
      /c\/form.yaml:7:1 validUntil .* a day that is not before 2027-02-01/,
    );
  });

  it('a new service is told once, and all its acts know it', async () => {
    await write('own', 'a', 'fischereischein', 'newService: { name: Fischereischein }\n');
    await write('own', 'b', 'fischereischein', 'act: renew\n');
    const { acts, services } = await load('own');
    expect(acts.map(({ act }) => act)).toEqual(['apply', 'renew']);
    expect(services.map(({ id, nameDe }) => [id, nameDe])).toEqual([['fischereischein', 'Fischereischein']]);
  });

  it('all faults of all forms are told at once', async () => {
    await write('own', 'a', 'hundesteuer-anmeldung');
    await write('own', 'b', 'hundesteuer-anmeldung');
    await write('own', 'c', 'fischereischein');
    await write('own', 'd', 'meldebescheinigung');
    await write('own', 'e', 'wohngeld', 'newService: { name: Wohngeld }\n');
    await write('own', 'f', 'wohngeld', 'versions: 1\n');
    await write(
      'own',
      'g',
      'angeln',
      'newService: { name: Angeln, fileNames: { pattern: "(", rule: { de: x, en: x } } }\n',
    );
    const problems = await load('own').then(
      () => [],
      ({ message }: Error) => message.split('\n').map((line) => line.replace(`${folder}/own/`, '').replace(/; .*/, '')),
    );
    expect(problems.sort()).toEqual([
      'b/form.yaml:1:1 service has a form for this act in this folder already',
      'c/form.yaml:1:1 service there is no service "fischereischein"',
      'd/form.yaml:1:1 service "meldebescheinigung" (apply) has a message of its own',
      'e/form.yaml:6:1 newService "wohngeld" is in the catalogue already',
      'f/form.yaml:6:1 versions is not known here',
      'g/form.yaml:6:42 newService.fileNames.pattern is "("',
    ]);
  });

  it('a change of any file is another version', async () => {
    await write('own', 'a', 'wohngeld');
    const before = (await load('own')).acts[0]?.version;
    await writeFile(
      join(folder, 'own', 'a', 'schema.json'),
      '{"type": "object", "properties": {"b": {"type": "string"}}}',
    );
    const after = (await load('own')).acts[0]?.version;
    expect([before, after]).toEqual([
      expect.stringMatching(/^1\+[0-9a-f]{8}$/),
      expect.stringMatching(/^1\+[0-9a-f]{8}$/),
    ]);
    expect(after).not.toBe(before);
  });
});

it('every service that may be delivered has acts, and their forms are at hand as JSON Schema', async () => {
  const { catalogue, acts } = await loadServices('network.yaml');
  for (const service of catalogue.list()) {
    const { id } = service;
    const own = acts.filter(({ serviceId }) => serviceId === id);
    expect(own.length > 0, id).toBe(mayBeDelivered(service));
    for (const { act, messages, data } of own) {
      expect(messages.length, `${id} ${act}`).toBeGreaterThan(0);
      expect(data.jsonSchema, `${id} ${act}`).toHaveProperty('properties');
    }
  }
});
