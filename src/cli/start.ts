import type { Command } from 'commander';
import { readSettings } from '../config/settings.ts';
import { run } from '../main.ts';
import { exitCodeHelp, exitCodes, runCommand } from './failure.ts';

/** `zustellwerk start` */
export function addStart(program: Command): void {
  program
    .command('start')
    .description(
      'Run the gateway until SIGTERM or Ctrl-C. All settings come from the environment; logs are JSON lines.',
    )
    .addHelpText(
      'after',
      `
Example: PORT=8080 ZUSTELLWERK_CONFIG=config/network.yaml zustellwerk start
${exitCodeHelp}`,
    )
    .action(
      runCommand(async () => {
        await run(readSettings(process.env));
        return exitCodes.fine;
      }),
    );
}
