import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gewerbeanmeldung0001 } from '../../../src/domains/gewerbe/gewerbe-0001.ts';
import { readBack } from '../../../src/domains/read-back.ts';
import { buildMessage } from '../../../src/messages/build.ts';
import { readCsv } from '../../../src/messages/csv.ts';
import { type DeliveryJob, type Outcome, readReceipt } from '../../../src/sdk.ts';
import { workThroughCases } from '../../../src/simulators/folder-office.ts';
import { sampleHead } from '../../../src/simulators/sample-message.ts';
import { testJob } from '../../../src/testing/delivery-job.ts';
import { type FolderPlace, openPlace, opensshServer, placeKinds } from '../../../src/testing/folder-places.ts';
import adapter from './adapter.ts';
import type { Options } from './options.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const key = '0198f3a2-5f0e-7c3b-9a44-6b1f0f3f7d11';
const hour = 3_600_000;
const plan = Buffer.from('%PDF-1.7 plan');
const id = gewerbeanmeldung0001.definition.id;
const xml = writeRegistration();

/** A registration with a file whose name leads out of its folder, and a value that a CSV has to quote. */
function writeRegistration(): Uint8Array {
  const fixture = new URL('../../../fixtures/gewerbe-anmeldung/native-sole-trader.json', import.meta.url);
  const { data } = JSON.parse(readFileSync(fixture, 'utf8')) as { data: { activity: Record<string, unknown> } };
  const attachments = [
    {
      id: 'a1',
      label: 'Lageplan',
      fileName: '../../Lage: "plan".pdf',
      mediaType: 'application/pdf',
      sha512: createHash('sha512').update(plan).digest('hex'),
      content: plan.toString('base64'),
    },
  ];
  const completed = gewerbeanmeldung0001.complete(data, { ags: '03457013', attachments });
  return buildMessage(gewerbeanmeldung0001.definition, { head: { uuid, ...sampleHead }, data: completed });
}

let place: FolderPlace;
afterEach(async () => {
  vi.useRealTimers();
  await place.close();
});

const job = (options: object, attempt: number): DeliveryJob<Options> =>
  testJob({
    message: { id, uuid, xml, content: () => readBack(id, xml) },
    deliveryKey: key,
    attempt,
    options: adapter.options.parse({ ...place.options, ...options }) as Options,
    signal: AbortSignal.timeout(10_000),
  });
const deliver = (options: object = {}, attempt = 1): Promise<Outcome> => adapter.deliver(job(options, attempt));
const look = (attempt = 2, options: object = {}) => adapter.lookup?.(job(options, attempt));
const absent = { kind: 'absent', answer: 'not in the folder' };
const jumpTo = (time: number) => vi.useFakeTimers({ toFake: ['Date'], now: time });
const names = (folder = '') => readdirSync(join(place.folder, folder)).sort();
const at = (name: string) => join(place.folder, name);
const accept = () => ({ result: 'accepted', fileNumber: 'R-17' }) as const;
const waiting = { kind: 'later', awaitsAnswer: true, notBefore: expect.any(Date) };
const lies = { ...waiting, answer: 'lies in the folder, not taken yet' };

