import type { Generated } from 'kysely';

/** The tables of `0071-callbacks.sql`. */
export interface CallbackTables {
  callback: CallbackTable;
  callback_key: CallbackKeyTable;
}

export type CallbackState = 'waiting' | 'told' | 'given-up';

interface CallbackTable {
  submission_id: string;
  event_id: number;
  portal_id: string;
  network_id: string;
  state: Generated<CallbackState>;
  attempts: Generated<number>;
  since: Date;
  due_at: Date;
  lease_owner: string | null;
  status: number | null;
  trouble: string | null;
  settled_at: Date | null;
}

interface CallbackKeyTable {
  id: string;
  portal_id: string;
  created_at: Date;
  ends_at: Date | null;
  seal_key_id: string;
  data_key: Buffer;
  secret: Buffer;
}
