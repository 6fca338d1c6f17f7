import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { cannotRun } from './failure.ts';

/** The bytes of a file, or of stdin for `-`. */
export async function readInput(name: string): Promise<Uint8Array> {
  if (name === '-') return buffer(process.stdin);
  try {
    return await readFile(name);
  } catch (cause) {
    const reasons: Record<string, string> = {
      ENOENT: 'it does not exist',
      EISDIR: 'it is a folder',
      EACCES: 'it may not be read',
    };
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw cannotRun(`${name} cannot be read: ${reasons[code] ?? code}.`, cause);
  }
}

/** The JSON in a file, or on stdin for `-`. */
export async function readJsonInput(name: string): Promise<unknown> {
  const text = Buffer.from(await readInput(name)).toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw cannotRun(`${name} is no JSON.`, cause);
  }
}
