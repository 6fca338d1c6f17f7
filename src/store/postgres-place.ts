import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ZustellwerkError } from '../errors.ts';

/** The account that a server runs under, when it is not the gateway's own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where a private server keeps its things. */
export interface Place {
  /** Locks, log, and the folders below; nobody else may enter. */
  readonly home: string;
  readonly data: string;
  readonly socketFolder: string;
  /** Where a copy of the programs goes when the account can't run the installed ones. */
  readonly binaries: string;
  readonly account: Account | undefined;
}

const sharedFolder = '/var/lib/zustellwerk';
/** No process has to know this account by name: it is `nobody` nearly everywhere, and free elsewhere. */
const nobody: Account = { uid: 65534, gid: 65534 };
/** What `sockaddr_un` holds, less the final zero: 108 bytes on Linux, 104 on macOS. */
const longestSocketPath = process.platform === 'linux' ? 107 : 103;

/**
 * Decides where the server for a data folder lives, and who runs it. Data that exists stays where it is: a permission
 * changed since must end in an error and never in a second, empty database.
 */
export async function choosePlace(dataFolder: string): Promise<Place> {
  await mkdir(resolve(dataFolder), { recursive: true });
  const folder = await realpath(dataFolder);
  const inside = join(folder, 'postgres');
  const outside = join(sharedFolder, 'data', shorten(folder));
  const isOutside = await exists(join(outside, 'data'));
  const isInside = await exists(join(inside, 'data'));

  // PostgreSQL refuses to run as root. Only root may choose another account, so nobody else has to.
  if (process.getuid?.() !== 0) {
    if (isOutside && !isInside) throw foreignData(outside);
    return prepare(inside, join(inside, 'binaries'), undefined);
  }
  const binaries = join(sharedFolder, 'postgresql');
  const account = await chooseAccount(isInside ? join(inside, 'data') : folder);
  const reachable = await canEnter(folder, account);
  if (isInside && !reachable) throw foreignData(inside);
  if (isInside || (reachable && !isOutside)) return prepare(inside, binaries, account);
  const place = await prepare(outside, binaries, nobody);
  await writeFile(join(folder, 'postgres-is-in.txt'), `${outside}\n`);
  return place;
}

/** Whoever owns the folder can come in, and go on without root later. */
async function chooseAccount(folder: string): Promise<Account> {
  const { uid, gid } = await stat(folder);
  return uid === 0 ? nobody : { uid, gid };
}

async function canEnter(folder: string, account: Account): Promise<boolean> {
  const options = { ...account, cwd: '/', env: {} };
  return promisify(execFile)('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], options).then(
    () => true,
    () => false,
  );
}

async function prepare(home: string, binaries: string, account: Account | undefined): Promise<Place> {
  await makeReachable(dirname(home));
  await makePrivate(home, account);
  const socketFolder = chooseSocketFolder(home, account);
  if (dirname(socketFolder) !== home) await makeReachable(dirname(socketFolder));
  await makePrivate(socketFolder, account);
  return { home, data: join(home, 'data'), socketFolder, binaries, account };
}

function chooseSocketFolder(home: string, account: Account | undefined): string {
  const near = join(home, 'socket');
  if (Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= longestSocketPath) return near;
  if (account) return join(sharedFolder, 'sockets', shorten(home));
  return join('/tmp', `zustellwerk-${process.getuid?.()}-${shorten(home)}`);
}

/** Makes a folder that only the account may enter, or finds it so: below /tmp anybody could have made it before. */
async function makePrivate(folder: string, account: Account | undefined): Promise<void> {
  const isNew = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (isNew && account) await chown(folder, account.uid, account.gid);
  const found = await lstat(folder);
  const owner = account?.uid ?? process.getuid?.();
  // A process that shares the first start may be between its two calls above; root's folder is then taken over.
  if (account && found.uid === 0 && found.isDirectory()) await chown(folder, account.uid, account.gid);
  else if (!found.isDirectory() || found.uid !== owner) throw foreignData(folder);
  if (found.mode & 0o077) await chmod(folder, 0o700);
}

/** Makes a folder; in the shared one, every account may pass through, whatever the umask says. */
export async function makeReachable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (folder.startsWith(`${sharedFolder}/`)) await Promise.all([chmod(sharedFolder, 0o755), chmod(folder, 0o755)]);
}

function foreignData(folder: string): ZustellwerkError {
  return new ZustellwerkError(
    'DATABASE_UNAVAILABLE',
    `${folder} belongs to another account, or the account that it belongs to can no longer reach it. Start Zustellwerk ` +
      'under the account that it was first started under, or give the folder and its parents back their permissions.',
  );
}

function shorten(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
  );
}
