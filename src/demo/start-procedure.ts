import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cannotRun } from '../cli/failure.ts';
import type { ReceivedMessage } from '../simulators/inbox.ts';
import type { ReplyPlan } from '../simulators/replier.ts';

/** A simulated procedure that runs as a process of its own. */
export interface RunningProcedure extends AsyncDisposable {
  readonly name: string;
  /** Where messages are posted. */
  readonly url: string;
  readonly token: string;
  /** What it holds, asked of itself. */
  received(signal: AbortSignal): Promise<ReceivedMessage[]>;
  /** Tells it whom to answer. */
  setReplies(plan: ReplyPlan): Promise<void>;
}

/** The same file as source and as built. */
const program = fileURLToPath(new URL(`../simulators/main${extname(import.meta.url)}`, import.meta.url));

/**
 * Starts a simulated procedure on a free port, with a token that nobody else knows.
 *
 * @throws CommandFailure when it ends before it listens.
 */
export async function startProcedure(name: string): Promise<RunningProcedure> {
  const token = randomBytes(16).toString('hex');
  const child = spawn(process.execPath, [program, '--name', name, '--token', token], {
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
    received: async (signal) => {
      const response = await fetch(new URL('/received', url), { signal });
      return (await response.json()) as ReceivedMessage[];
    },
    setReplies: async (plan) => {
      const headers = { 'content-type': 'application/json' };
      await fetch(new URL('/replies', url), { method: 'POST', headers, body: JSON.stringify(plan) });
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Its first line says where it listens. */
async function firstAddress(child: ChildProcess, name: string): Promise<string> {
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const ended = once(child, 'exit').then(() => undefined);
  const line = await Promise.race([firstLine(child), ended]);
  if (line === undefined) throw cannotRun(`The simulated procedure ${name} did not start.\n${complaints.join('')}`);
  return (JSON.parse(line) as { url: string }).url;
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
