import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Rig } from './rig.ts';

/** Where an adapter and its rig are. */
export interface FoundAdapter {
  readonly adapter: string;
  readonly rig: string;
}

const endings = ['.js', '.mjs', '.ts', '.mts'];

/**
 * The modules `adapter` and `rig` in a folder.
 *
 * @returns undefined when one of them is not there.
 */
export function findAdapter(folder: string): FoundAdapter | undefined {
  const adapter = findModule(folder, 'adapter');
  const rig = findModule(folder, 'rig');
  return adapter !== undefined && rig !== undefined ? { adapter, rig } : undefined;
}

export async function loadRig(file: string): Promise<Rig> {
  const { default: rig } = (await import(file)) as { default?: Rig };
  if (typeof rig?.start !== 'function') throw new Error(`${file} has no rig as its default export`);
  return rig;
}

function findModule(folder: string, name: string): string | undefined {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
  const file = endings.map((ending) => join(resolve(folder), name + ending)).find((each) => existsSync(each));
  return file && pathToFileURL(file).href;
}
