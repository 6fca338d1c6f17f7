import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { writeSampleMessage } from '../../src/simulators/sample-message.ts';
import { type FolderPlace, openPlace } from '../../src/testing/folder-places.ts';
import { openTestGateway, sampleSubmission, type TestGateway } from '../../src/testing/test-gateway.ts';
import { waitUntil } from '../../src/testing/wait-until.ts';

/** One folder for Meldebescheinigungen, marked; one for whole submissions, taken when nothing changes any more. */

let root: string;
let marked: FolderPlace;
let still: FolderPlace;
let house: TestGateway;
let operator: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'zustellwerk-drop-'));
  marked = await openPlace('SFTP');
  still = await openPlace('local');
  writeFileSync(join(root, 'password'), String(marked.options.password));
  const network = parse(readFileSync('config/network.yaml', 'utf8'));
  const common = { authority: 'leer', portal: 'kreisportal', poll: '50ms' };
  const application = { service: 'meldebescheinigung', region: '034570013013' };
  const authentication = { method: 'eID', level: 'hoch' };
  const dropFolders = [
    { id: 'marked', ...common, ...marked.options, password: 'file:password', ...application, authentication },
    { id: 'still', ...common, ...still.options, complete: 'unchanged', settled: '200ms' },
  ];
  Object.assign(network.portals[0], { messageAuthors: ['mbp:sample'] });
  writeFileSync(join(root, 'network.yaml'), stringify({ ...network, dropFolders }));
  house = await openTestGateway({ config: join(root, 'network.yaml') });
  operator = await house.key('operator', 'anna');
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await marked.close();
  await still.close();
  rmSync(root, { recursive: true });
});

const { data } = sampleSubmission() as { data: object };
const pdf = Buffer.from('%PDF-1.7\nPlan\n');

function drop({ folder }: FolderPlace, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}
const lying = ({ folder }: FolderPlace) => readdirSync(folder).filter((name) => name.includes('.') && name[0] !== '.');
const foldersIn = ({ folder }: FolderPlace, part: string) =>
  existsSync(join(folder, part)) ? readdirSync(join(folder, part)).toSorted() : [];

/** The folder that a set was moved to, once all of it is there. */
async function placeOf(place: FolderPlace, part: 'done' | 'refused', set: string): Promise<string> {
  const found = await waitUntil(() => foldersIn(place, part).find((name) => name.startsWith(`${set}.`)));
  await waitUntil(() => !lying(place).some((name) => name.startsWith(`${set}.`) || name.startsWith(`${set}_`)));
  return join(place.folder, part, found);
}
async function submissions(reference: string) {
  const { rows } = await house.gateway.database.pool.query(
    `select service_id, region, profile, portal_id, (select count(*)::int from attachment where submission_id = submission.id) as files
     from submission where reference = $1`,
    [reference],
  );
  return rows;
}
async function refusalOf(
  place: FolderPlace,
  set: string,
): Promise<{ errors: { pointer: string; rule: string; en: string }[] }> {
  return JSON.parse(readFileSync(join(await placeOf(place, 'refused', set), 'findings.json'), 'utf8'));
}

describe('a set with a marker, over SFTP', () => {
  it('is left alone without it, and is one submission with it, moved afterwards', async () => {
    drop(marked, { 'A-1.json': JSON.stringify(data) });
    drop(marked, { 'A-2.json': JSON.stringify(data), 'A-2.done': '' });
    const place = await placeOf(marked, 'done', 'A-2');
    expect(readdirSync(place).toSorted()).toEqual(['A-2.done', 'A-2.json']);
    expect(await submissions('A-2')).toEqual([
      {
        service_id: 'meldebescheinigung',
        region: '034570013013',
        profile: 'native',
        portal_id: 'kreisportal',
        files: 0,
      },
    ]);
    expect(lying(marked)).toEqual(['A-1.json']);
    drop(marked, { 'A-1.done': '' });
    await placeOf(marked, 'done', 'A-1');
  });

  it('may be an XÖV message, which is passed on as it is', async () => {
    const uuid = randomUUID();
    const xml = writeSampleMessage(uuid);
    drop(marked, { 'M-1.xml': xml, 'M-1.done': '' });
    await placeOf(marked, 'done', 'M-1');
    const { rows } = await house.gateway.database.pool.query('select size from message where uuid = $1', [uuid]);
    expect(rows).toEqual([{ size: xml.length }]);
  });

  it('is refused with what is wrong beside it, and none of the values', async () => {
    const spoilt = { ...data, address: { street: 'Musterstraße', houseNumber: '12', postalCode: '2678X' } };
    drop(marked, { 'B-1.json': JSON.stringify(spoilt), 'B-1.done': '' });
    const place = await placeOf(marked, 'refused', 'B-1');
    expect(readdirSync(place).toSorted()).toEqual(['B-1.done', 'B-1.json', 'findings.json']);
    const { errors } = await refusalOf(marked, 'B-1');
    expect(errors).toMatchObject([{ pointer: '/data/address/postalCode', rule: 'postal-code' }]);
    expect(readFileSync(join(place, 'findings.json'), 'utf8') + house.logged()).not.toContain('2678X');
    expect(await submissions('B-1')).toEqual([]);
  });

  it('is taken once, however often its files come', async () => {
    const files = { 'C-1.json': JSON.stringify({ ...data }), 'C-1.done': '' };
    drop(marked, files);
    await placeOf(marked, 'done', 'C-1');
    drop(marked, files);
    await placeOf(marked, 'done', 'C-1');
    expect(await submissions('C-1')).toHaveLength(1);
    expect(foldersIn(marked, 'done').filter((name) => name.startsWith('C-1.'))).toHaveLength(1);
  });
});