describe.each(placeKinds)('%s', (kind) => {
  beforeEach(async (context) => {
    if (kind === 'OpenSSH' && opensshServer === undefined) {
      place = await openPlace('local');
      context.skip("OpenSSH's sftp-server is not installed");
    }
    place = await openPlace(kind);
  });

  it('puts the case as JSON, CSV, XML and files, in names that lead nowhere', async () => {
    expect(await deliver()).toEqual(lies);
    expect(names()).toEqual(['.zustellwerk', key]);
    expect(names(key)).toEqual(['anlagen', 'antrag.csv', 'antrag.json', 'nachricht.xml']);
    expect(names(`${key}/anlagen`)).toEqual(['01-._._Lage_plan_.pdf']);
    const file = `${key}/anlagen/01-._._Lage_plan_.pdf`;
    expect(readFileSync(at(file))).toEqual(plan);
    expect(Buffer.compare(readFileSync(at(`${key}/nachricht.xml`)), xml)).toBe(0);
    const application = JSON.parse(readFileSync(at(`${key}/antrag.json`), 'utf8'));
    expect(application).toMatchObject({ message: id, uuid, deliveryKey: key, head: { uuid } });
    expect(application.data).toEqual(JSON.parse(JSON.stringify(readBack(id, xml).data)));
    expect(application.files).toEqual([
      { path: 'anlagen/01-._._Lage_plan_.pdf', sha512: createHash('sha512').update(plan).digest('hex') },
    ]);
    expect(JSON.stringify(application)).not.toContain(plan.toString('base64'));
    const csv = readFileSync(at(`${key}/antrag.csv`), 'utf8');
    expect(csv).toMatch(/^\uFEFFpath;value\r\n/);
    const rows = new Map(readCsv(csv).map(([path = '', value]) => [path, value]));
    expect(rows.get('uuid')).toBe(uuid);
    expect(rows.get('data.attachments[1].fileName')).toBe('../../Lage: "plan".pdf');
    expect(rows.get('files[1].path')).toBe('anlagen/01-._._Lage_plan_.pdf');
  });

  it('delivers what the robot has accepted, removes the case, and says the same again', async () => {
    await deliver();
    writeFileSync(at(`${key}/taken`), '');
    expect(await deliver()).toEqual({ ...waiting, answer: 'taken by the robot, not done yet' });
    expect(await workThroughCases(place.folder, accept)).toEqual([key]);
    const outcome = await deliver();
    expect(outcome).toMatchObject({ kind: 'delivered', fileNumber: 'R-17', answer: 'result of the robot' });
    const receipt = outcome.kind === 'delivered' ? await readReceipt(outcome.receipt) : undefined;
    expect(receipt).toMatchObject({ receipt: { messageUuid: uuid, accepted: true, product: { name: 'Roboter' } } });
    expect(names()).toEqual(['.zustellwerk']);
    // The gateway may have died before it could note the outcome.
    expect(await deliver({}, 2)).toMatchObject({ kind: 'delivered', fileNumber: 'R-17' });
    expect(names()).toEqual(['.zustellwerk']);
  });

  it('looks what became of an attempt that broke off, and puts nothing there', async () => {
    expect(await look()).toEqual(absent);
    expect(names()).toEqual([]);
    await deliver();
    expect(await look()).toEqual(lies);
    await workThroughCases(place.folder, accept);
    expect(await look()).toMatchObject({ kind: 'delivered', fileNumber: 'R-17' });
    expect(await look()).toMatchObject({ kind: 'delivered', fileNumber: 'R-17' });
  });

  it('reports what the robot refuses', async () => {
    await deliver();
    const findings = [{ id: 'adresse', text: 'Die Straße ist nicht bekannt.' }];
    await workThroughCases(place.folder, () => ({ result: 'refused', findings }));
    expect(await deliver()).toMatchObject({ kind: 'rejected', findings, receipt: expect.any(Uint8Array) });
    expect(await deliver({}, 2)).toMatchObject({ kind: 'rejected', findings });
    // A person sends it again.
    expect(await deliver()).toEqual(lies);
  });

  it('withdraws a case that nobody takes in time, so that only a person works on it, and offers it anew', async () => {
    await deliver({ termHours: 2 });
    jumpTo(Date.now() + 2 * hour);
    const answer = 'not taken within 2 hours and withdrawn: a person takes over';
    expect(await deliver({ termHours: 2 })).toEqual({ kind: 'unknown', needsPerson: true, answer });
    expect(await workThroughCases(place.folder, accept)).toEqual([]);
    expect(names()).toEqual([`.${key}.zurueckgezogen`, '.zustellwerk']);
    const takenOver = { kind: 'unknown', needsPerson: true, answer: 'a person has taken over' };
    expect(await deliver({ termHours: 2 }, 2)).toEqual(takenOver);
    expect(await look()).toEqual(takenOver);
    // An operator sends it again.
    expect(await look(1)).toEqual(absent);
    expect(await deliver({ termHours: 2 })).toEqual(lies);
    expect(await workThroughCases(place.folder, accept)).toEqual([key]);
    expect(await deliver({ termHours: 2 })).toMatchObject({ kind: 'delivered' });
  });

  it('leaves a case with the robot that has begun it, when a person takes over', async () => {
    await deliver({ termHours: 2 });
    writeFileSync(at(`${key}/taken`), '');
    jumpTo(Date.now() + 2 * hour);
    const answer = 'taken by the robot, not done within 2 hours: a person takes over';
    expect(await deliver({ termHours: 2 })).toEqual({ kind: 'unknown', needsPerson: true, answer });
    expect(existsSync(at(key))).toBe(true);
    expect(await deliver({ termHours: 2 }, 2)).toEqual({
      kind: 'unknown',
      needsPerson: true,
      answer: 'a person has taken over',
    });
    // The robot may end it all the same.
    await workThroughCases(place.folder, accept);
    expect(await deliver({ termHours: 2 }, 2)).toMatchObject({ kind: 'delivered' });
  });

  it.each([
    ['missing', undefined],
    ['not readable', '{"result": "accep'],
    ['not readable', '{"result": "refused"}'],
    ['not readable', '{"result": "refused", "findings": [{"id": "mit Leerzeichen", "text": "x"}]}'],
    ['not readable', '{"result": "yes"}'],
  ])('waits shortly for a result that is %s, then a person looks (%s)', async (problem, content) => {
    await deliver();
    if (content !== undefined) writeFileSync(at(`${key}/ergebnis.json`), content);
    writeFileSync(at(`${key}/done`), '');
    const answer = `done, but ergebnis.json is ${problem}`;
    expect(await deliver()).toEqual({ ...waiting, answer });
    const before = new Date(Date.now() - 11 * 60_000);
    utimesSync(at(`${key}/done`), before, before);
    expect(await deliver()).toEqual({ kind: 'unknown', needsPerson: true, answer });
  });

  it('tells a person when the folder is gone or is not its own', async () => {
    await deliver();
    renameSync(at(key), at('moved'));
    expect(await deliver()).toEqual({ kind: 'unknown', needsPerson: true, answer: 'the folder of the case is gone' });
    expect(await deliver({}, 2)).toEqual({ kind: 'unknown', needsPerson: true, answer: 'a person has taken over' });
    expect(names()).toEqual(['.zustellwerk', 'moved']);
    // A person sends it again.
    expect(await deliver()).toEqual(lies);
    rmSync(at(key), { recursive: true });
    rmSync(at('.zustellwerk'), { recursive: true });
    mkdirSync(at(key));
    const answer = 'something else lies under the name of this case';
    expect(await deliver()).toEqual({ kind: 'unknown', needsPerson: true, answer });
    expect(names(key)).toEqual([]);
  });

  it('is for later while the folder is missing', async () => {
    const folder = kind === 'SFTP' ? '/gone' : at('gone');
    expect(await deliver({ folder })).toEqual({ kind: 'later', answer: 'folder or file missing' });
  });
});

