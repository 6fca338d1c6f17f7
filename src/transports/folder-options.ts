import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { type FileStore, StoreFault } from './file-store.ts';
import { openLocalStore } from './local-store.ts';
import { openSftpStore } from './sftp-store.ts';

/** What an adapter that works over a shared folder says of it under `options`: members for its own strict object. */
export const folderOptions = {
  folder: z
    .string()
    .min(1, { error: 'a folder' })
    .meta({ description: 'Folder that is shared with the procedure; absolute. With `host`, on that SFTP server.' }),
  host: z.hostname({ error: 'a host name' }).or(z.ipv4()).or(z.ipv6()).optional().meta({
    description: 'SFTP server; absent: the folder lies on this machine or is mounted there.',
  }),
  port: z.int().min(1).max(65_535).default(22).meta({ description: 'Port of the SFTP server.' }),
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, { error: 'SHA256: and 43 characters, as ssh-keygen -lf prints it' })
    .optional()
    .meta({ description: 'Fingerprint of the SFTP server; no other server is spoken to.' }),
  user: z.string().min(1).optional().meta({ description: 'User on the SFTP server.' }),
  password: z.string().min(1).optional().meta({ description: 'Password of the user.', secret: true }),
  privateKey: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Private key of the user, OpenSSH or PEM, in place of a password.', secret: true }),
  passphrase: z.string().min(1).optional().meta({ description: 'Passphrase of the private key.', secret: true }),
};

const shape = z.object(folderOptions);
export type FolderOptions = z.infer<typeof shape>;

/** For `superRefine`: what has to hold between the members of `folderOptions`. */
export function refineFolder(options: FolderOptions, context: z.RefinementCtx): void {
  const { folder, host, hostKey, user, password, privateKey, passphrase } = options;
  const fail = (member: keyof FolderOptions, message: string) =>
    context.addIssue({ code: 'custom', path: [member], message });
  if (!(host === undefined ? isAbsolute(folder) : folder.startsWith('/'))) fail('folder', 'an absolute folder');
  if (host === undefined) {
    const idle = { hostKey, user, password, privateKey, passphrase };
    for (const member of ['hostKey', 'user', 'password', 'privateKey', 'passphrase'] as const) {
      if (idle[member] !== undefined) fail(member, 'no such option without host');
    }
    return;
  }
  if (hostKey === undefined) fail('hostKey', 'the fingerprint of the server, since an unknown one could be anybody');
  if (user === undefined) fail('user', 'the user on the server');
  if ((password === undefined) === (privateKey === undefined)) fail('password', 'either password or privateKey');
  if (passphrase !== undefined && privateKey === undefined) fail('passphrase', 'only with privateKey');
}

/**
 * Opens the folder for one attempt, uses it, and closes it.
 *
 * @returns what `use` made of it; `later` when the folder did not do something, since the next attempt finds out then how
 *   far this one has come.
 */
export async function overFolder<T>(
  options: FolderOptions,
  signal: AbortSignal,
  use: (store: FileStore) => Promise<T>,
): Promise<T | { readonly kind: 'later'; readonly answer: string }> {
  try {
    const store = await openStore(options, signal);
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof StoreFault) return { kind: 'later', answer: error.message };
    throw error;
  }
}

async function openStore(options: FolderOptions, signal: AbortSignal): Promise<FileStore> {
  const { folder, host, port, user = '', hostKey = '', password, privateKey, passphrase } = options;
  if (host === undefined) return openLocalStore(folder, signal);
  return openSftpStore({ host, port, user, hostKey, password, privateKey, passphrase, folder }, signal);
}
