import type pg from 'pg';

/** One attempt of a delivery, with its call log still sealed. */
export interface StoredAttempt {
  readonly type: 'attempt' | 'attempt-after-lease' | 'lease-lost';
  readonly at: Date;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Number of the attempt in all; null where no outcome was written. */
  readonly number: number | null;
  readonly calls: Buffer | null;
}

export interface AttemptsOf {
  readonly submissionId: string;
  readonly sealKeyId: string;
  readonly dataKey: Buffer;
  readonly attempts: readonly StoredAttempt[];
}

/** All attempts of a delivery of this network, in the order in which they ended. */
export async function readAttempts(
  pool: pg.Pool,
  deliveryId: string,
  networkId: string,
): Promise<AttemptsOf | undefined> {
  const { rows } = await pool.query<Omit<AttemptsOf, 'attempts'>>(
    `select submission.id as "submissionId", seal_key_id as "sealKeyId", data_key as "dataKey"
     from delivery join submission on submission.id = submission_id
     where delivery.id = $1 and delivery.network_id = $2`,
    [deliveryId, networkId],
  );
  const [delivery] = rows;
  if (!delivery) return undefined;
  const attempts = await pool.query<StoredAttempt>(
    `select type, event.at, detail, (detail->>'number')::int as number, calls
     from event
     left join delivery_attempt
       on delivery_attempt.delivery_id = event.delivery_id and number = (detail->>'number')::int
     where submission_id = $1 and event.delivery_id = $2 and type in ('attempt', 'attempt-after-lease', 'lease-lost')
     order by id`,
    [delivery.submissionId, deliveryId],
  );
  return { ...delivery, attempts: attempts.rows };
}
