import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { AttachmentStore } from './attachments/attachment-store.ts';
import { refuseUnpaid } from './store/payments.ts';

/** Work of one network, by the name of its queue. */
export interface Deadlines {
  readonly queue: string;
  /** @returns how many things changed. */
  readonly keep: () => Promise<number>;
  /** What the log says when some did. */
  readonly done: string;
}

/** Work that has a calendar; pg-boss sees to it that one process of many does each piece. */
export interface Calendar {
  /** Keeps deadlines from now on; those of the same queue take the place of earlier ones. */
  watch(deadlines: Deadlines): Promise<void>;
  stop(): Promise<void>;
}

export interface CalendarParts {
  readonly attachments: AttachmentStore;
  readonly now: () => Date;
  readonly log: Logger;
}

/** How long a file waits for the submission that references it, in milliseconds: a day. */
const attachmentPatience = 24 * 60 * 60 * 1000;

const expireAttachments = 'expire-attachments';
const refuseLate = 'refuse-unpaid';

export async function startCalendar(pool: pg.Pool, { attachments, now, log }: CalendarParts): Promise<Calendar> {
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
  await boss.createQueue(refuseLate);
  await boss.schedule(refuseLate, '*/10 * * * *');
  await boss.work(refuseLate, async () => {
    const refused = await refuseUnpaid(pool, now());
    if (refused > 0) log.info({ refused }, 'refused submissions that were not paid in time');
  });
  const watched = new Map<string, Deadlines>();
  return {
    watch: async (deadlines) => {
      const { queue } = deadlines;
      const known = watched.has(queue);
      watched.set(queue, deadlines);
      if (known) return;
      await boss.createQueue(queue);
      await boss.schedule(queue, '37 * * * *');
      await boss.work(queue, async () => {
        const work = watched.get(queue);
        const changed = await work?.keep();
        if (work && changed) log.info({ changed, queue }, work.done);
      });
    },
    stop: () => boss.stop({ graceful: true, close: false, timeout: 5_000 }),
  };
}
