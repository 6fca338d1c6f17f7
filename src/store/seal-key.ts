import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveSecrets } from '../config/secrets.ts';
import { ZustellwerkError } from '../errors.ts';
import type { MasterKey } from './seal.ts';

/**
 * The master keys: from the setting (one or more references or values, separated by commas, the first one seals), else
 * from the file `seal.key` in the data folder, which the first start makes. Whoever loses it loses all content.
 *
 * @throws ZustellwerkError SECRET_MISSING when a reference is empty or a key is not 32 bytes in base64.
 */
export async function readMasterKeys(
  setting: string | undefined,
  dataFolder: string,
): Promise<[MasterKey, ...MasterKey[]]> {
  const texts =
    setting === undefined
      ? [await readOrMakeKeyFile(dataFolder)]
      : setting.split(',').map((part) => resolve(part.trim()));
  const [first, ...others] = texts.map(toMasterKey);
  if (!first) throw new ZustellwerkError('SECRET_MISSING', 'ZUSTELLWERK_SEAL_KEY is empty.');
  return [first, ...others];
}

function resolve(reference: string): string {
  return String(resolveSecrets(reference, process.cwd()));
}

function toMasterKey(text: string): MasterKey {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) {
    throw new ZustellwerkError(
      'SECRET_MISSING',
      'A seal key must be 32 bytes in base64. Make one with: openssl rand -base64 32',
    );
  }
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 16), bytes };
}

async function readOrMakeKeyFile(dataFolder: string): Promise<string> {
  await mkdir(dataFolder, { recursive: true });
  const file = join(dataFolder, 'seal.key');
  const draft = join(dataFolder, `seal.key.${randomUUID()}`);
  try {
    await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
    // Two processes may start at once: linking a complete file lets exactly one win, and both read the same key.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}
