import { setTimeout as wait } from 'node:timers/promises';
import { signCallback } from '../fit-connect/index.ts';

/** Milliseconds before each further try. The service's own schedule is not documented. */
const pauses = [1_000, 5_000];
const timeout = 5_000;

/**
 * Posts a callback of FIT-Connect, a few times. It is only a hint: who misses it finds the change by polling.
 *
 * @param signal ends it, as if it had not been taken.
 * @returns whether it was answered with any 2xx.
 */
export async function sendFitConnectCallback(
  { url, secret }: { readonly url: string; readonly secret: string },
  body: string,
  { now, signal }: { readonly now: () => Date; readonly signal: AbortSignal },
): Promise<boolean> {
  for (const pause of [0, ...pauses]) {
    try {
      await wait(pause, undefined, { signal });
      const timestamp = String(Math.floor(now().getTime() / 1000));
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'callback-timestamp': timestamp,
          'callback-authentication': signCallback(body, timestamp, secret),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
      });
      await response.body?.cancel();
      if (response.ok) return true;
    } catch {
      if (signal.aborted) return false;
    }
  }
  return false;
}
