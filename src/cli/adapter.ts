import type { Command } from 'commander';
import { ownProcedures } from '../load-adapters.ts';
import { addAdapterNew } from './adapter-new.ts';
import { addAdapterTest } from './adapter-test.ts';
import { type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { chooseLanguage } from './language.ts';
import { printJson, printTable } from './terminal.ts';

/** `zustellwerk adapter list | test | new` */
export function addAdapter(program: Command): void {
  const adapter = program.command('adapter').description("Write, try and list adapters for vendors' procedures.");
  adapter
    .command('list')
    .description('List the adapters that come with Zustellwerk, and what each declares.')
    .option('--json', 'print them as JSON')
    .addHelpText('after', `\nExample: zustellwerk adapter list\n${exitCodeHelp}`)
    .action(runCommand(listAdapters));
  addAdapterTest(adapter);
  addAdapterNew(adapter);
}

async function listAdapters({ json }: { json?: true }): Promise<ExitCode> {
  const language = chooseLanguage(undefined);
  const rows = ownProcedures.map(({ id, version, summary, capabilities, takes, lookup, check, teaching }) => ({
    id,
    version,
    summary: typeof summary === 'string' ? summary : summary[language],
    ...capabilities,
    takes: takes ?? ['*'],
    lookup: lookup !== undefined,
    check: check !== undefined,
    ...(teaching && { teaching }),
  }));
  if (json) printJson({ adapters: rows });
  else {
    printTable(
      ['ID', 'VERSION', 'SUCCESS', 'SUMMARY'],
      rows.map(({ id, version, success, summary }) => [id, version, success, summary]),
    );
  }
  return exitCodes.fine;
}
