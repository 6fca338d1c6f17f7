import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { ConfigError, writeFault } from '../config/config-error.ts';
import { findNetworkFile } from '../config/network-files.ts';
import { readPackage } from '../config/packages.ts';
import { readSettings } from '../config/settings.ts';
import { checkConfiguration } from '../configuration.ts';
import { tryPackage } from '../domains/forms/try-package.ts';
import { berlinDay } from '../messages/dates.ts';
import { type ExitCode, exitCodes, refuse } from './failure.ts';

interface ImportOptions {
  readonly contract?: string;
  readonly config?: string;
}

/** `zustellwerk package import`: all of it, or nothing. */
export async function importPackage(source: string, { contract, config }: ImportOptions): Promise<ExitCode> {
  const { id, version, author, licence, terms } = await readPackage(resolve(source));
  const networkFile = await findNetworkFile(config ?? readSettings(process.env).config);
  const folder = join(dirname(networkFile), 'packages', id);
  const before = await readFile(networkFile, 'utf8');
  const copied = await cp(resolve(source), folder, { recursive: true, force: false, errorOnExist: true }).then(
    () => true,
    () => false,
  );
  if (!copied) throw refuse(`${folder} is there already; remove it to take another version over.`);
  await writeFile(networkFile, addLine(before, `./packages/${id}`, contract));
  try {
    const { services } = await checkConfiguration(networkFile);
    const { tests, faults } = await tryPackage(folder, services.acts, berlinDay(new Date()));
    if (faults.length > 0) throw refuse(`Nothing was taken over, tests of the package fail:\n${faults.join('\n')}`);
    console.log(`${id} ${version} by ${author}, ${licence}; ${tests} tests passed`);
    if (terms && contract === undefined) console.log(`terms: ${terms}; keep your contract with --contract`);
    return exitCodes.fine;
  } catch (error) {
    await writeFile(networkFile, before);
    await rm(folder, { recursive: true });
    if (!(error instanceof ConfigError)) throw error;
    throw refuse(`Nothing was taken over, the network would have faults:\n${error.faults.map(writeFault).join('\n')}`);
  }
}

/** One more item of `packages`; the rest of the file stays byte for byte where it has none yet. */
function addLine(text: string, use: string, contract: string | undefined): string {
  const item = contract === undefined ? use : { use, contract };
  const document = parseDocument(text);
  if (!document.has('packages')) {
    const line = contract === undefined ? use : `{ use: ${use}, contract: ${JSON.stringify(contract)} }`;
    return `${text.replace(/\n*$/, '\n')}packages: [${line}]\n`;
  }
  document.addIn(['packages'], document.createNode(item));
  return document.toString({ lineWidth: 0 });
}
