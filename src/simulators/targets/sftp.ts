import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { behindSftp } from '../behind-sftp.ts';
import type { SimulatorSettings } from '../settings.ts';
import type { Target } from '../target.ts';
import { startFolder } from './folder.ts';

/** An exchange folder behind an SFTP server, with a procedure that fetches from it. */
export async function startSftp(settings: SimulatorSettings = {}): Promise<Target> {
  const folder = settings.folder ?? (await mkdtemp(join(tmpdir(), 'exchange-')));
  const traces = { written: /([\w-]+)\.xml\.part$/, shown: /\/([\w-]+)\.xml$/ };
  const target = await behindSftp(startFolder, folder, traces, settings);
  return {
    ...target,
    close: async () => {
      await target.close();
      if (settings.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
