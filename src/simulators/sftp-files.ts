import { type FileHandle, lstat, mkdir, open, readdir, rename, rmdir, unlink } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ssh2, { type Attributes, type SFTPWrapper } from 'ssh2';

const { STATUS_CODE: status, OPEN_MODE: mode } = ssh2.utils.sftp;

export type SftpOperation = 'open' | 'read' | 'write' | 'stat' | 'rename' | 'mkdir' | 'remove' | 'list';

/**
 * What goes wrong, once, at the next operation of this kind on a name that ends so, or fits.
 *
 * - a number: the server answers with this status (SFTP version 3, section 7) and does nothing.
 * - `cut-before`: the connection ends in place of the operation; `cut-after`: after it, in place of the answer.
 * - `silent`: the operation is done and never answered.
 * - `slow`: the operation is done after so many milliseconds, if the client is still there.
 */
export interface SftpFault {
  readonly at: SftpOperation;
  readonly name: string | RegExp;
  readonly fault: number | 'cut-before' | 'cut-after' | 'silent' | { readonly slow: number };
}

/** What a client asked for, and what befalls it. */
export type SftpWatcher = (operation: SftpOperation, name: string, fault: SftpFault | undefined) => void;

/** Serves a folder over SFTP version 3, as OpenSSH does without its extensions. */
export function serveFiles(
  sftp: SFTPWrapper,
  root: string,
  faults: SftpFault[],
  cut: () => void,
  watch: SftpWatcher,
): void {
  const at = (name: string) => join(root, normalize(`/${name}`));
  const handles = new Map<string, { file: FileHandle } | { entries: string[]; folder: string }>();
  let count = 0;
  const remember = (entry: { file: FileHandle } | { entries: string[]; folder: string }) => {
    count += 1;
    const handle = Buffer.from(String(count));
    handles.set(handle.toString(), entry);
    return handle;
  };
  const fileOf = (handle: Buffer) => {
    const entry = handles.get(handle.toString());
    if (entry === undefined || !('file' in entry)) throw new Error('no such handle');
    return entry.file;
  };
  /** Names of open handles, for faults at reading and writing. */
  const names = new Map<string, string>();
  const nameOf = (handle: Buffer) => names.get(handle.toString()) ?? '';

  const gone = new AbortController();
  sftp.on('close', () => gone.abort());
  const lasts = (ms: number) => sleep(ms, true, { signal: gone.signal }).catch(() => false);

  /** Does the operation and answers with what it gives, or lets the fault befall it. */
  const serve = async (id: number, operation: SftpOperation, name: string, work: () => Promise<() => unknown>) => {
    const index = faults.findIndex((each) => each.at === operation && fits(name, each.name));
    const [hit] = index < 0 ? [] : faults.splice(index, 1);
    watch(operation, name, hit);
    if (typeof hit?.fault === 'object' && !(await lasts(hit.fault.slow))) return;
    if (hit?.fault === 'cut-before') return cut();
    if (typeof hit?.fault === 'number') return sftp.status(id, hit.fault);
    const answer = await work().catch((error) => () => sftp.status(id, statusOf(error)));
    if (hit?.fault === 'cut-after') return cut();
    if (hit?.fault !== 'silent') answer();
  };
  const simply = async (id: number, operation: SftpOperation, name: string, work: () => Promise<unknown>) =>
    serve(id, operation, name, async () => {
      await work();
      return () => sftp.status(id, status.OK);
    });

  sftp.on('OPEN', (id, name, flags) => {
    void serve(id, 'open', name, async () => {
      const handle = remember({ file: await open(at(name), nodeFlags(flags), 0o660) });
      names.set(handle.toString(), name);
      return () => sftp.handle(id, handle);
    });
  });
  sftp.on('READ', (id, handle, offset, length) => {
    void serve(id, 'read', nameOf(handle), async () => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await fileOf(handle).read(buffer, 0, length, offset);
      return () => (bytesRead === 0 ? sftp.status(id, status.EOF) : sftp.data(id, buffer.subarray(0, bytesRead)));
    });
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    void simply(id, 'write', nameOf(handle), () => fileOf(handle).write(data, 0, data.length, offset));
  });
  sftp.on('FSTAT', (id, handle) => {
    void serve(id, 'stat', nameOf(handle), async () => {
      const attributes = attributesOf(await fileOf(handle).stat());
      return () => sftp.attrs(id, attributes);
    });
  });
  sftp.on('FSETSTAT', (id, handle, { size }) => {
    void simply(id, 'stat', nameOf(handle), () => fileOf(handle).truncate(size));
  });
  sftp.on('CLOSE', (id, handle) => {
    const entry = handles.get(handle.toString());
    handles.delete(handle.toString());
    void simply(id, 'open', 'closing', async () => (entry && 'file' in entry ? entry.file.close() : undefined));
  });
  sftp.on('LSTAT', (id, name) => {
    void serve(id, 'stat', name, async () => {
      const attributes = attributesOf(await lstat(at(name)));
      return () => sftp.attrs(id, attributes);
    });
  });
  sftp.on('OPENDIR', (id, name) => {
    void serve(id, 'list', name, async () => {
      const handle = remember({ entries: await readdir(at(name)), folder: at(name) });
      return () => sftp.handle(id, handle);
    });
  });
  sftp.on('READDIR', (id, handle) => {
    void serve(id, 'list', '', async () => {
      const entry = handles.get(handle.toString());
      const found = entry && 'entries' in entry ? entry.entries.splice(0) : [];
      if (!entry || !('entries' in entry) || found.length === 0) return () => sftp.status(id, status.EOF);
      const listed = await Promise.all(
        found.map(async (filename) => ({
          filename,
          longname: filename,
          attrs: attributesOf(await lstat(join(entry.folder, filename))),
        })),
      );
      return () => sftp.name(id, listed);
    });
  });
  sftp.on('RENAME', (id, from, to) => {
    void simply(id, 'rename', to, async () => {
      // As OpenSSH: a name that is taken is a failure.
      if (await lstat(at(to)).catch(() => undefined)) throw new Error('taken');
      await rename(at(from), at(to));
    });
  });
  sftp.on('MKDIR', (id, name) => {
    void simply(id, 'mkdir', name, () => mkdir(at(name)));
  });
  sftp.on('REMOVE', (id, name) => {
    void simply(id, 'remove', name, () => unlink(at(name)));
  });
  sftp.on('RMDIR', (id, name) => {
    void simply(id, 'remove', name, () => rmdir(at(name)));
  });
  sftp.on('close', () => {
    for (const entry of handles.values()) if ('file' in entry) void entry.file.close().catch(() => {});
  });
}

function fits(name: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? name.endsWith(wanted) : wanted.test(name);
}

function nodeFlags(flags: number): number {
  const access = flags & mode.WRITE ? (flags & mode.READ ? 2 : 1) : 0;
  return (
    access | (flags & mode.CREAT ? 0o100 : 0) | (flags & mode.TRUNC ? 0o1000 : 0) | (flags & mode.EXCL ? 0o200 : 0)
  );
}

function attributesOf(stat: {
  mode: number;
  uid: number;
  gid: number;
  size: number;
  atimeMs: number;
  mtimeMs: number;
}): Attributes {
  const seconds = (ms: number) => Math.floor(ms / 1000);
  const { mode: bits, uid, gid, size, atimeMs, mtimeMs } = stat;
  return { mode: bits, uid, gid, size, atime: seconds(atimeMs), mtime: seconds(mtimeMs) };
}

function statusOf(error: unknown): number {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return status.NO_SUCH_FILE;
  return code === 'EACCES' || code === 'EPERM' ? status.PERMISSION_DENIED : status.FAILURE;
}
