import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { scaffoldFiles, transports } from '../kit/scaffold.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';

/** `zustellwerk adapter new NAME` */
export function addAdapterNew(adapter: Command): void {
  adapter
    .command('new')
    .description('Write a new adapter with its rig and test; it starts with every case green against its simulator.')
    .argument('<name>', 'folder to make; its last part is the id of the adapter: small letters, digits, hyphens')
    .addOption(new Option('--transport <transport>', 'how the bytes travel').choices(transports).default('https'))
    .addHelpText('after', `\nExample: zustellwerk adapter new my-vendor --transport https\n${exitCodeHelp}`)
    .action(runCommand(writeAdapter));
}

async function writeAdapter(
  name: string,
  { transport }: { transport: (typeof transports)[number] },
): Promise<ExitCode> {
  const folder = resolve(name);
  const id = basename(folder);
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(id)) {
    throw cannotRun(`${id} is no id for an adapter: small letters, digits and hyphens, a letter first.`);
  }
  if (existsSync(folder)) throw cannotRun(`${name} exists already.`);
  await mkdir(folder, { recursive: true });
  const files = Object.entries(scaffoldFiles(id, transport));
  for (const [file, text] of files) await writeFile(join(folder, file), text);
  console.log(`${name}: ${files.map(([file]) => file).join(', ')}\nTry it: npx zustellwerk adapter test ${name}`);
  return exitCodes.fine;
}
