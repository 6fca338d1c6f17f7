import type { Kysely, SelectQueryBuilder } from 'kysely';
import { forwardingReceipt } from './settle-deliveries.ts';
import type { SubmissionState, Tables } from './tables.ts';

/** Whose submissions a caller may see. Rows outside of it are as if they did not exist. */
export type Scope =
  | { readonly column: 'portal_id'; readonly value: string }
  | { readonly column: 'destination_id'; readonly value: string }
  | { readonly column: 'authority_id'; readonly value: string }
  | { readonly column: 'network_id'; readonly value: string };

export interface SubmissionFilter {
  readonly state?: SubmissionState | undefined;
  readonly serviceId?: string | undefined;
  readonly region?: string | undefined;
  readonly destination?: string | undefined;
  readonly reference?: string | undefined;
  readonly caseId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** Where a page ends; the next one begins after it. */
export interface Cursor {
  readonly receivedAt: Date;
  readonly id: string;
}

const shown = [
  'submission.id',
  'submission.portal_id',
  'submission.authority_id',
  'submission.service_id',
  'submission.act',
  'submission.region',
  'submission.profile',
  'submission.destination_id',
  'submission.reference',
  'submission.case_id',
  'submission.state',
  'submission.received_at',
  'submission.changed_at',
] as const;

/** The newest first, one page. */
export async function listSubmissions(
  kysely: Kysely<Tables>,
  scope: Scope,
  filter: SubmissionFilter,
  after: Cursor | undefined,
  limit: number,
) {
  const query = within(kysely.selectFrom('submission').select(shown), scope)
    .$if(filter.state !== undefined, (q) => q.where('state', '=', filter.state ?? 'received'))
    .$if(filter.serviceId !== undefined, (q) => q.where('service_id', '=', filter.serviceId ?? ''))
    .$if(filter.region !== undefined, (q) => q.where('region', '=', filter.region ?? ''))
    .$if(filter.destination !== undefined, (q) => q.where('destination_id', '=', filter.destination ?? ''))
    .$if(filter.reference !== undefined, (q) => q.where('reference', '=', filter.reference ?? ''))
    .$if(filter.caseId !== undefined, (q) => q.where('case_id', '=', filter.caseId ?? ''))
    .$if(filter.from !== undefined, (q) => q.where('received_at', '>=', filter.from ?? new Date(0)))
    .$if(filter.to !== undefined, (q) => q.where('received_at', '<', filter.to ?? new Date(0)))
    .$if(after !== undefined, (q) =>
      q.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('received_at', 'id'), '<', tuple(after?.receivedAt ?? new Date(0), after?.id ?? '')),
      ),
    );
  return query.orderBy('received_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

/** One submission with its principal delivery and message, or undefined when there is none in scope. */
export async function findSubmission(kysely: Kysely<Tables>, scope: Scope, id: string) {
  const query = kysely
    .selectFrom('submission')
    .innerJoin('delivery', (join) =>
      join
        .onRef('delivery.submission_id', '=', 'submission.id')
        .on('delivery.principal', '=', true)
        .on('delivery.state', '!=', 'superseded'),
    )
    .innerJoin('message', (join) =>
      join
        .onRef('message.submission_id', '=', 'delivery.submission_id')
        .onRef('message.uuid', '=', 'delivery.message_uuid'),
    )
    .select([
      ...shown,
      'submission.trust',
      'submission.payment',
      'submission.seal_key_id',
      'submission.data_key',
      'submission.envelope',
      'delivery.id as delivery_id',
      'delivery.state as delivery_state',
      'delivery.attempts',
      'delivery.due_at',
      'delivery.settled_at',
      'delivery.file_number',
      'delivery.refusal',
      'message.uuid as message_uuid',
      'message.definition',
    ])
    .where('submission.id', '=', id);
  return query.where(`submission.${scope.column}`, '=', scope.value).executeTakeFirst();
}

/** Whether there is such a submission in scope, and what opens its content. */
export async function findKey(kysely: Kysely<Tables>, scope: Scope, id: string) {
  const query = kysely.selectFrom('submission').select(['id', 'seal_key_id', 'data_key']).where('id', '=', id);
  return query.where(scope.column, '=', scope.value).executeTakeFirst();
}

/** The events of a submission in the order in which they happened, all or those after one. */
export async function listEvents(kysely: Kysely<Tables>, submissionId: string, after = 0) {
  return kysely
    .selectFrom('event')
    .select(['id', 'delivery_id', 'type', 'at', 'detail'])
    .where('submission_id', '=', submissionId)
    .where('id', '>', after)
    .orderBy('id')
    .execute();
}

const messageShown = ['uuid', 'direction', 'definition', 'created_at', 'size', 'sha256'] as const;

/** The messages that a caller may see: forwardings, and what their recipients answer, are the operator's business. */
export async function listMessages(kysely: Kysely<Tables>, scope: Scope, submissionId: string) {
  return messagesIn(kysely, scope, submissionId)
    .select(messageShown)
    .orderBy('created_at')
    .orderBy('direction', 'desc')
    .execute();
}

export async function findMessage(kysely: Kysely<Tables>, scope: Scope, submissionId: string, uuid: string) {
  return messagesIn(kysely, scope, submissionId)
    .select([...messageShown, 'content'])
    .where('uuid', '=', uuid)
    .executeTakeFirst();
}

function messagesIn(kysely: Kysely<Tables>, { column }: Scope, submissionId: string) {
  return kysely
    .selectFrom('message')
    .where('submission_id', '=', submissionId)
    .$if(column !== 'network_id', (q) =>
      q
        .where('definition', '!=', forwardingReceipt)
        .where(({ exists, not, selectFrom }) =>
          not(
            exists(
              selectFrom('delivery')
                .select('delivery.id')
                .whereRef('delivery.message_uuid', '=', 'message.uuid')
                .where('delivery.submission_id', '=', submissionId)
                .where('delivery.principal', '=', false),
            ),
          ),
        ),
    );
}

/** How many submissions and deliveries each destination of a network has, by state. */
export async function countDeliveries(kysely: Kysely<Tables>, networkId: string) {
  return kysely
    .selectFrom('delivery')
    .select(({ fn }) => ['destination_id', 'state', fn.countAll<number>().as('count')])
    .where('network_id', '=', networkId)
    .where('state', 'in', ['waiting', 'sending', 'parked', 'blocked'])
    .groupBy(['destination_id', 'state'])
    .execute();
}

export async function listDestinationStates(kysely: Kysely<Tables>, networkId: string) {
  return kysely.selectFrom('destination').selectAll().where('network_id', '=', networkId).execute();
}

function within<O>(
  query: SelectQueryBuilder<Tables, 'submission', O>,
  scope: Scope,
): SelectQueryBuilder<Tables, 'submission', O> {
  return query.where(scope.column, '=', scope.value);
}
