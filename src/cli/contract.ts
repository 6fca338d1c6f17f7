import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readSettings } from '../config/settings.ts';
import { makePlan, readConfiguration } from '../configuration.ts';
import { buildPack, zipPack } from '../contracts/build-pack.ts';
import { checkAgreed } from '../contracts/check-agreed.ts';
import { type Change, compareContracts } from '../contracts/compare.ts';
import { findAgreeing } from '../contracts/find-agreeing.ts';
import { readContract } from '../contracts/read-contract.ts';
import { readSampleData } from '../contracts/sample-data.ts';
import { tellResults, tryEndpoint } from '../contracts/verify.ts';
import type { Language } from '../findings.ts';
import { packageRoot } from '../package-root.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { chooseLanguage, languageOption } from './language.ts';
import { paintFor, printJson } from './terminal.ts';

/** `zustellwerk contract build|diff|verify|check` */
export function addContract(program: Command): void {
  const contract = program
    .command('contract')
    .description('Interface contracts: documents that a county and a vendor sign and a machine checks.');
  contract
    .command('build')
    .description('Write the contract between a service and a destination: a folder and a ZIP of it.')
    .argument('<service>', 'id of the service')
    .argument('<destination>', 'id of the destination in the network file')
    .requiredOption('--out <folder>', 'folder that the pack is written into')
    .option('--act <act>', 'act within the service', 'apply')
    .option('--since <contract>', 'contract.json or pack that came before: its differences become the change log')
    .option('--config <file>', 'network file; left out: ZUSTELLWERK_CONFIG, else config/network.yaml')
    .addOption(languageOption())
    .addHelpText(
      'after',
      `\nExample: zustellwerk contract build meldebescheinigung leer-meldewesen --out contracts\n${exitCodeHelp}`,
    )
    .action(runCommand(build));
  contract
    .command('diff')
    .description('What changes from one contract to the next, and whom each change breaks. Exit 1 when one does.')
    .argument('<old>', 'contract.json or pack')
    .argument('<new>', 'contract.json or pack')
    .addOption(languageOption())
    .option('--json', 'print the changes as JSON')
    .addHelpText('after', exitCodeHelp)
    .action(runCommand(diff));
  contract
    .command('verify')
    .description("Send a pack's samples to a vendor's endpoint and compare the answers with what was agreed.")
    .argument('<pack>', 'folder of the pack')
    .requiredOption('--target <url>', 'address of the procedure')
    .option('--json', 'print the results as JSON')
    .addHelpText(
      'after',
      `\nCONTRACT_AUTHORIZATION: value of the header Authorization, for example "Bearer …".\n${exitCodeHelp}`,
    )
    .action(runCommand(verify));
  contract
    .command('check')
    .description('Whether each contract that the network file names as agreed still fits what the gateway would send.')
    .argument('[file]', 'network file; left out: ZUSTELLWERK_CONFIG, else config/network.yaml')
    .addOption(languageOption())
    .option('--json', 'print the report as JSON')
    .addHelpText('after', exitCodeHelp)
    .action(runCommand(check));
}

interface BuildOptions {
  readonly out: string;
  readonly act: string;
  readonly since?: string;
  readonly config?: string;
  readonly lang?: Language;
}

async function build(serviceId: string, destinationId: string, options: BuildOptions): Promise<ExitCode> {
  const read = await readConfiguration(options.config ?? readSettings(process.env).config);
  const { adapters } = read;
  const plan = await makePlan(read);
  const now = new Date();
  try {
    const sought = { service: serviceId, act: options.act, destination: destinationId, now };
    const agreeing = findAgreeing(plan, adapters.procedures, sought);
    if ('missing' in agreeing) throw cannotRun(agreeing.missing);
    const data = await readSampleData(join(packageRoot, 'fixtures'), agreeing.act);
    const since = options.since === undefined ? {} : { since: await readContract(options.since) };
    const language = options.lang ?? 'de';
    const files = await buildPack({ ...agreeing, now, ...data }, { language, ...since });
    const name = [serviceId, ...(options.act === 'apply' ? [] : [options.act]), destinationId].join('-');
    const folder = resolve(options.out, name);
    for (const [path, bytes] of files) await write(join(folder, path), bytes);
    await write(`${folder}.zip`, zipPack(files, name));
    console.log(`${join(folder, 'contract.html')}\n${folder}.zip`);
    return exitCodes.fine;
  } finally {
    plan.schemas.dispose();
  }
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

interface ReportOptions {
  readonly json?: true;
  readonly lang?: Language;
}

async function diff(before: string, after: string, { json, lang }: ReportOptions): Promise<ExitCode> {
  const changes = compareContracts(await readContract(before), await readContract(after));
  if (json) printJson(changes);
  else if (changes.length === 0) console.log('no changes');
  else for (const line of tell(changes, chooseLanguage(lang))) console.log(line);
  return changes.some(({ breaks }) => breaks.length > 0) ? exitCodes.refused : exitCodes.fine;
}

function tell(changes: readonly Change[], language: Language): string[] {
  const paint = paintFor(process.stdout);
  return changes.map(({ text, breaks }) =>
    breaks.length > 0
      ? `${paint('red', 'breaks')}  ${breaks.join(', ')}: ${text[language]}`
      : `${paint('green', 'fine')}    ${text[language]}`,
  );
}

async function verify(pack: string, { target, json }: { target: string; json?: true }): Promise<ExitCode> {
  if (!URL.canParse(target)) throw cannotRun(`${target} is not an address.`);
  await readContract(pack);
  const results = await tryEndpoint({ pack, target, authorization: process.env.CONTRACT_AUTHORIZATION });
  if (json) printJson(results);
  else for (const line of tellResults(results)) console.log(line);
  return results.every(({ ok }) => ok) ? exitCodes.fine : exitCodes.refused;
}

async function check(file: string | undefined, { json, lang }: ReportOptions): Promise<ExitCode> {
  const read = await readConfiguration(file ?? readSettings(process.env).config);
  const { network, adapters } = read;
  const plan = await makePlan(read);
  try {
    const checks = await checkAgreed(plan, adapters.procedures, network.file, new Date());
    if (json) printJson(checks);
    else if (checks.length === 0) console.log('The network file names no agreed contracts (destinations[].contracts).');
    for (const { destination, file: agreed, changes, broken } of json ? [] : checks) {
      console.log(`${broken ? 'no longer fits' : 'fits'}  ${destination}  ${agreed}`);
      for (const line of tell(changes, chooseLanguage(lang))) console.log(`  ${line}`);
    }
    return checks.some(({ broken }) => broken) ? exitCodes.refused : exitCodes.fine;
  } finally {
    plan.schemas.dispose();
  }
}
