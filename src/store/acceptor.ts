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

/** Statements under way at once; more would only make each batch smaller. */
const mostWriting = 2;

/** Bounds the statement, and how many wait for the slowest among them. */
const largestBatch = 50;

/**
 * Submissions that are accepted at the same time share one statement and one commit: while one batch is written, what
 * comes in meanwhile makes up the next. Nobody waits for company: alone, a submission is written at once.
 */
export function createAcceptor(pool: pg.Pool): Acceptor {
  const waiting: Waiting[] = [];
  let writing = 0;

  let due = false;

  const write = async () => {
    due = false;
    if (writing >= mostWriting || waiting.length === 0) return;
    writing += 1;
    await writeBatch(pool, takeBatch(waiting));
    writing -= 1;
    writeSoon();
  };
  /** After the requests that have already arrived: they share the statement. */
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
