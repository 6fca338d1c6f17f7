import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadServices } from '../src/domains/forms/load-services.ts';
import { openTestGateway, type TestGateway } from '../src/testing/test-gateway.ts';

/** The worked example of docs/add-a-service.md, done as it is written there: folders and no code. */

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs', 'add-a-service.md'), 'utf8');

function block(info: string): string {
  const text = new RegExp(`^\`\`\`${info}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(page)?.[1];
  if (text === undefined) throw new Error(`docs/add-a-service.md has no block "${info}"`);
  return text;
}

let folder: string;
let house: TestGateway;
let key: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'add-a-service-'));
  const route = '\n  - { service: fischereischein, region: "034570013013", destination: leer-antraege }\n';
  writeFileSync(join(folder, 'network.yaml'), readFileSync(join(root, 'config', 'network.yaml'), 'utf8') + route);
  writeForm('baumfaellgenehmigung', block('yaml form.yaml'));
  writeForm('fischereischein', block('yaml new-service'));
  house = await openTestGateway({ config: join(folder, 'network.yaml') });
  key = await house.key('portal', 'kreisportal');
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function writeForm(name: string, form: string): void {
  const own = join(folder, 'forms', name);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'form.yaml'), form);
  writeFileSync(join(own, 'schema.json'), block('json schema.json'));
}

async function upload(): Promise<string> {
  const path = '/v1/attachments?name=birke.jpg';
  const headers = { 'content-type': 'image/jpeg' };
  const response = await house.call(path, { key, method: 'POST', body: new Uint8Array([1, 2, 3]), headers });
  return ((await response.json()) as { id: string }).id;
}

async function submission(change: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const text = block('json submission').replaceAll('ID-OF-THE-UPLOAD', await upload());
  return { ...(JSON.parse(text) as Record<string, unknown>), ...change };
}

it('the submission of the page becomes the message that the page shows', async () => {
  const response = await house.call('/v1/submissions?dryRun=true', { key, body: await submission() });
  const { destination, message, xml } = (await response.json()) as Record<string, never> & {
    xml: string;
    destination: { id: string };
    message: { standard: string };
  };
  expect([response.status, destination?.id, message?.standard]).toEqual([200, 'leer-antraege', 'zustellwerk-antrag']);
  const flat = (text: string) => text.replaceAll(/>\s+</g, '><').trim();
  expect(flat(xml)).toContain(flat(block('xml field')));
});

it('is accepted, and pins the version of the form with its files', async () => {
  const response = await house.call('/v1/submissions', { key, body: await submission() });
  expect(response.status).toBe(202);
  const { rows } = await house.gateway.database.pool.query('select service_id, service_version from submission');
  expect(rows).toEqual([
    { service_id: 'baumfaellgenehmigung', service_version: expect.stringMatching(/^1\+[0-9a-f]{8}$/) },
  ]);
});

it('is refused with all faults, in German and English', async () => {
  const data = { trees: [{ species: 'Birke', girth: 0 }, {}], reason: 'other', felledOn: '31.02.2027' };
  const body = await submission({ data, applicant: undefined, attachments: [] });
  for (const language of ['de', 'en']) {
    const headers = { 'accept-language': language };
    const response = await house.call('/v1/submissions', { key, body, headers });
    const { errors } = (await response.json()) as { errors: { pointer: string; rule: string; detail: string }[] };
    expect(errors.map(({ pointer, rule }) => `${pointer} ${rule}`).sort()).toEqual([
      '/applicant required',
      '/attachments too-few',
      '/data/explanation required',
      '/data/felledOn date',
      '/data/trees/0/girth number',
      '/data/trees/0/place required',
      '/data/trees/1/girth required',
      '/data/trees/1/place required',
      '/data/trees/1/species required',
    ]);
    const words = language === 'de' ? 'mindestens 1' : 'at least 1';
    expect(errors.find(({ pointer }) => pointer === '/data/trees/0/girth')?.detail).toContain(words);
  }
});

it('a service that Zustellwerk does not know is one folder too', async () => {
  const listed = await house.call('/v1/services', { key });
  const { services } = (await listed.json()) as { services: { id: string; name: string; deliverable: boolean }[] };
  expect(services.find(({ id }) => id === 'fischereischein')).toMatchObject({
    name: 'Fischereischein',
    deliverable: true,
  });
  const body = await submission({ serviceId: 'fischereischein' });
  expect((await house.call('/v1/submissions', { key, body })).status).toBe(202);
});

it('a fault in a form is told with its file and line', async () => {
  const spoilt = join(folder, 'spoilt');
  cpSync(join(folder, 'network.yaml'), join(spoilt, 'network.yaml'));
  mkdirSync(join(spoilt, 'forms', 'baum'), { recursive: true });
  writeFileSync(join(spoilt, 'forms', 'baum', 'form.yaml'), block('yaml form.yaml').replace('baumfaell', 'baumfall'));
  writeFileSync(join(spoilt, 'forms', 'baum', 'schema.json'), block('json schema.json'));
  await expect(loadServices(join(spoilt, 'network.yaml'))).rejects.toThrow(
    /forms\/baum\/form\.yaml:1:1 service there is no service "baumfallgenehmigung"; expected: did you mean "baumfaellgenehmigung"\?/,
  );
});
