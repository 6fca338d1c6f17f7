import { z } from 'zod';
import type { Network } from '../../config/load-network.ts';
import { type FolderOptions, folderOptions, refineFolder } from '../../transports/folder-options.ts';
import { openPolledSources, type PolledSource } from '../polled-source.ts';

/** A folder that is looked into: its settings with password or key read. */
export interface DropFolderSource extends PolledSource<'dropFolders'> {
  readonly place: FolderOptions;
}

const placeSchema = z.strictObject(folderOptions).superRefine(refineFolder);

/**
 * Reads passwords and keys of all drop folders.
 *
 * @throws ConfigError with all faults, each at its line; never with a value.
 */
export function openDropFolders(network: Network): DropFolderSource[] {
  return openPolledSources<'dropFolders', object, Pick<DropFolderSource, 'place'>>(
    network,
    'dropFolders',
    ({ folder, host, port, hostKey, user, password, privateKey, passphrase }) => ({
      folder,
      host,
      port,
      hostKey,
      user,
      password,
      privateKey,
      passphrase,
    }),
    (_, given) => {
      const place = placeSchema.safeParse(given);
      if (place.success) return { place: place.data };
      return place.error.issues.map(({ path, message }) => {
        return { member: String(path[0] ?? 'folder'), problem: 'does not fit', expected: message };
      });
    },
  );
}
