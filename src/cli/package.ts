import type { Command } from 'commander';
import { exitCodeHelp, runCommand } from './failure.ts';
import { exportPackage } from './package-export.ts';
import { importPackage } from './package-import.ts';

const repeat = (value: string, before: string[] = []) => [...before, value];

/** `zustellwerk package export|import` */
export function addPackage(program: Command): void {
  const command = program
    .command('package')
    .description('Hand services and adapters on to other networks (Nachnutzung).');
  command
    .command('export')
    .description('Write a package: a folder that is an npm package too.')
    .argument('<folder>', 'where it is written; must not be there')
    .requiredOption('--id <id>', 'id of the package')
    .requiredOption('--package-version <version>', 'like 1.0.0')
    .requiredOption('--author <name>', 'the authority or company that made it')
    .requiredOption('--licence <id>', 'SPDX id, like EUPL-1.2')
    .option('--terms <text>', 'what its user has to agree to besides')
    .option('--form <id>', 'a folder of `forms` beside the network file; may be repeated', repeat, [])
    .option('--adapter <file>', 'an adapter or profile in JavaScript; may be repeated', repeat, [])
    .option('--test <file>', 'a test: data that a form takes or refuses; may be repeated', repeat, [])
    .option('--config <path>', 'network file; left out: ZUSTELLWERK_CONFIG')
    .addHelpText(
      'after',
      `
Example: zustellwerk package export ./fischereischein --id fischereischein --package-version 1.0.0 \\
           --author "Landkreis Leer" --licence EUPL-1.2 --form fischereischein --test fischereischein.json
${exitCodeHelp}`,
    )
    .action(runCommand(exportPackage));
  command
    .command('import')
    .description('Take a package over: its tests are run, it is copied beside the network file, which gets one line.')
    .argument('<source>', 'folder of the package')
    .option('--contract <reference>', 'reference of the contract with the provider; stays in the network file')
    .option('--config <path>', 'network file; left out: ZUSTELLWERK_CONFIG')
    .addHelpText(
      'after',
      `\nExample: zustellwerk package import ../fischereischein --contract "Nachnutzung 3/2026"\n${exitCodeHelp}`,
    )
    .action(runCommand(importPackage));
}
