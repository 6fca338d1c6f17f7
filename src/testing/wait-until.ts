import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a state, never for a time: asks again until the answer is neither false nor undefined, and gives it back.
 *
 * @example
 * const message = await waitUntil(() => procedure.received()[0]);
 */
export async function waitUntil<T>(
  predicate: () => T | Promise<T>,
  { within = 20_000, every = 10 }: { readonly within?: number; readonly every?: number } = {},
): Promise<Exclude<T, false | undefined>> {
  const deadline = Date.now() + within;
  for (;;) {
    const answer = await predicate();
    if (answer !== false && answer !== undefined) return answer as Exclude<T, false | undefined>;
    if (Date.now() > deadline) throw new Error(`After ${within} ms it is still not so: ${predicate}`);
    await sleep(every);
  }
}
