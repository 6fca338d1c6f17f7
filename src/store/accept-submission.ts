import type pg from 'pg';
import { writeByteaArray } from './bytea-array.ts';
import type { SealedMessage } from './seal-message.ts';
import type { PaymentRecord, TrustRecord } from './tables.ts';

/** All that accepting a submission writes. Bytes are sealed already. */
export interface NewSubmission {
  readonly id: string;
  readonly portalId: string;
  readonly networkId: string;
  readonly authorityId: string;
  readonly revisionId: string;
  readonly serviceId: string;
  readonly serviceVersion: string;
  readonly act: string;
  readonly region: string;
  readonly profile: string;
  readonly destinationId: string;
  readonly reference: string | undefined;
  /** The portal's own id of the case. */
  readonly caseId: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly bodyHmac: Buffer;
  readonly receivedAt: Date;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  readonly envelope: Buffer;
  readonly message: SealedMessage & { readonly uuid: string };
  readonly delivery: {
    readonly id: string;
    readonly giveUpAt: Date;
    /** It waits until what was accepted earlier for the same case and destination is through. */
    readonly inOrder: boolean;
    /** It leaves before what is not urgent. */
    readonly urgent: boolean;
    /** It waits for a payment, until `giveUpAt`. */
    readonly held: boolean;
  };
  readonly attachmentIds: readonly string[];
  readonly trust: TrustRecord | undefined;
  readonly payment: PaymentRecord | undefined;
  /** Of a signed assertion, which is used once. */
  readonly assertion: Buffer | undefined;
  /** Where the portal is told of events: sealed, in base64; empty: at its own address; absent: nowhere. */
  readonly callback?: string | undefined;
}

/**
 * One statement for a batch: each submission is on disk with all that belongs to it when this returns, or nothing of it.
 *
 * A concurrent twin with the same once-key waits at the unique index until the first one is committed, then inserts
 * nothing; a twin in the same batch inserts nothing either. The same holds for two with the same assertion, and for two submissions that reference the same
 * attachment: its row is locked first. A batch is sorted by once-key, so that two of them never wait for each other.
 */
const acceptStatement = `
with posted as materialized (
  select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[], $11::text[], $12::text[], $13::text[], $14::bytea[], $15::timestamptz[], $16::text[], $17::bytea[], $18::bytea[],
    $19::boolean[], $20::uuid[], $21::text[], $22::int[], $23::bytea[], $24::bytea[], $25::uuid[], $26::timestamptz[],
    $28::text[], $29::boolean[], $30::boolean[], $31::text[], $32::text[], $33::text[], $34::boolean[], $35::text[])
  as posted (id, portal_id, network_id, authority_id, revision_id, service_id, service_version, act, region, profile,
    destination_id, reference, once_key, body_hmac, received_at, seal_key_id, data_key, envelope, reference_may_repeat,
    message_uuid, definition, size, sha256, content, delivery_id, give_up_at, case_id, in_order, urgent, trust, assertion, payment, held, callback)
), files as (
  select attachment.id from attachment
  where attachment.id = any($27::uuid[]) and portal_id = ($2::text[])[1] and submission_id is null and complete
  order by id for update
), accepted as (
  insert into submission (id, portal_id, network_id, authority_id, revision_id, service_id, service_version, act, region,
    profile, destination_id, reference, once_key, body_hmac, state, received_at, changed_at, seal_key_id, data_key, envelope, case_id,
    trust, assertion, payment, callback)
  select id, portal_id, network_id, authority_id, revision_id, service_id, service_version, act, region, profile, destination_id,
    reference, once_key, body_hmac, case when held then 'held' else 'received' end, received_at, received_at, seal_key_id, data_key, envelope, case_id,
    trust::jsonb, decode(assertion, 'hex'), payment::jsonb, callback
  from posted
  where (select count(*) from files) = cardinality($27::uuid[])
    and (reference_may_repeat or not exists (
      select from submission where submission.portal_id = posted.portal_id and submission.reference = posted.reference))
  on conflict do nothing
  returning id
), linked as (
  update attachment set submission_id = accepted.id from accepted where attachment.id in (select id from files)
), stored as materialized (
  select posted.* from posted join accepted using (id)
), built as (
  insert into message (uuid, submission_id, direction, definition, created_at, size, sha256, content)
  select message_uuid, id, 'out', definition, received_at, size, sha256, content from stored
), queued as (
  insert into delivery (id, submission_id, message_uuid, portal_id, network_id, authority_id, destination_id, principal,
    state, due_at, give_up_at, created_at, case_id, urgent, awaits_payment)
  select delivery_id, id, message_uuid, portal_id, network_id, authority_id, destination_id, true,
    case when held or in_order and waits_for_earlier(destination_id, portal_id, case_id, id) then 'blocked' else 'waiting' end,
    received_at, give_up_at, received_at, case when in_order then case_id end, urgent, held
  from stored
), told as (
  insert into event (submission_id, delivery_id, portal_id, network_id, authority_id, type, at, detail)
  select id, delivery_id, portal_id, network_id, authority_id, happened.type, received_at, happened.detail
  from stored cross join lateral (values
    (1, 'received', jsonb_build_object('destination', destination_id, 'message', message_uuid)),
    (2, case when held then 'held' end, jsonb_build_object('for', 'payment', 'until', give_up_at))
  ) as happened (place, type, detail)
  where happened.type is not null
  order by id, place
)
select id from accepted`;

