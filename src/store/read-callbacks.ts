import { type Kysely, sql } from 'kysely';
import type { CallbackState } from './callback-tables.ts';
import type { Tables } from './tables.ts';

interface CallbackFilter {
  readonly state?: CallbackState | undefined;
  readonly submission?: string | undefined;
  /** Only those whose last attempt was in vain. */
  readonly stuck: boolean;
}

/** The longest waiting first. */
export async function listCallbacks(
  kysely: Kysely<Tables>,
  portals: readonly string[],
  { state, submission, stuck }: CallbackFilter,
  limit: number,
) {
  return kysely
    .selectFrom('callback')
    .innerJoin('event', (join) =>
      join.onRef('event.submission_id', '=', 'callback.submission_id').onRef('event.id', '=', 'callback.event_id'),
    )
    .select([
      'callback.submission_id',
      'callback.event_id',
      'callback.portal_id',
      'callback.state',
      'callback.attempts',
      'callback.since',
      'callback.due_at',
      'callback.status',
      'callback.trouble',
      'callback.settled_at',
      'event.type',
    ])
    .where('callback.portal_id', '=', sql<string>`any(${portals})`)
    .$if(state !== undefined, (q) => q.where('callback.state', '=', state ?? 'waiting'))
    .$if(submission !== undefined, (q) => q.where('callback.submission_id', '=', submission ?? ''))
    .$if(stuck, (q) => q.where('callback.trouble', 'is not', null).where('callback.state', '<>', 'told'))
    .orderBy('callback.since')
    .orderBy('callback.event_id')
    .limit(limit)
    .execute();
}

/** What is to be told again: all of a submission from an event on, or what was given up on since a day. */
type Replay = { readonly submission: string; readonly from: number } | { readonly givenUpSince: Date };

/** Makes them due at once, with attempts and age counted anew. @returns how many. */
export async function replayCallbacks(
  kysely: Kysely<Tables>,
  portals: readonly string[],
  replay: Replay,
  now: Date,
): Promise<number> {
  const query = kysely
    .updateTable('callback')
    .set({ state: 'waiting', attempts: 0, since: now, due_at: now, lease_owner: null, settled_at: null })
    .where('portal_id', '=', sql<string>`any(${portals})`);
  const narrowed =
    'submission' in replay
      ? query.where('submission_id', '=', replay.submission).where('event_id', '>=', replay.from)
      : query.where('state', '=', 'given-up').where('settled_at', '>=', replay.givenUpSince);
  const { numUpdatedRows } = await narrowed.executeTakeFirst();
  return Number(numUpdatedRows);
}
