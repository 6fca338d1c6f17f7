import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils } from 'ssh2';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBack } from '../../../src/domains/read-back.ts';
import { loadSchemas, type Schemas } from '../../../src/messages/schemas.ts';
import type { DeliveryJob, LookupOutcome, Outcome } from '../../../src/sdk.ts';
import { fetchFromFolder } from '../../../src/simulators/folder-office.ts';
import { openInbox } from '../../../src/simulators/inbox.ts';
import type { Office } from '../../../src/simulators/office.ts';
import { writeSampleMessage } from '../../../src/simulators/sample-message.ts';
import { startSftpServer } from '../../../src/simulators/sftp-server.ts';
import { testJob } from '../../../src/testing/delivery-job.ts';
import { type FolderPlace, openPlace, opensshServer, placeKinds } from '../../../src/testing/folder-places.ts';
import adapter from './adapter.ts';
import type { Options } from './options.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = writeSampleMessage(uuid);
const key = '0198f3a2-5f0e-7c3b-9a44-6b1f0f3f7d11';
const hour = 3_600_000;

let place: FolderPlace;
let schemas: Schemas;
let office: Office;

beforeAll(async () => {
  schemas = await loadSchemas();
});
afterAll(() => schemas.dispose());
beforeEach(() => {
  office = {
    name: 'Ordner',
    schemas,
    inbox: openInbox(),
    now: () => new Date(),
    record: async () => {},
    reply: () => {},
  };
});
afterEach(async () => {
  vi.useRealTimers();
  await place.close();
});

function job(options: object = {}, parts: Partial<DeliveryJob<Options>> = {}): DeliveryJob<Options> {
  const whole = testJob({
    message: { id: 'xmeld/26.11/1700', uuid, xml, content: () => readBack('xmeld/26.11/1700', xml) },
    deliveryKey: key,
    attempt: 1,
    options: adapter.options.parse({ ...place.options, ...options }) as Options,
    signal: AbortSignal.timeout(10_000),
  });
  return { ...whole, ...parts };
}

const deliver = (options: object = {}, parts: Partial<DeliveryJob<Options>> = {}): Promise<Outcome> =>
  adapter.deliver(job(options, parts));
/** As the gateway goes on when its process died in an attempt. */
const goOn = async (options: object = {}) => {
  const found = (await adapter.lookup?.(job(options, { attempt: 2 }))) as LookupOutcome;
  return found.kind === 'absent' ? deliver(options, { attempt: 2 }) : found;
};
/** Only the clock stands still or jumps; timers and connections go on. */
const jumpTo = (time: number) => vi.useFakeTimers({ toFake: ['Date'], now: time });
const names = () => readdirSync(place.folder).sort();
const kept = () => readdirSync(join(place.folder, '.zustellwerk')).sort();
const at = (name: string) => join(place.folder, name);
const lies = {
  kind: 'later',
  awaitsAnswer: true,
  notBefore: expect.any(Date),
  answer: 'lies in the folder, no receipt yet',
};
const taken = { ...lies, answer: 'taken from the folder, no receipt yet' };

