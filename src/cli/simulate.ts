import { appendFile, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import { type Behaviour, script } from '../simulators/behaviour.ts';
import { type SimulatorName, simulators } from '../simulators/catalogue.ts';
import { sha256Of } from '../simulators/inbox.ts';
import { type ReplyPlan, replyPlan } from '../simulators/replier.ts';
import type { TargetCall } from '../simulators/target.ts';
import { cannotRun, type ExitCode, exitCodeHelp, exitCodes, runCommand } from './failure.ts';

interface Options {
  readonly port: number;
  readonly folder?: string;
  readonly name?: string;
  readonly faults?: string;
  readonly record?: string;
  readonly token?: string;
  readonly replies?: string;
}

const names = Object.keys(simulators) as SimulatorName[];

/** How often a target works that nobody calls, in milliseconds. */
const round = 500;

/** `zustellwerk simulate NAME` */
export function addSimulate(program: Command): void {
  const list = names.map((name) => `  ${name.padEnd(13)}${simulators[name].summary.en}`).join('\n');
  program
    .command('simulate')
    .description(
      'Run a simulated target with scripted faults, for vendors, portals and authors of adapters who want to try.',
    )
    .addArgument(new Argument('<target>', 'what to simulate').choices(names))
    .option('--port <number>', 'port on 127.0.0.1; 0: any free one', readPort, 0)
    .option('--folder <folder>', 'of `folder`: the folder to work in; left out: a temporary one')
    .option('--name <name>', 'its name in receipts')
    .option(
      '--faults <file>',
      'JSON list of what befalls the next calls, for example [{"kind":"unavailable","retryAfter":30}]',
    )
    .option('--token <token>', 'of targets over HTTP: bearer token that messages must come with')
    .option(
      '--replies <file>',
      'of `https`: JSON that says whom it answers, read for every message: {"url": of the gateway, "keys": {"dbs:…": vendor key}, "after": milliseconds}',
    )
    .option('--record <file>', 'append a JSON line for every call: when, step, key, UUID, SHA-256; never content')
    .addHelpText(
      'after',
      `
Targets:
${list}

Faults: docs/adapters.md. The first line on stdout is JSON with the options that lead an adapter to it.

Example: zustellwerk simulate https --port 9100 --faults faults.json
${exitCodeHelp}`,
    )
    .action(runCommand(simulate));
}

async function simulate(
  name: SimulatorName,
  { port, folder, name: product, faults, record, token, replies }: Options,
): Promise<ExitCode> {
  const behaviours = faults === undefined ? [] : await readScript(faults);
  const ended = untilSignal();
  const target = await simulators[name].start({
    port,
    ...(folder !== undefined && { folder }),
    ...(product !== undefined && { name: product }),
    ...(token !== undefined && { token }),
    ...(replies !== undefined && { replies: () => readReplies(replies) }),
    onCall: (call) => note(call, record),
  });
  try {
    await target.behave(behaviours);
    console.log(JSON.stringify({ target: name, options: target.options }));
    while (!ended.aborted) {
      await target.work?.();
      await sleep(target.work ? round : 2 ** 31 - 1, undefined, { signal: ended }).catch(() => {});
    }
  } finally {
    await target.close();
  }
  return exitCodes.fine;
}

/** Beside stdout, which has the options alone. */
async function note({ step, behaviour, key, uuid, message }: TargetCall, record: string | undefined): Promise<void> {
  const line = {
    at: new Date().toISOString(),
    step,
    behaviour,
    key,
    uuid,
    ...(message && { sha256: sha256Of(message) }),
  };
  process.stderr.write(`${line.at} ${step} ${behaviour} ${uuid ?? ''}\n`);
  if (record !== undefined) await appendFile(record, `${JSON.stringify(line)}\n`);
}

async function readScript(file: string): Promise<Behaviour[]> {
  const read = await readFile(file, 'utf8')
    .then((text) => script.safeParse(JSON.parse(text)))
    .catch((cause: Error) => {
      throw cannotRun(`${file} cannot be read: ${cause.message}`, cause);
    });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw cannotRun(`${file}: ${issue?.path.join('.')} ${issue?.message}`);
}

/** A file that is not there yet is no plan. */
async function readReplies(file: string): Promise<ReplyPlan | undefined> {
  try {
    return replyPlan.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') process.stderr.write(`${file} is no plan for replies.\n`);
    return undefined;
  }
}

function untilSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is from 0 to 65535.');
  return port;
}
