import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { outgoing } from '../../../src/delivery/outgoing.ts';
import { antrag0001 } from '../../../src/domains/antrag/antrag-0001.ts';
import type { Antrag } from '../../../src/domains/antrag/antrag-data.ts';
import { buildMessage } from '../../../src/messages/build.ts';
import type { DeliveryJob, Outcome } from '../../../src/sdk.ts';
import { type Certified, certify } from '../../../src/simulators/certificates.ts';
import { sampleHead, writeSampleMessage } from '../../../src/simulators/sample-message.ts';
import { testJob } from '../../../src/testing/delivery-job.ts';
import { textOfPdf } from '../../../src/testing/pdf-text.ts';
import adapter from './adapter.ts';
import type { Options } from './options.ts';

const uuid = '3a0e7a52-6c6b-4f3f-8b8e-2f0a3d8f1c03';
const xml = writeSampleMessage(uuid, 'Łęcki-Ǧamāl');
const key = '0198f3a2-5f0e-7c3b-9a44-6b1f0f3f7d11';

// Printed once for all that do not look at it.
const sample = outgoing({ id: 'xmeld/26.11/1700', uuid, xml });
let printed: ReturnType<typeof sample.pdf> | undefined;
const message = {
  ...sample,
  pdf: () => {
    printed ??= sample.pdf();
    return printed;
  },
};

let certified: Certified;
let server: SMTPServer;
let port: number;
let mails: { from: string; to: string[]; text: string; secure: boolean }[];
/** What a test changes of the server. */
let twist: Partial<SMTPServerOptions>;

beforeAll(async () => {
  certified = await certify('localhost');
});
beforeEach(() => {
  mails = [];
  twist = {};
});
afterEach(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  const open = () => process.getActiveResourcesInfo().filter((name) => /^(TCP|TLS)/.test(name));
  await vi.waitFor(() => expect(open()).toEqual([]));
});

async function start(options: SMTPServerOptions = {}): Promise<void> {
  server = new SMTPServer({
    key: certified.key,
    cert: certified.cert,
    onAuth: ({ username, password }, _, done) =>
      username === 'zustellwerk' && password === 'geheim' ? done(null, { user: username }) : done(new Error('Erika')),
    onData: async (stream, { envelope, secure }, done) => {
      const text = (await buffer(stream)).toString('utf8');
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
      mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), text, secure });
      done();
    },
    ...options,
    ...twist,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  ({ port } = server.server.address() as { port: number });
}

function deliver(options: object = {}, parts: Partial<DeliveryJob<Options>> = {}): Promise<Outcome> {
  const given = {
    host: 'localhost',
    port,
    user: 'zustellwerk',
    password: 'geheim',
    ca: certified.cert,
    from: 'gateway@kreis.example',
    to: 'eingang@stadt.example',
    ...options,
  };
  const job = testJob({
    message,
    deliveryKey: key,
    attempt: 1,
    options: adapter.options.parse(given) as Options,
    signal: AbortSignal.timeout(10_000),
  });
  return adapter.deliver({ ...job, ...parts });
}

/** The bytes of an attachment. */
function attachedTo(mail = '', fileName: string): Buffer {
  const parts = mail.split('\r\n\r\n');
  const attached = parts.findLastIndex((part) => part.includes(`filename=${fileName}`));
  const [encoded = ''] = (parts[attached + 1] ?? '').split('\r\n--');
  return Buffer.from(encoded, 'base64');
}

/** The text, without the line breaks and signs of its encoding. */
const plainText = (mail = '') =>
  mail
    .replaceAll('=\r\n', '')
    .replaceAll(/(?:=[0-9A-F]{2})+/g, (signs) => Buffer.from(signs.replaceAll('=', ''), 'hex').toString());

const cutAll = () => {
  for (const connection of server.connections) (connection as { _socket: { destroy(): void } })._socket.destroy();
};
const fault = (responseCode: number) => Object.assign(new Error('Erika Mustermann'), { responseCode });
const taken = { kind: 'handed-over', answer: 'taken by the mail server' };

