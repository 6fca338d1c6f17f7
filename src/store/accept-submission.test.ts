import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAttachmentStore } from '../attachments/attachment-store.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import {
  acceptSubmission,
  countAccepted,
  createTestSeal,
  emptySubmissions,
  newSubmission,
  storeDestinations,
} from '../testing/submissions.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { findEarlier } from './find-earlier.ts';

const seal = createTestSeal();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await storeDestinations(database.pool, ['office']);
});
afterAll(() => database.drop());
beforeEach(() => emptySubmissions(database.pool));

async function upload(portalId = 'kreisportal'): Promise<string> {
  const store = createAttachmentStore(database.kysely, seal, () => new Date());
  const file = { name: 'a.txt', mediaType: 'text/plain', content: Readable.from([Buffer.from('a')]) };
  const written = await store.write(portalId, file, 100);
  return written?.id ?? '';
}

describe('accepting', () => {
  it('writes submission, message, delivery and first event, each column as it was given', async () => {
    const submission = newSubmission(seal, { reference: 'R-1', idempotencyKey: 'K-1' });
    expect(await acceptSubmission(database.pool, submission)).toBe(true);
    const [submissions, messages, deliveries, events] = await Promise.all(
      ['submission', 'message', 'delivery', 'event'].map(
        async (table) => (await database.pool.query(`select * from ${table}`)).rows,
      ),
    );
    const owner = { portal_id: 'kreisportal', network_id: 'testkreis', authority_id: 'leer' };
    expect(submissions).toEqual([
      {
        ...owner,
        callback: null,
        case_id: null,
        trust: null,
        payment: null,
        assertion: null,
        id: submission.id,
        revision_id: 'test-revision',
        service_id: 'meldebescheinigung',
        service_version: '1',
        act: 'apply',
        region: '034570013013',
        profile: 'native',
        destination_id: 'office',
        reference: 'R-1',
        once_key: 'key:K-1',
        body_hmac: submission.bodyHmac,
        state: 'received',
        received_at: submission.receivedAt,
        changed_at: submission.receivedAt,
        seal_key_id: 'test-key',
        data_key: submission.dataKey,
        envelope: submission.envelope,
      },
    ]);
    const { uuid, definition, size, sha256, content } = submission.message;
    expect(messages).toEqual([
      {
        uuid,
        submission_id: submission.id,
        direction: 'out',
        definition,
        created_at: submission.receivedAt,
        size,
        sha256,
        content,
      },
    ]);
    expect(deliveries).toEqual([
      {
        ...owner,
        id: submission.delivery.id,
        submission_id: submission.id,
        message_uuid: uuid,
        destination_id: 'office',
        principal: true,
        state: 'waiting',
        attempts: 0,
        budget: 0,
        due_at: submission.receivedAt,
        give_up_at: submission.delivery.giveUpAt,
        lease_owner: null,
        lease_until: null,
        taken_by: null,
        file_number: null,
        refusal: null,
        created_at: submission.receivedAt,
        settled_at: null,
        case_id: null,
        in_doubt: false,
        supersedes: null,
        urgent: false,
        awaits_payment: false,
      },
    ]);
    expect(events).toEqual([
      {
        ...owner,
        id: expect.any(Number),
        submission_id: submission.id,
        delivery_id: submission.delivery.id,
        type: 'received',
        at: submission.receivedAt,
        detail: { destination: 'office', message: uuid },
      },
    ]);
  });

  it('is one statement', async () => {
    const query = vi.spyOn(database.pool, 'query');
    await acceptSubmission(database.pool, newSubmission(seal));
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
  });

  it.each([
    ['the same key', { idempotencyKey: 'K' }, { idempotencyKey: 'K' }, false],
    ['the same reference', { reference: 'R' }, { reference: 'R' }, false],
    ['a reference that was used with a key', { reference: 'R', idempotencyKey: 'K' }, { reference: 'R' }, false],
    ['the same reference under another key', { reference: 'R' }, { reference: 'R', idempotencyKey: 'K' }, true],
    ['a key that reads like a reference', { reference: 'R' }, { idempotencyKey: 'reference:R' }, true],
    ['the same key of another portal', { idempotencyKey: 'K' }, { idempotencyKey: 'K', portalId: 'other' }, true],
    ['the same reference of another portal', { reference: 'R' }, { reference: 'R', portalId: 'other' }, true],
    ['neither key nor reference', {}, {}, true],
  ])('with %s stores all or nothing', async (_, first, second, stored) => {
    expect(await acceptSubmission(database.pool, newSubmission(seal, first))).toBe(true);
    expect(await acceptSubmission(database.pool, newSubmission(seal, second))).toBe(stored);
    expect(await countAccepted(database.pool)).toEqual(Array(4).fill(stored ? 2 : 1));
  });

  it.each([{ idempotencyKey: 'K' }, { reference: 'R' }])('lets exactly one of 20 twins win: %j', async (once) => {
    const twins = Array.from({ length: 20 }, () => newSubmission(seal, once));
    const stored = await Promise.all(twins.map((twin) => acceptSubmission(database.pool, twin)));
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(await countAccepted(database.pool)).toEqual([1, 1, 1, 1]);
    const earlier = await findEarlier(database.pool, 'kreisportal', once.idempotencyKey, once.reference);
    expect(earlier?.id).toBe(twins[stored.indexOf(true)]?.id);
  });

  it.each(['commit', 'rollback'])('makes a twin wait for the first one until its %s', async (end) => {
    const first = await database.pool.connect();
    await first.query('begin');
    const inTransaction = { query: first.query.bind(first) } as typeof database.pool;
    await acceptSubmission(inTransaction, newSubmission(seal, { idempotencyKey: 'K' }));
    const twin = acceptSubmission(database.pool, newSubmission(seal, { idempotencyKey: 'K' }));
    await waitUntil(async () => {
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      return (await database.pool.query(waiting)).rowCount === 1;
    });
    await first.query(end);
    first.release();
    expect(await twin).toBe(end === 'rollback');
    expect(await countAccepted(database.pool)).toEqual([1, 1, 1, 1]);
  });

  it('links its attachments, which then belong to nobody else', async () => {
    const file = await upload();
    const first = newSubmission(seal, { attachmentIds: [file] });
    expect(await acceptSubmission(database.pool, first)).toBe(true);
    const { rows } = await database.pool.query('select id, submission_id from attachment');
    expect(rows).toEqual([{ id: file, submission_id: first.id }]);
    expect(await acceptSubmission(database.pool, newSubmission(seal, { attachmentIds: [file] }))).toBe(false);
    expect(await countAccepted(database.pool)).toEqual([1, 1, 1, 1]);
  });

  it("takes no other portal's attachment, no unfinished one and none that is gone", async () => {
    const unfinished = await upload();
    await database.pool.query('update attachment set complete = false');
    for (const id of [await upload('other'), unfinished, crypto.randomUUID()]) {
      expect(await acceptSubmission(database.pool, newSubmission(seal, { attachmentIds: [id] }))).toBe(false);
    }
    expect(await countAccepted(database.pool)).toEqual([0, 0, 0, 0]);
  });

  it('gives an attachment to exactly one of 20 that want it at once', async () => {
    const shared = await upload();
    const rivals = await Promise.all(Array.from({ length: 20 }, async () => [await upload(), shared].sort()));
    const stored = await Promise.all(
      rivals.map((attachmentIds) => acceptSubmission(database.pool, newSubmission(seal, { attachmentIds }))),
    );
    expect(stored.filter(Boolean)).toHaveLength(1);
    expect(await countAccepted(database.pool)).toEqual([1, 1, 1, 1]);
  });

  it('never deadlocks over the order in which attachments are named', async () => {
    const files = await Promise.all(Array.from({ length: 8 }, () => upload()));
    const rivals = Array.from({ length: 20 }, (_, index) => (index % 2 ? files : files.toReversed()));
    const stored = await Promise.all(
      rivals.map((attachmentIds) => acceptSubmission(database.pool, newSubmission(seal, { attachmentIds }))),
    );
    expect(stored.filter(Boolean)).toHaveLength(1);
  });
});

