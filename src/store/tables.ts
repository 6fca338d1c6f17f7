import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { CallbackTables } from './callback-tables.ts';
import type { FitConnectTables } from './fit-connect-tables.ts';

/** The tables as Kysely sees them; `migrations/` says what each column means. */
export interface Tables extends FitConnectTables, CallbackTables {
  revision: RevisionTable;
  api_key: ApiKeyTable;
  submission: SubmissionTable;
  message: MessageTable;
  destination: DestinationTable;
  delivery: DeliveryTable;
  delivery_step: DeliveryStepTable;
  delivery_attempt: DeliveryAttemptTable;
  hold: HoldTable;
  operator_action: OperatorActionTable;
  event: EventTable;
  attachment: AttachmentTable;
  attachment_chunk: AttachmentChunkTable;
  reply: ReplyTable;
  file_number: FileNumberTable;
  quarantined_reply: QuarantinedReplyTable;
  relation: RelationTable;
  source: SourceTable;
  inbound: InboundTable;
}

export type DeliveryState =
  | 'waiting'
  | 'blocked'
  | 'sending'
  | 'delivered'
  | 'handed-over'
  | 'rejected'
  | 'parked'
  | 'superseded'
  | 'cancelled';

/** A submission's state is derived from its principal delivery and stored in the same statement. */
export type SubmissionState =
  | 'received'
  | 'held'
  | 'in-delivery'
  | 'delivered'
  | 'handed-over'
  | 'completed'
  | 'rejected'
  | 'parked'
  | 'withdrawn'
  | 'deleted';

/** What a submission about an earlier one is. */
export type RelationKind = 'supplement' | 'withdrawal';

export type Role = 'portal' | 'vendor' | 'operator' | 'clerk';

interface RevisionTable {
  id: string;
  network_id: string;
  content: JSONColumnType<Record<string, unknown>>;
  loaded_at: Date;
}

interface ApiKeyTable {
  id: string;
  role: Role;
  subject: string;
  hash: Buffer;
  created_at: Date;
  revoked_at: Date | null;
  network_id: string | null;
}

interface SubmissionTable {
  id: string;
  portal_id: string;
  network_id: string;
  authority_id: string;
  revision_id: string;
  service_id: string;
  service_version: string;
  act: string;
  region: string;
  profile: string;
  destination_id: string;
  reference: string | null;
  case_id: string | null;
  once_key: string | null;
  body_hmac: Buffer;
  state: SubmissionState;
  received_at: Date;
  changed_at: Date;
  seal_key_id: string;
  data_key: Buffer;
  envelope: Buffer;
  trust: JSONColumnType<TrustRecord> | null;
  assertion: Buffer | null;
  payment: JSONColumnType<PaymentRecord> | null;
  callback: string | null;
}

/** What is recorded of a payment; amounts in cents. */
export interface PaymentRecord {
  /** Words of XBezahldienste; null: nothing was paid yet. */
  readonly status: string | null;
  readonly amount: number | null;
  readonly fee: number | null;
}

/** What is recorded of how an applicant is known. */
export interface TrustRecord {
  readonly level: string | null;
  readonly method: string;
  readonly required: string | null;
  readonly by: 'portal' | 'issuer';
}

interface MessageTable {
  uuid: string;
  submission_id: string;
  direction: 'out' | 'in';
  definition: string;
  created_at: Date;
  size: number;
  sha256: Buffer;
  content: Buffer;
}

interface DestinationTable {
  id: string;
  network_id: string;
  authority_id: string;
  failures: Generated<number>;
  closed_until: Date | null;
}

interface DeliveryTable {
  id: string;
  submission_id: string;
  message_uuid: string;
  portal_id: string;
  network_id: string;
  authority_id: string;
  destination_id: string;
  principal: boolean;
  state: DeliveryState;
  attempts: Generated<number>;
  budget: Generated<number>;
  due_at: Date;
  give_up_at: Date;
  lease_owner: string | null;
  lease_until: Date | null;
  taken_by: string | null;
  file_number: Buffer | null;
  refusal: Buffer | null;
  created_at: Date;
  settled_at: Date | null;
  case_id: string | null;
  in_doubt: Generated<boolean>;
  urgent: Generated<boolean>;
  supersedes: string | null;
}

interface DeliveryStepTable {
  delivery_id: string;
  name: string;
  at: Date;
  result: Buffer;
}

interface DeliveryAttemptTable {
  delivery_id: string;
  number: number;
  at: Date;
  calls: Buffer;
}

export type HoldKind = 'destination' | 'adapter';
export type HoldMode = 'paused' | 'draining';

interface HoldTable {
  network_id: string;
  kind: HoldKind;
  subject: string;
  mode: HoldMode;
  operator: string;
  reason: string;
  since: Date;
}

interface OperatorActionTable {
  id: Generated<number>;
  network_id: string;
  at: Date;
  operator: string;
  action: string;
  kind: HoldKind;
  subject: string;
  reason: string;
}

interface EventTable {
  id: Generated<number>;
  submission_id: string;
  delivery_id: string | null;
  portal_id: string;
  network_id: string;
  authority_id: string;
  type: string;
  at: Date;
  detail: ColumnType<Record<string, unknown>, string, string>;
}

interface AttachmentTable {
  id: string;
  portal_id: string;
  submission_id: string | null;
  name: Buffer;
  media_type: string;
  size: number;
  sha512: Buffer;
  seal_key_id: string;
  data_key: Buffer;
  created_at: Date;
  complete: boolean;
  reply_id: Generated<string | null>;
  label: Generated<Buffer | null>;
}

interface AttachmentChunkTable {
  attachment_id: string;
  number: number;
  content: Buffer;
}

interface ReplyTable {
  id: string;
  submission_id: string;
  portal_id: string;
  network_id: string;
  authority_id: string;
  destination_id: string;
  reply_uuid: string;
  once_key: string | null;
  definition: string;
  sha256: Buffer;
  late: boolean;
  received_at: Date;
  told: Buffer;
}

interface FileNumberTable {
  destination_id: string;
  hmac: Buffer;
  submission_id: string;
}

interface QuarantinedReplyTable {
  id: string;
  network_id: string;
  destination_id: string | null;
  source_id: string | null;
  received_at: Date;
  reason: string;
  size: number;
  sha256: Buffer;
  seal_key_id: string;
  data_key: Buffer;
  content: Buffer;
}

interface RelationTable {
  submission_id: string;
  relates_to: string;
  kind: RelationKind;
}

interface SourceTable {
  id: string;
  network_id: string;
  authority_id: string;
  due_at: Date;
  lease_owner: string | null;
  lease_until: Date | null;
  polled_at: Date | null;
  trouble: string | null;
}

export type InboundState = 'seen' | 'fetched' | 'taken' | 'answered';

interface InboundTable {
  source_id: string;
  remote_id: string;
  case_id: string;
  network_id: string;
  authority_id: string;
  portal_id: string;
  state: InboundState;
  seen_at: Date;
  submitted_at: Date | null;
  tags: JSONColumnType<Record<string, unknown>> | null;
  event_schema: string | null;
  seal_key_id: string | null;
  data_key: Buffer | null;
  envelope: Buffer | null;
  submission_id: string | null;
  answer: 'accept' | 'reject' | 'elsewhere' | null;
  answer_token: string | null;
  problems: JSONColumnType<Record<string, unknown>[]> | null;
  answered_at: Date | null;
  told_day: Generated<number>;
  due_at: Date;
  failures: Generated<number>;
  trouble: string | null;
}
