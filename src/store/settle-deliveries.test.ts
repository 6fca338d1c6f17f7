import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import {
  acceptSubmission,
  createTestSeal,
  emptySubmissions,
  newSubmission,
  storeDestinations,
} from '../testing/submissions.ts';
import { type ClaimedDelivery, claimDeliveries, takeBackLostLeases } from './claim-deliveries.ts';
import { redriveDelivery } from './redrive-delivery.ts';
import { type DestinationReport, type Settlement, settleDeliveries } from './settle-deliveries.ts';

const seal = createTestSeal();
const owner = randomUUID();
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await storeDestinations(database.pool, ['office', 'other']);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await emptySubmissions(database.pool);
  await database.pool.query('update destination set failures = 0, closed_until = null');
});

async function queue(): Promise<void> {
  await acceptSubmission(database.pool, newSubmission(seal, { destinationId: 'office', receivedAt: at(1) }));
}

async function claim(by = owner): Promise<ClaimedDelivery> {
  const shares = [{ id: 'office', parallel: 100, adapter: 'an-adapter' }];
  const claimed = await claimDeliveries(database.pool, { shares, now: at(5), limit: 1, owner: by, leaseUntil: at(15) });
  const [delivery] = claimed;
  if (!delivery) throw new Error('nothing was due');
  return delivery;
}

const settlement = (delivery: ClaimedDelivery, more: Partial<Settlement> = {}): Settlement => ({
  deliveryId: delivery.id,
  attempt: delivery.attempt,
  number: delivery.number,
  inDoubt: false,
  state: 'delivered',
  submissionState: 'delivered',
  detail: { answer: 'HTTP 200' },
  ...more,
});

const report = (more: Partial<DestinationReport> = {}): DestinationReport => ({
  id: 'office',
  reached: false,
  failures: 1,
  threshold: 3,
  closedUntil: at(30),
  ...more,
});

const settle = (settlements: Settlement[], reports: DestinationReport[] = [], by = owner) =>
  settleDeliveries(database.pool, by, at(10), settlements, reports);
const rows = async (statement: string) => (await database.pool.query(statement)).rows;
const states = () =>
  rows('select d.state, s.state as submission from delivery d join submission s on s.id = submission_id');
const events = () => rows("select type, detail from event where type <> 'received' order by id");

