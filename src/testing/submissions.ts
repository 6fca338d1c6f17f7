import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { acceptSubmissions, type NewSubmission } from '../store/accept-submission.ts';
import { storeRevision } from '../store/revisions.ts';
import type { Seal } from '../store/seal.ts';
import { createSeal } from '../store/seal.ts';

/** For tests that need submissions in the store without the way through the door. */
const testNetwork = 'testkreis';
const testRevision = 'test-revision';

export function createTestSeal(): Seal {
  return createSeal([{ id: 'test-key', bytes: randomBytes(32) }]);
}

/** Makes the configuration's traces that every submission refers to. */
export async function storeDestinations(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  const destinations = ids.map((id) => ({ id, authority: 'leer' }));
  await storeRevision(pool, { id: testRevision, networkId: testNetwork, content: {}, destinations }, new Date());
}

interface Wishes extends Partial<Omit<NewSubmission, 'message' | 'delivery'>> {
  readonly xml?: Uint8Array;
  readonly uuid?: string;
  readonly definition?: string;
  readonly giveUpAt?: Date;
  readonly inOrder?: boolean;
  readonly urgent?: boolean;
}

/** A submission as the intake would hand it to the store, with what a test wants of it. */
export function newSubmission(seal: Seal, wishes: Wishes = {}): NewSubmission {
  const {
    xml = Buffer.from('<test/>'),
    uuid = randomUUID(),
    definition = 'test/1/0001',
    giveUpAt,
    inOrder = false,
    urgent = false,
    ...columns
  } = wishes;
  const id = columns.id ?? randomUUID();
  const receivedAt = columns.receivedAt ?? new Date();
  const key = seal.newDataKey(id);
  const body = Buffer.from(JSON.stringify({ id }));
  return {
    portalId: 'kreisportal',
    networkId: testNetwork,
    authorityId: 'leer',
    revisionId: testRevision,
    serviceId: 'meldebescheinigung',
    serviceVersion: '1',
    act: 'apply',
    region: '034570013013',
    profile: 'native',
    destinationId: 'office',
    reference: undefined,
    caseId: undefined,
    idempotencyKey: undefined,
    bodyHmac: seal.hmac('body', body),
    sealKeyId: key.keyId,
    dataKey: key.sealed,
    envelope: key.seal(body, `envelope ${id}`),
    attachmentIds: [],
    trust: undefined,
    payment: undefined,
    assertion: undefined,
    ...columns,
    id,
    receivedAt,
    message: {
      uuid,
      definition,
      size: xml.length,
      sha256: createHash('sha256').update(xml).digest(),
      content: key.seal(xml, `message ${uuid}`),
    },
    delivery: {
      id: randomUUID(),
      giveUpAt: giveUpAt ?? new Date(receivedAt.getTime() + 3_600_000),
      inOrder,
      urgent,
      held: false,
    },
  };
}

/** Stores one submission in a statement of its own. */
export async function acceptSubmission(pool: pg.Pool, submission: NewSubmission): Promise<boolean> {
  return (await acceptSubmissions(pool, [submission])).has(submission.id);
}

/** How many rows accepting has written: submissions, messages, deliveries, events. */
export async function countAccepted(pool: pg.Pool): Promise<number[]> {
  const counts = ['submission', 'message', 'delivery', 'event'].map((table) =>
    pool.query<{ count: string }>(`select count(*) from ${table}`),
  );
  return (await Promise.all(counts)).map(({ rows }) => Number(rows[0]?.count));
}

/** Forgets all submissions, with what belongs to them. */
export async function emptySubmissions(pool: pg.Pool): Promise<void> {
  await pool.query('truncate submission, message, delivery, event, attachment, attachment_chunk, relation');
}
