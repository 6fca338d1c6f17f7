import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { adaptPilot } from '../catalogue/onboarding/adapt-pilot.ts';
import type { Town } from '../catalogue/onboarding/towns.ts';
import { createRegions, type Regions } from '../catalogue/regions.ts';
import type { Network } from '../config/load-network.ts';
import { isXmeld } from '../config/region-checks.ts';
import { readSettings } from '../config/settings.ts';
import { readConfiguration } from '../configuration.ts';
import { refuse } from './failure.ts';

/** A pilot: the file of one authority within a network. */
export interface Pilot {
  readonly file: string;
  readonly text: string;
  readonly network: Network;
  readonly regions: Regions;
  readonly authority: Network['config']['authorities'][number];
}

export async function readPilot(from: string, config: string | undefined): Promise<Pilot> {
  const { network } = await readConfiguration(config ?? readSettings(process.env).config);
  const file = resolve(from);
  const [authority, ...others] = network.config.authorities.filter(
    (_, index) => network.locate(['authorities', index]).file === file,
  );
  if (!authority || others.length > 0) {
    throw refuse(`${from} has to be a file with one authority that ${network.file} includes.`);
  }
  const regions = createRegions(network.config.regions);
  return { file, text: await readFile(file, 'utf8'), network, regions, authority };
}

/** The first line of a file that was made after a pilot's: with it the file can be made again. */
interface Origin {
  readonly from: string;
  readonly town: Town;
}

const mark = '# zustellwerk network add ';

interface WrittenTown extends Omit<ReturnType<typeof adaptPilot>, 'document'> {
  readonly text: string;
}

/** The file of a town, the columns of its line that name nothing in the pilot's, and what still names the pilot's place. */
export function writeTown(town: Town, pilot: Pilot): WrittenTown {
  const { regions, authority, network } = pilot;
  const taking = network.config.destinations.filter(({ messages }) => messages.some(isXmeld)).map(({ id }) => id);
  const { document, ...noticed } = adaptPilot(pilot.text, authority, town, { regions, takingXmeld: new Set(taking) });
  document.setIn(['authorities', 0, 'phase'], 'configured');
  const origin: Origin = { from: basename(pilot.file), town };
  return { text: `${mark}${JSON.stringify(origin)}\n${document.toString({ lineWidth: 0 })}`, ...noticed };
}

export interface TownFile {
  readonly file: string;
  readonly text: string;
  readonly town: Town;
}

/** The files beside a pilot's that were made after it. */
export async function listTownFiles({ file: pilot }: Pilot): Promise<TownFile[]> {
  const folder = dirname(pilot);
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort();
  const read = await Promise.all(
    names.map(async (name) => ({ file: join(folder, name), text: await readFile(join(folder, name), 'utf8') })),
  );
  return read.flatMap(({ file, text }) => {
    if (!text.startsWith(mark)) return [];
    const { from, town } = JSON.parse(text.slice(mark.length, text.indexOf('\n'))) as Origin;
    return from === basename(pilot) ? [{ file, text, town }] : [];
  });
}