describe.each(placeKinds)('%s', (kind) => {
  beforeEach(async (context) => {
    if (kind === 'OpenSSH' && opensshServer === undefined) {
      place = await openPlace('local');
      context.skip("OpenSSH's sftp-server is not installed");
    }
    place = await openPlace(kind);
  });

  it('puts the exact bytes, with a checksum that sha512sum takes, and waits for the receipt', async () => {
    expect(await deliver()).toEqual(lies);
    expect(names()).toEqual(['.zustellwerk', `${key}.xml`, `${key}.xml.sha512`]);
    expect(Buffer.compare(readFileSync(at(`${key}.xml`)), xml)).toBe(0);
    const checked = execFileSync('sha512sum', ['--check', `${key}.xml.sha512`], { cwd: place.folder });
    expect(checked.toString()).toBe(`${key}.xml: OK\n`);
  });

  it('delivers when the procedure has given its receipt, tidies, and says the same again', async () => {
    await deliver();
    expect(await deliver({}, { attempt: 2 })).toEqual(lies);
    expect(await fetchFromFolder(office, place.folder)).toEqual([key]);
    const delivered = await deliver({}, { attempt: 3 });
    expect(delivered).toMatchObject({ kind: 'delivered', fileNumber: 'SIM-000001', answer: 'receipt' });
    expect(names()).toEqual(['.zustellwerk']);
    expect(kept()).toEqual([`${key}.quittung.xml`]);
    // The gateway may have died before it could note the outcome.
    expect(await deliver({}, { attempt: 4 })).toEqual(delivered);
    expect(names()).toEqual(['.zustellwerk']);
  });

  it('tidies what a procedure has left lying beside its receipt', async () => {
    await deliver();
    const file = readFileSync(at(`${key}.xml`));
    const sum = readFileSync(at(`${key}.xml.sha512`));
    await fetchFromFolder(office, place.folder);
    writeFileSync(at(`${key}.xml`), file);
    writeFileSync(at(`${key}.xml.sha512`), sum);
    expect(await deliver()).toMatchObject({ kind: 'delivered' });
    expect(names()).toEqual(['.zustellwerk']);
  });

  it('reports what the procedure refuses', async () => {
    await deliver();
    await fetchFromFolder(office, place.folder, { refuse: true });
    expect(await deliver()).toMatchObject({ kind: 'rejected', findings: [{ id: 'refused' }], answer: 'receipt' });
  });

  it('looks what became of an attempt that broke off, and puts nothing there', async () => {
    const look = (attempt: number, options: object = {}) => adapter.lookup?.(job(options, { attempt }));
    const absent = { kind: 'absent', answer: 'not in the folder' };
    expect(await look(2)).toEqual(absent);
    expect(names()).toEqual([]);
    await deliver();
    expect(await look(2)).toEqual(lies);
    await fetchFromFolder(office, place.folder, { silent: true });
    expect(await look(2)).toEqual(taken);
    expect(await look(2, { receipt: false })).toEqual({ kind: 'handed-over', answer: 'taken from the folder' });
    expect(await look(2)).toEqual({ kind: 'handed-over', answer: 'lies in the folder' });
    // A person sends it again.
    expect(await look(1)).toEqual(absent);
  });

  it('takes several deliveries at once, also the very first', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(await Promise.all(keys.map((deliveryKey) => deliver({}, { deliveryKey })))).toEqual(keys.map(() => lies));
  });

  it('knows a message that was taken and never writes it again', async () => {
    await deliver();
    await fetchFromFolder(office, place.folder, { silent: true });
    expect(await deliver({}, { attempt: 2 })).toEqual(taken);
    expect(names()).toEqual(['.zustellwerk']);
  });

  it('hands over where no receipt is agreed, once, also when it is asked again', async () => {
    const lying = { kind: 'handed-over', answer: 'lies in the folder' };
    expect(await deliver({ receipt: false })).toEqual(lying);
    expect(await deliver({ receipt: false }, { attempt: 2 })).toEqual(lying);
    expect(await fetchFromFolder(office, place.folder, { silent: true })).toEqual([key]);
    expect(await deliver({ receipt: false }, { attempt: 3 })).toEqual(lying);
    expect(names()).toEqual(['.zustellwerk']);
  });

  it('gives it to a person when no receipt has come within the term', async () => {
    await deliver({ termHours: 2 });
    jumpTo(Date.now() + 2 * hour - 60_000);
    expect(await deliver({ termHours: 2 })).toEqual(lies);
    jumpTo(Date.now() + 60_000);
    expect(await deliver({ termHours: 2 })).toEqual({
      kind: 'unknown',
      needsPerson: true,
      answer: 'lies in the folder, no receipt within 2 hours',
    });
    expect(await deliver({ termHours: 2 }, { attempt: 2 })).toEqual({
      kind: 'unknown',
      needsPerson: true,
      answer: 'no receipt within the term',
    });
    // A person sends it again: a new term.
    expect(await deliver({ termHours: 2 })).toEqual(lies);
    await fetchFromFolder(office, place.folder);
    expect(await deliver({ termHours: 2 })).toMatchObject({ kind: 'delivered' });
  });

  it('writes a message again only when a person sends it again after it has ended', async () => {
    await deliver({ termHours: 2 });
    await fetchFromFolder(office, place.folder, { silent: true });
    jumpTo(Date.now() + 2 * hour);
    expect(await deliver({ termHours: 2 })).toMatchObject({ kind: 'unknown' });
    expect(await deliver({ termHours: 2 }, { attempt: 2 })).toMatchObject({ kind: 'unknown' });
    expect(names()).toEqual(['.zustellwerk']);
    // The office has lost what it had taken.
    office.inbox.lose(uuid);
    expect(await deliver()).toEqual(lies);
    await fetchFromFolder(office, place.folder, { refuse: true });
    expect(await deliver()).toMatchObject({ kind: 'rejected' });
    expect(await deliver({}, { attempt: 2 })).toMatchObject({ kind: 'rejected' });
    // After a refusal as well.
    expect(await deliver()).toEqual(lies);
    await fetchFromFolder(office, place.folder);
    expect(await deliver()).toMatchObject({ kind: 'delivered', fileNumber: 'SIM-000001' });
    expect(kept()).toEqual([`${key}.quittung.xml`]);
  });

  it('waits for a receipt that is being written, and gives one that stays unreadable to a person', async () => {
    await deliver();
    writeFileSync(at(`${key}.quittung.xml`), '<q:quittung');
    const answer = "no receipt (not-xml) in the receipt's file";
    expect(await deliver()).toEqual({ ...lies, answer });
    const before = new Date(Date.now() - 11 * 60_000);
    utimesSync(at(`${key}.quittung.xml`), before, before);
    expect(await deliver()).toEqual({ kind: 'unknown', needsPerson: true, answer });
  });

  it('does not believe a receipt for another message', async () => {
    await deliver();
    await fetchFromFolder(office, place.folder);
    const receipt = readFileSync(at(`${key}.quittung.xml`), 'utf8');
    writeFileSync(at(`${key}.quittung.xml`), receipt.replace(uuid, '00000000-0000-4000-8000-000000000000'));
    expect(await deliver()).toEqual({ kind: 'unknown', needsPerson: true, answer: 'receipt for another message' });
    expect(names()).toContain(`${key}.quittung.xml`);
  });

  it.each(['a', `${Buffer.from(xml).toString('utf8').slice(0, -1)}!`])(
    'overwrites nothing that others put under its name',
    async (other) => {
      writeFileSync(at(`${key}.xml`), other);
      expect(await deliver()).toEqual({
        kind: 'unknown',
        needsPerson: true,
        answer: 'another file lies under the name of this message',
      });
      expect(readFileSync(at(`${key}.xml`), 'utf8')).toBe(other);
    },
  );

  it('adopts its own bytes when what it kept is lost', async () => {
    await deliver();
    rmSync(at('.zustellwerk'), { recursive: true });
    expect(await deliver()).toEqual(lies);
    expect(kept()).toEqual([`${key}.begun`]);
  });

  it('goes on where an attempt ended between its files', async () => {
    await deliver();
    renameSync(at(`${key}.xml`), at(`${key}.xml.part`));
    writeFileSync(at(`${key}.xml.part`), 'longer than the message or not, it is written anew'.repeat(100));
    expect(await deliver({}, { attempt: 2 })).toEqual(lies);
    expect(Buffer.compare(readFileSync(at(`${key}.xml`)), xml)).toBe(0);
    expect(names()).toEqual(['.zustellwerk', `${key}.xml`, `${key}.xml.sha512`]);
  });

  it('forgets deliveries that ended long ago, and none that are open', async () => {
    await deliver();
    const old = new Date(Date.now() - 8 * 24 * hour);
    for (const name of ['a.done', 'b.quittung.xml', 'c.begun']) {
      writeFileSync(at(`.zustellwerk/${name}`), '');
      utimesSync(at(`.zustellwerk/${name}`), old, old);
    }
    await fetchFromFolder(office, place.folder);
    expect(await deliver()).toMatchObject({ kind: 'delivered' });
    expect(kept()).toEqual([`${key}.quittung.xml`, 'c.begun'].sort());
  });

  it('comes to one whole message when two attempts run at once', async () => {
    const large = Buffer.concat([xml, Buffer.alloc(1_000_000, ' ')]);
    const message = { ...job().message, xml: large };
    const outcomes = await Promise.all([deliver({}, { message }), deliver({}, { message })]);
    expect(outcomes.map(({ kind: outcome }) => outcome)).toEqual(['later', 'later']);
    expect(await deliver({}, { message })).toEqual(lies);
    expect(Buffer.compare(readFileSync(at(`${key}.xml`)), large)).toBe(0);
    expect(names()).toContain(`${key}.xml.sha512`);
  });

  it('is for later while the folder is missing', async () => {
    const folder = kind === 'SFTP' ? '/gone' : at('gone');
    expect(await deliver({ folder })).toEqual({ kind: 'later', answer: 'folder or file missing' });
  });

  it('is for later when time is up', async () => {
    expect(await deliver({}, { signal: AbortSignal.abort() })).toEqual({ kind: 'later', answer: 'no answer in time' });
  });

  it('says that it could not tidy, and the receipt stands', async () => {
    await deliver();
    await fetchFromFolder(office, place.folder);
    // A folder where its own file would go.
    mkdirSync(at(`.zustellwerk/${key}.quittung.xml.part`));
    expect(await deliver()).toMatchObject({
      kind: 'delivered',
      answer: expect.stringMatching(/^receipt; not tidied: /),
    });
    expect(names()).toContain(`${key}.quittung.xml`);
  });
});

