/**
 * `npm run bench`: how much of a bare insert's speed is left when a submission is checked, built, proved and stored, and
 * when it is delivered as well. How to read the figures: README.md.
 *
 * @module
 */
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureCatalogue, writeCatalogue } from './catalogue.ts';
import { measureMessages } from './message-costs.ts';
import { readAllFixtures, readFixtures } from './payloads.ts';
import { makeReport } from './report.ts';
import { type Round, runRound } from './rounds.ts';
import { startServers } from './servers.ts';
import { measureVendors } from './vendors.ts';
import { writeCosts, writeReport, writeVendors } from './write-report.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    callers: { type: 'string', default: '64' },
    json: { type: 'boolean', default: false },
    messages: { type: 'boolean', default: false },
    catalogue: { type: 'boolean', default: false },
    vendors: { type: 'boolean', default: false },
  },
});
const rounds = within('rounds', values.rounds, 1, 7);
const seconds = within('seconds', values.seconds, 1, 3);
const callers = within('callers', values.callers, 1, 64);
/** Rounds that are not counted: V8 compiles the last of what an accept runs after some twenty thousand of them. */
const warmUps = 3;
const config = fileURLToPath(new URL('../config/network.yaml', import.meta.url));

const messages = () => measureMessages(config, allFixtures, seconds / 30);
const allFixtures = await readAllFixtures();
if (values.messages) {
  console.log(writeCosts(await messages()));
  process.exit();
}

if (values.catalogue) {
  console.log(writeCatalogue(await measureCatalogue(config, { services: 575, authorities: 400 }, rounds)));
  process.exit();
}

if (values.vendors) {
  const report = await measureVendors(config, rounds, seconds);
  console.log(values.json ? JSON.stringify(report, undefined, 2) : writeVendors(report));
  process.exit();
}

const fixtures = await readFixtures();
const { measured, stats, postgres } = await measureServers();
const [cpu] = cpus();
const machine = {
  cpu: cpu?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  node: process.versions.node,
  postgres,
};
const report = makeReport({ machine, seconds, callers, rounds: measured, stats, messages: await messages() });
console.log(values.json ? JSON.stringify(report, undefined, 2) : writeReport(report));

async function measureServers() {
  await using servers = await startServers(config);
  for (let round = 1; round <= warmUps; round++) {
    say(`warming up, round ${round} of ${warmUps}`);
    await runRound(servers, fixtures, { seconds, callers, acceptFirst: round % 2 === 0 });
  }
  const measured: Round[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    measured.push(await runRound(servers, fixtures, { seconds, callers, acceptFirst: round % 2 === 0 }));
  }
  const stats = { accepting: await servers.accepting.stats(), delivering: await servers.delivering.stats() };
  return { measured, stats, postgres: servers.postgresVersion };
}

function within(name: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (number >= min && number <= max) return number;
  console.error(`--${name} is a number from ${min} to ${max}`);
  process.exit(2);
}

/** Progress, apart from the result. */
function say(text: string): void {
  console.error(text);
}
