import { Headers, request } from 'undici';
import type { Connections } from '../../transports/connections.ts';
import { retryAfterOf } from '../../transports/https-outcome.ts';
import { describeFailure } from '../../transports/network-failure.ts';
import { sign } from './sign.ts';
import type { WrittenEvent } from './write-event.ts';

/** What a portal answered, or why it could not be asked. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly notBefore: Date | undefined }
  | { readonly kind: 'failed'; readonly trouble: string };

interface Call {
  readonly address: string;
  readonly event: WrittenEvent;
  readonly secrets: readonly string[];
  readonly connections: Connections;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** What of an answer's body is read, so that the connection can be used again. */
const patience = 16 * 1024;

/** Tells a portal of an event, once. Redirects are not followed, and what the portal answers besides the status is ignored. */
export async function postEvent({ address, event, secrets, connections, now, signal }: Call): Promise<Posted> {
  const seconds = Math.floor(now.getTime() / 1000);
  try {
    const { statusCode, headers, body } = await request(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'zustellwerk',
        'webhook-id': event.id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': sign(secrets, event.id, seconds, event.body),
      },
      body: event.body,
      dispatcher: connections.dispatcher as NonNullable<NonNullable<Parameters<typeof request>[1]>['dispatcher']>,
      signal,
    });
    const retryAfter = headers['retry-after'];
    // Only the status counts: a body that breaks off changes nothing.
    await body.dump({ limit: patience, signal }).catch(() => {});
    const answer = { headers: new Headers(typeof retryAfter === 'string' ? { 'retry-after': retryAfter } : {}) };
    return { kind: 'answered', status: statusCode, notBefore: retryAfterOf(answer, now) };
  } catch (error) {
    return { kind: 'failed', trouble: describeFailure(error, signal) };
  }
}
