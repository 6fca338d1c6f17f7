import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cannotRun } from '../cli/failure.ts';
import { paintFor } from '../cli/terminal.ts';
import { compare } from './compare.ts';
import { type Fixture, leadsElsewhere, readFixtures } from './fixtures.ts';
import { type Fate, follow } from './follow.ts';
import { type House, openHouse } from './open-house.ts';
import { type Progress, showProgress } from './progress.ts';
import { showReplies } from './show-replies.ts';
import { type Result, showResults } from './show-results.ts';

export interface DemoOptions {
  readonly fixtures: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where people see what happens. */
  readonly stream: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

export interface DemoOutcome {
  readonly house: House;
  readonly results: readonly Result[];
  /** Folder with the XML of each accepted submission. */
  readonly xmlFolder: string;
  readonly asExpected: boolean;
}

/**
 * Shows the whole way: posts every fixture to a gateway that was started for it, follows each until it is delivered or
 * refused, and compares that with what the fixture expects and the procedures really hold. What was started is left
 * running; `cleanup` ends it.
 */
export async function runDemo(options: DemoOptions, cleanup: AsyncDisposableStack): Promise<DemoOutcome> {
  const { stream, signal } = options;
  const say = (line = '') => stream.write(`${line}\n`);
  const paint = paintFor(stream);
  const fixtures = await readFixtures(options.fixtures);

  say(paint('bold', 'Zustellwerk demo'));
  const house = await openHouse(cleanup, options.port);
  signal.throwIfAborted();
  const { listening, procedures } = house;
  for (const { name, url } of procedures) say(`  ${paint('green', '✓')} procedure ${name} at ${url}`);
  const network = listening.gateway.network.config.network.name;
  say(`  ${paint('green', '✓')} gateway of ${network} at ${listening.url}`);

  say(`\n${paint('bold', `Posting ${fixtures.length} submissions`)}`);
  const progress = showProgress(
    fixtures.map(({ name }) => name),
    stream,
  );
  const fates = await followAll(fixtures, house, progress, signal).finally(progress.end);

  const received = (await Promise.all(procedures.map((procedure) => procedure.received()))).flat();
  const results = fates.map(({ fixture, fate }) => ({ fixture, fate, differences: compare(fixture, fate, received) }));
  const xmlFolder = await writeXml(results);
  say();
  showResults(results, stream);
  showVerdict(results, xmlFolder, stream);
  await showReplies(results, house, stream, signal);
  return { house, results, xmlFolder, asExpected: results.every(({ differences }) => differences.length === 0) };
}

function followAll(fixtures: readonly Fixture[], house: House, progress: Progress, signal: AbortSignal) {
  return Promise.all(
    fixtures.map(async (fixture) => {
      const key = house.portalKeys.get(fixture.portal);
      if (key === undefined) throw cannotRun(`${fixture.name}: the network has no portal ${fixture.portal}.`);
      const report = (state: string) => progress.report(fixture.name, state);
      return { fixture, fate: await follow(house.listening.url, key, fixture, report, signal) };
    }),
  );
}

async function writeXml(results: readonly { fixture: Fixture; fate: Fate }[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'zustellwerk-xml-'));
  for (const { fixture, fate } of results) {
    if (fate.kind !== 'accepted') continue;
    const file = join(folder, `${fixture.name}.xml`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, fate.xml);
  }
  return folder;
}

function showVerdict(results: readonly Result[], xmlFolder: string, stream: NodeJS.WriteStream): void {
  const paint = paintFor(stream);
  const tell = (isMeant: (fixture: Fixture) => boolean, what: string) => {
    const all = results.filter(({ fixture }) => isMeant(fixture));
    const fine = all.filter(({ differences }) => differences.length === 0).length;
    const sign = fine === all.length ? paint('green', '✓') : paint('red', '✗');
    stream.write(`${sign} ${fine} of ${all.length} ${what}\n`);
  };
  stream.write('\n');
  const delivered = results.filter(({ fixture }) => fixture.expect.status === 202);
  const services = new Set(delivered.map(({ fixture }) => fixture.request.serviceId)).size;
  tell(
    ({ expect }) => expect.status === 202,
    `good submissions of ${services} services delivered; the procedures took their messages, valid by the schema`,
  );
  tell(leadsElsewhere, 'submissions that do not belong here answered with the link to where people go instead');
  tell(
    (fixture) => fixture.expect.status === 422 && !leadsElsewhere(fixture),
    'bad submissions refused, with exactly the problems that they have',
  );
  stream.write(`  XML of the messages: ${xmlFolder}\n`);
}
