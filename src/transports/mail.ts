/**
 * A message as an attachment of a mail, over SMTP with TLS; see docs/transports/mail.md.
 *
 * A mail server that takes a mail says nothing of the office that it is for: at best a message is handed over.
 *
 * @module
 */
import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer/lib/errors';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { describeFailure } from './network-failure.ts';
import { encryptFor, isValidAt } from './smime.ts';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `tls`: encrypted from the first byte; `starttls`: before anything is said. There is no third way. */
  readonly security: 'tls' | 'starttls';
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Certificates (PEM) that the server's is checked against, in place of the public ones. */
  readonly ca?: string | undefined;
}

export interface Mail {
  readonly from: string;
  readonly to: string;
  /** Travels and is stored in clear: nothing personal. */
  readonly subject: string;
  readonly text: string;
  /** Without `<>`; the same in every attempt. */
  readonly messageId: string;
  readonly attachments: readonly MailFile[];
  /** Certificate (PEM, RSA) of the reader; with it text and attachments are encrypted (S/MIME). */
  readonly encryptFor?: string | undefined;
}

export interface MailFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export type MailResult =
  | { readonly kind: 'taken' }
  /** The server said no to the mail itself, not to our login or our manners. */
  | { readonly kind: 'refused'; readonly status: number }
  /** `before-data`: the server certainly has nothing. `unclear`: it may have the mail. */
  | { readonly kind: 'failed'; readonly phase: 'before-data' | 'unclear'; readonly answer: string };

/** Sends one mail over a connection of its own. Never throws. */
export async function sendMail(server: MailServer, mail: Mail, signal: AbortSignal): Promise<MailResult> {
  const progress = { data: false };
  try {
    signal.throwIfAborted();
    if (mail.encryptFor !== undefined && !isValidAt(mail.encryptFor, new Date())) {
      return { kind: 'failed', phase: 'before-data', answer: "the reader's certificate is not valid now" };
    }
    // Loaded by those who use it: a gateway without mail starts without it.
    const { default: Connection } = await import('nodemailer/lib/smtp-connection');
    const bytes = await writeMail(mail);
    const connection = new Connection(settings(server));
    try {
      await converse(connection, signal, async (step) => {
        await logIn(connection, server, step);
        const { from, to } = mail;
        const envelope = { from, to: [to], size: bytes.length };
        await step((done) => connection.send(envelope, watched(bytes, progress), done));
      });
      return { kind: 'taken' };
    } finally {
      connection.close();
    }
  } catch (error) {
    return judge(error, progress.data, signal);
  }
}

/**
 * Whether a mail server is there and takes the login. Nothing is sent. Never throws.
 *
 * @returns what is wrong in a few words; undefined when all is well.
 */
export async function tryMailServer(server: MailServer, signal: AbortSignal): Promise<string | undefined> {
  try {
    signal.throwIfAborted();
    const { default: Connection } = await import('nodemailer/lib/smtp-connection');
    const connection = new Connection(settings(server));
    try {
      await converse(connection, signal, (step) => logIn(connection, server, step));
      return undefined;
    } finally {
      connection.close();
    }
  } catch (error) {
    const result = judge(error, false, signal);
    return result.kind === 'failed' ? result.answer : 'the server refuses';
  }
}

/** What a mail comes to, as an adapter's outcome. */
export function outcomeOfMail(
  result: MailResult,
):
  | { readonly kind: 'handed-over'; readonly answer: string }
  | { readonly kind: 'rejected'; readonly findings: readonly { readonly id: string }[]; readonly answer: string }
  | { readonly kind: 'later' | 'unknown'; readonly answer: string } {
  switch (result.kind) {
    case 'taken':
      return { kind: 'handed-over', answer: 'taken by the mail server' };
    case 'refused': {
      const { status } = result;
      if (status < 500) return { kind: 'later', answer: `SMTP ${status}` };
      return { kind: 'rejected', findings: [{ id: `smtp-${status}` }], answer: `SMTP ${status}` };
    }
    case 'failed':
      return { kind: result.phase === 'before-data' ? 'later' : 'unknown', answer: result.answer };
  }
}

