import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import {
  countAccepted,
  createTestSeal,
  emptySubmissions,
  newSubmission,
  storeDestinations,
} from '../testing/submissions.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { createAcceptor } from './acceptor.ts';

const seal = createTestSeal();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await storeDestinations(database.pool, ['office']);
});
afterAll(() => database.drop());
beforeEach(() => emptySubmissions(database.pool));

/** What the acceptor made of submissions that come at once, and in how many statements. */
async function acceptAll(submissions: readonly ReturnType<typeof newSubmission>[]) {
  const accept = createAcceptor(database.pool);
  const query = vi.spyOn(database.pool, 'query');
  const results = await Promise.allSettled(submissions.map(accept));
  const statements = query.mock.calls.length;
  query.mockRestore();
  return {
    results: results.map((result) => (result.status === 'fulfilled' ? result.value : result.reason)),
    statements,
  };
}

describe('submissions that come at the same time', () => {
  it('share one statement, and each is on disk with its own content', async () => {
    const submissions = Array.from({ length: 20 }, (_, n) => newSubmission(seal, { reference: `R-${20 - n}` }));
    expect(await acceptAll(submissions)).toEqual({ results: Array(20).fill(true), statements: 1 });
    expect(await countAccepted(database.pool)).toEqual([20, 20, 20, 20]);
    const { rows } = await database.pool.query(
      `select submission.id, reference, envelope, data_key, message.uuid, content, delivery.id as delivery, event.detail
       from submission join message on message.submission_id = submission.id
       join delivery on delivery.submission_id = submission.id and delivery.message_uuid = message.uuid
       join event on event.submission_id = submission.id and event.delivery_id = delivery.id`,
    );
    const expected = submissions.map(({ id, reference, envelope, dataKey, message, delivery }) => ({
      id,
      reference,
      envelope,
      data_key: dataKey,
      uuid: message.uuid,
      content: message.content,
      delivery: delivery.id,
      detail: { destination: 'office', message: message.uuid },
    }));
    expect(new Map(rows.map((row) => [row.id, row]))).toEqual(new Map(expected.map((row) => [row.id, row])));
  });

  it.each([{ idempotencyKey: 'K' }, { reference: 'R' }])('are stored once where they are twins: %j', async (once) => {
    const twins = Array.from({ length: 5 }, () => newSubmission(seal, once));
    const { results, statements } = await acceptAll([newSubmission(seal), ...twins, newSubmission(seal)]);
    expect(results.filter((stored) => stored === true)).toHaveLength(3);
    expect(statements).toBe(1);
    expect(await countAccepted(database.pool)).toEqual([3, 3, 3, 3]);
  });

  it('do not fail because of one that PostgreSQL refuses', async () => {
    const refused = newSubmission(seal, { region: 'a text with a NUL \0' });
    const { results } = await acceptAll([newSubmission(seal), refused, newSubmission(seal)]);
    expect(results).toEqual([true, expect.objectContaining({ code: '22021' }), true]);
    expect(await countAccepted(database.pool)).toEqual([2, 2, 2, 2]);
  });

  it('are written alone where they have attachments', async () => {
    const none = newSubmission(seal, { attachmentIds: [crypto.randomUUID()] });
    const { results, statements } = await acceptAll([newSubmission(seal), none, newSubmission(seal)]);
    expect({ results, statements }).toEqual({ results: [true, false, true], statements: 3 });
  });

  it('are not held up by a statement that waits for a lock', async () => {
    const accept = createAcceptor(database.pool);
    const other = await database.pool.connect();
    await other.query('begin');
    await other.query(
      `insert into submission (id, portal_id, network_id, authority_id, revision_id, service_id, service_version, act, region, profile,
         destination_id, once_key, body_hmac, state, received_at, changed_at, seal_key_id, data_key, envelope)
       values (gen_random_uuid(), 'kreisportal', '', '', '', '', '', '', '', '', '', 'key:K', '', 'received', now(), now(), '', '', '')`,
    );
    const twin = accept(newSubmission(seal, { idempotencyKey: 'K' }));
    await waitUntil(async () => {
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return (await database.pool.query(waiting)).rowCount === 1;
    });
    expect(await accept(newSubmission(seal))).toBe(true);
    await other.query('rollback');
    other.release();
    expect(await twin).toBe(true);
  });

  it('all fail when the database is away', async () => {
    const accept = createAcceptor(database.pool);
    const query = vi.spyOn(database.pool, 'query').mockRejectedValue(new Error('connection refused') as never);
    const results = await Promise.allSettled([accept(newSubmission(seal)), accept(newSubmission(seal))]);
    query.mockRestore();
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await accept(newSubmission(seal))).toBe(true);
  });
});
