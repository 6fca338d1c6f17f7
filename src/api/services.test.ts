import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { openTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { serviceSchema } from './service-schema.ts';

type Service = z.output<typeof serviceSchema>;

const [leer, moormerland] = ['034570013013', '034570014014'] as const;
let folder: string;
let house: TestGateway;
let key: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'services-'));
  const file = join(folder, 'network.yaml');
  const further = `
  - { service: bewohnerparken, region: "${leer}", from: 2027-01-01, until: 2027-06-30, linkOut: { name: Parken online, url: "https://parken.example/" } }
services:
  - { service: bewohnerparken, fee: { amount: 3000 } }
  - { service: bewohnerparken, region: "${leer}", fee: { amount: 5000 }, trustLevel: normal }
  - service: briefwahl
    open: [{ opens: 2027-08-02T08:00, closes: 2027-09-24T18:00 }]
    changes:
      - { on: 2026-01-01, what: { de: Ohne Unterschrift, en: Without a signature } }
      - { on: 2027-07-01, what: { de: Neues Formular, en: A new form } }
      - { on: 2027-01-01, what: { de: Nur mit eID, en: With eID only }, withdrawn: true }
`;
  writeFileSync(file, readFileSync('config/network.yaml', 'utf8') + further);
  house = await openTestGateway({ config: file, now: () => new Date('2026-12-01T12:00:00Z') });
  key = await house.key('portal', 'kreisportal');
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function list(query: string): Promise<Service[]> {
  const response = await house.call(`/v1/services?${query}`, { key });
  return ((await response.json()) as { services: Service[] }).services;
}

const idsOf = async (query: string) => (await list(query)).map(({ id }) => id);

async function one(id: string, region?: string): Promise<Service> {
  const response = await house.call(`/v1/services/${id}${region ? `?region=${region}` : ''}`, { key });
  return (await response.json()) as Service;
}

it('finds services by words, LeiKa key, domain and field', async () => {
  expect(await idsOf('q=hund%20anmelden&limit=1')).toEqual(['hundesteuer-anmeldung']);
  expect(await idsOf('q=99115003012000')).toEqual(['meldebescheinigung']);
  expect(await idsOf('leika=urn:de:fim:leika:leistung:99102013070000')).toEqual(['hundesteuer-abmeldung']);
  expect(await idsOf('leika=99108')).toEqual(['bewohnerparken']);
  expect(await idsOf('domain=gewerbewesen')).toEqual(['gewerbe-anmeldung', 'gewerbe-ummeldung', 'gewerbe-abmeldung']);
  expect(await idsOf('domain=mobilitaet')).toEqual(['kfz-zulassung', 'bewohnerparken']);
  expect(await idsOf('q=ummelden&domain=Verkehr')).toEqual(['kfz-zulassung']);
  for (const query of ['leika=12', 'limit=0', `q=${'x'.repeat(201)}`]) {
    expect((await house.call(`/v1/services?${query}`, { key })).status, query).toBe(400);
  }
});

it('says what a portal must send, as the schema of the interface has it', async () => {
  for (const query of ['', `region=${leer}`]) {
    for (const service of await list(query)) expect(serviceSchema.strict().safeParse(service).error).toBeUndefined();
  }
  expect(await one('baugenehmigung')).toMatchObject({
    leikaNames: { '99012010001000': 'Bauvorbescheid Erteilung' },
    level: 'kreis',
    standard: 'XBau',
    trustLevel: { level: 'substantiell', certainty: 'practice' },
    payable: true,
    attachments: [{ id: 'vollmacht', required: false }],
    fileNames: { rule: { en: expect.stringContaining('NBauVorlVO') } },
    acts: [{ act: 'apply', applicant: 'optional', files: { max: 500 }, data: { type: 'object' } }],
  });
  expect(await one('verlust-ausweis')).toMatchObject({ urgent: true, open: { state: 'open', periods: [] } });
  expect(await one('gewerbe-anmeldung')).toMatchObject({ writtenForm: { required: false } });
  expect(await one('99102013070000')).toMatchObject({ id: 'hundesteuer-abmeldung' });
  for (const id of ['hundesteuer', '99115005104000']) {
    expect((await house.call(`/v1/services/${id}`, { key })).status).toBe(404);
  }
});

it('says who offers it and of what kind, here and at a place', async () => {
  const told = async (id: string, region?: string) => {
    const { kind, owner } = await one(id, region);
    return [kind, owner];
  };
  expect(await told('bewohnerparken')).toEqual(['own', 'Landkreis Leer']);
  expect(await told('bewohnerparken', 'gemeinde%20moormerland')).toEqual(['own', 'Gemeinde Moormerland']);
  expect(await told('bewohnerparken', moormerland)).toEqual(['own', 'Gemeinde Moormerland']);
  expect(await told('wohngeld', leer)).toEqual(['external', 'Wohngeld (Einer für Alle)']);
  expect(await told('wohngeld', moormerland)).toEqual(['own', 'Gemeinde Moormerland']);
  expect(await told('fuehrungszeugnis')).toEqual(['link', 'Online-Portal des Bundesamts für Justiz']);
  expect(await told('ratsinformation', leer)).toEqual(['information', 'Ratsinformationssystem der Stadt Leer']);
});

it('says fee and trust level of the place, and what its way will be', async () => {
  expect(await one('bewohnerparken', moormerland)).toMatchObject({ payable: true, fee: { amount: 3000 } });
  expect(await one('bewohnerparken', leer)).toMatchObject({
    fee: { amount: 5000, currency: 'EUR' },
    trustLevel: { level: 'normal', certainty: 'configured' },
    ways: [
      {
        way: 'deliver',
        next: { on: '2027-01-01', way: 'link-out', link: { name: 'Parken online', url: 'https://parken.example/' } },
      },
    ],
  });
  expect((await one('bewohnerparken', moormerland)).ways?.[0]).not.toHaveProperty('next');
});

it('says when it is open, and which changes are planned', async () => {
  const { open, changes, ways } = await one('briefwahl', leer);
  expect(open).toEqual({
    state: 'closed',
    opens: '2027-08-02T08:00',
    periods: [{ opens: '2027-08-02T08:00', closes: '2027-09-24T18:00' }],
  });
  expect(ways?.[0]?.way).toBe('closed');
  expect(changes.map(({ on, state }) => `${on} ${state}`)).toEqual([
    '2026-01-01 active',
    '2027-01-01 withdrawn',
    '2027-07-01 announced',
  ]);
});

it('what the catalogue calls urgent is queued as urgent', async () => {
  const post = async (fixture: string) => {
    const { request } = JSON.parse(readFileSync(`fixtures/${fixture}.json`, 'utf8')) as { request: object };
    const response = await house.call('/v1/submissions', { key, body: request });
    expect(response.status).toBe(202);
  };
  await post('verlust-ausweis/native-stolen');
  await post('hundesteuer-anmeldung/native-two-dogs');
  const { rows } = await house.gateway.database.pool.query(
    'select service_id, urgent from delivery join submission on submission.id = submission_id order by service_id',
  );
  expect(rows).toEqual([
    { service_id: 'hundesteuer-anmeldung', urgent: false },
    { service_id: 'verlust-ausweis', urgent: true },
  ]);
});
