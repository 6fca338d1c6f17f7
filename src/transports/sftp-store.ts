import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Client, ConnectConfig, SFTPWrapper, Stats } from 'ssh2';
import { type FileStat, type FileStore, StoreFault } from './file-store.ts';
import { describeFailure } from './network-failure.ts';

export interface SftpPlace {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Either this or a key. */
  readonly password?: string | undefined;
  /** OpenSSH or PEM. */
  readonly privateKey?: string | undefined;
  readonly passphrase?: string | undefined;
  /** `SHA256:…` as `ssh-keygen -lf` prints it. No other server is spoken to. */
  readonly hostKey: string;
  readonly folder: string;
}

/** SFTP version 3, section 7: the codes of a server that did not do something. */
const status = { missing: 2, denied: 3, failure: 4, unsupported: 8 };

const words: Readonly<Record<number, string>> = {
  [status.missing]: 'folder or file missing',
  [status.denied]: 'permission denied',
  // OpenSSH has one code for a full disk, a name that is taken and all else.
  [status.failure]: 'the server failed (disk full, or name taken)',
  [status.unsupported]: 'the server cannot do this',
};

/** Servers must take packets of 34,000 bytes (SFTP version 3, section 3). */
const chunkSize = 32_768;
/** Chunks that are written without waiting for each other's answers. */
const underWay = 16;
const connectTime = 10_000;

/**
 * Connects to a folder on an SFTP server. One connection serves one attempt.
 *
 * @throws StoreFault when the server is not reached, is not the pinned one, or refuses the login.
 */
export async function openSftpStore(place: SftpPlace, signal: AbortSignal): Promise<FileStore> {
  const connection = await connect(place, signal);
  try {
    const sftp = await connection.ask<SFTPWrapper>((done) => connection.client.sftp(done));
    return storeOver(sftp, connection, place.folder);
  } catch (error) {
    connection.client.destroy();
    throw error;
  }
}

type Done<T> = (error: Error | null | undefined, value: T) => void;

interface Connection {
  readonly client: Client;
  /** Resolves with what a callback is called with, rejects with a StoreFault, also when the connection ends. */
  ask<T>(request: (done: Done<T>) => unknown): Promise<T>;
}

async function connect(place: SftpPlace, signal: AbortSignal): Promise<Connection> {
  // Loaded by those who use it: a gateway without SFTP starts without it.
  const { default: ssh2 } = await import('ssh2');
  const client = new ssh2.Client();
  let stranger = false;
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});
  const fail = (cause: unknown) => ended.reject(stranger ? new StoreFault(otherHost) : faultOf(cause, signal));
  client.on('error', fail);
  client.on('close', () => fail(new StoreFault(signal.aborted ? 'no answer in time' : 'connection cut')));
  const abort = () => {
    fail(signal.reason);
    client.destroy();
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  client.on('close', () => signal.removeEventListener('abort', abort));

  const ready = new Promise<void>((resolve) => client.once('ready', resolve));
  const isPinned = (key: Buffer) => {
    stranger = fingerprintOf(key) !== place.hostKey.replace(/=+$/, '');
    return !stranger;
  };
  try {
    client.connect(settings(place, isPinned));
  } catch (cause) {
    // A key that is none.
    throw new StoreFault('the private key cannot be used', { cause });
  }
  await Promise.race([ready, ended.promise]);
  // Requests are small and wait for each other's answers.
  client.setNoDelay(true);
  return {
    client,
    ask: <T>(request: (done: Done<T>) => unknown) => {
      const answer = new Promise<T>((resolve, reject) => {
        request((error, value) => (error ? reject(faultOf(error, signal)) : resolve(value)));
      });
      return Promise.race([answer, ended.promise]);
    },
  };
}

const otherHost = 'host key is not the pinned one';

function settings(place: SftpPlace, hostVerifier: (key: Buffer) => boolean): ConnectConfig {
  const { host, port, user, password, privateKey, passphrase } = place;
  return {
    host,
    port,
    username: user,
    ...(password !== undefined && { password }),
    ...(privateKey !== undefined && { privateKey }),
    ...(passphrase !== undefined && { passphrase }),
    hostVerifier,
    readyTimeout: connectTime,
  };
}