/**
 * Stores a batch. One with attachments must be alone in its batch.
 *
 * @returns the ids of those that were stored. Not stored are those whose portal already used the key or reference, and
 * one whose attachments are not all free.
 */
export async function acceptSubmissions(pool: pg.Pool, batch: readonly NewSubmission[]): Promise<ReadonlySet<string>> {
  const rows = batch
    .map((submission) => ({ submission, onceKey: onceKey(submission.idempotencyKey, submission.reference) }))
    .sort((a, b) => compare(a.onceKey ?? '', b.onceKey ?? ''));
  const list = <T>(pick: (submission: NewSubmission) => T): T[] => rows.map(({ submission }) => pick(submission));
  const bytes = (pick: (submission: NewSubmission) => Buffer): Buffer => writeByteaArray(list(pick));
  const result = await pool.query<{ id: string }>({
    name: 'accept-submissions',
    text: acceptStatement,
    values: [
      list(({ id }) => id),
      list(({ portalId }) => portalId),
      list(({ networkId }) => networkId),
      list(({ authorityId }) => authorityId),
      list(({ revisionId }) => revisionId),
      list(({ serviceId }) => serviceId),
      list(({ serviceVersion }) => serviceVersion),
      list(({ act }) => act),
      list(({ region }) => region),
      list(({ profile }) => profile),
      list(({ destinationId }) => destinationId),
      list(({ reference }) => reference ?? null),
      rows.map((row) => row.onceKey),
      bytes(({ bodyHmac }) => bodyHmac),
      list(({ receivedAt }) => receivedAt.toISOString()),
      list(({ sealKeyId }) => sealKeyId),
      bytes(({ dataKey }) => dataKey),
      bytes(({ envelope }) => envelope),
      list(({ idempotencyKey, reference }) => idempotencyKey !== undefined || reference === undefined),
      list(({ message }) => message.uuid),
      list(({ message }) => message.definition),
      list(({ message }) => message.size),
      bytes(({ message }) => message.sha256),
      bytes(({ message }) => message.content),
      list(({ delivery }) => delivery.id),
      list(({ delivery }) => delivery.giveUpAt.toISOString()),
      batch.flatMap(({ attachmentIds }) => attachmentIds),
      list(({ caseId }) => caseId ?? null),
      list(({ caseId, delivery }) => caseId !== undefined && delivery.inOrder),
      list(({ delivery }) => delivery.urgent),
      list(({ trust }) => (trust === undefined ? null : JSON.stringify(trust))),
      list(({ assertion }) => assertion?.toString('hex') ?? null),
      list(({ payment }) => (payment === undefined ? null : JSON.stringify(payment))),
      list(({ delivery }) => delivery.held),
      list(({ callback }) => callback ?? null),
    ],
  });
  return new Set(result.rows.map(({ id }) => id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** What a portal may send once only: its Idempotency-Key; without one, its own reference. */
export function onceKey(idempotencyKey: string | undefined, reference: string | undefined): string | null {
  if (idempotencyKey !== undefined) return `key:${idempotencyKey}`;
  return reference === undefined ? null : `reference:${reference}`;
}
