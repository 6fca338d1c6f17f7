import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface GatewayProcess {
  readonly process: ChildProcess;
  readonly url: string;
}

/** As `npm start` has them. */
const nodeOptions = [
  '--min-semi-space-size=16',
  '--max-semi-space-size=16',
  '--heap-growing-percent=25',
  '--no-parallel-scavenge',
];

/** Starts a real gateway as a process of its own, and waits until it listens. */
export async function startGatewayProcess(env: NodeJS.ProcessEnv): Promise<GatewayProcess> {
  const child = spawn(process.execPath, [...nodeOptions, 'src/main.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url?: string };
    if (url !== undefined) {
      child.stdout.resume();
      return { process: child, url };
    }
  }
  throw new Error('The gateway ended before it listened.');
}

/** Ends it in order, or at once with SIGKILL. */
export async function endGatewayProcess({ process: child }: GatewayProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}