describe.each(['starttls', 'tls'] as const)('over %s', (security) => {
  it('hands over the exact bytes, and nothing personal in the head', async () => {
    await start({ secure: security === 'tls' });
    expect(await deliver({ security })).toEqual(taken);
    const [mail] = mails;
    expect(mail).toMatchObject({ from: 'gateway@kreis.example', to: ['eingang@stadt.example'], secure: true });
    const [head = ''] = (mail?.text ?? '').split('\r\n\r\n');
    expect(head).toContain(`Subject: Online-Antrag xmeld/26.11/1700`);
    expect(head).toContain(`Message-ID: <${key}@kreis.example>`);
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(mail?.text).not.toMatch(/Ǧamāl|Erika/);
    expect(Buffer.compare(attachedTo(mail?.text, `${key}.xml`), xml)).toBe(0);
  });

  it('has the same Message-ID at every attempt', async () => {
    await start({ secure: security === 'tls' });
    await deliver({ security });
    await deliver({ security }, { attempt: 2 });
    const ids = mails.map(({ text }) => /^Message-ID: (.*)$/m.exec(text)?.[1]);
    expect(ids).toEqual([`<${key}@kreis.example>`, `<${key}@kreis.example>`]);
  });
});

/** A form's message with a group of fields and a file. */
function writeApplication(): Uint8Array {
  const dog = {
    schemaId: 'F1',
    groups: [
      { id: 'g1', label: 'Halter' },
      { id: 'g2', label: 'Hund', index: 2 },
    ],
  };
  const content = Buffer.from('%PDF-1.7').toString('base64');
  const data: Antrag = {
    service: { id: 'hundesteuer-anmeldung', act: 'apply', name: 'Hundesteuer', leikaIds: [] },
    form: { title: 'Hundesteuer', version: '1', schema: 'https://forms.example/1' },
    municipalityKey: '03457013',
    fields: [
      { ...dog, id: 'name', label: 'Rufname', text: 'Ćiro' },
      { ...dog, id: 'chip', label: 'Gechipt', flag: true },
    ],
    attachments: [
      {
        id: 'file-1',
        label: 'Impfpass',
        fileName: 'Impfpass.pdf',
        mediaType: 'application/pdf',
        size: 8,
        sha512: 'a'.repeat(128),
        content,
      },
    ],
  };
  return buildMessage(antrag0001, { head: { uuid, ...sampleHead }, data });
}

describe('the PDF beside the XML', () => {
  it('says what the message says, the same bytes at every attempt', async () => {
    await start();
    await deliver({}, { message: sample });
    await deliver({}, { message: sample, attempt: 2 });
    const [pdf, again] = mails.map(({ text }) => attachedTo(text, `${key}.pdf`));
    const text = textOfPdf(pdf ?? Buffer.alloc(0));
    for (const said of ['Abruf einer Meldebescheinigung', 'VonKreisportal', 'AnStadt Leer', uuid, 'Łęcki-Ǧamāl']) {
      expect(text).toContain(said);
    }
    expect(text).toContain('Geburtsdatumauf den Tag bekannt17.05.1990');
    expect(text).toContain('Post (01)');
    expect(pdf?.equals(again ?? Buffer.alloc(0))).toBe(true);
    expect(plainText(mails[0]?.text)).toContain(`Zum Lesen: ${key}.pdf`);
  });

  it('is in English where the office wants it', async () => {
    await start();
    await deliver({ language: 'en' }, { message: sample });
    const text = textOfPdf(attachedTo(mails[0]?.text, `${key}.pdf`));
    expect(text).toContain('Request for a certificate of registration');
    expect(text).toContain('known to the day17.05.1990');
    expect(plainText(mails[0]?.text)).toContain(`To read: ${key}.pdf`);
  });

  it("tells a form's fields by the form's words, and its files", async () => {
    await start();
    await deliver({}, { message: outgoing({ id: antrag0001.id, uuid, xml: writeApplication() }) });
    const text = textOfPdf(attachedTo(mails[0]?.text, `${key}.pdf`));
    expect(text).toContain('HalterHund 2RufnameĆiroGechiptja');
    expect(text).toContain('Impfpass.pdf');
    expect(text).toContain('application/pdf');
  });

  it('is left out where the message says more than the gateway can read', async () => {
    await start();
    const unknown = Buffer.from('<nachricht/>');
    expect(await deliver({}, { message: outgoing({ id: 'xmeld/26.11/1700', uuid, xml: unknown }) })).toEqual(taken);
    expect(await deliver({}, { message: outgoing({ id: 'xmeld/1.0/0001', uuid, xml: unknown }) })).toEqual(taken);
    for (const { text } of mails) {
      expect(text).not.toContain('.pdf');
      expect(plainText(text)).toContain('nur als XML lesbar');
    }
  });
});