async function writeMail(mail: Mail): Promise<Buffer> {
  const { default: MimeNode } = await import('nodemailer/lib/mime-node');
  const { from, to, subject, messageId, encryptFor: certificate } = mail;
  const content = await writeContent(mail);
  const sealed = certificate === undefined ? undefined : await encryptFor(certificate, await content.build());
  const root = sealed
    ? new MimeNode('application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m').setContent(Buffer.from(sealed))
    : content;
  root.setHeader({
    from,
    to,
    subject,
    'message-id': `<${messageId}>`,
    // RFC 3834: nobody's holiday notice has to answer.
    'auto-submitted': 'auto-generated',
    ...(sealed && { 'content-disposition': 'attachment; filename=smime.p7m' }),
  });
  return root.build();
}

/** Text and attachments, without a head of their own. */
async function writeContent({ text, attachments }: Mail) {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composer = new MailComposer({
    text,
    attachments: attachments.map(({ fileName, mediaType, bytes }) => ({
      filename: fileName,
      contentType: mediaType,
      content: Buffer.from(bytes),
      contentTransferEncoding: 'base64',
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile();
}

function settings({ host, port, security, ca }: MailServer): SMTPConnection.Options {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: true,
    connectionTimeout: 10_000,
    // The attempt's signal is the clock; this only outlasts it.
    socketTimeout: 3_600_000,
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
  };
}

/** nodemailer begins to read the message when the server has said that it listens (354). */
function watched(bytes: Buffer, progress: { data: boolean }): Readable {
  let sent = false;
  return new Readable({
    read() {
      progress.data = true;
      this.push(sent ? null : bytes);
      sent = true;
    },
  });
}

/** One exchange with the server: resolves when it has answered, rejects when it says no. */
type Step = (work: (done: (error?: Error | null) => void) => void) => Promise<void>;

async function logIn(connection: SMTPConnection, { user, password = '' }: MailServer, step: Step): Promise<void> {
  await step((done) => connection.connect(done));
  if (user !== undefined) await step((done) => connection.login({ user, pass: password }, done));
}

/** Each step of `talk` ends when the connection breaks or the signal aborts. */
async function converse(
  connection: SMTPConnection,
  signal: AbortSignal,
  talk: (step: Step) => Promise<void>,
): Promise<void> {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => {});
  connection.on('error', broken.reject);
  const abort = () => {
    broken.reject(signal.reason);
    connection.close();
  };
  signal.addEventListener('abort', abort, { once: true });
  const step: Step = (work) =>
    Promise.race([
      broken.promise,
      new Promise<void>((resolve, reject) => work((error) => (error ? reject(error) : resolve()))),
    ]);
  try {
    await talk(step);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Only codes are told: what a server says may quote addresses. */
function judge(error: unknown, data: boolean, signal: AbortSignal): MailResult {
  const { responseCode: status, command = '', code = '', originalCode = code } = isMailError(error) ? error : {};
  const failed = (answer: string): MailResult => ({ kind: 'failed', phase: data ? 'unclear' : 'before-data', answer });
  if (status !== undefined && isAboutMail(command) && !loginCodes.has(status)) return { kind: 'refused', status };
  if (status !== undefined)
    return failed(`${loginCodes.has(status) ? 'login refused' : 'server refused'} (SMTP ${status})`);
  // RFC 1870: the server has said how much it takes; 552 is what it would have answered.
  if (code === 'EMESSAGE') return { kind: 'refused', status: 552 };
  if (code === 'EAUTH') return failed('login not possible');
  if (code === 'ETLS') return failed('TLS failed');
  // nodemailer puts a code of its own over that of the socket.
  return failed(describeFailure(Object.assign(new Error('SMTP'), { code: originalCode }), signal));
}

/** RFC 4954, section 6. */
const loginCodes = new Set([432, 454, 530, 534, 535, 538]);

function isAboutMail(command: string): boolean {
  return ['MAIL FROM', 'RCPT TO', 'DATA'].includes(command);
}

function isMailError(
  error: unknown,
): error is Pick<NodemailerError, 'responseCode' | 'command' | 'code' | 'originalCode'> {
  return error instanceof Error;
}