describe('finding the earlier one', () => {
  it('goes by key; without a key, by reference, also that of one that came with a key', async () => {
    const keyed = newSubmission(seal, { idempotencyKey: 'K', reference: 'R' });
    await acceptSubmission(database.pool, keyed);
    const expected = {
      id: keyed.id,
      held: false,
      receivedAt: keyed.receivedAt,
      destinationId: 'office',
      definition: 'test/1/0001',
      messageUuid: keyed.message.uuid,
      bodyHmac: keyed.bodyHmac,
    };
    expect(await findEarlier(database.pool, 'kreisportal', 'K', 'something else')).toEqual(expected);
    expect(await findEarlier(database.pool, 'kreisportal', undefined, 'R')).toEqual(expected);
    expect(await findEarlier(database.pool, 'kreisportal', 'another', 'R')).toBeUndefined();
    expect(await findEarlier(database.pool, 'other', 'K', 'R')).toBeUndefined();
    expect(await findEarlier(database.pool, 'kreisportal', undefined, undefined)).toBeUndefined();
  });

  it('names the first of several with the same reference', async () => {
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    const later = newSubmission(seal, { idempotencyKey: 'K2', reference: 'R', receivedAt: at(2) });
    const first = newSubmission(seal, { idempotencyKey: 'K1', reference: 'R', receivedAt: at(1) });
    for (const each of [later, first]) await acceptSubmission(database.pool, each);
    expect((await findEarlier(database.pool, 'kreisportal', undefined, 'R'))?.id).toBe(first.id);
  });
});
