import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatorSettings } from '../settings.ts';
import { startSftpServer } from '../sftp-server.ts';
import type { Target } from '../target.ts';
import { startFolder } from './folder.ts';

const login = { user: 'zustellwerk', password: 'password-of-the-simulator' };

/** An exchange folder behind an SFTP server with a host key of its own, with a procedure that fetches from it. */
export async function startSftp(settings: SimulatorSettings = {}): Promise<Target> {
  const { port, folder = await mkdtemp(join(tmpdir(), 'exchange-')) } = settings;
  const office = await startFolder({ ...settings, folder });
  const server = await startSftpServer({ root: folder, ...login, ...(port !== undefined && { port }) });
  return {
    ...office,
    name: office.name.replace('folder', 'folder over SFTP'),
    options: { folder: '/', host: '127.0.0.1', port: server.port, hostKey: server.hostKey, ...login },
    close: async () => {
      await server.close();
      await office.close();
      if (settings.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
