import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Change, NewSubmission, StoredSubmission, SubmissionStore } from '../fit-connect/server/index.ts';
import { createFitConnectAttachments } from './fit-connect-attachments.ts';
import type { Seal } from './seal.ts';
import type { Tables } from './tables.ts';

export interface FitConnectStoreParts {
  readonly kysely: Kysely<Tables>;
  readonly seal: Seal;
  readonly networkId: string;
  readonly now: () => Date;
}

/** Submissions of a delivery service of FIT-Connect. Any number of processes may share them. */
export function createFitConnectStore(parts: FitConnectStoreParts): SubmissionStore {
  const { kysely, networkId } = parts;
  const describe = createDescriber(parts);
  return {
    ...createFitConnectAttachments(kysely, parts.now),
    announce: (submission, token) =>
      kysely.transaction().execute((change) => announce(change, submission, token, parts)),
    find: async (submissionId) => {
      const row = await readRows(kysely)
        .where('id', '=', submissionId)
        .where('network_id', '=', networkId)
        .executeTakeFirst();
      return row && describe(row);
    },
    findCase: async (caseId) => {
      const row = await kysely
        .selectFrom('fit_connect_case')
        .select(['client_id', 'destination_id'])
        .where('id', '=', caseId)
        .where('network_id', '=', networkId)
        .executeTakeFirst();
      return row && { clientId: row.client_id, destinationId: row.destination_id };
    },
    readContent: async (submissionId) => {
      const row = await kysely
        .selectFrom('fit_connect_submission')
        .select(['metadata', 'data'])
        .where('id', '=', submissionId)
        .executeTakeFirst();
      if (!row || row.metadata === null) return undefined;
      return { encryptedMetadata: row.metadata, ...(row.data !== null && { encryptedData: row.data }) };
    },
    change: (submission, change) =>
      kysely.transaction().execute((transaction) => changeSubmission(transaction, submission, change)),
    list: async (destinationIds, { limit, offset }) => {
      const waiting = kysely
        .selectFrom('fit_connect_submission')
        .where('network_id', '=', networkId)
        .where('destination_id', 'in', destinationIds)
        .where('state', '=', 'submitted');
      const rows = await waiting
        .select(['id', 'case_id', 'destination_id'])
        .orderBy('submitted_at')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute();
      const entries = rows.map((row) => ({
        submissionId: row.id,
        caseId: row.case_id,
        destinationId: row.destination_id,
      }));
      const counted = await waiting
        .select((column) => column.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { entries, totalCount: Number(counted.total) };
    },
    readEvents: async ({ caseId, submissionId }, { limit, offset }) => {
      const all = kysely.selectFrom('fit_connect_event').where('case_id', '=', caseId);
      const events = submissionId === undefined ? all : all.where('submission_id', '=', submissionId);
      const rows = await events.select('token').orderBy('position').limit(limit).offset(offset).execute();
      const counted = await events
        .select((column) => column.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { entries: rows.map(({ token }) => token), totalCount: Number(counted.total) };
    },
    findDue: async (now, limit) => {
      const due = readRows(kysely).where('network_id', '=', networkId).where('due_at', '<=', now);
      return Promise.all((await due.orderBy('due_at').limit(limit).execute()).map(describe));
    },
    removeCases: async (lastEventBefore) => {
      const result = await kysely
        .deleteFrom('fit_connect_case')
        .where('network_id', '=', networkId)
        .where('last_event_at', '<', lastEventBefore)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('fit_connect_submission')
                .select('id')
                .whereRef('case_id', '=', 'fit_connect_case.id')
                .where('due_at', 'is not', null),
            ),
          ),
        )
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}

const columns = [
  'id',
  'case_id',
  'client_id',
  'destination_id',
  'revision',
  'state',
  'service',
  'region',
  'announced',
  'created_at',
  'callback_url',
  'callback_secret',
  'seal_key_id',
  'data_key',
  'tags',
] as const;

const readRows = (kysely: Kysely<Tables>) => kysely.selectFrom('fit_connect_submission').select(columns);

type Row = Pick<Selectable<Tables['fit_connect_submission']>, (typeof columns)[number]>;

const secretOf = (submissionId: string) => `fit-connect-callback ${submissionId}`;

function createDescriber({ kysely, seal }: FitConnectStoreParts) {
  const readSecret = ({ id, callback_secret: secret, seal_key_id: keyId, data_key: key }: Row) =>
    secret && key && keyId !== null
      ? seal.openDataKey(keyId, key, id).open(secret, secretOf(id)).toString()
      : undefined;
  return async (row: Row): Promise<StoredSubmission> => {
    const uploaded = await kysely
      .selectFrom('fit_connect_attachment')
      .select(['attachment_id', 'size', 'tag'])
      .where('submission_id', '=', row.id)
      .where('complete', '=', true)
      .execute();
    const secret = readSecret(row);
    return {
      submissionId: row.id,
      caseId: row.case_id,
      destinationId: row.destination_id,
      clientId: row.client_id,
      revision: row.revision,
      state: row.state,
      service: row.service,
      region: row.region ?? undefined,
      announced: row.announced,
      createdAt: row.created_at,
      callback: row.callback_url !== null && secret !== undefined ? { url: row.callback_url, secret } : undefined,
      uploaded: uploaded.map(({ attachment_id, size, tag }) => ({
        attachmentId: attachment_id,
        size: Number(size),
        tag,
      })),
      tags: row.tags ?? undefined,
    };
  };
}

async function announce(
  transaction: Transaction<Tables>,
  submission: NewSubmission,
  token: string,
  { seal, networkId }: FitConnectStoreParts,
): Promise<void> {
  const {
    submissionId: id,
    caseId,
    destinationId,
    clientId,
    service,
    region,
    announced,
    callback,
    createdAt,
    dueAt,
  } = submission;
  const owners = { network_id: networkId, client_id: clientId, destination_id: destinationId };
  await transaction
    .insertInto('fit_connect_case')
    .values({ id: caseId, ...owners, last_event_at: createdAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const key = callback && seal.newDataKey(id);
  await transaction
    .insertInto('fit_connect_submission')
    .values({
      id,
      case_id: caseId,
      ...owners,
      state: 'incomplete',
      service: JSON.stringify(service),
      region: region ?? null,
      announced,
      created_at: createdAt,
      due_at: dueAt,
      callback_url: callback?.url ?? null,
      callback_secret: (callback && key?.seal(Buffer.from(callback.secret), secretOf(id))) ?? null,
      seal_key_id: key?.keyId ?? null,
      data_key: key?.sealed ?? null,
    })
    .execute();
  await appendEvent(transaction, { caseId, submissionId: id }, token, createdAt);
}

async function changeSubmission(
  transaction: Transaction<Tables>,
  submission: Parameters<SubmissionStore['change']>[0],
  { state, dueAt, submit, removeContent, token, at }: Change,
): Promise<boolean> {
  const { submissionId, revision } = submission;
  const changed = await transaction
    .updateTable('fit_connect_submission')
    .set({
      state,
      revision: revision + 1,
      ...(dueAt !== undefined && { due_at: dueAt }),
      ...(removeContent && { metadata: null, data: null }),
      ...(submit && {
        metadata: submit.content.encryptedMetadata,
        data: submit.content.encryptedData ?? null,
        tags: JSON.stringify(submit.tags),
        submitted_at: at,
      }),
    })
    .where('id', '=', submissionId)
    .where('revision', '=', revision)
    .returning('id')
    .executeTakeFirst();
  if (!changed) return false;
  if (removeContent) {
    await transaction.deleteFrom('fit_connect_attachment').where('submission_id', '=', submissionId).execute();
  }
  await appendEvent(transaction, submission, token, at);
  return true;
}

async function appendEvent(
  transaction: Transaction<Tables>,
  { caseId, submissionId }: { readonly caseId: string; readonly submissionId: string },
  token: string,
  at: Date,
): Promise<void> {
  const { event_count: position } = await transaction
    .updateTable('fit_connect_case')
    .set({ event_count: sql`event_count + 1`, last_event_at: at })
    .where('id', '=', caseId)
    .returning('event_count')
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('fit_connect_event')
    .values({ case_id: caseId, position, submission_id: submissionId, token, at })
    .execute();
}