function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function storeOver(sftp: SFTPWrapper, { client, ask }: Connection, folder: string): FileStore {
  const at = (name: string) => posix.join(folder, name);
  const statOf = async (path: string) => {
    const stats = await unlessMissing(ask<Stats>((done) => sftp.lstat(path, done)));
    return stats && readStats(stats);
  };
  const withFile = async <T>(path: string, flags: 'r' | number, use: (handle: Buffer) => Promise<T>): Promise<T> => {
    // The types know the flags' names only; the protocol has no name for "create, but do not cut".
    const handle = await ask<Buffer>((done) => sftp.open(path, flags as 'r', done));
    const result = await use(handle).catch(async (error) => {
      await ask((done: Done<undefined>) => sftp.close(handle, (e) => done(e, undefined))).catch(() => {});
      throw error;
    });
    await ask((done: Done<undefined>) => sftp.close(handle, (e) => done(e, undefined)));
    return result;
  };
  const simple = (request: (done: (error?: Error | null) => void) => unknown) =>
    ask<undefined>((done) => request((error) => done(error, undefined)));

  return {
    write: (name, bytes) =>
      withFile(at(name), writeOrCreate, async (handle) => {
        const content = Buffer.from(bytes);
        const starts = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, index) => index * chunkSize);
        for (let first = 0; first < starts.length; first += underWay) {
          await Promise.all(
            starts.slice(first, first + underWay).map((start) => {
              const length = Math.min(chunkSize, bytes.length - start);
              return simple((done) => sftp.write(handle, content, start, length, start, done));
            }),
          );
        }
        const { size } = await ask<Stats>((done) => sftp.fstat(handle, done));
        if (size > bytes.length) await simple((done) => sftp.fsetstat(handle, { size: bytes.length }, done));
        await syncFile(sftp, handle, simple);
      }),
    // The protocol has no word for it; OpenSSH's rename is as durable as the server's file system makes it.
    syncFolder: async () => {},
    // Of version 3, not OpenSSH's extension, which would replace what is there.
    rename: (from, to) => simple((done) => sftp.rename(at(from), at(to), done)),
    read: (name, limit) => unlessMissing(withFile(at(name), 'r', (handle) => readAll(handle, limit))),
    stat: (name) => statOf(at(name)),
    list: async (name) => {
      const entries = await ask<readonly { filename: string; attrs: Stats }[]>((done) => sftp.readdir(at(name), done));
      return entries.map(({ filename, attrs }) => ({ name: filename, ...readStats(attrs) }));
    },
    makeFolder: async (name) => {
      if ((await statOf(at(name)))?.isFolder) return;
      // Another delivery may make it at the same moment.
      await simple((done) => sftp.mkdir(at(name), done)).catch(async (cause) => {
        if (!(await statOf(at(name)))?.isFolder) throw cause;
      });
    },
    remove: async (name) => {
      const stat = await statOf(at(name));
      if (stat === undefined) return;
      await unlessMissing(simple((done) => (stat.isFolder ? sftp.rmdir(at(name), done) : sftp.unlink(at(name), done))));
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => client.once('close', resolve));
      client.end();
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
      client.destroy();
    },
  };

  async function readAll(handle: Buffer, limit: number): Promise<Uint8Array> {
    const { size } = await ask<Stats>((done) => sftp.fstat(handle, done));
    if (size > limit) throw new StoreFault(`a file is larger than ${limit} bytes`);
    const bytes = Buffer.alloc(size);
    let position = 0;
    while (position < size) {
      const start = position;
      const count = await ask<number>((done) =>
        sftp.read(handle, bytes, start, Math.min(chunkSize, size - start), start, done),
      );
      if (count === 0) break;
      position += count;
    }
    return bytes.subarray(0, position);
  }
}

/** SFTP version 3, section 6.3: SSH_FXF_WRITE and SSH_FXF_CREAT. */
const writeOrCreate = 0x2 | 0x8;

/** `fsync@openssh.com`; ssh2 throws where the server does not offer it, and there is nothing better then. */
async function syncFile(
  sftp: SFTPWrapper,
  handle: Buffer,
  simple: (request: (done: (error?: Error | null) => void) => unknown) => Promise<unknown>,
): Promise<void> {
  await simple((done) => {
    try {
      sftp.ext_openssh_fsync(handle, done);
    } catch {
      done();
    }
  });
}

function readStats(stats: Pick<Stats, 'size' | 'mtime' | 'mode'>): FileStat {
  const isFolder = (stats.mode & 0o170000) === 0o040000;
  return { isFolder, size: stats.size, modifiedAt: new Date(stats.mtime * 1000) };
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreFault && error.message === words[status.missing]) return undefined;
    throw error;
  }
}

/** Only codes are told: messages may quote names. */
function faultOf(cause: unknown, signal: AbortSignal): StoreFault {
  if (cause instanceof StoreFault) return cause;
  if (signal.aborted) return new StoreFault('no answer in time', { cause });
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (typeof code === 'number') return new StoreFault(words[code] ?? `SFTP status ${code}`, { cause });
  const level = cause instanceof Error && 'level' in cause ? cause.level : undefined;
  if (level === 'client-authentication') return new StoreFault('login refused', { cause });
  if (level === 'client-timeout') return new StoreFault('no connection in time', { cause });
  if (level === 'handshake') return new StoreFault('SSH handshake failed', { cause });
  return new StoreFault(describeFailure(cause, signal), { cause });
}
