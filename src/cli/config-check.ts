import type { Command } from 'commander';
import { ConfigError, type ConfigFault, writeFault } from '../config/config-error.ts';
import { readSettings } from '../config/settings.ts';
import { checkConfiguration } from '../gateway.ts';
import { type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
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
    .argument('[file]', 'network file; left out: ZUSTELLWERK_CONFIG, else config/network.yaml')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Every fault is a line like file:line:column path: problem; expected: what would be right.

Example: zustellwerk config check config/network.yaml
${exitCodeHelp}`,
    )
    .action(runCommand(checkConfig));
}

async function checkConfig(file: string | undefined, { json }: { json?: true }): Promise<ExitCode> {
  const report = await check(file ?? readSettings(process.env).config);
  if (json) printJson(report);
  else print(report);
  return report.valid ? exitCodes.fine : exitCodes.refused;
}

async function check(file: string): Promise<Report> {
  try {
    const { network, destinations, warnings } = await checkConfiguration(file);
    const { portals, routes } = network.config;
    const summary = `${network.config.network.name}: ${portals.length} portals, ${destinations.length} destinations, ${routes.length} routes`;
    return { valid: true, faults: [], warnings, summary };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { valid: false, faults: error.faults, warnings: [] };
  }
}

function print({ faults, warnings, summary }: Report): void {
  const paint = paintFor(process.stdout);
  for (const fault of faults) console.log(writeFault(fault));
  for (const warning of warnings) console.log(`${paint('yellow', 'warning')} ${writeFault(warning)}`);
  if (summary !== undefined) console.log(`${paint('green', 'valid')}  ${summary}`);
  else console.log(`${paint('red', 'invalid')}  ${faults.length === 1 ? 'one fault' : `${faults.length} faults`}`);
}
