import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { acceptSubmissions, type NewSubmission } from './accept-submission.ts';

/**
 * Stores one submission: it is on disk when this resolves.
 *
 * @returns false when the portal already used the key or reference, or an attachment is not free; nothing was stored.
 */
export type Acceptor = (submission: NewSubmission) => Promise<boolean>;

interface Waiting {
  readonly submission: NewSubmission;
  readonly resolve: (stored: boolean) => void;
  readonly reject: (cause: unknown) => void;
}

/** How long others wait for a statement that waits for a lock or a lost connection, in milliseconds. */
const patience = 100;

/** Bounds the statement, and how many wait for the slowest among them. */
const largestBatch = 50;

/**
 * Submissions that are accepted at the same time share one statement and one commit: what has arrived by now makes up one
 * batch, and what comes in while it is written the next. Alone, a submission is written at once. A statement costs
 * PostgreSQL four times as much as another submission in it.
 */
export function createAcceptor(pool: pg.Pool): Acceptor {
  const waiting: Waiting[] = [];
  let writing = false;
  let due = false;

  const write = async () => {
    due = false;
    if (writing || waiting.length === 0) return;
    writing = true;
    await Promise.race([writeBatch(pool, takeBatch(waiting)), sleep(patience, undefined, { ref: false })]);
    writing = false;
    writeSoon();
  };

  /** After the requests that lie ready to be read. */
  const writeSoon = () => {
    if (due || waiting.length === 0) return;
    due = true;
    setImmediate(write);
  };

  return (submission) =>
    new Promise((resolve, reject) => {
      waiting.push({ submission, resolve, reject });
      writeSoon();
    });
}

/** Takes the next batch off the queue: one with attachments is written alone, as it locks rows of others. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const end = waiting.findIndex(({ submission }) => submission.attachmentIds.length > 0);
  const size = end < 0 ? largestBatch : Math.min(Math.max(end, 1), largestBatch);
  return waiting.splice(0, size);
}

/** Never throws. */
async function writeBatch(pool: pg.Pool, batch: readonly Waiting[]): Promise<void> {
  try {
    const stored = await acceptSubmissions(
      pool,
      batch.map(({ submission }) => submission),
    );
    for (const { submission, resolve } of batch) resolve(stored.has(submission.id));
  } catch (cause) {
    // PostgreSQL refused the statement and stored nothing: each by itself, so that one fails for no other's sake.
    if (batch.length > 1 && cause instanceof pg.DatabaseError)
      await Promise.all(batch.map((one) => writeBatch(pool, [one])));
    else for (const { reject } of batch) reject(cause);
  }
}
