import { createReadStream } from 'node:fs';
import { access, type FileHandle, open, rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { type ApiVersion, checkKey, decryptAttachment, encryptAttachment, openFileSink } from '../fit-connect/index.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { apiOption, telling } from './fit-connect-access.ts';
import { addFitConnectEvents } from './fit-connect-events.ts';
import { addFitConnectFetch } from './fit-connect-fetch.ts';
import { addFitConnectKeys } from './fit-connect-keys.ts';
import { addFitConnectSend } from './fit-connect-send.ts';
import { readJsonInput } from './read-input.ts';
import { printJson } from './terminal.ts';

/** `zustellwerk fit-connect keys … | encrypt | decrypt | send | events | fetch` */
export function addFitConnect(program: Command): void {
  const fitConnect = program
    .command('fit-connect')
    .description('Keys, encryption, sending and picking up at FIT-Connect.');
  addFitConnectKeys(fitConnect);
  fitConnect
    .command('encrypt')
    .description("Encrypt a file of any size for a destination. Prints the authentication tag and the content's hash.")
    .argument('<file>', 'file to encrypt')
    .requiredOption('--key <file>', "the destination's public key (JSON Web Key)")
    .requiredOption('--type <media-type>', 'media type of the content, such as application/pdf')
    .requiredOption('--out <file>', 'file for the JWE; it must not exist')
    .addHelpText(
      'after',
      `
Example: zustellwerk fit-connect encrypt plan.pdf --key encryption.public.json --type application/pdf --out plan.jwe
${exitCodeHelp}`,
    )
    .action(runCommand((file: string, options: EncryptOptions) => telling(() => encrypt(file, options))));
  fitConnect
    .command('decrypt')
    .description('Decrypt a JWE of any size. Nothing is written unless it is authentic.')
    .argument('<file>', 'JWE in compact form')
    .requiredOption('--key <files...>', 'private keys (JSON Web Keys); the one that the JWE names is taken')
    .requiredOption('--out <file>', 'file for the content; it must not exist')
    .addOption(apiOption())
    .addHelpText(
      'after',
      `
Example: zustellwerk fit-connect decrypt plan.jwe --key encryption.private.json --out plan.pdf
${exitCodeHelp}`,
    )
    .action(runCommand((file: string, options: DecryptOptions) => telling(() => decrypt(file, options))));
  addFitConnectSend(fitConnect);
  addFitConnectEvents(fitConnect);
  addFitConnectFetch(fitConnect);
}

interface EncryptOptions {
  readonly key: string;
  readonly type: string;
  readonly out: string;
}

async function encrypt(file: string, { key: keyFile, type, out }: EncryptOptions): Promise<ExitCode> {
  const trust = { environment: 'test' } as const;
  const key = await checkKey(await readJsonInput(keyFile), { purpose: 'encrypt', trust });
  await checkReadable(file);
  const target = await openNew(out);
  try {
    printJson(await encryptAttachment(createReadStream(file), key, type, (text) => target.writeFile(text)));
  } catch (error) {
    await rm(out);
    throw error;
  } finally {
    await target.close();
  }
  return exitCodes.fine;
}

interface DecryptOptions {
  readonly key: readonly string[];
  readonly out: string;
  readonly api: ApiVersion;
}

async function decrypt(file: string, { key: keyFiles, out, api: version }: DecryptOptions): Promise<ExitCode> {
  const trust = { environment: 'test' } as const;
  const keys = await Promise.all(
    keyFiles.map(async (name) => checkKey(await readJsonInput(name), { purpose: 'decrypt', trust })),
  );
  await checkReadable(file);
  // Reserves the name: what is there already is never replaced.
  await (await openNew(out)).close();
  try {
    const sink = await openFileSink(out);
    const { content: _, ...facts } = await decryptAttachment(createReadStream(file), keys, { version }, sink);
    printJson(facts);
  } catch (error) {
    await rm(out);
    throw error;
  }
  return exitCodes.fine;
}

async function checkReadable(file: string): Promise<void> {
  try {
    await access(file);
  } catch (cause) {
    throw cannotRun(`${file} cannot be read.`, cause);
  }
}

async function openNew(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600);
  } catch (cause) {
    throw cannotRun(`${file} cannot be written; existing files are never replaced.`, cause);
  }
}
