import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { AttachmentStore } from './attachments/attachment-store.ts';

/** Work that has a calendar; pg-boss sees to it that one process of many does each piece. */
export interface Calendar {
  stop(): Promise<void>;
}

export interface CalendarParts {
  /** Work of a delivery service of FIT-Connect, where there is one, by the name of its queue. */
  readonly deadlines?: { readonly queue: string; readonly keep: () => Promise<number> } | undefined;
  readonly attachments: AttachmentStore;
  readonly now: () => Date;
  readonly log: Logger;
}

/** How long a file waits for the submission that references it, in milliseconds: a day. */
const attachmentPatience = 24 * 60 * 60 * 1000;

const expireAttachments = 'expire-attachments';

export async function startCalendar(
  pool: pg.Pool,
  { attachments, deadlines, now, log }: CalendarParts,
): Promise<Calendar> {
  const boss = new PgBoss({
    db: { executeSql: async (text, values) => pool.query(text, values) },
    schema: 'calendar',
  });
  boss.on('error', (error) => log.error({ err: error }, 'calendar'));
  await boss.start();
  await boss.createQueue(expireAttachments);
  await boss.schedule(expireAttachments, '17 * * * *');
  await boss.work(expireAttachments, async () => {
    const removed = await attachments.expire(new Date(now().getTime() - attachmentPatience));
    if (removed > 0) log.info({ removed }, 'removed attachments that no submission referenced');
  });
  if (deadlines) {
    await boss.createQueue(deadlines.queue);
    await boss.schedule(deadlines.queue, '37 * * * *');
    await boss.work(deadlines.queue, async () => {
      const changed = await deadlines.keep();
      if (changed > 0) log.info({ changed }, 'kept deadlines of FIT-Connect');
    });
  }
  return { stop: () => boss.stop({ graceful: true, close: false, timeout: 5_000 }) };
}
