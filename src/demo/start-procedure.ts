import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cannotRun } from '../cli/failure.ts';
import type { ReplyPlan } from '../simulators/replier.ts';

/** A copy of a message that came to a procedure. */
export interface ReceivedMessage {
  readonly uuid: string;
  readonly sha256: string;
}

/** A simulated procedure that runs as a process of its own. */
export interface RunningProcedure extends AsyncDisposable {
  readonly name: string;
  /** Where messages are posted. */
  readonly url: string;
  readonly token: string;
  /** What came to it, as it recorded it. */
  received(): Promise<ReceivedMessage[]>;
  /** Tells it whom to answer. */
  setReplies(plan: ReplyPlan): Promise<void>;
}

/** The same file as source and as built. */
const program = fileURLToPath(new URL(`../cli/main${extname(import.meta.url)}`, import.meta.url));

/**
 * Starts `zustellwerk simulate https` on a free port, with a token that nobody else knows.
 *
 * @param folder for its record, and for whom it answers.
 * @throws CommandFailure when it ends before it listens.
 */
export async function startProcedure(name: string, folder: string): Promise<RunningProcedure> {
  const token = randomBytes(16).toString('hex');
  const record = join(folder, `${name}.jsonl`);
  const replies = join(folder, `${name}-replies.json`);
  await writeFile(record, '');
  const options = { name, token, record, replies };
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
  const child = spawn(process.execPath, [program, 'simulate', 'https', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C at the terminal is for the demo alone, which stops its procedures last.
    detached: true,
  });
  const stop = () => stopProcess(child);
  // Should the demo end without order, its procedures end too.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const url = await firstAddress(child, name);
  return {
    name,
    url,
    token,
    received: async () => {
      const lines = (await readFile(record, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line) => JSON.parse(line) as ReceivedMessage);
    },
    setReplies: async (plan) => {
      await writeFile(`${replies}.part`, JSON.stringify(plan), { mode: 0o600 });
      await rename(`${replies}.part`, replies);
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Its first line has the options that lead to it. */
async function firstAddress(child: ChildProcess, name: string): Promise<string> {
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const ended = once(child, 'exit').then(() => undefined);
  const line = await Promise.race([firstLine(child), ended]);
  if (line === undefined) throw cannotRun(`The simulated procedure ${name} did not start.\n${complaints.join('')}`);
  return (JSON.parse(line) as { options: { url: string } }).options.url;
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  if (!stdout) return undefined;
  const [line] = (await once(createInterface({ input: stdout }), 'line')) as [string];
  return line;
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await ended;
  clearTimeout(late);
}
