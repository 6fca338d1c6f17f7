import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import {
  checkKey,
  type DecryptedSubmission,
  type DecryptionKey,
  decryptSubmission,
  openFileSink,
  type PrivateRsaJwk,
  type Reason,
  reasons,
  type SubmissionApi,
  type SubmissionIds,
  SubmissionRefused,
  signAccept,
} from '../fit-connect/index.ts';
import { safeFileName } from '../sources/fit-connect/file-name.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { type AccessOptions, accessHelp, openApi, telling, withAccess } from './fit-connect-access.ts';
import { readJsonInput } from './read-input.ts';
import { paintFor, printJson } from './terminal.ts';

interface FetchOptions extends AccessOptions {
  readonly destination: string;
  readonly key: readonly string[];
  readonly out: string;
  readonly accept?: string;
  readonly json?: true;
}

/** `zustellwerk fit-connect fetch` */
export function addFitConnectFetch(fitConnect: Command): void {
  withAccess(
    fitConnect
      .command('fetch')
      .description('Pick up what waits at a destination: verified, decrypted, checked, a folder for each submission.'),
  )
    .requiredOption('--destination <id>', 'where it waits')
    .requiredOption('--key <files...>', "the destination's private keys for decryption, retired ones too")
    .requiredOption('--out <folder>', 'where the folders go; what is there already is not fetched again')
    .option('--accept <file>', 'private key for signatures: accept what was written. Then the service deletes it')
    .option('--json', 'print what came of each submission as JSON')
    .addHelpText(
      'after',
      `${accessHelp}

Nothing is answered without --accept, and nothing is ever rejected: what is refused stays at the service. Data are checked
for being JSON, not against their schema.

Example: zustellwerk fit-connect fetch --destination 40847c29-06aa-40e2-bf28-c29884c694c4 \\
           --key keys/encryption.private.json --out eingang
${exitCodeHelp}`,
    )
    .action(runCommand((options: FetchOptions) => telling(() => fetchAll(options))));
}

async function fetchAll(options: FetchOptions): Promise<ExitCode> {
  const keys = await Promise.all(options.key.map((file) => readKey(file, 'decrypt')));
  const signingKey = options.accept === undefined ? undefined : await readKey(options.accept, 'sign');
  const api = await openApi(options);
  await mkdir(options.out, { recursive: true });
  const told = [];
  for (const ids of await api.listSubmissions(options.destination)) {
    const result = await fetchOne(ids, keys, signingKey, api, options);
    told.push({ submissionId: ids.submissionId, caseId: ids.caseId, ...result });
    if (!options.json) print(ids, result);
  }
  if (options.json) printJson(told);
  else if (told.length === 0) console.log('Nothing waits.');
  return told.some(({ reason }) => reason !== undefined) ? exitCodes.refused : exitCodes.fine;
}

async function readKey(file: string, purpose: 'decrypt' | 'sign'): Promise<PrivateRsaJwk> {
  return checkKey(await readJsonInput(file), { purpose, trust: { environment: 'test' } });
}

interface Result {
  readonly folder?: string;
  readonly accepted?: boolean;
  readonly reason?: Reason;
  /** The part that the reason is about. */
  readonly instance?: string;
}

async function fetchOne(
  ids: SubmissionIds,
  keys: readonly DecryptionKey[],
  signingKey: PrivateRsaJwk | undefined,
  api: SubmissionApi,
  options: FetchOptions,
): Promise<Result> {
  const folder = join(options.out, ids.submissionId);
  try {
    if (!existsSync(folder)) await fetchInto(folder, ids, keys, api, options);
  } catch (error) {
    if (!(error instanceof SubmissionRefused)) throw error;
    return { reason: error.reason, instance: error.instance };
  }
  if (signingKey) await accept(folder, signingKey, api);
  return { folder, accepted: signingKey !== undefined };
}

/** The folder gets its name when all of it is there. */
async function fetchInto(
  folder: string,
  ids: SubmissionIds,
  keys: readonly DecryptionKey[],
  api: SubmissionApi,
  { api: version }: FetchOptions,
): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  try {
    const eventLog = await api.readEventLog(ids.caseId);
    let number = 0;
    const opened = await decryptSubmission(await api.readSubmission(ids), {
      ...api.trustFor(ids),
      version,
      eventLog,
      keys,
      destination: await api.readDestination(ids.destinationId),
      readAttachment: (id) => api.readAttachment(ids.submissionId, id),
      openSink: async ({ filename, mimeType }) => {
        number += 1;
        return openFileSink(join(unfinished, `${number}-${safeFileName(filename, mimeType)}`));
      },
    });
    await writeParts(unfinished, opened, eventLog);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function writeParts(folder: string, opened: DecryptedSubmission<string>, eventLog: readonly string[]) {
  const { data, metadata, attachments: _, ...facts } = opened;
  const write = (name: string, content: Uint8Array | string) => writeFile(join(folder, name), content, { flush: true });
  const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
  if (data) await write(data.mimeType === 'application/xml' ? 'data.xml' : 'data.json', data.content);
  await write('metadata.json', json(metadata));
  await write('event-log.json', json(eventLog));
  await write('submission.json', json(facts));
}

/** What was written earlier can be accepted later, by what was noted then. */
async function accept(folder: string, signingKey: PrivateRsaJwk, api: SubmissionApi): Promise<void> {
  const file = join(folder, 'submission.json');
  const noted = await readFile(file, 'utf8').catch((cause) => {
    throw cannotRun(`${file} cannot be read, so the submission cannot be accepted.`, cause);
  });
  const facts = JSON.parse(noted) as DecryptedSubmission<string>;
  await api.postEvent(await signAccept(facts, facts.authenticationTags, signingKey));
}

function print({ submissionId }: SubmissionIds, { folder, accepted, reason, instance }: Result): void {
  const paint = paintFor(process.stdout);
  if (reason === undefined) {
    console.log(`${paint('green', accepted ? 'accepted' : 'fetched')}  ${submissionId}  ${folder}`);
  } else {
    console.log(`${paint('red', 'refused')}  ${submissionId}  ${instance}: ${reasons[reason]} (${reason})`);
  }
}