describe('settling', () => {
  it.each(['delivered', 'handed-over', 'rejected', 'parked'] as const)('ends a delivery as %s', async (state) => {
    await queue();
    const delivery = await claim();
    expect(await settle([settlement(delivery, { state, submissionState: state })])).toEqual([delivery.id]);
    expect(await states()).toEqual([{ state, submission: state }]);
    expect(await rows('select lease_owner, lease_until, settled_at, due_at from delivery')).toEqual([
      { lease_owner: null, lease_until: null, settled_at: at(10), due_at: at(1) },
    ]);
    expect(await events()).toEqual([
      { type: 'attempt', detail: { answer: 'HTTP 200' } },
      { type: state, detail: {} },
    ]);
  });

  it('lets a delivery wait until it is due again, with no other event than the attempt', async () => {
    await queue();
    const waits = { state: 'waiting', submissionState: 'in-delivery', dueAt: at(40) } as const;
    await settle([settlement(await claim(), waits)]);
    expect(await states()).toEqual([{ state: 'waiting', submission: 'in-delivery' }]);
    expect(await rows('select due_at, settled_at, attempts from delivery')).toEqual([
      { due_at: at(40), settled_at: null, attempts: 1 },
    ]);
    expect(await events()).toEqual([{ type: 'attempt', detail: { answer: 'HTTP 200' } }]);
  });

  it('lets an attempt that only looked for an answer go uncounted', async () => {
    await queue();
    const waits = { state: 'waiting', submissionState: 'in-delivery', dueAt: at(4), keepsAttempt: true } as const;
    await settle([settlement(await claim(), waits)]);
    const second = await claim();
    expect(second.attempt).toBe(1);
    await settle([settlement(second)]);
    expect(await states()).toEqual([{ state: 'delivered', submission: 'delivered' }]);
  });

  it('keeps receipt, file number and refusal byte for byte', async () => {
    await queue();
    const delivery = await claim();
    const content = Buffer.from([0, 1, 254, 255]);
    const receipt = {
      id: randomUUID(),
      definition: 'receipt',
      size: 4,
      sha256: createHash('sha256').update(content).digest(),
      content,
    };
    const sealed = { fileNumber: Buffer.from([0, 128]), refusal: Buffer.from([255, 0]) };
    await settle([settlement(delivery, { ...sealed, receipt })]);
    expect(await rows('select file_number, refusal from delivery')).toEqual([
      { file_number: sealed.fileNumber, refusal: sealed.refusal },
    ]);
    expect(await rows("select * from message where direction = 'in'")).toEqual([
      {
        uuid: receipt.id,
        submission_id: delivery.submissionId,
        direction: 'in',
        definition: 'receipt',
        created_at: at(10),
        size: 4,
        sha256: receipt.sha256,
        content,
      },
    ]);
  });

  it('settles a batch of unlike outcomes together', async () => {
    for (let count = 0; count < 3; count++) await queue();
    const claimed = [await claim(), await claim(), await claim()] as const;
    const settled = await settle([
      settlement(claimed[0]),
      settlement(claimed[1], { state: 'rejected', submissionState: 'rejected' }),
      settlement(claimed[2], { state: 'waiting', submissionState: 'in-delivery', dueAt: at(20) }),
    ]);
    expect(settled.toSorted()).toEqual(claimed.map(({ id }) => id).toSorted());
    expect((await states()).map(({ state }) => state).toSorted()).toEqual(['delivered', 'rejected', 'waiting']);
  });

  it.each([
    ['after the lease was taken back', async () => void (await takeBackLostLeases(database.pool, at(20)))],
    [
      'while another process is trying again',
      async () => {
        await takeBackLostLeases(database.pool, at(4)).then(() => forceTakeBack());
        await claim(randomUUID());
      },
    ],
    [
      'while the same process is trying again',
      async () => {
        await forceTakeBack();
        await claim();
      },
    ],
    [
      'after it was settled already',
      async () => void (await settle([settlement({ ...(await current()), attempt: 1 } as ClaimedDelivery)])),
    ],
  ])('keeps an outcome that comes %s as an event, and changes nothing', async (_, meanwhile) => {
    await queue();
    const delivery = await claim();
    await meanwhile();
    const [before, eventsBefore] = [await rows('select * from delivery'), await events()];
    const submissionBefore = await rows('select * from submission');
    const receipt = { id: randomUUID(), definition: 'receipt', size: 1, sha256: Buffer.of(1), content: Buffer.of(1) };
    const late = settlement(delivery, { state: 'parked', submissionState: 'parked', receipt });
    expect(await settle([late])).toEqual([]);
    expect(await rows('select * from delivery')).toEqual(before);
    expect(await rows('select * from submission')).toEqual(submissionBefore);
    expect(await rows("select * from message where direction = 'in'")).toEqual([]);
    expect(await events()).toEqual([...eventsBefore, { type: 'attempt-after-lease', detail: { answer: 'HTTP 200' } }]);
  });

  async function forceTakeBack(): Promise<void> {
    await takeBackLostLeases(database.pool, at(20));
    await database.pool.query('update delivery set due_at = $1', [at(1)]);
  }
  const current = async () => (await rows('select id from delivery'))[0] ?? {};
});