describe('a disk', () => {
  beforeEach(async () => {
    place = await openPlace('local');
  });

  it('is for later when it is full', async (context) => {
    try {
      // Linux's device that is always full.
      execFileSync('mknod', [at(`${key}.xml.part`), 'c', '1', '7'], { stdio: 'ignore' });
      writeFileSync(at(`${key}.xml.part`), '', { flag: 'r+' });
    } catch {
      context.skip('needs the right to make a device');
    }
    expect(await deliver()).toEqual({ kind: 'later', answer: 'disk full' });
  });

  it('is for later where writing is not permitted', async (context) => {
    if (process.platform !== 'linux') context.skip('needs /sys');
    const { answer, kind } = await deliver({ folder: '/sys' });
    expect(kind).toBe('later');
    expect(['permission denied', 'folder is read-only']).toContain(answer);
  });

  it('does not follow a link that somebody put under its name', async () => {
    const { symlinkSync } = await import('node:fs');
    writeFileSync(at('precious'), 'precious');
    symlinkSync(at('precious'), at(`${key}.xml.part`));
    expect(await deliver()).toEqual({ kind: 'later', answer: 'a link where a file should be' });
    expect(readFileSync(at('precious'), 'utf8')).toBe('precious');
  });
});

describe('a server', () => {
  const status = utils.sftp.STATUS_CODE;
  beforeEach(async () => {
    place = await openPlace('SFTP');
  });
  afterEach(async () => {
    await vi.waitFor(() => expect(place.server?.open()).toBe(0));
  });

  const faults = [
    ['open', `${key}.xml.part`, status.PERMISSION_DENIED, 'permission denied'],
    ['write', `${key}.xml.part`, status.FAILURE, 'the server failed (disk full, or name taken)'],
    ['write', `${key}.xml.part`, 'cut-before', 'connection cut'],
    ['write', `${key}.xml.part`, 'cut-after', 'connection cut'],
    ['write', `${key}.xml.sha512.part`, 'cut-after', 'connection cut'],
    ['mkdir', '.zustellwerk', 'cut-after', 'connection cut'],
    ['rename', `${key}.begun`, 'cut-before', 'connection cut'],
    ['rename', `${key}.begun`, 'cut-after', 'connection cut'],
    ['rename', `${key}.xml.sha512`, 'cut-before', 'connection cut'],
    ['rename', `${key}.xml.sha512`, 'cut-after', 'connection cut'],
    ['rename', `${key}.xml`, status.FAILURE, 'the server failed (disk full, or name taken)'],
    ['rename', `${key}.xml`, 'cut-before', 'connection cut'],
    ['rename', `${key}.xml`, 'cut-after', 'connection cut'],
  ] as const;
  it.each([
    ...faults.map((each) => [...each, () => deliver({}, { attempt: 2 })] as const),
    ...faults.map((each) => [...each, goOn] as const),
  ])(
    'that fails at %s of %s (%s): for later, and the message comes exactly once',
    async (operation, name, fault, answer, next) => {
      place.server?.setFaults([{ at: operation, name, fault }]);
      expect(await deliver()).toEqual({ kind: 'later', answer });
      // The procedure may be quicker than the next attempt.
      const early = await fetchFromFolder(office, place.folder, { silent: true });
      const [receipt] = early.length > 0 ? [taken] : [lies];
      expect(await next()).toEqual(receipt);
      const late = await fetchFromFolder(office, place.folder);
      expect([...early, ...late]).toEqual([key]);
      expect(office.inbox.list()).toMatchObject([{ uuid, count: 1, conflict: false }]);
    },
  );

  it.each([
    ['rename', `${key}.quittung.xml`, 'cut-before'],
    ['rename', `${key}.quittung.xml`, 'cut-after'],
    ['remove', `${key}.quittung.xml`, 'cut-after'],
    ['list', '.zustellwerk', 'cut-before'],
  ] as const)('that fails at %s of %s (%s) while tidying: the receipt stands', async (operation, name, fault) => {
    await deliver();
    await fetchFromFolder(office, place.folder);
    place.server?.setFaults([{ at: operation, name, fault }]);
    const first = await deliver();
    expect(first).toMatchObject({ kind: 'delivered', answer: 'receipt; not tidied: connection cut' });
    expect(await deliver({}, { attempt: 2 })).toEqual({ ...first, answer: 'receipt' });
  });

  it('that does not answer is given up when the signal aborts', async () => {
    place.server?.setFaults([{ at: 'rename', name: `${key}.xml`, fault: 'silent' }]);
    const time = new AbortController();
    const outcome = deliver({}, { signal: time.signal });
    await vi.waitFor(() => expect(place.server?.faultsLeft()).toBe(0), 10_000);
    time.abort();
    expect(await outcome).toEqual({ kind: 'later', answer: 'no answer in time' });
    expect(await deliver({}, { attempt: 2 })).toEqual(lies);
  });

  it('with another host key gets nothing, not even the password', async () => {
    const hostKey = `SHA256:${'A'.repeat(43)}`;
    expect(await deliver({ hostKey })).toEqual({ kind: 'later', answer: 'host key is not the pinned one' });
    expect(names()).toEqual([]);
  });

  it('that refuses the login is for later', async () => {
    expect(await deliver({ password: 'falsch' })).toEqual({ kind: 'later', answer: 'login refused' });
  });

  it('that nobody runs is for later', async () => {
    const gone = await startSftpServer({ root: place.folder, user: 'a', password: 'b' });
    await gone.close();
    expect(await deliver({ port: gone.port })).toEqual({ kind: 'later', answer: 'connection refused' });
  });

  it('takes a key in place of a password; a key that is none is told', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const encrypted = { cipher: 'aes-256-cbc', passphrase: 'satz' };
    const pem = privateKey.export({ type: 'sec1', format: 'pem', ...encrypted }).toString();
    const parsed = utils.parseKey(pem, 'satz');
    if (parsed instanceof Error) throw parsed;
    await using server = await keyServer(`${parsed.type} ${parsed.getPublicSSH().toString('base64')}`);
    const { password: _, ...options } = place.options;
    const byKey = adapter.options.parse({
      ...options,
      port: server.port,
      hostKey: server.hostKey,
      privateKey: pem,
      passphrase: 'satz',
    }) as Options;
    expect(await adapter.deliver({ ...job(), options: byKey })).toEqual(lies);
    const { privateKey: other } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const stranger = other.export({ type: 'pkcs1', format: 'pem' }).toString();
    const { passphrase: __, ...plain } = byKey;
    expect(await adapter.deliver({ ...job(), options: { ...plain, privateKey: stranger } })).toEqual({
      kind: 'later',
      answer: 'login refused',
    });
    expect(await adapter.deliver({ ...job(), options: { ...plain, privateKey: 'geheim' } })).toEqual({
      kind: 'later',
      answer: 'the private key cannot be used',
    });
  });

  it('is spoken to in plain Node as in tests', () => {
    const modules = ['src/testing/folder-places.ts', 'adapters/procedures/ordner/adapter.ts'];
    const [places, own] = modules.map((file) => JSON.stringify(new URL(`../../../${file}`, import.meta.url).href));
    const program = `const { openPlace } = await import(${places});
      const { default: adapter } = await import(${own});
      const place = await openPlace('SFTP');
      const message = { id: 'a/1/b', uuid: 'u', xml: Buffer.from('<a/>') };
      const options = adapter.options.parse(place.options);
      const calls = { record: () => {} };
      const job = { message, deliveryKey: 'k', attempt: 1, options, calls, signal: AbortSignal.timeout(10_000) };
      console.log((await adapter.deliver(job)).answer);
      await place.close();`;
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
    expect(said).toBe('lies in the folder, no receipt yet\n');
  });

  async function keyServer(publicKey: string) {
    const server = await startSftpServer({ root: place.folder, user: 'zustellwerk', publicKey });
    return { ...server, [Symbol.asyncDispose]: server.close };
  }
});
