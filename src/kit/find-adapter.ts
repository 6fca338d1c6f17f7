import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ProcedureAdapter } from '../delivery/adapter.ts';
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

/** A module that is not what its author takes it for; the message says what to do. */
export class NotLoadable extends Error {
  override readonly name = 'NotLoadable';
}

/** @throws NotLoadable, or what the module itself throws. */
export async function loadRig(address: string): Promise<Rig> {
  const rig = await loadDefault<Rig>(address);
  if (typeof rig?.start === 'function') return rig;
  throw new NotLoadable(`${nameOf(address)} has no rig as its default export: { steps, start, … }`);
}

/** @throws NotLoadable, or what the module itself throws. */
export async function loadAdapter(address: string): Promise<ProcedureAdapter> {
  const adapter = await loadDefault<ProcedureAdapter>(address);
  if (typeof adapter?.deliver === 'function') return adapter;
  throw new NotLoadable(`${nameOf(address)} has no adapter as its default export: defineProcedure({ … })`);
}

async function loadDefault<Value>(address: string): Promise<Value | undefined> {
  try {
    return ((await import(address)) as { default?: Value }).default;
  } catch (cause) {
    if (!(cause instanceof SyntaxError && /outside a module|Unexpected token 'export'/.test(cause.message)))
      throw cause;
    throw new NotLoadable(
      `${nameOf(address)} is taken for CommonJS, because the nearest package.json does not say "type": "module". ` +
        'Say it there (npm pkg set type=module), or let the file end in .mjs.',
      { cause },
    );
  }
}

function nameOf(address: string): string {
  return address.startsWith('file:') ? fileURLToPath(address) : address;
}

function findModule(folder: string, name: string): string | undefined {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return undefined;
  const file = endings.map((ending) => join(resolve(folder), name + ending)).find((each) => existsSync(each));
  return file && pathToFileURL(file).href;
}
