import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestGateway, type TestGateway } from '../testing/test-gateway.ts';

/** What changes on a day: ways, and when a service is open. The clock is the test's. */

const leer = '034570013013';
let folder: string;
let house: TestGateway;
let portal: string;
let now = new Date('2026-12-31T22:59:00Z'); // 23:59 in Berlin

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dated-'));
  const sample = readFileSync('config/network.yaml', 'utf8');
  const file = join(folder, 'network.yaml');
  const route = `
  - { service: hundesteuer-anmeldung, region: "${leer}", from: 2027-01-01, until: 2027-01-31, efa: { id: hund, name: Hund online, url: "https://hund.example/" } }
services:
  - { service: briefwahl, region: "${leer}", open: [{ opens: 2027-08-02T08:00, closes: 2027-09-24T18:00 }] }
`;
  writeFileSync(file, sample + route);
  house = await openTestGateway({ config: file, now: () => now });
  portal = await house.key('portal', 'kreisportal');
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function dryRun(file: string, language = 'de') {
  const { request } = JSON.parse(readFileSync(file, 'utf8')) as { request: object };
  const response = await house.call('/v1/submissions?dryRun=true', {
    key: portal,
    body: { ...request, region: leer },
    headers: { 'accept-language': language },
  });
  const { errors = [], link } = (await response.json()) as {
    errors?: { rule: string; detail: string }[];
    link?: unknown;
  };
  return { status: response.status, rules: errors.map(({ rule }) => rule), detail: errors[0]?.detail, link };
}

async function wayOf(service: string) {
  const { services } = (await (await house.call(`/v1/services?region=${leer}`, { key: portal })).json()) as {
    services: { id: string; ways: { way: string }[] }[];
  };
  return services.find(({ id }) => id === service)?.ways[0]?.way;
}

it('the way of a service changes at midnight in Germany, and back again', async () => {
  const dog = 'fixtures/hundesteuer-anmeldung/native-two-dogs.json';
  expect([await wayOf('hundesteuer-anmeldung'), await dryRun(dog)]).toMatchObject(['deliver', { status: 200 }]);
  now = new Date('2026-12-31T23:00:00Z');
  expect([await wayOf('hundesteuer-anmeldung'), await dryRun(dog)]).toMatchObject([
    'efa',
    { status: 422, rules: ['efa'], link: { way: 'efa', name: 'Hund online', url: 'https://hund.example/' } },
  ]);
  now = new Date('2027-01-31T23:00:00Z');
  expect([await wayOf('hundesteuer-anmeldung'), await dryRun(dog)]).toMatchObject(['deliver', { status: 200 }]);
});

it('a service that is not open is refused, and says when it opens', async () => {
  const vote = 'fixtures/briefwahl/native-other-address.json';
  now = new Date('2027-08-02T05:59:00Z'); // 7:59 in Berlin, in summer
  expect([await wayOf('briefwahl'), await dryRun(vote, 'en')]).toMatchObject([
    'closed',
    { status: 422, rules: ['service-closed'], detail: expect.stringContaining('2027-08-02, 08:00') },
  ]);
  now = new Date('2027-08-02T06:00:00Z');
  expect([await wayOf('briefwahl'), await dryRun(vote)]).toMatchObject(['deliver', { status: 200 }]);
  now = new Date('2027-09-24T16:00:00Z');
  expect(await dryRun(vote)).toMatchObject({ rules: ['service-closed'], detail: expect.stringContaining('seit dem') });
});
