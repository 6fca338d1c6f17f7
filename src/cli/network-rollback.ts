import { rename, rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { ConfigError, writeFault } from '../config/config-error.ts';
import { checkConfiguration } from '../configuration.ts';
import { type ExitCode, exitCodes, refuse } from './failure.ts';
import { listTownFiles, readPilot, writeTown } from './pilot-files.ts';

interface RollbackOptions {
  readonly from: string;
  readonly wave: string;
  readonly force?: true;
  readonly config?: string;
}

/** `zustellwerk network rollback`: what others refer to stays, and with it the whole wave. */
export async function rollBack({ from, wave, force, config }: RollbackOptions): Promise<ExitCode> {
  const pilot = await readPilot(from, config);
  const files = (await listTownFiles(pilot)).filter(({ town }) => town.wave === wave);
  if (files.length === 0) throw refuse(`There is no town of wave ${wave} beside ${from}.`);
  const changed = files
    .filter(({ text, town }) => text !== writeTown(town, pilot).text)
    .map(({ file }) => relative('.', file));
  if (changed.length > 0 && !force) {
    throw refuse(
      `Nothing was removed: ${changed.join(', ')} differ from what the pilot gives; --force removes them too.`,
    );
  }
  const aside = files.map(({ file }) => ({ file, kept: `${file}.removed` }));
  await Promise.all(aside.map(({ file, kept }) => rename(file, kept)));
  try {
    await checkConfiguration(pilot.network.file);
  } catch (error) {
    await Promise.all(aside.map(({ file, kept }) => rename(kept, file)));
    if (!(error instanceof ConfigError)) throw error;
    throw refuse(`Nothing was removed, the network would have faults:\n${error.faults.map(writeFault).join('\n')}`);
  }
  await Promise.all(aside.map(({ kept }) => rm(kept)));
  console.log(`${files.length} removed: ${files.map(({ town }) => town.id).join(', ')}`);
  return exitCodes.fine;
}
