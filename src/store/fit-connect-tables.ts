import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { AuthenticationTags, SubmissionState } from '../fit-connect/index.ts';

/** Tables of a delivery service of FIT-Connect; `migrations/0010-fit-connect.sql` says what each column means. */
export interface FitConnectTables {
  fit_connect_case: CaseTable;
  fit_connect_submission: SubmissionTable;
  fit_connect_event: EventTable;
  fit_connect_attachment: AttachmentTable;
  fit_connect_chunk: ChunkTable;
}

interface CaseTable {
  id: string;
  network_id: string;
  client_id: string;
  destination_id: string;
  event_count: Generated<number>;
  last_event_at: Date;
}

interface SubmissionTable {
  id: string;
  case_id: string;
  network_id: string;
  client_id: string;
  destination_id: string;
  revision: Generated<number>;
  state: SubmissionState;
  service: JSONColumnType<{ identifier: string; name: string; description?: string }>;
  region: string | null;
  announced: readonly string[];
  created_at: Date;
  submitted_at: Date | null;
  due_at: Date | null;
  callback_url: string | null;
  callback_secret: Buffer | null;
  seal_key_id: string | null;
  data_key: Buffer | null;
  tags: ColumnType<AuthenticationTags | null, string | null, string>;
  metadata: string | null;
  data: string | null;
}

interface EventTable {
  case_id: string;
  position: number;
  submission_id: string;
  token: string;
  at: Date;
}

interface AttachmentTable {
  upload_id: string;
  submission_id: string;
  attachment_id: string;
  size: number;
  tag: string;
  complete: boolean;
}

interface ChunkTable {
  upload_id: string;
  number: number;
  content: Buffer;
}
