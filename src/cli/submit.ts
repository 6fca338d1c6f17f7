import type { Command } from 'commander';
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
  readonly warnings?: readonly { readonly pointer: string; readonly detail: string }[];
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

async function readBody(file: string | undefined, { example, portal }: Options): Promise<Uint8Array> {
  if ((file === undefined) === (example === undefined)) throw cannotRun('Name either a file or --example SERVICE.');
  if (portal !== undefined && example === undefined) throw cannotRun('--portal goes with --example.');
  return example === undefined ? requestIn(await readInput(file ?? '-')) : findExample(example, portal);
}

/** A fixture's request, else the very bytes: the gateway says better what is wrong with them. */
function requestIn(bytes: Uint8Array): Uint8Array {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const isFixture = typeof value === 'object' && value !== null && 'request' in value && !('serviceId' in value);
    return isFixture ? new TextEncoder().encode(JSON.stringify(value.request)) : bytes;
  } catch {
    return bytes;
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
  for (const { pointer, detail } of warnings) write(`  ${paint('yellow', 'warning')} ${pointer}: ${detail}`);
  if (id !== undefined) write(`  follow it with: zustellwerk status ${id}`);
  if (xml !== undefined) process.stdout.write(xml.endsWith('\n') ? xml : `${xml}\n`);
}
