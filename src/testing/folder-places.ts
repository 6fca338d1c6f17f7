import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SimulatedSftpServer, startSftpServer } from '../simulators/sftp-server.ts';

/** A folder and the options by which an adapter reaches it. */
export interface FolderPlace {
  /** As this machine sees it. */
  readonly folder: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly server?: SimulatedSftpServer;
  close(): Promise<void>;
}

/** OpenSSH's server program where Debian, Fedora and macOS have it. */
export const opensshServer = [
  '/usr/lib/openssh/sftp-server',
  '/usr/libexec/openssh/sftp-server',
  '/usr/libexec/sftp-server',
].find(existsSync);

export const placeKinds = ['local', 'SFTP', 'OpenSSH'] as const;
export type PlaceKind = (typeof placeKinds)[number];

/** Opens an empty folder: of this machine, on our own SFTP server, or behind OpenSSH's. */
export async function openPlace(kind: PlaceKind): Promise<FolderPlace> {
  const folder = mkdtempSync(join(tmpdir(), 'zustellwerk-folder-'));
  const remove = () => rmSync(folder, { recursive: true });
  if (kind === 'local') return { folder, options: { folder }, close: async () => remove() };
  const program = kind === 'OpenSSH' ? opensshServer : undefined;
  const login = { user: 'zustellwerk', password: 'geheim' };
  const server = await startSftpServer({ root: folder, ...login, ...(program !== undefined && { program }) });
  const { port, hostKey } = server;
  return {
    folder,
    server,
    options: { folder: program === undefined ? '/' : folder, host: '127.0.0.1', port, hostKey, ...login },
    close: async () => {
      await server.close();
      remove();
    },
  };
}
