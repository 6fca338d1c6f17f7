import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createRegions } from '../catalogue/regions.ts';
import { createCatalogue } from '../catalogue/services.ts';
import { loadNetwork } from '../config/load-network.ts';
import { readSettings } from '../config/settings.ts';
import { serviceActs } from '../domains/index.ts';
import { listsInUse, whyUnused, withCodeLists } from '../domains/with-code-lists.ts';
import { codeListFolder, loadCodeLists } from '../intake/load-code-lists.ts';
import { fileNameOf, readCodeList, writeCodeList } from '../messages/code-list-files.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { readInput } from './read-input.ts';
import { paintFor, printJson, printTable } from './terminal.ts';

interface ImportOptions {
  readonly folder?: string;
  readonly name?: string;
  readonly uri?: string;
  readonly listVersion?: string;
  readonly codeColumn?: string;
  readonly meaningColumn?: string;
  readonly json?: true;
}

/** `zustellwerk codelist import | list` */
export function addCodelist(program: Command): void {
  const codelist = program.command('codelist').description('Work with code lists (XÖV Codelisten).');
  codelist
    .command('import')
    .description('Check a code list and put it into the folder that a network file names under `codelists`.')
    .argument('<file>', 'Genericode, or CSV with a heading; - for stdin')
    .option('--folder <folder>', 'where to put it; left out: the folder of the network file in ZUSTELLWERK_CONFIG')
    .option('--name <name>', 'short name; Genericode has one')
    .option('--uri <urn>', 'the listURI of messages; Genericode has it as CanonicalUri')
    .option('--list-version <version>', 'the listVersionID of messages; Genericode has one')
    .option('--code-column <column>', 'column with the code; left out: the key of Genericode, else the first')
    .option('--meaning-column <column>', 'column with the meaning; left out: one with a usual name, else the second')
    .option('--json', 'print what was read')
    .addHelpText(
      'after',
      `
Example: zustellwerk codelist import geschlecht_2.csv --folder codelists --name geschlecht --uri urn:xoev-de:xinneres:codeliste:geschlecht --list-version 2
${exitCodeHelp}`,
    )
    .action(runCommand(importList));
  codelist
    .command('list')
    .description('List the code lists that messages are built with, and those of the folder that go unused.')
    .argument('[file]', 'network file; left out: ZUSTELLWERK_CONFIG, else config/network.yaml')
    .option('--json', 'print them as JSON')
    .addHelpText('after', `\nExample: zustellwerk codelist list config/network.yaml\n${exitCodeHelp}`)
    .action(runCommand(listLists));
}

async function importList(file: string, options: ImportOptions): Promise<ExitCode> {
  const { name, uri, listVersion: version, codeColumn: code, meaningColumn: meaning, json } = options;
  const given = { ...(name && { name }), ...(uri && { uri }), ...(version && { version }) };
  const list = readCodeList(await readInput(file), given, { code, meaning });
  const folder = options.folder ?? (await folderOfNetwork());
  const path = join(folder, fileNameOf(list));
  await mkdir(folder, { recursive: true });
  await writeFile(path, writeCodeList(list));
  const use = whyUnused(list, [list], serviceActs);
  if (json) printJson({ file: path, ...list });
  else {
    const [first] = Object.entries(list.codes);
    console.log(
      `${path}  ${list.uri} ${list.version}, ${Object.keys(list.codes).length} codes, like ${first?.join(' ')}`,
    );
    if (use !== undefined) console.log(`${paintFor(process.stdout)('yellow', 'warning')} it will not be used: ${use}`);
  }
  return exitCodes.fine;
}

async function folderOfNetwork(): Promise<string> {
  const folder = codeListFolder(await network(readSettings(process.env).config));
  if (folder === undefined) throw cannotRun('The network file names no folder under `codelists`; --folder names one.');
  return folder;
}

async function listLists(file: string | undefined, { json }: { json?: true }): Promise<ExitCode> {
  const loaded = await loadCodeLists(await network(file ?? readSettings(process.env).config));
  const acts = withCodeLists(serviceActs, loaded);
  const used = listsInUse(acts).map(({ list: { name, uri, version, type, codes }, messages }) => ({
    name,
    uri,
    version,
    type,
    codes: codes ? Object.keys(codes).length : null,
    from: loaded.some((each) => each.uri === uri && each.codes === codes) ? 'folder' : 'built in',
    messages,
  }));
  const unused = loaded.flatMap((list) => {
    const reason = whyUnused(list, loaded, serviceActs);
    return reason === undefined ? [] : [{ name: list.name, uri: list.uri, version: list.version, reason }];
  });
  if (json) printJson({ used, unused });
  else {
    const rows = used
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((list) => [
        list.name,
        list.version,
        String(list.type),
        list.codes === null ? 'form only' : String(list.codes),
        list.from,
        list.uri,
      ]);
    printTable(['NAME', 'VERSION', 'TYPE', 'CODES', 'FROM', 'URI'], rows);
    for (const { name, version, reason } of unused) {
      console.log(`${paintFor(process.stdout)('yellow', 'unused')} ${name} ${version}: ${reason}`);
    }
  }
  return exitCodes.fine;
}

function network(file: string) {
  return loadNetwork(file, { regions: createRegions, services: createCatalogue() });
}
