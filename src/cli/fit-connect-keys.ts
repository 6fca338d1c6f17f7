import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { checkKey, createKeys, type KeyPurpose, KeyRefused, type KeyTrust } from '../fit-connect/index.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, refuse, runCommand } from './failure.ts';
import { readJsonInput } from './read-input.ts';

/** `zustellwerk fit-connect keys create | check` */
export function addFitConnectKeys(fitConnect: Command): void {
  const keys = fitConnect.command('keys').description('Make and check keys of a destination.');
  keys
    .command('create')
    .description('Make an RSA-4096 pair: USE.public.json for the destination, USE.private.json for nobody else.')
    .addOption(new Option('--use <use>', 'what it is for').choices(['encryption', 'signature']).makeOptionMandatory())
    .requiredOption('--out <folder>', 'where the two files go; existing files are never replaced')
    .option('--kid <id>', 'key id of 8 to 64 characters; default: a new UUID')
    .option('--common-name <name>', 'add a self-made certificate, which the TEST environment takes')
    .addHelpText(
      'after',
      `
Example: zustellwerk fit-connect keys create --use encryption --common-name "Musterstadt (Test)" --out keys
${exitCodeHelp}`,
    )
    .action(runCommand(create));
  keys
    .command('check')
    .description('Check a key by the rules of FIT-Connect.')
    .argument('<file>', 'JSON Web Key; - for stdin')
    .addOption(
      new Option('--purpose <purpose>', 'what it is to be used for')
        .choices(['encrypt', 'decrypt', 'sign', 'verify'])
        .makeOptionMandatory(),
    )
    .option('--kid <id>', 'the id that it has to have')
    .option('--root <files...>', 'root certificates (PEM): check its certificates up to one of them')
    .addHelpText(
      'after',
      `
Without --root the rules of the TEST environment hold, where certificates are self-made. Whether certificates were revoked
is not asked.

Example: zustellwerk fit-connect keys check keys/encryption.public.json --purpose encrypt
${exitCodeHelp}`,
    )
    .action(runCommand(check));
}

interface CreateOptions {
  readonly use: 'encryption' | 'signature';
  readonly out: string;
  readonly kid?: string;
  readonly commonName?: string;
}

async function create({ use, out, kid, commonName }: CreateOptions): Promise<ExitCode> {
  if (kid !== undefined && (kid.length < 8 || kid.length > 64)) throw cannotRun('--kid has 8 to 64 characters.');
  const made = await createKeys(use, { ...(kid && { kid }), ...(commonName && { commonName }) });
  await mkdir(out, { recursive: true });
  for (const [half, mode] of [
    ['private', 0o600],
    ['public', 0o644],
  ] as const) {
    const file = join(out, `${use}.${half}.json`);
    try {
      await writeFile(file, `${JSON.stringify(made[half], undefined, 2)}\n`, { mode, flag: 'wx' });
    } catch (cause) {
      throw cannotRun(`${file} cannot be written; existing files are never replaced.`, cause);
    }
    console.log(file);
  }
  return exitCodes.fine;
}

interface CheckOptions {
  readonly purpose: KeyPurpose;
  readonly kid?: string;
  readonly root?: readonly string[];
}

async function check(file: string, { purpose, kid, root }: CheckOptions): Promise<ExitCode> {
  const jwk = await readJsonInput(file);
  const roots = await Promise.all((root ?? []).map((name) => readFile(name, 'utf8')));
  const trust: KeyTrust =
    roots.length > 0 ? { environment: 'production', roots, isRevoked: async () => false } : { environment: 'test' };
  try {
    const key = await checkKey(jwk, { purpose, kid, trust });
    console.log(`${key.kid} is fine to ${purpose}.`);
    return exitCodes.fine;
  } catch (error) {
    if (error instanceof KeyRefused) throw refuse(`${error.message} (${error.reason})`);
    throw error;
  }
}