describe('the breaker', () => {
  const breaker = async () => (await rows("select failures, closed_until from destination where id = 'office'"))[0];

  it('counts failures in a row over batches and opens at its threshold', async () => {
    await settle([], [report()]);
    expect(await breaker()).toEqual({ failures: 1, closed_until: null });
    await settle([], [report({ failures: 2 })]);
    expect(await breaker()).toEqual({ failures: 3, closed_until: at(30) });
  });

  it('closes when the procedure is reached, and counts from there', async () => {
    await settle([], [report({ failures: 3 })]);
    await settle([], [report({ reached: true, failures: 1 })]);
    expect(await breaker()).toEqual({ failures: 1, closed_until: null });
  });

  it('opens again when the probe fails', async () => {
    await settle([], [report({ failures: 3 })]);
    await settle([], [report({ closedUntil: at(50) })]);
    expect(await breaker()).toEqual({ failures: 4, closed_until: at(50) });
  });

  it('loses no failure and never waits in a circle when processes settle at once', async () => {
    const both = [report({ threshold: 1000 }), report({ id: 'other', threshold: 1000 })];
    const settles = Array.from({ length: 40 }, (_, index) => settle([], index % 2 ? both : both.toReversed()));
    await Promise.all(settles);
    expect(await rows('select id, failures from destination order by id')).toEqual([
      { id: 'office', failures: 40 },
      { id: 'other', failures: 40 },
    ]);
  });
});

describe('redriving', () => {
  const redrive = (deliveryId: string, networkId = 'testkreis') =>
    redriveDelivery(database.pool, {
      deliveryId,
      networkId,
      by: 'operator',
      reason: 'the procedure is back',
      now: at(50),
      maxAge: () => 3_600_000,
      asksFirst: () => false,
    });

  it.each(['parked', 'rejected'] as const)(
    'gives a %s delivery a new budget: same bytes, attempts from 1',
    async (state) => {
      await queue();
      const first = await claim();
      await settle([settlement(first, { state, submissionState: state, refusal: Buffer.of(1) })]);
      expect(await redrive(first.id)).toEqual({ before: state, changed: true });
      expect(await states()).toEqual([{ state: 'waiting', submission: 'in-delivery' }]);
      expect((await events()).at(-1)).toEqual({
        type: 'redriven',
        detail: { by: 'operator', reason: 'the procedure is back', before: state },
      });
      await database.pool.query('update delivery set due_at = $1', [at(1)]);
      const { messageUuid, content, attempt } = await claim();
      expect({ messageUuid, content, attempt }).toEqual({
        messageUuid: first.messageUuid,
        content: first.content,
        attempt: 1,
      });
      expect(await rows('select attempts, refusal, settled_at from delivery')).toEqual([
        { attempts: 2, refusal: null, settled_at: null },
      ]);
    },
  );

  it('does it once, however often and at once it is asked', async () => {
    await queue();
    const delivery = await claim();
    await settle([settlement(delivery, { state: 'parked', submissionState: 'parked' })]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => redrive(delivery.id)));
    expect(answers.filter((answer) => answer?.changed)).toHaveLength(1);
    expect((await events()).filter(({ type }) => type === 'redriven')).toHaveLength(1);
  });

  it('makes a waiting one due at once, without a new budget', async () => {
    await queue();
    const delivery = await claim();
    await settle([settlement(delivery, { state: 'waiting', submissionState: 'in-delivery', dueAt: at(3000) })]);
    expect(await redrive(delivery.id)).toEqual({ before: 'waiting', changed: true });
    expect(await rows('select due_at, budget from delivery')).toEqual([{ due_at: at(50), budget: 0 }]);
  });

  it('leaves alone what is under way or delivered, and finds nothing of another network', async () => {
    await queue();
    const delivery = await claim();
    expect(await redrive(delivery.id)).toEqual({ before: 'sending', changed: false });
    expect(await redrive(delivery.id, 'elsewhere')).toBeUndefined();
    await settle([settlement(delivery)]);
    expect(await redrive(delivery.id)).toEqual({ before: 'delivered', changed: false });
    expect(await redrive(randomUUID())).toBeUndefined();
  });
});