describe('with the certificate of the mailbox', () => {
  let office: Certified;
  beforeAll(async () => {
    office = await certify('Gewerbeamt', undefined, 'rsa');
  });

  it("encrypts text and attachment, as OpenSSL's S/MIME reads it", async (context) => {
    await start();
    expect(await deliver({ certificate: office.cert })).toEqual(taken);
    const text = mails[0]?.text ?? '';
    expect(text).toContain(`Message-ID: <${key}@kreis.example>`);
    expect(text).toContain('Content-Type: application/pkcs7-mime; smime-type=enveloped-data');
    expect(text).not.toContain('nachrichtenUUID');
    if (spawnSync('openssl', ['version']).status !== 0) context.skip('openssl is not installed');
    const folder = mkdtempSync(join(tmpdir(), 'zustellwerk-mail-'));
    const files = { mail: join(folder, 'mail'), key: join(folder, 'key') };
    writeFileSync(files.mail, text);
    writeFileSync(files.key, office.key);
    const opened = execFileSync('openssl', ['cms', '-decrypt', '-in', files.mail, '-inkey', files.key]).toString();
    rmSync(folder, { recursive: true });
    expect(opened).toContain('nachrichtenUUID');
    expect(opened.replaceAll(/\s/g, '')).toContain(Buffer.from(xml).toString('base64'));
  });

  it('sends nothing when the certificate is not valid now', async () => {
    await start();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 });
    const outcome = await deliver({ certificate: office.cert });
    vi.useRealTimers();
    expect(outcome).toEqual({ kind: 'later', answer: "the reader's certificate is not valid now" });
    expect(mails).toEqual([]);
  });
});