describe('a server', () => {
  beforeEach(async () => {
    place = await openPlace('SFTP');
  });

  it.each([
    ['mkdir', `.${key}.part`, 'cut-after'],
    ['write', 'antrag.json', 'cut-before'],
    ['write', 'antrag.csv', 3],
    ['rename', `${key}.begun`, 'cut-before'],
    ['rename', `${key}.begun`, 'cut-after'],
    ['rename', `/${key}`, 'cut-before'],
    ['rename', `/${key}`, 'cut-after'],
    ['rename', `/${key}`, 4],
  ] as const)('that fails at %s of %s (%s): for later, and the case is whole then', async (operation, name, fault) => {
    place.server?.setFaults([{ at: operation, name, fault }]);
    expect(await deliver()).toMatchObject({ kind: 'later', answer: expect.stringMatching(/cut|denied|failed/) });
    expect(place.server?.faultsLeft()).toBe(0);
    // As the gateway goes on when its process died then.
    const found = await look();
    expect([absent, lies]).toContainEqual(found);
    expect(found?.kind === 'absent' ? await deliver({}, 2) : found).toEqual(lies);
    expect(names(key)).toEqual(['anlagen', 'antrag.csv', 'antrag.json', 'nachricht.xml']);
    expect(names()).toEqual(['.zustellwerk', key]);
  });

  it.each([
    ['remove', 'anlagen', 'cut-after'],
    ['rename', '.ergebnis.json', 'cut-before'],
  ] as const)('that fails at %s of %s (%s) while tidying: the result stands', async (operation, name, fault) => {
    await deliver();
    await workThroughCases(place.folder, accept);
    place.server?.setFaults([{ at: operation, name, fault }]);
    expect(await deliver()).toMatchObject({
      kind: 'delivered',
      answer: 'result of the robot; not tidied: connection cut',
    });
    expect(await deliver({}, 2)).toMatchObject({ kind: 'delivered', answer: 'result of the robot' });
    expect(names()).toEqual(['.zustellwerk']);
  });
});
