import { dirname, resolve } from 'node:path';
import { ConfigError, type ConfigFault } from '../config/config-error.ts';
import { faultAt, type Network } from '../config/load-network.ts';
import type { ServiceAct } from '../domains/service.ts';
import { whyUnused } from '../domains/with-code-lists.ts';
import { readCodeListFolder } from '../messages/code-list-files.ts';
import type { LoadedList } from '../messages/loaded-list.ts';

/** The folder that a network file names under `codelists`. */
export function codeListFolder({ file, config }: Network): string | undefined {
  return config.codelists === undefined ? undefined : resolve(dirname(file), config.codelists);
}

/**
 * The code lists of a network's folder.
 *
 * @throws ConfigError at the member that names the folder, with the file and the reason.
 */
export async function loadCodeLists(network: Network): Promise<LoadedList[]> {
  const folder = codeListFolder(network);
  if (folder === undefined) return [];
  try {
    return await readCodeListFolder(folder);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const expected = 'a folder with Genericode files, or with what `zustellwerk codelist import` writes';
    throw new ConfigError([faultAt(network, ['codelists'], `cannot be loaded: ${reason}`, expected)], { cause });
  }
}

/** Lists that were loaded and change nothing, with the reason: somebody will have meant something else. */
export function findUnusedLists(
  network: Network,
  loaded: readonly LoadedList[],
  acts: readonly ServiceAct[],
): ConfigFault[] {
  return loaded.flatMap((list) => {
    const reason = whyUnused(list, loaded, acts);
    if (reason === undefined) return [];
    return [faultAt(network, ['codelists'], `${list.name} ${list.version} is not used: ${reason}`, 'no such file')];
  });
}
