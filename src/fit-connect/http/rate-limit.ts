/** Where a 429 says nothing. */
const defaultSeconds = 5;

/**
 * Seconds to wait after a 429. `Retry-After` is seconds or a date; `RateLimit-Reset` is seconds from now in the
 * documentation's example and a point in time in the Routing API's document, so ten digits are read as Unix time.
 */
export function readPause(headers: Headers, now: Date): number {
  const unix = now.getTime() / 1000;
  const after = headers.get('retry-after');
  const reset = headers.get('ratelimit-reset');
  if (after && /^\d{1,6}$/.test(after)) return Number(after);
  if (after && !Number.isNaN(Date.parse(after))) return Math.max(0, Date.parse(after) / 1000 - unix);
  if (reset && /^\d{10}$/.test(reset)) return Math.max(0, Number(reset) - unix);
  return reset && /^\d{1,9}$/.test(reset) ? Number(reset) : defaultSeconds;
}