describe('what comes to what', () => {
  it.each([
    ['onMailFrom', 451, { kind: 'later', answer: 'SMTP 451' }],
    ['onMailFrom', 550, { kind: 'rejected', findings: [{ id: 'smtp-550' }], answer: 'SMTP 550' }],
    ['onRcptTo', 450, { kind: 'later', answer: 'SMTP 450' }],
    ['onRcptTo', 550, { kind: 'rejected', findings: [{ id: 'smtp-550' }], answer: 'SMTP 550' }],
    ['onMailFrom', 530, { kind: 'later', answer: 'login refused (SMTP 530)' }],
    ['onConnect', 421, { kind: 'later', answer: 'server refused (SMTP 421)' }],
    ['onConnect', 554, { kind: 'later', answer: 'server refused (SMTP 554)' }],
  ] as const)('%s answers %i', async (at, status, outcome) => {
    twist = { [at]: (...parameters: unknown[]) => (parameters.at(-1) as (error: Error) => void)(fault(status)) };
    await start();
    expect(await deliver()).toEqual(outcome);
    expect(mails).toEqual([]);
  });

  it.each([
    [452, { kind: 'later', answer: 'SMTP 452' }],
    [554, { kind: 'rejected', findings: [{ id: 'smtp-554' }], answer: 'SMTP 554' }],
  ] as const)('the content is answered with %i', async (status, outcome) => {
    twist = {
      onData: (stream, _, done) => {
        stream.resume();
        stream.on('end', () => done(fault(status)));
      },
    };
    await start();
    expect(await deliver()).toEqual(outcome);
  });

  it.each(['onConnect', 'onAuth', 'onMailFrom', 'onRcptTo'])('a connection cut at %s: nothing was sent', async (at) => {
    twist = { [at]: cutAll };
    await start();
    expect(await deliver()).toEqual({ kind: 'later', answer: 'connection cut' });
  });

  it('a connection cut after the content began: nobody knows', async () => {
    twist = {
      onData: (stream) => {
        stream.resume();
        stream.on('end', cutAll);
      },
    };
    await start();
    expect(await deliver()).toEqual({ kind: 'unknown', answer: 'connection cut' });
  });

  it('no answer to the content in time: nobody knows; before it: nothing was sent', async () => {
    const time = new AbortController();
    twist = {
      onData: (stream) => {
        stream.resume();
        stream.on('end', () => time.abort());
      },
    };
    await start();
    expect(await deliver({}, { signal: time.signal })).toEqual({ kind: 'unknown', answer: 'no answer in time' });
    expect(await deliver({}, { signal: AbortSignal.abort() })).toEqual({ kind: 'later', answer: 'no answer in time' });
  });

  it('a mail larger than the server takes is rejected', async () => {
    await start({ size: 1_000 });
    expect(await deliver()).toEqual({ kind: 'rejected', findings: [{ id: 'smtp-552' }], answer: 'SMTP 552' });
  });

  it('a wrong password is for later', async () => {
    await start();
    expect(await deliver({ password: 'falsch' })).toEqual({ kind: 'later', answer: 'login refused (SMTP 535)' });
  });

  it('a server without STARTTLS gets nothing, not even the password', async () => {
    const onAuth = vi.fn();
    await start({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, onAuth });
    expect(await deliver()).toMatchObject({
      kind: 'later',
      answer: expect.stringMatching(/TLS failed|server refused/),
    });
    expect(onAuth).not.toHaveBeenCalled();
  });

  it('a certificate that nobody vouches for is for later', async () => {
    const onAuth = vi.fn();
    await start({ onAuth });
    expect(await deliver({ ca: undefined })).toMatchObject({
      kind: 'later',
      answer: expect.stringContaining('TLS failed'),
    });
    expect(await deliver({ host: '127.0.0.2' })).toMatchObject({ kind: 'later' });
    expect(onAuth).not.toHaveBeenCalled();
  });

  it('nobody listens', async () => {
    await start();
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const { port: gone } = free.address() as { port: number };
    await new Promise((resolve) => free.close(resolve));
    expect(await deliver({ port: gone })).toEqual({ kind: 'later', answer: 'connection refused' });
  });

  it('is tried without a login where there is none', async () => {
    await start({ authOptional: true });
    expect(await deliver({ user: undefined, password: undefined })).toEqual(taken);
  });
});

describe('options', () => {
  const right = { host: 'mail.example', from: 'a@kreis.example', to: 'b@stadt.example' };
  beforeEach(() => start());

  it.each([
    [{ ...right, to: 'b@stadt.example, c@stadt.example' }, 'to'],
    [{ ...right, from: 'kreis' }, 'from'],
    [{ ...right, security: 'none' }, 'security'],
    [{ ...right, user: 'u' }, 'password'],
    [{ ...right, password: 'geheim' }, 'password'],
    [{ ...right, subject: 'a\r\nBcc: x@y.example' }, 'subject'],
    [{ ...right, ca: 'geheim' }, 'ca'],
    [{ ...right, certificate: 'geheim' }, 'certificate'],
    [{ ...right, hots: 'a' }, undefined],
  ])('%j has a fault at %s', (options, member) => {
    const { error } = adapter.options.safeParse(options);
    expect(error?.issues.map(({ path }) => path[0])).toEqual([member]);
    expect(JSON.stringify(error?.issues)).not.toContain('geheim');
  });

  it('wants an RSA certificate to encrypt for', () => {
    const { error } = adapter.options.safeParse({ ...right, certificate: certified.cert });
    expect(error?.issues).toMatchObject([{ path: ['certificate'], message: 'a certificate of an RSA key' }]);
  });

  it('is right with what it must have', () => {
    expect(adapter.options.safeParse(right).success).toBe(true);
  });
});
