import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ZustellwerkError } from '../errors.ts';
import { type Contract, contractSchema } from './contract.ts';

/**
 * Reads a contract: a `contract.json`, or the folder of a pack.
 *
 * @throws ZustellwerkError CONTRACT_UNREADABLE when it is none, with what is wrong.
 */
export async function readContract(path: string): Promise<Contract> {
  try {
    const file = (await stat(path)).isDirectory() ? join(path, 'contract.json') : path;
    // What a pack has besides the agreement is of no account here.
    return z.object(contractSchema.shape).parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new ZustellwerkError('CONTRACT_UNREADABLE', `${path} is not an interface contract: ${why}`, { cause });
  }
}
