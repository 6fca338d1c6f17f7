import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileStat, type FileStore, StoreFault } from './file-store.ts';

const words: Readonly<Record<string, string>> = {
  ENOSPC: 'disk full',
  EDQUOT: 'disk quota used up',
  EFBIG: 'file larger than the disk allows',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'folder is read-only',
  ENOENT: 'folder or file missing',
  ENOTDIR: 'not a folder',
  EEXIST: 'name is taken',
  ENOTEMPTY: 'folder is not empty',
  ELOOP: 'a link where a file should be',
  EIO: 'disk failed',
  ESTALE: 'network folder is gone',
  EHOSTDOWN: 'network folder is gone',
};

/** A link under one of our names is not followed: who may write into the folder must not choose what we write to. */
const writing = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;
const reading = constants.O_RDONLY | constants.O_NOFOLLOW;

/**
 * A folder of this machine, or one that it has mounted. The folder must be there.
 *
 * @param signal ends the waiting for a disk that does not answer; what was asked of it may still happen.
 */
export function openLocalStore(folder: string, signal: AbortSignal): FileStore {
  const at = (name: string) => join(folder, name);
  const late = Promise.withResolvers<never>();
  late.promise.catch(() => {});
  const end = () => late.reject(new StoreFault('no answer in time'));
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  const guard = <T>(work: () => Promise<T>) =>
    signal.aborted ? late.promise : Promise.race([told(work), late.promise]);
  return {
    write: (name, bytes) =>
      guard(() =>
        withFile(at(name), writing, async (file) => {
          await file.writeFile(bytes);
          await file.truncate(bytes.length);
          await file.sync();
        }),
      ),
    syncFolder: (name) => guard(() => syncFolder(at(name))),
    rename: (from, to) =>
      guard(async () => {
        // POSIX would replace what is there, without a word.
        if ((await statOf(at(to))) !== undefined) throw new StoreFault('name is taken');
        await rename(at(from), at(to));
      }),
    read: (name, limit) =>
      guard(() =>
        unlessMissing(
          withFile(at(name), reading, async (file) => {
            const { size } = await file.stat();
            if (size > limit) throw new StoreFault(`a file is larger than ${limit} bytes`);
            return new Uint8Array(await file.readFile());
          }),
        ),
      ),
    stat: (name) => guard(() => statOf(at(name))),
    list: (name) =>
      guard(async () => {
        const names = await readdir(at(name));
        const found = await Promise.all(
          names.map(async (each) => ({ name: each, stat: await statOf(join(at(name), each)) })),
        );
        return found.flatMap(({ name: each, stat }) => (stat ? [{ name: each, ...stat }] : []));
      }),
    makeFolder: (name) =>
      guard(async () => {
        // Another delivery may make it at the same moment.
        await mkdir(at(name)).catch(async (cause) => {
          if (!(await statOf(at(name)))?.isFolder) throw cause;
        });
      }),
    remove: (name) =>
      guard(async () => {
        const stat = await statOf(at(name));
        if (stat !== undefined) await unlessMissing(stat.isFolder ? rmdir(at(name)) : unlink(at(name)));
      }),
    close: async () => signal.removeEventListener('abort', end),
  };
}

async function withFile<T>(path: string, flags: number, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, flags, 0o660);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** Windows opens no folders; NTFS journals its names. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await withFile(path, constants.O_RDONLY, (file) => file.sync());
}

async function statOf(path: string): Promise<FileStat | undefined> {
  const stat = await unlessMissing(lstat(path));
  return stat && { isFolder: stat.isDirectory(), size: stat.size, modifiedAt: stat.mtime };
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Messages of Node quote paths, so only their codes are told. */
async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StoreFault) throw cause;
    const code = codeOf(cause) ?? 'no code';
    throw new StoreFault(words[code] ?? `folder failed (${code})`, { cause });
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
