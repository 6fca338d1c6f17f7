import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../testing/test-gateway.ts';

let house: TestGateway;
let key: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'service-files-'));
  const sample = readFileSync('config/network.yaml', 'utf8').replaceAll('../forms', resolve('forms'));
  const settings = `
services:
  - { service: wohnberechtigungsschein, attachments: [{ id: einkommen, required: false }] }
  - { service: bewohnerparken, fileLimits: { each: 20, together: 30 } }
`;
  writeFileSync(join(folder, 'network.yaml'), sample + settings);
  house = await openTestGateway({ config: join(folder, 'network.yaml') });
  await house.gateway.worker.stop(0);
  key = await house.key('portal', 'kreisportal');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function upload(name: string, body: string, mediaType = 'application/pdf'): Promise<string> {
  const headers = { 'content-type': mediaType };
  const response = await house.call(`/v1/attachments?name=${encodeURIComponent(name)}`, { key, body, headers });
  return ((await response.json()) as { id: string }).id;
}

/** Status, then pointer and rule of each fault, or the details in English. */
async function submit(fixture: string, attachments: readonly object[], tell: 'rule' | 'detail' = 'rule') {
  const { request } = JSON.parse(readFileSync(`fixtures/${fixture}.json`, 'utf8'));
  const { reference: _, ...body } = { ...request, attachments };
  const headers = { 'accept-language': 'en' };
  const response = await house.call('/v1/submissions?dryRun=true', { key, body, headers });
  const { errors = [] } = (await response.json()) as { errors?: { pointer: string; rule: string; detail: string }[] };
  return [response.status, ...errors.map((each) => `${each.pointer} ${each[tell]}`)];
}

const closing = 'gewerbe-abmeldung/native-sole-trader';

it('a document that every application brings along is missed', async () => {
  expect(await submit(closing, [], 'detail')).toEqual([
    422,
    '/attachments This is missing: Previous notice (application/pdf, image/jpeg, image/png). Upload it, and name it with "namedAs": "vorherige-anzeige".',
  ]);
  const notice = await upload('Anzeige.pdf', '%PDF-1.7');
  expect(await submit(closing, [{ id: notice, namedAs: 'vorherige-anzeige' }])).toEqual([200]);
  // A portal that cannot say which file is which.
  expect(await submit(closing, [{ id: notice }])).toEqual([200]);
  const note = await upload('Notiz.txt', 'Guten Tag', 'text/plain');
  expect(await submit(closing, [{ id: note }])).toEqual([422, '/attachments attachment-missing']);
  expect(await submit(closing, [{ id: note }, { id: notice }])).toEqual([200]);
});

it('what a file says it is, it has to be', async () => {
  const note = await upload('Notiz.txt', 'Guten Tag', 'text/plain');
  expect(await submit(closing, [{ id: note, namedAs: 'vorherige-anzeige' }], 'detail')).toEqual([
    422,
    '/attachments/0/id The file is of the type text/plain; taken are: application/pdf, image/jpeg, image/png.',
  ]);
  const notice = await upload('Anzeige.pdf', '%PDF-1.7');
  expect(await submit(closing, [{ id: notice, namedAs: 'vorherige-anzeigen' }], 'detail')).toEqual([
    422,
    '/attachments/0/namedAs This service has no such document. It has: vorherige-anzeige. Did you mean "vorherige-anzeige"?',
    '/attachments This is missing: Previous notice (application/pdf, image/jpeg, image/png). Upload it, and name it with "namedAs": "vorherige-anzeige".',
  ]);
});

it('a network says what is obligatory with it', async () => {
  expect(await submit('wohnberechtigungsschein/native-dwelling', [])).toEqual([200]);
});

it('files are named as the service asks', async () => {
  const good = await upload('01_Lageplan.pdf', '%PDF-1.7');
  const bad = await upload('Lageplan Größe.pdf', '%PDF-1.7');
  const { request } = JSON.parse(readFileSync('fixtures/baugenehmigung/native-dwelling.json', 'utf8'));
  expect(request.serviceId).toBe('baugenehmigung');
  expect(await submit('baugenehmigung/native-dwelling', [{ id: good }, { id: bad }])).toEqual([
    422,
    '/attachments/1/id attachment-name',
  ]);
});

it('files are as large as the network says', async () => {
  const small = await upload('a.pdf', '%PDF-1.7');
  const large = await upload('b.pdf', `%PDF-1.7 ${'x'.repeat(20)}`);
  const parking = 'bewohnerparken/native-company-car';
  expect(await submit(parking, [{ id: small }])).toEqual([200]);
  expect(await submit(parking, [{ id: small }, { id: large }], 'detail')).toEqual([
    422,
    '/attachments/1/id The file has 29 bytes; at most 20 are taken.',
    '/attachments The attachments have 37 bytes in all; at most 30 are taken.',
  ]);
});
