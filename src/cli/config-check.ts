import type { Command } from 'commander';
import { checkBetweenNetworks } from '../config/between-networks.ts';
import { ConfigError, type ConfigFault, writeFault } from '../config/config-error.ts';
import { readSettings } from '../config/settings.ts';
import type { Checked } from '../configuration.ts';
import { checkAll } from '../prepare-networks.ts';
import { type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { environmentHelp, openClient } from './gateway-client.ts';
import { paintFor, printJson } from './terminal.ts';

interface Report {
  readonly valid: boolean;
  readonly faults: readonly ConfigFault[];
  readonly warnings: readonly ConfigFault[];
  /** What is declared; absent when the file has faults. */
  readonly summary?: string;
}

/** `zustellwerk config check [FILE]` */
export function addConfig(program: Command): void {
  const config = program.command('config').description('Work with network files.');
  config
    .command('check')
    .description('Check a network file with everything that it refers to. Needs no database.')
    .argument(
      '[file]',
      'network file, or folder with one or several; left out: ZUSTELLWERK_CONFIG, else config/network.yaml',
    )
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Every fault is a line like file:line:column path: problem; expected: what would be right.

Example: zustellwerk config check config/network.yaml
${exitCodeHelp}`,
    )
    .action(runCommand(checkConfig));
  config
    .command('reload')
    .description('Let the gateway take its configuration up anew, without a restart. A fault changes nothing.')
    .addHelpText(
      'after',
      `
Reaches one process; SIGHUP does the same to the process that gets it.
${environmentHelp}

Example: zustellwerk config check && zustellwerk config reload
${exitCodeHelp}`,
    )
    .action(runCommand(reload));
}

async function reload(): Promise<ExitCode> {
  const { networks } = await openClient().post<{ networks: readonly string[] }>(
    '/v1/configuration/reload',
    new Uint8Array(),
  );
  console.log(`taken up  ${networks.join(', ')}`);
  return exitCodes.fine;
}

async function checkConfig(file: string | undefined, { json }: { json?: true }): Promise<ExitCode> {
  const report = await check(file ?? readSettings(process.env).config);
  if (json) printJson(report);
  else print(report);
  return report.valid ? exitCodes.fine : exitCodes.refused;
}

async function check(path: string): Promise<Report> {
  try {
    const checked = await checkAll(path);
    const between = checkBetweenNetworks(checked.map(({ network }) => network));
    const warnings = [...checked.flatMap((each) => each.warnings), ...between];
    return { valid: true, faults: [], warnings, summary: checked.map(summarise).join('\n       ') };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { valid: false, faults: error.faults, warnings: [] };
  }
}

function summarise({ network, services: { ownForms } }: Checked): string {
  const { portals, destinations, routes } = network.config;
  const counted = `${portals.length} portals, ${destinations.length} destinations, ${routes.length} routes`;
  // By name: whoever has put a folder in the wrong place misses it here.
  const forms = ownForms.length > 0 ? `, own forms: ${ownForms.join(', ')}` : '';
  return `${network.config.network.name}: ${counted}${forms}`;
}

function print({ faults, warnings, summary }: Report): void {
  const paint = paintFor(process.stdout);
  for (const fault of faults) console.log(writeFault(fault));
  for (const warning of warnings) console.log(`${paint('yellow', 'warning')} ${writeFault(warning)}`);
  if (summary !== undefined) console.log(`${paint('green', 'valid')}  ${summary}`);
  else console.log(`${paint('red', 'invalid')}  ${faults.length === 1 ? 'one fault' : `${faults.length} faults`}`);
}