const application = JSON.parse(readFileSync('fixtures/hundesteuer-anmeldung/native-two-dogs.json', 'utf8'))
  .request as object;
const zip = (files: Zippable) => zipSync(files);

describe('a set that nobody changes any more', () => {
  it('is a whole submission with its files, those in a ZIP file too', async () => {
    const whole = JSON.stringify({ ...application, attachments: undefined, reference: undefined });
    drop(still, { 'W-1.json.part': whole });
    drop(still, { 'W-2.json': whole, 'W-2.plan.pdf': pdf, 'W-2_attachments.zip': zip({ 'mehr/Lage.pdf': pdf }) });
    await placeOf(still, 'done', 'W-2');
    expect(await submissions('W-2')).toMatchObject([{ files: 2 }]);
    expect(lying(still)).toEqual(['W-1.json.part']);
    rmSync(join(still.folder, 'W-1.json.part'));
  });

  it('may be one ZIP file', async () => {
    const whole = JSON.stringify({ ...application, attachments: undefined, reference: undefined });
    drop(still, { 'Z-1.zip': zip({ 'antrag.json': strToU8(whole), 'plan.pdf': pdf }) });
    await placeOf(still, 'done', 'Z-1');
    expect(await submissions('Z-1')).toMatchObject([{ files: 1 }]);
  });

  const encrypted = zip({ 'a.pdf': [pdf, { level: 0 }] });
  const entry = Buffer.from(encrypted).indexOf('PK\x01\x02', 0, 'latin1');
  encrypted.fill(1, entry + 8, entry + 9);

  const refusals: readonly (readonly [string, Readonly<Record<string, string | Uint8Array>>, RegExp])[] = [
    ['T-1', { 'T-1.zip': zip({ '../../etc/passwd.pdf': pdf, 'a.json': strToU8('{}') }) }, /leads out/],
    ['T-2', { 'T-2.zip': zip({ 'b.zip': zip({ 'a.json': strToU8('{}') }) }) }, /another ZIP/],
    ['T-3', { 'T-3.zip': zip({ 'a/x.pdf': pdf, 'b/x.pdf': pdf }) }, /same name/],
    ['T-4', { 'T-4.zip': zip({ 'null.bin': new Uint8Array(65 * 1024 * 1024) }) }, /too large/],
    ['T-5', { 'T-5.zip': encrypted }, /encrypted/],
    ['T-6', { 'T-6.zip': zip({ 'a.json': strToU8('{}') }).subarray(0, 40) }, /damaged/],
    [
      'T-7',
      { 'T-7.zip': zip(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`${n}.pdf`, pdf]))) },
      /too large/,
    ],
    ['T-8', { 'T-8.pdf': pdf }, /no JSON or XML/],
    ['T-9', { 'T-9.json': '{}', 'T-9.xml': '<a/>' }, /several/],
    ['T-10', { 'T-10.json': '{"a":' }, /not valid JSON/],
    ['T-11', { 'T-11.xml': writeSampleMessage(randomUUID()), 'T-11.pdf': pdf }, /no place for files/],
  ];
  beforeAll(() => {
    for (const [, files] of refusals) drop(still, files);
  });
  it.each(refusals.map(([set, , why]) => [set, why] as const))('%s is refused: %s', async (set, why) => {
    const { errors } = await refusalOf(still, set);
    expect(errors).toMatchObject([{ rule: 'set-refused', en: expect.stringMatching(why) }]);
  });
});

it('what cannot be read holds up no other set, and operators hear of it', async () => {
  symlinkSync('/etc/hostname', join(still.folder, 'S-1.json'));
  drop(still, { 'S-2.json': '{}' });
  await placeOf(still, 'refused', 'S-2');
  await waitUntil(async () => (await seen('still'))?.trouble === 'FOLDER_NOT_EMPTIED');
  rmSync(join(still.folder, 'S-1.json'));
  await waitUntil(async () => (await seen('still'))?.trouble === null);
});

async function seen(id: string) {
  const { sources } = (await (await house.call('/v1/sources', { key: operator })).json()) as {
    sources: { id: string; trouble: string | null }[];
  };
  return sources.find((each) => each.id === id);
}

it('operators see both folders, and one that does not answer', async () => {
  expect(await seen('still')).toMatchObject({ kind: 'drop-folder', authority: 'leer', trouble: null });
  await marked.server?.close();
  await waitUntil(async () => (await seen('marked'))?.trouble === 'FOLDER_NOT_EMPTIED');
});

it('leaves no files of refused sets in the database', async () => {
  const { rows } = await house.gateway.database.pool.query('select 1 from attachment where submission_id is null');
  expect(rows).toEqual([]);
});
