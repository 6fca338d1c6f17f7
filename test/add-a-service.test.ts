import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadServices } from '../src/domains/forms/load-services.ts';
import { runCli } from '../src/testing/run-cli.ts';
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
let now = new Date('2026-11-25T12:00:00Z');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'add-a-service-'));
  const route = '\n  - { service: fischereischein, region: "034570013013", destination: leer-antraege }\n';
  writeFileSync(join(folder, 'network.yaml'), readFileSync(join(root, 'config', 'network.yaml'), 'utf8') + route);
  writeForm('baumfaellgenehmigung', block('yaml form.yaml'));
  writeForm('fischereischein', block('yaml new-service'));
  writeForm('baumfaellgenehmigung-2', block('yaml new-version'));
  house = await openTestGateway({ config: join(folder, 'network.yaml'), now: () => now });
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
  const response = await house.call(path, {
    key,
    method: 'POST',
    body: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0]),
    headers,
  });
  return ((await response.json()) as { id: string }).id;
}

async function submission(change: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const text = block('json submission').replaceAll('ID-OF-THE-UPLOAD', await upload());
  return { ...(JSON.parse(text) as Record<string, unknown>), ...change };
}

/** The message of a submission after an operator had it mapped again. */
async function mapAgain(id: string): Promise<string> {
  const read = async (path: string) => (await house.call(`/v1/submissions/${id}${path}`, { key })).text();
  const { pool } = house.gateway.database;
  const { rows } = await pool.query("update delivery set state = 'parked' where submission_id = $1 returning id", [id]);
  const operator = await house.key('operator', 'anna');
  const body = { again: 'mapped', reason: 'a test', confirm: true };
  await house.call(`/v1/deliveries/${rows[0].id}/redrive`, { key: operator, body });
  const { message } = JSON.parse(await read('')) as { message: { uuid: string } };
  return read(`/messages/${message.uuid}`);
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

it('can be tried without a gateway: where each field goes, files too', async () => {
  const file = join(folder, 'network.yaml');
  const body = block('json submission').replaceAll('ID-OF-THE-UPLOAD', randomUUID());
  const { code, stdout } = await runCli(['message', 'explain', '--config', file, '-'], {}, body);
  expect(stdout).toMatch(/ant:datei +\/data\/trees\/0\/photo\n/);
  expect(stdout).toContain('✓ Every field went somewhere.');
  expect(code).toBe(0);
});

it('is named by config check, so that a folder in the wrong place is missed', async () => {
  const address = 'http://127.0.0.1:1/';
  const secrets = { MELDEWESEN_URL: address, MELDEWESEN_TOKEN: 'a', GEWERBE_URL: address, GEWERBE_TOKEN: 'b' };
  const { stdout } = await runCli(['config', 'check', join(folder, 'network.yaml')], secrets);
  expect(stdout).toContain('own forms: baumfaellgenehmigung 1, baumfaellgenehmigung 2, fischereischein 1\n');
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
      '/attachments attachment-missing',
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

it('a new version holds from its day; the old one may be named, and what came before stays as it was', async () => {
  const version = async (body: object) => {
    const response = await house.call('/v1/submissions?dryRun=true', { key, body });
    const { xml = '', errors } = (await response.json()) as {
      xml?: string;
      errors?: { pointer: string; rule: string }[];
    };
    return errors ?? /<ant:version>(.*?)<\/ant:version>/.exec(xml)?.[1];
  };
  expect(await version(await submission())).toBe('1');
  expect(await version(await submission({ formVersion: '2' }))).toMatchObject([
    { pointer: '/formVersion', rule: 'form-version-unknown', candidates: ['1'] },
  ]);
  const accepted = await house.call('/v1/submissions', { key, body: await submission() });
  const { id } = (await accepted.json()) as { id: string };
  now = new Date('2027-03-01T12:00:00Z');
  expect(await version(await submission())).toBe('2');
  expect(await version(await submission({ formVersion: '1' }))).toBe('1');
  const { acts } = (await (await house.call('/v1/services/baumfaellgenehmigung', { key })).json()) as {
    acts: { formVersion: string; validFrom?: string }[];
  };
  expect(acts.map(({ formVersion, validFrom }) => [formVersion, validFrom])).toEqual([
    ['2', '2027-03-01'],
    ['1', undefined],
  ]);
  expect(await mapAgain(id)).toContain('<ant:version>1</ant:version>');
});

it('a service that Zustellwerk does not know is one folder too', async () => {
  const listed = await house.call('/v1/services?q=angeln', { key });
  const { services } = (await listed.json()) as { services: { id: string; name: string; deliverable: boolean }[] };
  expect(services.find(({ id }) => id === 'fischereischein')).toMatchObject({
    name: 'Fischereischein',
    deliverable: true,
    domain: 'Ordnung',
    payable: true,
    trustLevel: { level: null, certainty: 'unknown' },
    attachments: [{ id: 'pruefung', required: true }],
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
