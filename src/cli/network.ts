import type { Command } from 'commander';
import { exitCodeHelp, runCommand } from './failure.ts';
import { addTowns } from './network-add.ts';
import { findDrift } from './network-drift.ts';
import { rollBack } from './network-rollback.ts';

const place = 'network file, or folder with one; left out: ZUSTELLWERK_CONFIG, else config/network.yaml';

/** `zustellwerk network add|rollback|drift` */
export function addNetwork(program: Command): void {
  const network = program.command('network').description('Bring many towns in from the file of one.');
  network
    .command('add')
    .description("Write a file for each town of a list, after a pilot's. All of them, or none.")
    .requiredOption(
      '--from <file>',
      "the pilot's file: one authority, its destinations and routes, included by the network file",
    )
    .requiredOption(
      '--list <file>',
      'CSV with the column ars; also id, name, wave, and paths into the file like destinations[0].options.url',
    )
    .option('--wave <wave>', 'only the towns of that wave')
    .option('--config <path>', place)
    .addHelpText(
      'after',
      `
New authorities begin in the phase "configured": dry runs are answered, nothing is delivered.

Example: zustellwerk network add --from authorities/leer.yaml --list towns.csv --wave 1
${exitCodeHelp}`,
    )
    .action(runCommand(addTowns));
  network
    .command('rollback')
    .description('Take the towns of a wave out again. What was changed by hand since stays, unless it is forced.')
    .requiredOption('--from <file>', "the pilot's file; those made after it stand beside it")
    .requiredOption('--wave <wave>', 'the wave')
    .option('--force', 'also what was changed')
    .option('--config <path>', place)
    .addHelpText(
      'after',
      `\nExample: zustellwerk network rollback --from authorities/leer.yaml --wave 1\n${exitCodeHelp}`,
    )
    .action(runCommand(rollBack));
  network
    .command('drift')
    .description("Say which towns depart from the pilot's file of today, and where.")
    .requiredOption('--from <file>', "the pilot's file; those made after it stand beside it")
    .option('--config <path>', place)
    .option('--json', 'print it as JSON')
    .addHelpText('after', `\nExample: zustellwerk network drift --from authorities/leer.yaml\n${exitCodeHelp}`)
    .action(runCommand(findDrift));
}
