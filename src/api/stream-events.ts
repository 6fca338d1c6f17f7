import { streamSSE } from 'hono/streaming';
import { listEvents } from '../store/read-submissions.ts';
import type { ApiContext } from './auth.ts';
import type { Listeners } from './count-listeners.ts';
import type { ApiParts } from './parts.ts';
import { problem } from './problems.ts';

/** How often it looks for what other processes have done, in milliseconds. */
const poll = 1_000;
/** After so long without an event a comment is sent: proxies end what is silent. */
const silence = 15_000;
/** A stream ends after that; whoever listens comes back with Last-Event-ID, and its key is checked again. */
const longest = 5 * 60_000;
/** After so many seconds a portal with all its streams open may ask again. */
const pauseWhenFull = 10;

interface StreamParts extends Pick<ApiParts, 'database' | 'hub' | 'ready'> {
  readonly listeners: Listeners;
}

/** The events of a submission as they happen (Server-Sent Events), after the one that `Last-Event-ID` names. */
export function streamEvents(c: ApiContext, submissionId: string, parts: StreamParts): Response {
  const { database, hub, ready, listeners } = parts;
  const { role, subject } = c.get('caller');
  const end = role === 'portal' ? listeners.begin(subject) : () => {};
  if (!end) {
    c.header('Retry-After', String(pauseWhenFull));
    return problem(c, 'too-many-requests');
  }
  const start = performance.now();
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    let last = Number(/^\d{1,15}$/.exec(c.req.header('last-event-id') ?? '')?.[0] ?? 0);
    let spoken = performance.now();
    try {
      while (!stream.aborted && ready() && performance.now() - start < longest) {
        const events = await listEvents(database.kysely, submissionId, last);
        for (const event of events) {
          await stream.writeSSE({ id: String(event.id), data: JSON.stringify(showEvent(event)) });
          last = event.id;
        }
        const at = performance.now();
        if (events.length > 0) spoken = at;
        else if (at - spoken >= silence) {
          await stream.write(': nothing new\n\n');
          spoken = at;
        }
        if (events.length === 0) await hub.wait(poll, gone.signal);
      }
    } finally {
      end();
    }
  });
}

/** An event as the API shows it. */
export function showEvent({ id, type, at, delivery_id, detail }: Awaited<ReturnType<typeof listEvents>>[number]) {
  return { id, type, at: at.toISOString(), delivery: delivery_id, detail };
}
