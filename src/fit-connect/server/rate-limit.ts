import type { MiddlewareHandler } from 'hono';

const windowSeconds = 60;

/**
 * Counts requests of each caller, minute by minute, in this process. Too many are answered with 429 and an empty body, as
 * the documentation has it; every answer says what is left.
 */
export function limitRate(callerOf: (c: Parameters<MiddlewareHandler>[0]) => string, limit: number, now: () => Date) {
  let window = 0;
  let counts = new Map<string, number>();
  const handler: MiddlewareHandler = async (c, next) => {
    const seconds = Math.floor(now().getTime() / 1000);
    const current = Math.floor(seconds / windowSeconds);
    if (current !== window) {
      window = current;
      counts = new Map();
    }
    const caller = callerOf(c);
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    if (count > limit) c.res = c.body(null, 429);
    else await next();
    // Afterwards, so that refusals have them too.
    c.header('RateLimit-Limit', String(limit));
    c.header('RateLimit-Remaining', String(Math.max(0, limit - count)));
    c.header('RateLimit-Reset', String((current + 1) * windowSeconds - seconds));
  };
  return handler;
}
