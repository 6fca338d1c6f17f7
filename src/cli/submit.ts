import type { Command } from 'commander';
import { z } from 'zod';
import { bringFiles, fixtureFiles } from '../demo/fixture-files.ts';
import { findExample } from './example.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';
import { environmentHelp, openClient, ProblemFailure } from './gateway-client.ts';
import { readInput } from './read-input.ts';
import { layOut, paintFor, printJson } from './terminal.ts';

interface Options {
  readonly example?: string;
  readonly portal?: string;
  readonly dryRun?: true;
  readonly idempotencyKey?: string;
  readonly json?: true;
}

interface Answer {
  readonly id?: string;
  readonly state?: string;
  readonly destination: { readonly id: string; readonly name: string };
  readonly why?: string;
  readonly message: {
    readonly standard: string;
    readonly version: string;
    readonly type: string;
    readonly uuid: string;
  };
  readonly choice?: { readonly why: string };
  readonly xml?: string;
  readonly warnings?: readonly { readonly pointer: string; readonly xpath?: string; readonly detail: string }[];
}

/** What XML begins with, and no JSON. */
const lessThan = 0x3c;

/** `zustellwerk submit FILE` */
export function addSubmit(program: Command): void {
  program
    .command('submit')
    .description('Post a submission. In a dry run nothing is stored, and the XML goes to stdout.')
    .argument(
      '[file]',
      'JSON: the body of a request, or a fixture with it as `request`; or a finished XÖV message; - for stdin',
    )
    .option('--example <service>', 'post a sample submission of this service in place of a file')
    .option('--portal <name>', 'portal or profile of the sample submission, like kommune365; left out: native')
    .option('--dry-run', 'only say where it would go, and as which message')
    .option('--idempotency-key <key>', 'the same key and body give the first answer again')
    .option('--json', 'print the answer of the gateway')
    .addHelpText(
      'after',
      `${environmentHelp}

Example: zustellwerk submit fixtures/meldebescheinigung/native-minimum.json --dry-run
         zustellwerk submit --example gewerbeanmeldung --portal kommune365
${exitCodeHelp}`,
    )
    .action(runCommand(submit));
}

async function submit(file: string | undefined, options: Options): Promise<ExitCode> {
  const { dryRun, idempotencyKey, json } = options;
  const body = await readBody(file, options);
  if (idempotencyKey !== undefined && !/^[\x21-\x7e]{1,200}$/.test(idempotencyKey)) {
    throw cannotRun('--idempotency-key takes 1 to 200 printable characters without blanks.');
  }
  const headers = {
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    ...(body[0] === lessThan && { 'content-type': 'application/xml' }),
  };
  try {
    const answer = await openClient().post<Answer>(`/v1/submissions${dryRun ? '?dryRun=true' : ''}`, body, headers);
    if (json) printJson(answer);
    else print(answer);
    return exitCodes.fine;
  } catch (error) {
    if (json && error instanceof ProblemFailure) printJson(error.problem);
    throw error;
  }
}

/** Reads what is to be posted; a fixture's files are uploaded first. */
async function readBody(file: string | undefined, { example, portal }: Options): Promise<Uint8Array> {
  if ((file === undefined) === (example === undefined)) throw cannotRun('Name either a file or --example SERVICE.');
  if (portal !== undefined && example === undefined) throw cannotRun('--portal goes with --example.');
  if (example !== undefined) return bring(await findExample(example, portal));
  const bytes = await readInput(file ?? '-');
  const fixture = findFixture(bytes);
  return fixture ? bring(fixture) : bytes;
}

async function bring(fixture: Parameters<typeof bringFiles>[0]): Promise<Uint8Array> {
  const request = await bringFiles(fixture, (path, content, mediaType) =>
    openClient().post(path, content, { 'content-type': mediaType }),
  );
  return new TextEncoder().encode(JSON.stringify(request));
}

const fixtureSchema = z.object({
  request: z.looseObject({}),
  files: fixtureFiles,
  serviceId: z.undefined().optional(),
});

/** Undefined for what is no fixture: it is posted as it is, since the gateway says better what is wrong with it. */
function findFixture(bytes: Uint8Array): z.output<typeof fixtureSchema> | undefined {
  try {
    return fixtureSchema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).data;
  } catch {
    return undefined;
  }
}

function print({ id, state, destination, why, message, choice, xml, warnings = [] }: Answer): void {
  // In a dry run stdout is for the XML alone.
  const write = xml === undefined ? console.log : console.error;
  const paint = paintFor(xml === undefined ? process.stdout : process.stderr);
  write(id === undefined ? paint('green', 'would be accepted') : `${paint('green', 'accepted')}  ${id}  ${state}`);
  const rows = [
    ['  destination', `${destination.id} (${destination.name})`],
    ...(why === undefined ? [] : [['  because', why]]),
    ['  message', `${message.standard}/${message.version}/${message.type}  ${message.uuid}`],
    ...(choice === undefined ? [] : [['  because', choice.why]]),
  ];
  for (const line of layOut(rows)) write(line);
  for (const { pointer, xpath, detail } of warnings) {
    write(`  ${paint('yellow', 'warning')} ${pointer || (xpath ?? '/')}: ${detail}`);
  }
  if (id !== undefined) write(`  follow it with: zustellwerk status ${id}`);
  if (xml !== undefined) process.stdout.write(xml.endsWith('\n') ? xml : `${xml}\n`);
}
