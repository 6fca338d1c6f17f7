import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import type { InboundState, Tables } from './tables.ts';

export type Inbound = Selectable<Tables['inbound']>;
type Changes = Updateable<Tables['inbound']>;
type Owned = Pick<Inbound, 'source_id' | 'network_id' | 'authority_id' | 'portal_id'>;

/** Notes what a source lists; what is known stays as it is. */
export async function noteSeen(
  kysely: Kysely<Tables>,
  owned: Owned,
  found: readonly { readonly submissionId: string; readonly caseId: string }[],
  now: Date,
): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map(
    ({ submissionId, caseId }): Insertable<Tables['inbound']> => ({
      ...owned,
      remote_id: submissionId.toLowerCase(),
      case_id: caseId.toLowerCase(),
      state: 'seen',
      seen_at: now,
      due_at: now,
    }),
  );
  await kysely
    .insertInto('inbound')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['source_id', 'remote_id']).doNothing())
    .execute();
}

/** What is not answered yet, the oldest first. */
export async function listOpen(kysely: Kysely<Tables>, sourceId: string): Promise<Inbound[]> {
  return kysely
    .selectFrom('inbound')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('state', '<>', 'answered')
    .orderBy('seen_at')
    .orderBy('remote_id')
    .execute();
}

async function findInbound(kysely: Kysely<Tables>, { source_id, remote_id }: Inbound): Promise<Inbound> {
  return kysely
    .selectFrom('inbound')
    .selectAll()
    .where('source_id', '=', source_id)
    .where('remote_id', '=', remote_id)
    .executeTakeFirstOrThrow();
}

/**
 * One step: changes the row if it still stands where the step began. A decided answer is never decided again.
 *
 * @returns how the row is now, whoever changed it.
 */
export async function step(kysely: Kysely<Tables>, from: Inbound, changes: Changes): Promise<Inbound> {
  const changed = await kysely
    .updateTable('inbound')
    .set({ failures: 0, trouble: null, ...changes })
    .where('source_id', '=', from.source_id)
    .where('remote_id', '=', from.remote_id)
    .where('state', '=', from.state)
    .where('answer_token', from.answer_token === null ? 'is' : '=', from.answer_token)
    .returningAll()
    .executeTakeFirst();
  return changed ?? findInbound(kysely, from);
}

/** Something outside failed: the step is tried again when it is due. */
export async function postpone(kysely: Kysely<Tables>, from: Inbound, trouble: string, dueAt: Date): Promise<void> {
  await kysely
    .updateTable('inbound')
    .set((eb) => ({ failures: eb('failures', '+', 1), trouble, due_at: dueAt }))
    .where('source_id', '=', from.source_id)
    .where('remote_id', '=', from.remote_id)
    .where('state', '<>', 'answered')
    .execute();
}

interface Told {
  readonly type: string;
  readonly at: Date;
  readonly detail: Record<string, unknown>;
}

/** The step that ends it, with an event of the submission where there is one. */
export async function stepWithEvent(
  kysely: Kysely<Tables>,
  from: Inbound,
  changes: Changes,
  told: Told,
): Promise<Inbound> {
  return kysely.transaction().execute(async (transaction) => {
    const row = await step(transaction, from, changes);
    const isOurs = row.state === changes.state && from.state !== row.state;
    if (isOurs) await tell(transaction, row, told);
    return row;
  });
}

/**
 * Notes that a person is told of the day, once however many processes notice it.
 *
 * @returns false when another was first.
 */
export async function noteDay(kysely: Kysely<Tables>, row: Inbound, day: number, told: Told): Promise<boolean> {
  return kysely.transaction().execute(async (transaction) => {
    const noted = await transaction
      .updateTable('inbound')
      .set({ told_day: day })
      .where('source_id', '=', row.source_id)
      .where('remote_id', '=', row.remote_id)
      .where('told_day', '<', day)
      .where('state', '<>', 'answered')
      .returningAll()
      .executeTakeFirst();
    if (noted) await tell(transaction, noted, told);
    return noted !== undefined;
  });
}

async function tell(kysely: Kysely<Tables>, row: Inbound, { type, at, detail }: Told): Promise<void> {
  if (row.submission_id === null) return;
  const { submission_id, portal_id, network_id } = row;
  const submission = await kysely
    .selectFrom('submission')
    .select('authority_id')
    .where('id', '=', submission_id)
    .executeTakeFirst();
  const authority_id = submission?.authority_id ?? row.authority_id;
  await kysely
    .insertInto('event')
    .values({ submission_id, portal_id, network_id, authority_id, type, at, detail: JSON.stringify(detail) })
    .execute();
}

/** How many of a source stand where. */
export async function countInbound(kysely: Kysely<Tables>, sourceId: string) {
  const rows = await kysely
    .selectFrom('inbound')
    .select(({ fn }) => ['state', 'answer', fn.countAll<string>().as('count')])
    .where('source_id', '=', sourceId)
    .groupBy(['state', 'answer'])
    .execute();
  const sum = (state: InboundState, answer?: Inbound['answer']) =>
    rows
      .filter((row) => row.state === state && (answer === undefined || row.answer === answer))
      .reduce((total, { count }) => total + Number(count), 0);
  return {
    seen: sum('seen'),
    fetched: sum('fetched'),
    taken: sum('taken'),
    accepted: sum('answered', 'accept'),
    rejected: sum('answered', 'reject'),
    elsewhere: sum('answered', 'elsewhere'),
  };
}

/** What of a source a person should look at: told of already, or kept by a trouble; and what ended elsewhere or refused. */
export async function listWorrying(kysely: Kysely<Tables>, sourceId: string, limit: number): Promise<Inbound[]> {
  return kysely
    .selectFrom('inbound')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where((eb) =>
      eb.or([
        eb('state', '<>', 'answered').and(eb.or([eb('told_day', '>', 0), eb('trouble', 'is not', null)])),
        eb('answer', 'in', ['reject', 'elsewhere']),
      ]),
    )
    .orderBy('seen_at', 'desc')
    .limit(limit)
    .execute();
}
