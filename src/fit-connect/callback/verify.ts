import { createHmac, timingSafeEqual } from 'node:crypto';
import { CallbackRefused } from '../errors.ts';
import type { ReplayGuard } from './replay-guard.ts';

export interface CallbackRequest {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as it was received. Parsed and written again it would no longer fit its authentication. */
  readonly body: Uint8Array | string;
}

export interface CallbackRules {
  /** Shared with the delivery service when the callback was set up. */
  readonly secret: string;
  readonly now?: (() => Date) | undefined;
  /** Refuses what was taken before. */
  readonly replayGuard?: ReplayGuard | undefined;
}

const window = 300;

/**
 * Verifies that the delivery service sent a callback: HMAC-SHA512 over timestamp, full stop and raw body, compared in
 * constant time; the timestamp is at most 300 seconds away from now. Source: docs.fitko.de/fit-connect, callbacks, which
 * is silent about the future; the window is the same there.
 *
 * A callback is a hint: fetch what it names from the API. See `readCallback`.
 *
 * @throws CallbackRefused; answer 401.
 *
 * @example
 * verifyCallback({ headers: request.headers, body: await request.text() }, { secret });
 */
export function verifyCallback({ headers, body }: CallbackRequest, rules: CallbackRules): void {
  const { secret, now = () => new Date(), replayGuard } = rules;
  if (secret === '') throw new CallbackRefused('CALLBACK_SECRET');
  const timestamp = readHeader(headers, 'callback-timestamp');
  const authentication = readHeader(headers, 'callback-authentication')?.toLowerCase();
  if (!timestamp || !/^\d{1,12}$/.test(timestamp)) throw new CallbackRefused('CALLBACK_HEADER');
  if (!authentication || !/^[0-9a-f]{128}$/.test(authentication)) throw new CallbackRefused('CALLBACK_HEADER');
  const seconds = Math.floor(now().getTime() / 1000);
  if (Math.abs(seconds - Number(timestamp)) > window) throw new CallbackRefused('CALLBACK_TIME');
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) throw new CallbackRefused('CALLBACK_AUTHENTICATION');
  const expected = signCallback(body, timestamp, secret);
  if (!timingSafeEqual(Buffer.from(authentication), Buffer.from(expected))) {
    throw new CallbackRefused('CALLBACK_AUTHENTICATION');
  }
  if (replayGuard && !replayGuard.take(authentication, seconds)) throw new CallbackRefused('CALLBACK_REPLAYED');
}

/**
 * The authentication of a callback, in hexadecimal digits: for those who send one.
 *
 * @param timestamp seconds since 1970, as it stands in the header.
 *
 * @example
 * signCallback(body, '1672527599', secret).length; // 128
 */
export function signCallback(body: Uint8Array | string, timestamp: string, secret: string): string {
  return createHmac('sha512', secret).update(`${timestamp}.`).update(body).digest('hex');
}

function readHeader(headers: CallbackRequest['headers'], name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const values = Object.entries(headers ?? {}).filter(([key]) => key.toLowerCase() === name);
  const [value] = values.map(([, text]) => text);
  return values.length === 1 && typeof value === 'string' ? value : undefined;
}
