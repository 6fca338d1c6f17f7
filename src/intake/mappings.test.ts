import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readPlan } from '../configuration.ts';
import { explainSubmission } from './explain.ts';
import type { Plan } from './plan.ts';

/** The sample network in which Kommune365 has field names of its own. */
function networkWith(mapping: object): string {
  const network = parse(readFileSync('config/network.yaml', 'utf8')) as { portals: { id: string }[] };
  const portals = network.portals.map((portal) =>
    portal.id === 'kommune365' ? { ...portal, mappings: [mapping] } : portal,
  );
  const file = join(mkdtempSync(join(tmpdir(), 'mappings-')), 'network.yaml');
  writeFileSync(file, stringify({ ...network, portals }));
  return file;
}

const own = {
  profile: 'kdo-kommune365',
  service: 'meldebescheinigung',
  rows: [
    { portal: '/felder/wer/nachname', data: 'person.familyName' },
    { portal: '/felder/wer/geboren', data: 'person.birthDate' },
    { portal: '/felder/versand', data: 'certificate.delivery', words: { Brief: '01', Datei: '02' } },
  ],
  defaults: { 'certificate.delivery': '01' },
  ignored: ['/felder/anrede'],
};

let plan: Plan;
beforeAll(async () => {
  plan = await readPlan(networkWith(own));
});
afterAll(() => plan.schemas.dispose());

function explain(felder: object) {
  const body = {
    serviceId: 'meldebescheinigung',
    region: '034570013013',
    profile: 'kdo-kommune365',
    data: {
      felder: {
        anrede: 'Frau',
        antragsteller: { vornamen: 'Erika' },
        anschrift: { strasse: 'Musterstraße', plz: '26789' },
        ...felder,
      },
    },
  };
  const portal = plan.config.portals.find(({ id }) => id === 'kommune365');
  if (!portal) throw new Error('no portal');
  return explainSubmission(body, portal, plan, new Date('2026-11-25'));
}

it('takes the portal’s own names, its words and defaults, and keeps the other rows of the profile', async () => {
  const explanation = await explain({ wer: { nachname: 'Muster', geboren: '1990-05-12' }, haustier: 'Hund' });
  expect(explanation.kind).toBe('explained');
  const fields = explanation.kind === 'explained' ? explanation.trace.fields : [];
  const nowhere = fields.flatMap(({ pointer, nowhere: why }) => (why ? [[pointer, why]] : []));
  expect(nowhere).toEqual([
    ['/data/felder/anrede', 'ignored'],
    ['/data/felder/haustier', 'not-mapped'],
  ]);
});

it('points at these names', async () => {
  const explanation = await explain({ wer: { geboren: '12.05.1990' }, versand: 'Taube' });
  const told = explanation.kind === 'refused' ? explanation.findings.map(({ pointer }) => pointer) : [];
  expect(told.toSorted()).toEqual(['/data/felder/versand', '/data/felder/wer/geboren', '/data/felder/wer/nachname']);
});

it('is checked when the configuration is read, each fault at its line', async () => {
  const wrong = {
    ...own,
    rows: [
      { portal: '/felder/nachname', data: 'person.familieName' },
      { portal: '/felder/geboren', data: 'person.birthDate', convert: 'date-in-parts' },
      { portal: '/felder/plz', data: 'address.postalCode', convert: 'postleitzahl' },
    ],
    defaults: {},
  };
  const error = await readPlan(networkWith(wrong)).catch((cause: Error) => cause);
  const text = error instanceof Error ? error.message : '';
  expect(text).toMatch(
    /network\.yaml:\d+:\d+ portals\[2\]\.mappings\[0\]\.rows\[0\]\.data "person\.familieName" is no path/,
  );
  expect(text).toContain('like person.familyName');
  expect(text).toContain('joins 3 of the portal and 1 of the data');
  expect(text).toContain('There is no converter postleitzahl');
});

it.each([
  [{ ...own, profile: 'native' }, '"native" is no profile of the portal'],
  [{ ...own, service: 'meldebescheinigun' }, 'like meldebescheinigung'],
])('refuses what does not exist', async (mapping, told) => {
  await expect(readPlan(networkWith(mapping))).rejects.toThrow(told);
});
