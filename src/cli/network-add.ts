import { rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { readTowns, type Town } from '../catalogue/onboarding/towns.ts';
import { ConfigError, writeFault } from '../config/config-error.ts';
import { checkConfiguration } from '../configuration.ts';
import { readCsv } from '../messages/csv.ts';
import { type ExitCode, exitCodes, refuse } from './failure.ts';
import { type Pilot, readPilot, writeTown } from './pilot-files.ts';
import { readInput } from './read-input.ts';

interface AddOptions {
  readonly from: string;
  readonly list: string;
  readonly wave?: string;
  readonly config?: string;
}

/** `zustellwerk network add`: all of the towns, or none. */
export async function addTowns({ from, list, wave, config }: AddOptions): Promise<ExitCode> {
  const pilot = await readPilot(from, config);
  const { towns, faults } = readTowns(readCsv(Buffer.from(await readInput(list)).toString('utf8')), pilot.regions);
  const chosen = towns.filter((town) => wave === undefined || town.wave === wave);
  if (faults.length > 0) throw refuse(`${list} has faults, nothing was written:\n${faults.join('\n')}`);
  if (chosen.length === 0) throw refuse(`${list} has no town${wave === undefined ? '' : ` of wave ${wave}`}.`);
  const files = chosen.map((town) => ({ town, file: join(dirname(pilot.file), `${town.id}.yaml`) }));
  await refuseWhatIsThere(files.map(({ file }) => file));
  const written = await write(files, pilot);
  for (const { town, file } of files) {
    console.log(`${town.wave}  ${town.ars}  ${town.name}  ${relative('.', file)}`);
  }
  console.log(`${files.length} added in the phase configured; "zustellwerk config reload" takes them up`);
  const left = [...new Set(written.flatMap((each) => each.left))];
  for (const member of left) {
    const towns = written.filter((each) => each.left.includes(member)).length;
    console.log(`as the pilot has it, in ${towns} of them: ${member}; a column of that name gives each town its own`);
  }
  return exitCodes.fine;
}

async function refuseWhatIsThere(files: readonly string[]): Promise<void> {
  const there = await Promise.all(
    files.map((file) =>
      stat(file).then(
        () => [file],
        () => [],
      ),
    ),
  );
  if (there.flat().length > 0) throw refuse(`Nothing was written: ${there.flat().join(', ')} would be overwritten.`);
}

async function write(files: readonly { town: Town; file: string }[], pilot: Pilot) {
  const texts = files.map(({ town, file }) => ({ ...writeTown(town, pilot), file, town }));
  const missing = texts.flatMap(({ town, missing: names }) => names.map((name) => `${town.id}: ${name}`));
  if (missing.length > 0) throw refuse(`Nothing was written; the pilot has no ${missing.join(', ')}.`);
  await Promise.all(texts.map(({ file, text }) => writeFile(file, text, { flag: 'wx' })));
  try {
    const { network } = await checkConfiguration(pilot.network.file);
    const known = new Set(network.config.authorities.map(({ id }) => id));
    const unread = files.filter(({ town }) => !known.has(town.id)).map(({ file }) => relative('.', file));
    if (unread.length > 0) throw refuse(`Nothing was kept: ${network.file} does not include ${unread.join(', ')}.`);
  } catch (error) {
    await Promise.all(texts.map(({ file }) => rm(file)));
    if (!(error instanceof ConfigError)) throw error;
    throw refuse(`Nothing was kept, the network would have faults:\n${error.faults.map(writeFault).join('\n')}`);
  }
  return texts;
}
