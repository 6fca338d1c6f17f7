import type { HttpAnswer, HttpFailure, HttpResult } from './https.ts';

/** What an exchange comes to when its status or its failure says it all. Fits an adapter's outcome. */
export type HttpOutcome =
  | { readonly kind: 'rejected'; readonly findings: readonly { readonly id: string }[]; readonly answer: string }
  | { readonly kind: 'later'; readonly notBefore?: Date; readonly answer: string }
  | { readonly kind: 'unknown'; readonly answer: string };

/** Statuses below 500 that say: not now. */
export const temporaryStatuses: readonly number[] = [408, 425, 429];

const longestWait = 24 * 60 * 60 * 1000;

/**
 * The outcome of an exchange by the fault table of `https.ts`; undefined for 2xx, where the body decides.
 *
 * @param now what Retry-After counts from.
 */
export function outcomeOf(result: HttpFailure): HttpOutcome;
export function outcomeOf(result: HttpResult, now?: Date): HttpOutcome | undefined;
export function outcomeOf(result: HttpResult, now: Date = new Date()): HttpOutcome | undefined {
  if (result.kind === 'failed') {
    return { kind: result.phase === 'before-send' ? 'later' : 'unknown', answer: result.answer };
  }
  const { status, headers } = result;
  const answer = `HTTP ${status}`;
  if (status >= 200 && status < 300) return undefined;
  if (isTemporary(status)) {
    const notBefore = retryAfterOf({ headers }, now);
    return { kind: 'later', ...(notBefore && { notBefore }), answer };
  }
  return { kind: 'rejected', findings: [{ id: `http-${status}` }], answer };
}

/** When the procedure wants to be asked again; undefined when it does not say. */
export function retryAfterOf({ headers }: Pick<HttpAnswer, 'headers'>, now: Date = new Date()): Date | undefined {
  return readRetryAfter(headers.get('retry-after'), now);
}

function isTemporary(status: number): boolean {
  return temporaryStatuses.includes(status) || status >= 500;
}

/** RFC 9110, 10.2.3: seconds or a date. A date in the past means now; a server with a wrong clock can't stop us for years. */
function readRetryAfter(value: string | null, now: Date): Date | undefined {
  const text = value?.trim() ?? '';
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : / GMT$/.test(text) ? Date.parse(text) - now.getTime() : NaN;
  if (Number.isNaN(wait)) return undefined;
  return new Date(now.getTime() + Math.min(Math.max(wait, 0), longestWait));
}
