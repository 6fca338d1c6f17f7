import { fork } from 'node:child_process';
import { once } from 'node:events';
import { ownTime } from './cpu-time.ts';

/** What a server process tells of itself. */
export interface ServerStats {
  /** Bytes of memory now, and at most so far. */
  readonly rss: number;
  readonly peak: number;
  /** Microseconds of CPU time since its start. */
  readonly cpu: number;
  /** SQL statements since its start. */
  readonly statements: number;
}

export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  stats(): Promise<ServerStats>;
}

/** Starts one of the `serve-*.ts` files and waits until it listens. */
export async function startServer(file: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = fork(new URL(file, import.meta.url), args, {
    env: { ...process.env, ...env },
    execArgv: [
      '--min-semi-space-size=16',
      '--max-semi-space-size=16',
      '--heap-growing-percent=25',
      '--no-parallel-scavenge',
    ],
  });
  const exited = once(child, 'exit');
  const answer = async <T>(): Promise<T> => {
    const [message] = await Promise.race([
      once(child, 'message'),
      exited.then(([code]) => Promise.reject(new Error(`${file} ended with ${code}.`))),
    ]);
    return message as T;
  };
  const { url } = await answer<{ url: string }>();
  return {
    url,
    stats: () => {
      child.send('stats');
      return answer<ServerStats>();
    },
    [Symbol.asyncDispose]: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  } satisfies ServerProcess;
}

interface Offer {
  readonly url: string;
  readonly statements?: () => number;
  stop(): Promise<void>;
}

/** The other side: says where it listens, answers questions, and stops when nobody is there to ask any more. */
export function offer({ url, statements = () => 0, stop }: Offer): void {
  process.on('message', () => {
    const peak = process.resourceUsage().maxRSS * 1_024;
    const stats: ServerStats = { rss: process.memoryUsage.rss(), peak, cpu: ownTime(), statements: statements() };
    process.send?.(stats);
  });
  process.once('disconnect', () => void stop().finally(() => process.exit()));
  process.send?.({ url });
}
