import { setTimeout as wait } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import { signCallback } from '../fit-connect/index.ts';
import type { Connections } from './connections.ts';

/** Milliseconds before each further try. The service's own schedule is not documented. */
const pauses = [1_000, 5_000];
const timeout = 5_000;

interface Means {
  /** Senders name the address themselves: so these reach only what they may. See `openGuardedConnections`. */
  readonly connections: Connections;
  readonly now: () => Date;
  /** Ends it, as if it had not been taken. */
  readonly signal: AbortSignal;
}

/**
 * Posts a callback of FIT-Connect, a few times. It is only a hint: who misses it finds the change by polling. Redirects are
 * not followed.
 *
 * @returns whether it was answered with any 2xx.
 */
export async function sendFitConnectCallback(
  { url, secret }: { readonly url: string; readonly secret: string },
  body: string,
  { connections, now, signal }: Means,
): Promise<boolean> {
  for (const pause of [0, ...pauses]) {
    try {
      await wait(pause, undefined, { signal });
      const timestamp = String(Math.floor(now().getTime() / 1000));
      const answer = await request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'callback-timestamp': timestamp,
          'callback-authentication': signCallback(body, timestamp, secret),
        },
        body,
        dispatcher: connections.dispatcher as Dispatcher,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
      });
      await answer.body.dump();
      if (answer.statusCode >= 200 && answer.statusCode < 300) return true;
    } catch (error) {
      if (signal.aborted || isRefusedAddress(error)) return false;
    }
  }
  return false;
}

/** Trying again would change nothing. */
function isRefusedAddress(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ADDRESS_REFUSED';
}
